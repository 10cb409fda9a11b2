import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { quote } from './display.ts';
import { isObject } from './json.ts';
import type { Place, Problem } from './problem.ts';

/**
 * JSON as the text of a file: values come from `JSON.parse`, places from a second, forgiving parser, so that what
 * we accept is exactly JSON. Of a key that stands twice the last counts, as in `JSON.parse`.
 */

/** What kind of file it is, for what people are told of it. */
export interface JsonKind {
  /** Also what the codes of its problems begin with: `manifest` in `manifest-not-json`. */
  readonly noun: string;
  /** The smallest one that works. */
  readonly example: string;
}

export type ReadObject =
  | { readonly kind: 'object'; readonly value: Record<string, unknown> }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** The way from a document's root to a value in it: keys of objects and indices of arrays. */
export type JsonPath = readonly (string | number)[];

/** What happened and what to do, without the file's name. */
export interface Fault {
  readonly what: string;
  readonly remedy: string;
}

/** `text` as a JSON object, or a problem: `…-byte-order-mark`, `…-not-json`, `…-not-an-object`. */
export function readObject(text: string, file: string, kind: JsonKind): ReadObject {
  const start = { file, line: 1, column: 1 };
  if (text.startsWith('\uFEFF')) return refused(`${kind.noun}-byte-order-mark`, start, byteOrderMark(kind));
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { offset, ...fault } = jsonFault(text, parsed.error, kind);
    return refused(`${kind.noun}-not-json`, placesIn(text, file)(offset), fault);
  }
  if (isObject(parsed.value)) return { kind: 'object', value: parsed.value };
  const remedy = `Write ${kind.example}.`;
  return refused(`${kind.noun}-not-an-object`, start, { what: 'is not a JSON object.', remedy });
}

/** A problem that begins with the file's name. */
export function refused(
  code: string,
  at: Place,
  { what, remedy }: Fault,
): { kind: 'problem'; problem: Problem } {
  return { kind: 'problem', problem: { code, what: `${quote(at.file)} ${what}`, remedy, at } };
}

/** https://github.com/anthropics/claude-code/issues/82705: manifests and catalogues alike. */
function byteOrderMark({ noun }: JsonKind): Fault {
  return {
    what: `starts with a byte-order mark (U+FEFF), and Claude Code does not load such a ${noun}.`,
    remedy: 'Save it as "UTF-8", not "UTF-8 with BOM".',
  };
}

type ParsedJson = { ok: true; value: unknown } | { ok: false; error: string };

function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The commonest slips by their own names, all others as the parser has them. */
function jsonFault(text: string, message: string, { example }: JsonKind): Fault & { offset: number } {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (conflict !== null) {
    return {
      offset: conflict.index,
      what: 'contains a merge conflict marker.',
      remedy: 'Resolve the conflict and push.',
    };
  }
  if (text.trim() === '') return { offset: 0, what: 'is empty.', remedy: `Write ${example}.` };
  const { offset, reason } = firstError(text, message);
  if (/,\s*$/.test(text.slice(0, offset)) && /^\s*[}\]]/.test(text.slice(offset))) {
    return {
      offset,
      what: 'is not valid JSON: a comma stands before a closing bracket.',
      remedy: 'Remove the comma.',
    };
  }
  return { offset, what: `is not valid JSON${reason}.`, remedy: 'Fix it there; JSON has no comments.' };
}

/** Where JSON stops being JSON: as the forgiving parser sees it, else as the engine's message has it. */
function firstError(text: string, message: string): { offset: number; reason: string } {
  const errors: ParseError[] = [];
  tree(text, errors);
  const first = errors[0];
  if (first !== undefined) return { offset: first.offset, reason: reasonOf(first) };
  return { offset: Number(/position (\d+)/.exec(message)?.[1] ?? 0), reason: '' };
}

/** `CommaExpected` → ` (comma expected)`. */
function reasonOf(error: ParseError): string {
  return ` (${printParseErrorCode(error.error)
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase()})`;
}

/**
 * The text's nodes with their offsets, what is wrong added to `errors`; undefined where there is none, or where
 * it is nested too deeply: jsonc-parser is recursive, so that there is simply no place to tell.
 */
export function tree(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
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
