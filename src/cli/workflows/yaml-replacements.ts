import { isScalar, isSeq, Scalar } from 'yaml';
import { growths, inBrackets } from './yaml-additions.ts';
import { yamlScalar } from './yaml-scalar.ts';
import { insertion, lineStop, nextLine, type Splice } from './yaml-splice.ts';

/** PURE: the ways to let a text, or a list that grows, be another. */
export function replacements(
  node: unknown,
  text: string,
  to: string | readonly string[],
  inFlow: boolean,
): Splice[][] {
  if (isSeq(node) && typeof to !== 'string') {
    const more = to.slice(node.items.length);
    return more.length === 0 ? [] : growths(node, text, more);
  }
  if (!isScalar(node) || node.range == null) return [];
  const [from, end] = node.range;
  if (typeof to !== 'string') return [[{ from, to: end, text: inBrackets(to) }]];
  const whole = isBlock(node)
    ? literalLines(node, text, to)
    : [{ from, to: end, text: yamlScalar(to, inFlow, node.type) }];
  return [appended(node, text, to), whole].filter((splices) => splices.length > 0);
}

function isBlock({ type }: Scalar): boolean {
  return type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
}

/** Where only its end is new, its lines, quotes and escapes stay. */
function appended(node: Scalar, text: string, to: string): Splice[] {
  const { value, range, type } = node;
  if (typeof value !== 'string' || range == null) return [];
  const isQuoted = type === Scalar.QUOTE_SINGLE || type === Scalar.QUOTE_DOUBLE;
  const source = text.slice(range[0], range[1] - (isQuoted ? 1 : 0)).trimEnd();
  const body = value.trimEnd();
  const tail = value.slice(body.length);
  if (!to.startsWith(body) || !to.endsWith(tail) || to.length <= value.length) return [];
  const added = to.slice(body.length, to.length - tail.length);
  return [insertion(range[0] + source.length, written(added, node, text))];
}

function written(added: string, node: Scalar, text: string): string {
  switch (node.type) {
    case Scalar.QUOTE_SINGLE:
      return added.replaceAll("'", "''");
    case Scalar.QUOTE_DOUBLE:
      return JSON.stringify(added).slice(1, -1);
    case Scalar.BLOCK_LITERAL:
      return added.replaceAll(/\n(?=[^\n])/g, `\n${indentOf(node, text)}`);
    case Scalar.BLOCK_FOLDED:
      // A single line end would become a space.
      return added.replaceAll(/\n(?=[^\n])/g, `\n\n${indentOf(node, text)}`);
    default:
      return added;
  }
}

/** Folded lines are not broken again. */
function literalLines(node: Scalar, text: string, to: string): Splice[] {
  if (node.type !== Scalar.BLOCK_LITERAL || node.range == null) return [];
  const [from, end] = node.range;
  const indent = indentOf(node, text);
  const lines = to.trimEnd().split('\n');
  const written = lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
  const source = text.slice(from, end).trimEnd();
  if (!source.includes('\n')) return [];
  return [{ from: nextLine(from, text), to: from + source.length, text: written }];
}

/** That of the first line with something on it. */
function indentOf({ range }: Scalar, text: string): string {
  const [from, end] = range ?? [0, 0];
  const lines = text.slice(lineStop(from, text), end);
  return /^( *)[^\s]/m.exec(lines)?.[1] ?? '';
}
