import { isMap, isPair, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/** A piece of a text that another piece takes the place of. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  /** Its line ends become those of the lines around it. */
  readonly text: string;
}

/** PURE: the text with these pieces exchanged, which are in order and do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return splices.reduceRight((after, { from, to, text: written }) => {
    return after.slice(0, from) + written.replaceAll('\n', lineEndAt(from, text)) + after.slice(to);
  }, text);
}

/** A file may have both kinds: the line before counts. */
function lineEndAt(offset: number, text: string): string {
  const before = text.lastIndexOf('\n', offset - 1);
  const end = before < 0 ? text.indexOf('\n', offset) : before;
  return text[end - 1] === '\r' ? '\r\n' : '\n';
}

export function insertion(at: number, text: string): Splice {
  return { from: at, to: at, text };
}

export function isFlow(node: YAMLMap | YAMLSeq): boolean {
  return node.flow === true;
}

export function startOf(pair: Pair): number {
  return (pair.key as Node).range?.[0] ?? 0;
}

/** PURE: behind the last character of a value, or of a key's. */
export function endOf(node: unknown): number {
  if (isPair(node)) return endOf(node.value ?? node.key);
  if ((isMap(node) || isSeq(node)) && !isFlow(node)) {
    const last: unknown = node.items.at(-1);
    if (last != null) return endOf(last);
  }
  return (node as Node).range?.[1] ?? 0;
}

/** PURE: where the line begins that holds this place. */
export function lineStart(offset: number, text: string): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** PURE: where the line's characters end; its line end comes then. */
export function lineStop(offset: number, text: string): number {
  const rest = /[^\r\n]*/y;
  rest.lastIndex = offset;
  return offset + (rest.exec(text)?.[0].length ?? 0);
}

/** PURE: where the next line begins. */
export function nextLine(offset: number, text: string): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
