import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Pair } from 'yaml';
import { isObject } from '../../plugin/json.ts';
import { additions } from './yaml-additions.ts';
import { lostComments } from './yaml-comments.ts';
import { removals } from './yaml-removals.ts';
import { replacements } from './yaml-replacements.ts';
import { type Splice, spliced } from './yaml-splice.ts';
import { plainValue, yamlDocument } from './yaml-value.ts';
import { withVersion } from './yaml-version.ts';

/** Where a value is: keys of mappings, numbers in lists. */
export type YamlPlace = readonly (string | number)[];

/** One value of a YAML text that is to be another; a list may only grow at its end. */
export interface YamlChange {
  readonly at: YamlPlace;
  /** Undefined: the key goes. */
  readonly to: string | readonly string[] | undefined;
  /** Behind a key that is new. */
  readonly comment?: string;
  /** What a comment behind the value says of its version; null: nothing is known. */
  readonly version?: string | null;
}

/**
 * PURE: the text with these values changed, and every other byte as it was: comments, quotes, order, line ends. With a
 * key that goes, the comment at the end of its line goes, and those inside of its value. Null where a value can't be
 * changed without changing another, e.g. because an anchor shares it.
 */
export function changedYaml(text: string, changes: readonly YamlChange[]): string | null {
  return changes.reduce<string | null>(
    (before, change) => (before === null ? null : changedOnce(before, change)),
    text,
  );
}

/** The first way of writing it that changes this value and no other. */
function changedOnce(text: string, change: YamlChange): string | null {
  const document = yamlDocument(text);
  const value = plainValue(document);
  if (document.errors.length > 0 || value instanceof Error) return null;
  const wanted = valueWith(value, change);
  const isRight = (after: string) =>
    isDeepStrictEqual(yamlValue(after), wanted) &&
    (change.to === undefined || lostComments(text, after).length === 0);
  const ways = waysFor(document.contents, text, change);
  const after = ways.map((splices) => spliced(text, splices)).find(isRight) ?? null;
  const { at, version } = change;
  if (after === null || version === undefined) return after;
  return withVersion(after, { document: yamlDocument(after), at }, version);
}

/** PURE: the value of a YAML text; undefined where it is none. */
export function yamlValue(text: string): unknown {
  const document = yamlDocument(text);
  const value = document.errors.length > 0 ? undefined : plainValue(document);
  return value instanceof Error ? undefined : value;
}

/** The value that is wanted, with the mappings on the way that were not there. */
function valueWith(value: unknown, { at, to }: YamlChange): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return to;
  if (typeof key === 'number')
    return Array.isArray(value) ? value.with(key, valueWith(value[key], { at: rest, to })) : null;
  const { [key]: own, ...others } = isObject(value) ? value : {};
  const next = valueWith(own, { at: rest, to });
  return next === undefined ? others : { ...(isObject(value) ? value : {}), [key]: next };
}

/** Down to the value, or to the mapping that lacks the next key. */
function waysFor(root: unknown, text: string, change: YamlChange): Splice[][] {
  const { at, to, comment } = change;
  let [around, node, found]: [unknown, unknown, Pair | null] = [null, root, null];
  for (const [depth, key] of at.entries()) {
    around = node;
    found = isMap(node)
      ? (node.items.find((item) => isScalar(item.key) && item.key.value === key) ?? null)
      : null;
    if (isSeq(node)) node = node.items[Number(key)];
    else if (found !== null) node = found.value;
    else
      return to !== undefined && isMap(node)
        ? additions(node, text, { keys: at.slice(depth), to, comment })
        : [];
  }
  if (to === undefined) return found !== null && isMap(around) ? removals(around, found, text) : [];
  return replacements(node, text, to, isMap(around) && around.flow === true);
}
