import type { BrokenSetting, SettingFault } from '../github/client/network-settings.ts';
import { type Problem, type Words, wholeSentence } from './problem.ts';

/** PURE: a variable with an address or a proxy that can't be used. */
export function settingProblem({ name, fault }: BrokenSetting): Problem {
  const { why, todo } = wordsOf(fault);
  const what = `${name} can't be used: it ${why}`;
  return { code: 'environment-invalid', what, remedy: wholeSentence(todo) };
}

const OTHER_PROXY = 'write e.g. http://proxy.acme.example:8080, or unset it';

function wordsOf(fault: SettingFault): Words {
  switch (fault.kind) {
    case 'not-web':
      return {
        why: 'is no http or https address',
        todo: 'write it with its scheme, e.g. https://github.acme.example',
      };
    case 'with-query':
      return { why: 'has something behind its path', todo: 'leave out ? and #' };
    case 'no-address':
      return { why: 'is no address', todo: OTHER_PROXY };
    case 'other-scheme':
      return { why: `asks for a proxy by ${fault.scheme}, not http`, todo: OTHER_PROXY };
    case 'not-encoded':
      return {
        why: 'has a % in its name or password that stands alone',
        todo: 'write % as %25 in name and password, and other signs as their codes',
      };
  }
}
