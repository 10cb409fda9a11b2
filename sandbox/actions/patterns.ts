/**
 * Whether a list of filter patterns admits a name, each pattern in its turn: a later `!` takes
 * out what an earlier pattern let in, and the other way round.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (toRegExp(negative ? pattern.slice(1) : pattern).test(name)) matched = !negative;
  }
  return matched;
}

/** `*` within a segment, `**` across, `?` and `+` after a character, `[]`, `\` before a special one. */
const TOKEN = /\\[\s\S]|\*\*\/|\*+|\?|\+|\[[^\]]*\]|[\s\S]/gu;

function toRegExp(pattern: string): RegExp {
  const atoms: string[] = [];
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    const last = atoms.pop();
    if ((token === '?' || token === '+') && last !== undefined) {
      atoms.push(`(?:${last})${token}`);
      continue;
    }
    if (last !== undefined) atoms.push(last);
    atoms.push(toAtom(token, index === 0 || pattern[index - 1] === '/'));
  }
  return new RegExp(`^${atoms.join('')}$`, 'su');
}

function toAtom(token: string, startsSegment: boolean): string {
  if (token === '**/') return startsSegment ? '(?:.*/)?' : '.*/';
  if (token === '*') return '[^/]*';
  if (token.startsWith('**')) return '.*';
  if (token.startsWith('[') && token.length > 2)
    return `[${token.slice(1, -1).replace(/[\\^[\]]/g, '\\$&')}]`;
  return (token.startsWith('\\') && token.length > 1 ? token.slice(1) : token).replace(
    /[\\^$.*+?()[\]{}|/]/g,
    '\\$&',
  );
}
