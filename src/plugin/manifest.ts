import { type JsonFault, own, placeOf, readJsonObject } from './json-text.ts';
import type { Place } from './position.ts';

export interface Manifest {
  readonly name: string;
  /** The manifest's own text; null where it declares none (Claude Code then follows the commit). */
  readonly version: string | null;
  /** The place of the version, or of the name if there is none. */
  readonly at: Place;
}

export type ManifestFault = JsonFault | { readonly kind: 'no-name' | 'version-not-text'; readonly at: Place };

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'problem'; readonly fault: ManifestFault };

/**
 * Reads the text of a `plugin.json` (https://code.claude.com/docs/en/plugins-reference).
 *
 * Values come from `JSON.parse`, places from a second, forgiving parser, so that what we accept is exactly
 * JSON. Only the manifest's own keys count, and of a key that stands twice the last, as in `JSON.parse`.
 */
export function parseManifest(text: string, file: string): ParsedManifest {
  const read = readJsonObject(text, file);
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

function refuse(kind: 'no-name' | 'version-not-text', at: Place): ParsedManifest {
  return { kind: 'problem', fault: { kind, at } };
}
