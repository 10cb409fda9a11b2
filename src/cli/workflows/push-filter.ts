import {
  ANYTHING,
  AS_IT_IS,
  anyOf,
  FOLDERS,
  type GlobPart,
  inSet,
  oneCharacter,
  repeated,
  STAR,
  sequence,
} from '../../action/glob.ts';

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
  const characters = [...name];
  const start = new Set([0]);
  const last = patterns.findLast((pattern) =>
    filterOf(pattern.replace(/^!/, ''))(characters, start).has(characters.length),
  );
  return last !== undefined && !last.startsWith('!');
}

/**
 * Unlike in our own inputs, `?` and `+` repeat the character before them. Besides: `*` within a segment, `**` across,
 * `[a-z]`, `\` before what is meant as it stands
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 */
function filterOf(pattern: string): GlobPart {
  const tokens = pattern.match(/\\.|\*\*\/|\*+|\[[^\]]+\]|[\s\S]/gu) ?? [];
  const parts: GlobPart[] = [];
  for (const [index, token] of tokens.entries()) {
    const [part, before = ''] = [parts.at(-1), tokens[index - 1]];
    if (part === undefined || !isRepeat(token)) parts.push(partOf(token, before));
    else if (!isRepeat(before)) parts.splice(-1, 1, token === '?' ? anyOf([AS_IT_IS, part]) : repeated(part));
  }
  return sequence(parts);
}

function isRepeat(token: string): boolean {
  return token === '?' || token === '+';
}

function partOf(token: string, before: string): GlobPart {
  if (token === '**/') {
    const isWhole = before === '' || before.endsWith('/');
    return isWhole ? FOLDERS : sequence([ANYTHING, oneCharacter((character) => character === '/')]);
  }
  if (token === '*') return STAR;
  if (token.startsWith('**')) return ANYTHING;
  if (/^\[.+\]$/.test(token)) return oneCharacter(inSet(token.slice(1, -1)));
  const own = token.replace(/^\\(?=.)/s, '');
  return oneCharacter((character) => character === own);
}
