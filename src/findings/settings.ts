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
  if (fault.kind !== 'other-scheme') return WORDS[fault.kind];
  return { why: `names a proxy that uses ${fault.scheme} instead of http`, todo: OTHER_PROXY };
}

const WORDS: Readonly<Record<Exclude<SettingFault['kind'], 'other-scheme'>, Words>> = {
  'not-web': {
    why: 'is not an http or https address',
    todo: 'write it with its scheme, e.g. https://github.acme.example',
  },
  'with-query': {
    why: 'has a query or a fragment after its path',
    todo: 'remove the ? or # and everything after it',
  },
  'no-address': { why: 'is not an address', todo: OTHER_PROXY },
  'not-encoded': {
    why: 'has a % in its user name or password that is not part of a code such as %25',
    todo: 'write % as %25 in the user name and password, and percent-encode other special characters',
  },
};
