import { type Document, type LineCounter, parseDocument } from 'yaml';
import { isObject } from '../../plugin/json.ts';

/** What is wrong in a YAML text, and where; lines and columns count from 1. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * PURE: with its errors; a second document is one, as for GitHub's own parser (@actions/workflow-parser,
 * `YamlObjectReader`). Keys that stand twice are none here, because looking for them takes the square of their number.
 */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document.Parsed {
  const lines = lineCounter === undefined ? {} : { lineCounter };
  return parseDocument(text, { logLevel: 'error', uniqueKeys: false, ...lines });
}

/** PURE: its first error in a few words, without its place. */
export function syntaxError({
  errors: [error],
}: Document.Parsed): { message: string; offset: number } | null {
  if (error === undefined) return null;
  const said = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
  const message = error.code === 'MULTIPLE_DOCS' ? 'a second YAML document begins there' : said;
  return { message, offset: error.pos[0] };
}

/** PURE: the part of a value at a place, keys of mappings and numbers in lists; undefined where nothing is there. */
export function valueAt(value: unknown, place: readonly (string | number)[]): unknown {
  return place.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isObject(inner) ? inner[key] : undefined;
  }, value);
}

/** PURE: its value. Too many aliases, one without its anchor, and one that holds itself are found only here. */
export function plainValue(document: Document): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(value);
    return value;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new Error(/circular/i.test(message) ? 'an alias stands inside of what it means' : message);
  }
}
