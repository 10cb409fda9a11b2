import type { Node } from 'jsonc-parser';
import { type JsonPath, nodeAt, placesIn, propertiesAt, tree } from './json-text.ts';
import type { Place } from './position.ts';

/** A value to write, at a key that is there or that the object at its end is to get. */
export interface Edit {
  readonly path: JsonPath;
  readonly value: string;
}

/** `text` in place of `length` characters at `offset`. */
interface Change {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * The text of a catalogue that `parseCatalogue` accepts → the same text with each edit's value at its path.
 *
 * Of an existing value, whatever it is, just its own characters are replaced; a value that stands there already,
 * in whatever escapes, is left as it is. A new key comes after the object's `name` (else after its last key),
 * spaced and broken into lines as its neighbours are. The text is parsed once, however many edits there are:
 * jsonc-parser's `modify` would parse it for each. Of a key that stands twice the last is edited, which is the one
 * that readers take; `repeatedKeys` finds such keys.
 *
 * Throws where no edit can be meant: no object is where the path leads, or two edits overlap.
 */
export function editCatalogue(text: string, edits: readonly Edit[]): string {
  const root = tree(text);
  const places = new Set(edits.map(({ path }) => JSON.stringify(path)));
  if (places.size < edits.length) throw new Error('two edits of one value');
  const changes = edits.map((edit) => changeOf(text, root, edit));
  return apply(
    text,
    changes.sort((one, other) => one.offset - other.offset),
  );
}

function changeOf(text: string, root: Node | undefined, { path, value }: Edit): Change {
  const node = nodeAt(root, path);
  if (node === undefined) return insertion(text, nodeAt(root, path.slice(0, -1)), { path, value });
  const { offset, length } = node;
  const same = node.type === 'string' && node.value === value;
  return { offset, length, text: same ? text.slice(offset, offset + length) : JSON.stringify(value) };
}

/** A new property after another one: the gaps between two, and between key and value, are copied from there. */
function insertion(text: string, object: Node | undefined, { path, value }: Edit): Change {
  const key = path.at(-1);
  const before = propertiesAt(object, 'name').at(-1) ?? object?.children?.at(-1);
  if (object?.type !== 'object' || before === undefined || typeof key !== 'string') {
    throw new Error(`nothing to edit at ${JSON.stringify(path)}`);
  }
  const gap = gapBetween(text, object, before);
  const property = `${JSON.stringify(key)}${colonOf(text, before)}${JSON.stringify(value)}`;
  return { offset: endOf(before), length: 0, text: `${gap}${property}` };
}

/** What stands between this property and a neighbour; for an only one, a comma and what stands before it. */
function gapBetween(text: string, object: Node, property: Node): string {
  const properties = object.children ?? [];
  const index = properties.indexOf(property);
  const next = properties[index + 1];
  if (next !== undefined) return text.slice(endOf(property), next.offset);
  const previous = properties[index - 1];
  if (previous !== undefined) return text.slice(endOf(previous), property.offset);
  return `,${text.slice(object.offset + 1, property.offset)}`;
}

function colonOf(text: string, { children }: Node): string {
  const [key, value] = children ?? [];
  return key === undefined || value === undefined ? ': ' : text.slice(endOf(key), value.offset);
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function apply(text: string, changes: readonly Change[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const change of changes) {
    if (change.offset < end) throw new Error('two edits overlap');
    parts.push(text.slice(end, change.offset), change.text);
    end = change.offset + change.length;
  }
  return parts.join('') + text.slice(end);
}

/**
 * The text of a catalogue → path → the place of the second key, where a key on the way to the path, or at its end,
 * stands twice in its object; else null. JSON leaves open which of the two counts, and its readers do not agree.
 */
export function repeatedKeys(text: string, file: string): (path: JsonPath) => Place | null {
  const root = tree(text);
  const places = placesIn(text, file);
  return (path) => {
    const seconds = path.map((key, depth) => secondKey(nodeAt(root, path.slice(0, depth)), key));
    const first = seconds.find((property) => property !== undefined);
    return first === undefined ? null : places(first.offset);
  };
}

function secondKey(node: Node | undefined, key: string | number): Node | undefined {
  return typeof key === 'string' ? propertiesAt(node, key)[1] : undefined;
}
