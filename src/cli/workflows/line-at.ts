import {
  type Document,
  isMap,
  isPair,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** Keys and indices from the document's root. */
export type DocumentPath = readonly (string | number)[];

/** PURE: the line of what stands at a place; of what stands around it where an alias is in between. */
export function lineAt(document: Document, place: DocumentPath, lines: LineCounter): number {
  let [node, offset]: [unknown, number] = [document.contents, 0];
  for (const key of place) {
    const next = isMap(node)
      ? pairsOf(node).get(String(key))
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    const start = isPair(next) ? next.key : next;
    offset = (start as Node | undefined)?.range?.[0] ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return lines.linePos(offset).line || 1;
}

/** Of each mapping its pairs by their keys: a search for each job would look at all others. */
const PAIRS = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(node: YAMLMap): ReadonlyMap<string, Pair> {
  const known = PAIRS.get(node);
  if (known !== undefined) return known;
  const pairs = new Map(node.items.map((pair) => [String(pair.key), pair]));
  PAIRS.set(node, pairs);
  return pairs;
}
