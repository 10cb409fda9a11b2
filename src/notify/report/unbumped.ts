import { type Annotation, notice, warning } from '../../action/report.ts';
import type { Problem } from '../../findings/problem.ts';
import { quote } from '../../plugin/display.ts';
import { MOST_FILES } from '../compare/changed-files.ts';
import type { Unbumped } from '../compare/unbumped.ts';
import type { Range } from '../range.ts';

/** Deeper than most; ten of them fit into the 4,096 characters of an annotation. */
const LONGEST_FILE = 200;

const RAISE = 'Users who have this version do not get the change: raise `version`';

/** PURE: plugins without a bump, where the run must fail for them. */
export function unbumpedProblem(one: Unbumped): Problem {
  const remedy = `${RAISE}. If users can do without the change, add a line \`Skip-Version-Bump: <reason>\` to the message of the last commit, or name the files in \`unbumped-ignore\`.`;
  return { code: 'unbumped', what: whatChanged(one), remedy, at: one.manifest.at };
}

/** PURE: what was before is not known, and a check that could not look must not look passed. */
export function unbumpedUnknown(why: string, { kind }: Range): Problem {
  const remedy =
    kind === 'compare'
      ? 'Take the pull request out of the merge queue and add it again, so that GitHub makes a new group.'
      : 'Pass `base` too.';
  const what = `It is not known whether a plugin changed without a bump (\`unbumped\`), because there is nothing to compare with: ${why}`;
  return { code: 'unbumped', what, remedy };
}

/** PURE: the same where a warning is enough. */
export function unbumpedWarning(one: Unbumped): Annotation {
  const text = `${whatChanged(one)}. ${RAISE}, or name files that need no new version in \`unbumped-ignore\`.`;
  return { ...warning('unbumped', text), at: one.manifest.at };
}

/** PURE: the same where the last commit's message says why the version stays. */
export function unbumpedNotice(one: Unbumped, reason: string): Annotation {
  const text = `${whatChanged(one)}. That is accepted, because the last commit says: Skip-Version-Bump: ${quote(reason)}.`;
  return { ...notice('unbumped', text), at: one.manifest.at };
}

function whatChanged({ manifest, path, files }: Unbumped): string {
  const named = files.slice(0, MOST_FILES).map((file) => quote(file, LONGEST_FILE));
  const more = files.length > MOST_FILES ? ' and more' : '';
  const version = quote(manifest.version ?? '');
  return `${quote(manifest.name)} (${quote(path)}) changed, but its version is still ${version}. Changed: ${named.join(', ')}${more}`;
}
