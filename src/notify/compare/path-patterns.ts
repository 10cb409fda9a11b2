import { globOf } from '../../action/glob.ts';
import { patternFault } from '../../action/patterns.ts';

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
  const { isLiteral, matches } = globOf(text);
  return isLiteral ? { kind: 'name', name: text } : { kind: 'wildcard', matches };
}

export function pathPatternFault(pattern: string): string | null {
  const text = pattern.replace(/^!/, '');
  const fault = patternFault(pattern);
  if (fault !== null) return fault;
  if (text.startsWith('/')) return 'starts with "/": patterns are relative to the repository';
  if (text.includes('\\')) return 'contains "\\": separate folders with "/"';
  if (text.split('/').some((segment) => ['', '.', '..'].includes(segment))) {
    return 'contains an empty, "." or ".." folder';
  }
  if (text.split('/').some((segment) => segment !== '**' && segment.includes('**'))) {
    return 'contains "**" next to other characters: write "**" alone between slashes, as in "**/x*.json"';
  }
  if (/[{(][^})]*\/[^{(]*[})]/.test(text))
    return 'contains "/" inside braces or parentheses: write one pattern per line';
  return null;
}
