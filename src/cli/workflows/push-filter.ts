/**
 * What a `push` must be to start a workflow; every list is null where it is not written
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore).
 */
export interface PushFilter {
  readonly branches: readonly string[] | null;
  readonly branchesIgnore: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly tagsIgnore: readonly string[] | null;
  readonly paths: readonly string[] | null;
  readonly pathsIgnore: readonly string[] | null;
}

/** PURE: the filters below `on.push`. */
export function pushFilter(
  push: Readonly<Record<string, unknown>>,
  listOf: (value: unknown) => string[] | null,
): PushFilter {
  return {
    branches: listOf(push['branches']),
    branchesIgnore: listOf(push['branches-ignore']),
    tags: listOf(push['tags']),
    tagsIgnore: listOf(push['tags-ignore']),
    paths: listOf(push['paths']),
    pathsIgnore: listOf(push['paths-ignore']),
  };
}

/** PURE: whether a push to the branch starts it. A filter of tags alone leaves all branches out. */
export function takesBranch({ branches, branchesIgnore, tags, tagsIgnore }: PushFilter, branch: string) {
  if (branches !== null) return admits(branches, branch);
  if (branchesIgnore !== null) return !admits(branchesIgnore, branch);
  return tags === null && tagsIgnore === null;
}

/** PURE: whether some pushed tag starts it. */
export function takesTags({ branches, branchesIgnore, tags, tagsIgnore }: PushFilter): boolean {
  return tags !== null || tagsIgnore !== null || (branches === null && branchesIgnore === null);
}

/** PURE: whether a change of this file starts it. */
export function takesPath({ paths, pathsIgnore }: PushFilter, path: string): boolean {
  if (paths !== null) return admits(paths, path);
  return pathsIgnore === null || !admits(pathsIgnore, path);
}

/** PURE: whether the patterns let a name in: the last that matches counts, and `!` takes out. */
export function admits(patterns: readonly string[], name: string): boolean {
  const last = patterns.findLast((pattern) => expressionOf(pattern.replace(/^!/, '')).test(name));
  return last !== undefined && !last.startsWith('!');
}

/**
 * `*` within a segment, `**` across, `?` and `+` after a character, `[a-z]`, `\` before what is meant as it stands: not as picomatch reads them
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.match(/\\.|\*\*\/|\*+|\[[^\]]+\]|[?+]|[\s\S]/gu) ?? [];
  const source = parts.reduce((before, part, index) => before + partOf(part, parts[index - 1]), '');
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    // GitHub refuses such a file; that is no filter that leaves something out.
    return /^/;
  }
}

function partOf(part: string, before: string | undefined): string {
  if (part === '**/') return before === undefined || before.endsWith('/') ? '(?:.*/)?' : '.*/';
  if (part === '*') return '[^/]*';
  if (part.startsWith('**')) return '.*';
  if (part === '?' || part === '+') return before === undefined ? `\\${part}` : part;
  if (part.startsWith('[') && part.length > 2) return `[${part.slice(1, -1).replace(/[\\^[\]]/g, '\\$&')}]`;
  return (part.length > 1 && part.startsWith('\\') ? part.slice(1) : part).replace(
    /[\\^$.*+?()[\]{}|/]/g,
    '\\$&',
  );
}
