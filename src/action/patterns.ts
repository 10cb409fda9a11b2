import { globOf } from './glob.ts';

/**
 * Lists of patterns, as people write them in a workflow: `*` within a segment, `**` across segments, a leading
 * `!` excludes. An exclusion wins wherever it stands.
 */
export interface PatternList {
  readonly include: readonly string[];
  /** Without their `!`. */
  readonly exclude: readonly string[];
  readonly matches: (text: string) => boolean;
  /** Whether a `!` pattern excludes it. */
  readonly excludes: (text: string) => boolean;
}

/** `lines` without an inclusion only exclude, from `defaults`. */
export function patternList(lines: readonly string[], defaults: readonly string[]): PatternList {
  const exclude = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const own = lines.filter((line) => !line.startsWith('!'));
  const include = own.length > 0 ? own : defaults;
  const included = anyOf(include);
  const excludes = anyOf(exclude);
  return { include, exclude, matches: (text) => included(text) && !excludes(text), excludes };
}

function anyOf(patterns: readonly string[]): (text: string) => boolean {
  const matchers = patterns.map((pattern) => globOf(pattern).matches);
  return (text) => matchers.some((matches) => matches(text));
}

const LONGEST_PATTERN = 1000;

export function patternFault(pattern: string): string | null {
  const text = pattern.replace(/^!/, '');
  if (text === '') return 'is empty';
  return text.length > LONGEST_PATTERN ? `has more than ${LONGEST_PATTERN} characters` : null;
}
