import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isObject } from './json.ts';
import type { Place } from './position.ts';

/**
 * JSON as the text of a file: values come from `JSON.parse`, places from a second, forgiving parser, so that what
 * we accept is exactly JSON. Of a key that stands twice the last counts, as in `JSON.parse`.
 */

/** Why a text is no JSON object. */
export type JsonFault = {
  readonly at: Place;
} /** https://github.com/anthropics/claude-code/issues/82705: manifests and catalogues alike. */ & (
  | { readonly kind: 'byte-order-mark' | 'not-an-object' }
  | { readonly kind: 'not-json'; readonly slip: Slip }
);

/** The commonest slips by their own names, all others as the parser has them: `CommaExpected`, or nothing. */
export type Slip =
  | { readonly kind: 'merge-conflict' | 'empty' | 'trailing-comma' }
  | { readonly kind: 'other'; readonly parserSays: string };

export type ReadObject =
  | { readonly kind: 'object'; readonly value: Record<string, unknown> }
  | { readonly kind: 'problem'; readonly fault: JsonFault };

/** The way from a document's root to a value in it: keys of objects and indices of arrays. */
export type JsonPath = readonly (string | number)[];

/** PURE: `text` as a JSON object, or why it is not one. */
export function readJsonObject(text: string, file: string): ReadObject {
  const start = { file, line: 1, column: 1 };
  if (text.startsWith('\uFEFF')) return { kind: 'problem', fault: { kind: 'byte-order-mark', at: start } };
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { offset, slip } = slipIn(text, parsed.error);
    return { kind: 'problem', fault: { kind: 'not-json', slip, at: placesIn(text, file)(offset) } };
  }
  if (isObject(parsed.value)) return { kind: 'object', value: parsed.value };
  return { kind: 'problem', fault: { kind: 'not-an-object', at: start } };
}

type ParsedJson = { ok: true; value: unknown } | { ok: false; error: string };

function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function slipIn(text: string, message: string): { readonly offset: number; readonly slip: Slip } {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (conflict !== null) return { offset: conflict.index, slip: { kind: 'merge-conflict' } };
  if (text.trim() === '') return { offset: 0, slip: { kind: 'empty' } };
  const { offset, parserSays } = firstError(text, message);
  const isComma = /,\s*$/.test(text.slice(0, offset)) && /^\s*[}\]]/.test(text.slice(offset));
  return { offset, slip: isComma ? { kind: 'trailing-comma' } : { kind: 'other', parserSays } };
}

/** Where JSON stops being JSON: as the forgiving parser sees it, else as the engine's message has it. */
function firstError(text: string, message: string): { offset: number; parserSays: string } {
  const [first] = parsed(text).errors;
  if (first !== undefined) return { offset: first.offset, parserSays: printParseErrorCode(first.error) };
  return { offset: Number(/position (\d+)/.exec(message)?.[1] ?? 0), parserSays: '' };
}

interface Parsed {
  readonly text: string;
  readonly root: Node | undefined;
  readonly errors: readonly ParseError[];
}

/** A run asks several times about one catalogue, which may have thousands of entries. */
let last: Parsed | null = null;

/** The text's nodes with their offsets; undefined where there is none, or where it is nested too deeply. */
export function tree(text: string): Node | undefined {
  return parsed(text).root;
}

/** jsonc-parser is recursive: of what is nested too deeply there is simply no place to tell. */
function parsed(text: string): Parsed {
  if (last?.text === text) return last;
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  last = { text, root, errors };
  return last;
}

/** The node at `path` below `root`; undefined where nothing stands there. */
export function nodeAt(root: Node | undefined, path: JsonPath): Node | undefined {
  return path.reduce(childAt, root);
}

function childAt(node: Node | undefined, key: string | number): Node | undefined {
  if (typeof key === 'string') return propertiesAt(node, key).at(-1)?.children?.[1];
  return node?.type === 'array' ? node.children?.[key] : undefined;
}

/** The properties (key and value) of an object's node that have this key: more than one where it stands twice. */
export function propertiesAt(node: Node | undefined, key: string): readonly Node[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).filter((property) => property.children?.[0]?.value === key);
}

/** The place of the value at `path`, or of the text's first character where there is none. */
export function placeOf(text: string, file: string, path: JsonPath): Required<Place> {
  return placesIn(text, file)(nodeAt(tree(text), path)?.offset ?? firstCharacter(text));
}

export function firstCharacter(text: string): number {
  return Math.max(0, text.search(/\S/));
}

/** Offset → place in `file`, for as many offsets as there are: the lines are counted once. */
export function placesIn(text: string, file: string): (offset: number) => Required<Place> {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  return (offset) => {
    const line = linesUpTo(starts, offset);
    return { file, line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** How many of the ascending `starts` are at most `offset`. */
function linesUpTo(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A key of the object's own: nothing comes from a prototype, and `__proto__` is a key like any other. */
export function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
