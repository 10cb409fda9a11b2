import { isObject } from '../../plugin/json.ts';
import { joinPath } from '../path.ts';
import { type Entry, readEntry } from './entries.ts';
import type { Below, PathResult } from './snapshot.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * PURE: what came with a folder's listing: the folders in it, those in them, and in each of the first the file of `below`
 * or that it isn't there. What did not come whole, or is a link, is left out: it has to be asked for.
 */
export function readBelow(folder: string, value: Fields, { file }: Below): [string, PathResult][] {
  const items = itemsOf(folder === '' ? value : value['object']);
  return foldersIn(items, folder).flatMap(([path, item, result]) => {
    const inside = itemsOf(item['object']);
    const inner = foldersIn(inside, path).map(([at, , found]): [string, PathResult] => [at, found]);
    return [[path, result], ...inner, ...fileIn(inside, path, file)];
  });
}

/** The folders among these, by path, whose listings came whole. */
function foldersIn(items: readonly Fields[], above: string): [string, Fields, PathResult][] {
  return items.flatMap((item) => {
    const entry = directoryIn(item);
    return entry === null
      ? []
      : [
          [joinPath(above, String(item['name'])), item, { kind: 'found', entry }] as [
            string,
            Fields,
            PathResult,
          ],
        ];
  });
}

function fileIn(
  inside: readonly Fields[],
  above: string,
  [folder, name]: Below['file'],
): [string, PathResult][] {
  const own = joinPath(above, folder);
  const path = joinPath(own, name);
  const holder = inside.find((one) => one['name'] === folder);
  if (holder === undefined) return [absent(own), absent(path)];
  if (directoryIn(holder) === null) return [];
  const item = itemsOf(holder['object']).find((one) => one['name'] === name);
  if (item === undefined) return [absent(path)];
  const entry = readEntry(item);
  // Of anything but a file, what is to be known was not asked for.
  return entry?.blob == null ? [] : [[path, { kind: 'found', entry }]];
}

function absent(path: string): [string, PathResult] {
  return [path, { kind: 'no-path' }];
}

function itemsOf(tree: unknown): Fields[] {
  const entries = isObject(tree) ? tree['entries'] : null;
  return Array.isArray(entries) ? entries.filter(isObject) : [];
}

/** A directory whose listing came whole. */
function directoryIn(item: Fields): Entry | null {
  const { object, ...rest } = item;
  if (typeof item['name'] !== 'string' || !isObject(object) || !Array.isArray(object['entries'])) return null;
  const entry = readEntry({ ...rest, object });
  return entry?.kind === 'directory' ? entry : null;
}
