import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node, type YAMLSeq } from 'yaml';
import { isObject } from '../../plugin/json.ts';
import { lostComments } from './yaml-comments.ts';
import { insertion, isFlow, lineStart, spliced } from './yaml-splice.ts';
import { plainValue, yamlDocument } from './yaml-value.ts';

/** A new item of a list, in front of the one that is there. */
export interface YamlItem {
  /** Where that one is: keys of mappings, numbers in lists. */
  readonly before: readonly (string | number)[];
  /** As YAML: `key: value` a line. */
  readonly lines: readonly string[];
}

/** PURE: the text with the item, and every other byte as it was; null where the list has no lines for its items. */
export function withItem(text: string, { before, lines }: YamlItem): string | null {
  const document = yamlDocument(text);
  const value = document.errors.length > 0 ? undefined : plainValue(document);
  const list = nodeAt(document.contents, before.slice(0, -1));
  const index = Number(before.at(-1));
  const item = isSeq(list) ? (list.items[index] as Node | undefined) : undefined;
  if (!isSeq(list) || isFlow(list) || list.range == null || item?.range == null) return null;
  const at = placeFor(list, item.range[0], text);
  if (at === null) return null;
  const after = spliced(text, [insertion(at.offset, written(lines, at, text))]);
  const wanted = withValue(value, before, plainValue(yamlDocument(lines.join('\n'))));
  const isRight = isDeepStrictEqual(plainValue(yamlDocument(after)), wanted);
  return isRight && lostComments(text, after).length === 0 ? after : null;
}

function nodeAt(root: unknown, place: YamlItem['before']): unknown {
  return place.reduce<unknown>((node, key) => {
    if (isSeq(node)) return node.items[Number(key)];
    if (!isMap(node)) return undefined;
    return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
  }, root);
}

interface ItemPlace {
  readonly offset: number;
  readonly indent: string;
}

/** At the line of the item's dash, or above the comments on it, which stand just above with the same indent. */
function placeFor({ range }: YAMLSeq, start: number, text: string): ItemPlace | null {
  const first = range?.[0] ?? 0;
  const indent = text.slice(lineStart(first, text), first);
  if (indent.trim() !== '') return null;
  let offset = lineStart(start, text);
  while (offset > first && !text.startsWith(`${indent}-`, offset)) offset = lineStart(offset - 1, text);
  while (offset > 0 && text.startsWith(`${indent}#`, lineStart(offset - 1, text)))
    offset = lineStart(offset - 1, text);
  return { offset, indent };
}

/** Where a blank line parts the item from the one above, one parts it from the new one too. */
function written(lines: readonly string[], { offset, indent }: ItemPlace, text: string): string {
  const isApart = /\n[ \t]*\r?\n$/.test(text.slice(0, offset));
  const item = lines.map((line, number) => `${indent}${number === 0 ? '- ' : '  '}${line}\n`).join('');
  return isApart ? `${item}\n` : item;
}

function withValue(value: unknown, [key, ...rest]: YamlItem['before'], item: unknown): unknown {
  if (Array.isArray(value)) {
    const index = Number(key);
    return rest.length === 0
      ? value.toSpliced(index, 0, item)
      : value.with(index, withValue(value[index], rest, item));
  }
  if (!isObject(value) || typeof key !== 'string') return undefined;
  return { ...value, [key]: withValue(value[key], rest, item) };
}
