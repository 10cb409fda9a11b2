import type { UpdateInputs } from '../action/input-tables.ts';
import type { InputValues } from '../action/input-values.ts';
import { subdirectory } from '../marketplace/sources.ts';
import { quote } from '../plugin/display.ts';

/** PURE: the inputs that need more than a word list. */

/** `marketplace-file`: a path in the repository. */
export function readFile(values: InputValues<UpdateInputs>): string {
  const text = values.text('marketplace-file');
  const path = subdirectory(text);
  if (path.kind === 'path' && path.path !== '') return path.path;
  const fault = path.kind === 'fault' ? path.fault : 'names no file';
  const what = `\`marketplace-file\`: ${quote(text)} ${fault}`;
  values.refuse('input-invalid', what, 'Write its path from the root of the repository.');
  return text;
}

/** https://git-scm.com/docs/git-check-ref-format, without what GitHub's own pages could stumble over. */
const BRANCH = /^(?!\/|.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|\/$|\.$|@\{))[^\0-\x20\x7f~^:?*[\\]+$/s;

/** `branch`: a name that git takes, and not the branch that is updated. */
export function readBranchInput(values: InputValues<UpdateInputs>, target: string): string {
  const text = values.text('branch');
  const names = ['x', 'lock'].map((plugin) => text.replaceAll('{plugin}', plugin));
  if (!names.every((name) => BRANCH.test(name)) || /^(?:[-.]|refs\/)/.test(text)) {
    values.refuse('input-invalid', `\`branch\` can't be ${quote(text)}`, 'Write the name of a branch.');
  }
  if (text === target) {
    const what = `\`branch\` is ${quote(text)}, the branch that the pull request is for`;
    values.refuse(
      'input-invalid',
      what,
      'Name another branch: this action creates it for the pull request, and overwrites it.',
    );
  }
  return text;
}

/** `checks`: names of files in `.github/workflows`. */
export function readChecks(values: InputValues<UpdateInputs>): string[] {
  return values.list('checks').flatMap((text) => {
    const name = text.replace(/^(?:\.\/)?\.github\/workflows\//, '');
    if (/^[\w.-]+\.ya?ml$/.test(name)) return [name];
    const what = `\`checks\`: ${quote(text)} is not a workflow file`;
    values.refuse('input-invalid', what, 'Write the names of files in .github/workflows, e.g. test.yml.');
    return [];
  });
}

const LONGEST_TITLE = 256;

/** `commit-title` (null: one that says what is updated) and `report-issue` (null: no issue): one line. */
export function readTitle(
  values: InputValues<UpdateInputs>,
  name: 'commit-title' | 'report-issue',
): string | null {
  const text = values.text(name);
  if (text === '') return null;
  if (/\p{Cc}/u.test(text) || text.length > LONGEST_TITLE) {
    const remedy = `Write one line of at most ${LONGEST_TITLE} characters.`;
    values.refuse('input-invalid', `\`${name}\` is not one line of text`, remedy);
  }
  return text;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const LONGEST_AGE = 366 * 86_400_000;

/** `minimum-age`: `3d`, `12 hours`, in milliseconds; 0 where everything is taken at once. */
export function readMinimumAge(values: InputValues<UpdateInputs>): number {
  const text = values.text('minimum-age');
  // `3M` is three months to many programs, and must not become three minutes.
  const plain = text.endsWith('M') ? '' : text.toLowerCase();
  const [, number = '', unit = ''] = /^(\d{1,6}) ?([mhdw]|minutes?|hours?|days?|weeks?)$/.exec(plain) ?? [];
  const age = /^0+$/.test(text) ? 0 : Number(number) * (UNITS[unit.charAt(0)] ?? Number.NaN);
  if (age <= LONGEST_AGE) return age;
  const remedy =
    'Write a whole number of minutes, hours, days or weeks up to a year, e.g. 90m, 12h, 3d or 2w; 0 takes everything at once.';
  values.refuse('input-invalid', `\`minimum-age\` can't be ${quote(text)}`, remedy);
  return 0;
}
