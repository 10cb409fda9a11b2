import type { Node } from 'jsonc-parser';
import { isObject } from './json.ts';
import {
  firstCharacter,
  type JsonFault,
  type JsonPath,
  nodeAt,
  own,
  placesIn,
  propertiesAt,
  readJsonObject,
  tree,
} from './json-text.ts';
import type { Place } from './position.ts';

/** One of `plugins[]`. */
export interface CatalogueEntry {
  readonly index: number;
  /** The install key; null where it is no usable text: not a non-empty string, or the entry is no object. */
  readonly name: string | null;
  /** As it stands; undefined where the key is absent. */
  readonly source: unknown;
  /** As it stands; undefined where the key is absent. */
  readonly version: unknown;
  /** Where its name's value stands, or the entry where it has none. */
  readonly at: Place;
}

export interface Catalogue {
  readonly text: string;
  readonly entries: readonly CatalogueEntry[];
  /** `metadata.pluginRoot`, where it is text. */
  readonly pluginRoot: string | null;
  /** Where the catalogue's own version stands, and what it is: at the top, in `metadata`, at both or at none. */
  readonly versions: readonly { readonly path: JsonPath; readonly version: unknown }[];
}

export type CatalogueFault = JsonFault | { readonly kind: Unusable; readonly at: Place };

/** `two-plugins`: the key stands twice, and all but the last count for nothing. */
type Unusable = 'too-deep' | 'two-plugins' | 'no-plugins';

export type ParsedCatalogue =
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  | { readonly kind: 'problem'; readonly fault: CatalogueFault };

const VERSION_PATHS: readonly JsonPath[] = [['version'], ['metadata', 'version']];

/**
 * Reads the text of a `marketplace.json` (https://code.claude.com/docs/en/plugin-marketplaces).
 *
 * Every entry is there at its index, whatever it is: one that no tool accepts must not hide the others. A fault
 * is about the file as a whole.
 */
export function parseCatalogue(text: string, file: string): ParsedCatalogue {
  const read = readJsonObject(text, file);
  if (read.kind === 'problem') return read;
  const places = placesIn(text, file);
  const root = tree(text);
  if (root === undefined) return refuse('too-deep', places(firstCharacter(text)));
  const plugins = own(read.value, 'plugins');
  const [, second] = propertiesAt(root, 'plugins');
  if (second !== undefined) return refuse('two-plugins', places(second.offset));
  const list = nodeAt(root, ['plugins']);
  if (!Array.isArray(plugins)) return refuse('no-plugins', places((list ?? root).offset));
  const nodes = list?.children ?? [];
  const entries = plugins.map((entry, index) => entryOf(entry, index, places(placeInEntry(nodes[index]))));
  return { kind: 'catalogue', catalogue: { text, entries, ...ownValues(read.value) } };
}

function refuse(kind: Unusable, at: Place): ParsedCatalogue {
  return { kind: 'problem', fault: { kind, at } };
}

function entryOf(value: unknown, index: number, at: Place): CatalogueEntry {
  const entry = isObject(value) ? value : {};
  const name = own(entry, 'name');
  const usable = typeof name === 'string' && name.trim() !== '';
  return {
    index,
    name: usable ? name : null,
    source: own(entry, 'source'),
    version: own(entry, 'version'),
    at,
  };
}

function placeInEntry(entry: Node | undefined): number {
  return (nodeAt(entry, ['name']) ?? entry)?.offset ?? 0;
}

function ownValues(catalogue: Record<string, unknown>): Pick<Catalogue, 'pluginRoot' | 'versions'> {
  const root = valueAt(catalogue, ['metadata', 'pluginRoot']);
  const versions = VERSION_PATHS.map((path) => ({ path, version: valueAt(catalogue, path) }));
  return {
    pluginRoot: typeof root === 'string' ? root : null,
    versions: versions.filter(({ version }) => version !== undefined),
  };
}

/** The value at a path of keys; undefined where there is none. */
function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? own(at, String(key)) : undefined), value);
}
