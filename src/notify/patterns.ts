import picomatch from 'picomatch';

/**
 * Lists of patterns, as people write them in a workflow: `*` within a segment, `**` across segments, a leading
 * `!` excludes. An exclusion wins wherever it stands.
 */
export interface PatternList {
  readonly include: readonly string[];
  readonly matches: (text: string) => boolean;
  /** Whether a `!` pattern says that somebody does not want it. */
  readonly excludes: (text: string) => boolean;
}

const OPTIONS = { dot: true, nonegate: true } as const;

/** `lines` without an inclusion only exclude, from `defaults`. */
export function patternList(lines: readonly string[], defaults: readonly string[]): PatternList {
  const exclude = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const own = lines.filter((line) => !line.startsWith('!'));
  const include = own.length > 0 ? own : defaults;
  const included = anyOf(include);
  const excludes = anyOf(exclude);
  return { include, matches: (text) => included(text) && !excludes(text), excludes };
}

function anyOf(patterns: readonly string[]): (text: string) => boolean {
  const matchers = patterns.map(matcher);
  return (text) => matchers.some((matches) => matches(text));
}

/** A pattern's text itself always matches, so that names with `(` or `+` in them need no escape. */
function matcher(pattern: string): (text: string) => boolean {
  if (pattern === '**') return () => true;
  const matches = picomatch(pattern, OPTIONS);
  return (text) => text === pattern || matches(text);
}

/** One segment of a path pattern. */
export type Segment =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'wildcard'; readonly matches: (name: string) => boolean }
  | { readonly kind: 'any-depth' };

/** A path pattern → its segments; a trailing `**` is every file below. */
export function segmentsOf(pattern: string): Segment[] {
  const segments = pattern.split('/').map(segmentOf);
  return segments.at(-1)?.kind === 'any-depth'
    ? [...segments, { kind: 'wildcard', matches: () => true }]
    : segments;
}

function segmentOf(text: string): Segment {
  if (text === '**') return { kind: 'any-depth' };
  if (!picomatch.scan(text).isGlob) return { kind: 'name', name: text };
  return { kind: 'wildcard', matches: picomatch(text, OPTIONS) };
}

const LONGEST_PATTERN = 1000;

/** What is wrong with a pattern, or null. */
export function patternFault(pattern: string): string | null {
  const text = pattern.replace(/^!/, '');
  if (text === '') return 'is empty';
  return text.length > LONGEST_PATTERN ? `has more than ${LONGEST_PATTERN} characters` : null;
}

/** What is wrong with a path pattern, or null. */
export function pathPatternFault(pattern: string): string | null {
  const text = pattern.replace(/^!/, '');
  const fault = patternFault(pattern);
  if (fault !== null) return fault;
  if (text.startsWith('/')) return 'starts with "/": patterns are relative to the repository';
  if (text.includes('\\')) return 'holds "\\": separate folders with "/"';
  if (text.split('/').some((segment) => ['', '.', '..'].includes(segment))) {
    return 'holds an empty, "." or ".." folder';
  }
  if (text.split('/').some((segment) => segment !== '**' && segment.includes('**'))) {
    return 'holds "**" beside other characters: it crosses folders only alone, as in "**/x*.json"';
  }
  if (/[{(][^})]*\/[^{(]*[})]/.test(text))
    return 'holds "/" inside braces or parentheses: write one pattern a line';
  return null;
}
