import { type Document, isScalar, visit } from 'yaml';

/** PURE: the first such key. GitHub refuses a file with a key that stands twice in its mapping. */
export function repeatedKey(document: Document): { readonly key: string; readonly offset: number } | null {
  let found: { key: string; offset: number } | null = null;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const text = String(key.value);
        if (keys.has(text) && text !== '<<') found = { key: text, offset: key.range?.[0] ?? 0 };
        keys.add(text);
      }
      return found === null ? undefined : visit.BREAK;
    },
  });
  return found;
}
