import type { ObjectStore } from './objects.ts';
import { MODE, readTree, type TreeEntry } from './trees.ts';

/** The paths at which two trees (null: none) differ, in git's order. A submodule's folder is one path. */
export async function changedPaths(
  store: ObjectStore,
  before: string | null,
  after: string | null,
): Promise<string[]> {
  const paths = await differences(store, before, after, '');
  return paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

async function differences(
  store: ObjectStore,
  before: string | null,
  after: string | null,
  prefix: string,
): Promise<string[]> {
  if (before === after) return [];
  const [old, now] = [await entriesOf(store, before), await entriesOf(store, after)];
  const paths: string[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    paths.push(...(await entryDifferences(store, old.get(name), now.get(name), `${prefix}${name}`)));
  }
  return paths;
}

async function entryDifferences(
  store: ObjectStore,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
  path: string,
): Promise<string[]> {
  if (before?.oid === after?.oid && before?.mode === after?.mode) return [];
  const below = await differences(store, treeOf(before), treeOf(after), `${path}/`);
  const isFile = [before, after].some((entry) => entry !== undefined && entry.mode !== MODE.tree);
  return isFile ? [path, ...below] : below;
}

function treeOf(entry: TreeEntry | undefined): string | null {
  return entry?.mode === MODE.tree ? entry.oid : null;
}

async function entriesOf(store: ObjectStore, tree: string | null): Promise<Map<string, TreeEntry>> {
  const entries = tree === null ? null : await readTree(store, tree);
  return new Map((entries ?? []).map((entry) => [entry.name, entry]));
}
