import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { quote } from './display.ts';
import { isObject } from './json.ts';
import type { Place, Problem } from './problem.ts';

/** What the project needs to know of a `plugin.json`. */
export interface Manifest {
  readonly name: string;
  /** The manifest's own text; null where it declares none (Claude Code then follows the commit). */
  readonly version: string | null;
  /** Where the version stands, or the name where there is none. */
  readonly at: Place;
}

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Reads the text of a `plugin.json` (https://code.claude.com/docs/en/plugins-reference).
 *
 * Values come from `JSON.parse`, places from a second, forgiving parser, so that what we accept is exactly
 * JSON. Only the manifest's own keys count, and of a key that stands twice the last, as in `JSON.parse`.
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  if (text.startsWith('\uFEFF')) return refuse('byte-order-mark', { file, line: 1, column: 1 });
  const parsed = parseJson(text);
  if (!parsed.ok) return notJson(text, file, parsed.error);
  if (!isObject(parsed.value)) return refuse('not-an-object', { file, line: 1, column: 1 });
  return manifestOf(parsed.value, text, file);
}

function manifestOf(value: Record<string, unknown>, text: string, file: string): ParsedManifest {
  const name = own(value, 'name');
  const version = own(value, 'version');
  if (typeof name !== 'string' || name.trim() === '') return refuse('no-name', placeOf(text, file, 'name'));
  if (version !== undefined && typeof version !== 'string') {
    return refuse('version-not-text', placeOf(text, file, 'version'));
  }
  const declared = version === undefined || version.trim() === '' ? null : version;
  const at = placeOf(text, file, version === undefined ? 'name' : 'version');
  return { kind: 'manifest', manifest: { name, version: declared, at } };
}

/** What can be wrong with a manifest: what happened, and what to do. */
const REFUSALS = {
  'byte-order-mark': {
    what: 'starts with a byte-order mark (U+FEFF), and Claude Code does not load such a manifest.',
    remedy: 'Save it as "UTF-8", not "UTF-8 with BOM".',
  },
  'not-an-object': {
    what: 'is not a JSON object.',
    remedy: 'Write {"name": "…", "version": "…"}.',
  },
  'no-name': {
    what: 'has no usable `name`: a non-empty string.',
    remedy: 'Add the name that the marketplace lists, e.g. "name": "my-plugin".',
  },
  'version-not-text': {
    what: 'has a `version` that is not a string.',
    remedy: 'Put it in quotes, e.g. "version": "1.2.0".',
  },
} as const;

function refuse(code: keyof typeof REFUSALS, at: Place): ParsedManifest {
  const { what, remedy } = REFUSALS[code];
  return {
    kind: 'problem',
    problem: { code: `manifest-${code}`, what: `${quote(at.file)} ${what}`, remedy, at },
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

function notJson(text: string, file: string, message: string): ParsedManifest {
  const { offset, what, remedy } = jsonFault(text, message);
  const at = place(text, file, offset);
  return {
    kind: 'problem',
    problem: { code: 'manifest-not-json', what: `${quote(file)} ${what}.`, remedy, at },
  };
}

/** The commonest slips by their own names, all others as the parser has them. */
function jsonFault(text: string, message: string): { offset: number; what: string; remedy: string } {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (conflict !== null) {
    return {
      offset: conflict.index,
      what: 'contains a merge conflict marker',
      remedy: 'Resolve the conflict and push.',
    };
  }
  if (text.trim() === '')
    return { offset: 0, what: 'is empty', remedy: 'Write {"name": "…", "version": "…"}.' };
  const { offset, reason } = firstError(text, message);
  if (/,\s*$/.test(text.slice(0, offset)) && /^\s*[}\]]/.test(text.slice(offset))) {
    return {
      offset,
      what: 'is not valid JSON: a comma stands before a closing bracket',
      remedy: 'Remove the comma.',
    };
  }
  return { offset, what: `is not valid JSON${reason}`, remedy: 'Fix it there; JSON has no comments.' };
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

/** The place of a top-level key's value, or of the object's start. */
function placeOf(text: string, file: string, key: string): Place {
  const properties = tree(text, [])?.children ?? [];
  const last = properties.findLast((property) => property.children?.[0]?.value === key);
  return place(text, file, last?.children?.[1]?.offset ?? last?.offset ?? firstCharacter(text));
}

function firstCharacter(text: string): number {
  return Math.max(0, text.search(/\S/));
}

/** jsonc-parser is recursive: on text nested too deeply for it there is simply no place to tell. */
function tree(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function place(text: string, file: string, offset: number): Required<Place> {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
