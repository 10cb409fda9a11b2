import { type Document, type LineCounter, parseDocument } from 'yaml';

/** PURE: keys that stand twice are no error here, because looking for them takes the square of their number. */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document.Parsed {
  const lines = lineCounter === undefined ? {} : { lineCounter };
  return parseDocument(text, { logLevel: 'silent', uniqueKeys: false, ...lines });
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
