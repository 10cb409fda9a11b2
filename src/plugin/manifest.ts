import { type JsonKind, own, placeOf, readObject, refused } from './json-text.ts';
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

const MANIFEST: JsonKind = { noun: 'manifest', example: '{"name": "…", "version": "…"}' };

/**
 * Reads the text of a `plugin.json` (https://code.claude.com/docs/en/plugins-reference).
 *
 * Values come from `JSON.parse`, places from a second, forgiving parser, so that what we accept is exactly
 * JSON. Only the manifest's own keys count, and of a key that stands twice the last, as in `JSON.parse`.
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  const read = readObject(text, file, MANIFEST);
  return read.kind === 'problem' ? read : manifestOf(read.value, text, file);
}

function manifestOf(value: Record<string, unknown>, text: string, file: string): ParsedManifest {
  const name = own(value, 'name');
  const version = own(value, 'version');
  if (typeof name !== 'string' || name.trim() === '') return refuse('no-name', placeOf(text, file, ['name']));
  if (version !== undefined && typeof version !== 'string') {
    return refuse('version-not-text', placeOf(text, file, ['version']));
  }
  const declared = version === undefined || version.trim() === '' ? null : version;
  const at = placeOf(text, file, [version === undefined ? 'name' : 'version']);
  return { kind: 'manifest', manifest: { name, version: declared, at } };
}

/** What can be wrong with a manifest that is a JSON object: what happened, and what to do. */
const REFUSALS = {
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
  return refused(`manifest-${code}`, at, REFUSALS[code]);
}
