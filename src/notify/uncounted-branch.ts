import { globOf } from '../action/glob.ts';
import { quote } from '../plugin/display.ts';

/**
 * PURE: the pattern that misses a branch only by upper and lower case, by quotation marks or brackets, by spaces between
 * several, or by what git writes before a branch's name elsewhere (`origin/main`); null if none does.
 */
export function likelyMeant(patterns: readonly string[], branch: string): string | null {
  const means = (part: string) => globOf(bare(part)).matches(branch.toLowerCase());
  return patterns.find((one) => one.split(/\s+/).some(means)) ?? null;
}

function bare(pattern: string): string {
  return pattern
    .toLowerCase()
    .replace(/^[["']+|[\]"']+$/g, '')
    .replace(/^\/?(?:(?:refs\/)?(?:heads|remotes\/[^/]+)|origin|upstream)\//, '')
    .replace(/^\/|\/$/g, '');
}

/** Nothing is compared; `remedy`: what to write, where the workflow probably means something else. */
export interface NotLookedAt {
  readonly kind: 'nothing';
  readonly why: string;
  readonly remedy?: string;
}

/** PURE: what becomes of a push to, or a merge into, a branch that does not count; `pattern`: what probably means it. */
export function uncounted(branch: string, by: 'push' | 'merge', pattern: string | null): NotLookedAt {
  const start = by === 'push' ? '' : `merging into ${quote(branch)} sends nothing: `;
  const branches = by === 'push' ? `the branch ${quote(branch)}` : 'that branch';
  const why = `${start}versions on ${branches} are not announced (input \`branches\`)`;
  if (pattern === null) return { kind: 'nothing', why };
  const remedy = `\`branches\` contains ${quote(pattern)}: if that means this branch, write ${quote(branch)}.`;
  return { kind: 'nothing', why, remedy };
}
