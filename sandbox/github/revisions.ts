import { peel, readCommit } from './commits.ts';
import { runGit } from './git.ts';
import { OID } from './objects.ts';
import type { Repository } from './repository.ts';
import { findEntry, isTreePath } from './trees.ts';

/**
 * The id of the object that a revision names (a branch, a sha, any expression of git's), or null. The usual ones are
 * read here: git itself knows nothing of copies that lag behind.
 */
export async function resolveRevision(repository: Repository, revision: string): Promise<string | null> {
  const known = await namedObject(repository, revision);
  if (known !== undefined) return known;
  const [, name = '', path = ''] = /^([^:]+):(.*)$/s.exec(revision) ?? [];
  const start = name === '' ? undefined : await namedObject(repository, name);
  if (start !== undefined && (path === '' || isTreePath(path))) return entryAt(repository, start, path);
  const result = await runGit(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', revision]);
  return result.code === 0 ? result.stdout.toString().trim() : null;
}

/** Null: there is no such object; undefined: that is for git to say. */
async function namedObject(repository: Repository, name: string): Promise<string | null | undefined> {
  if (OID.test(name)) return (await repository.store.read(name)) === null ? null : name;
  if (name === 'HEAD') return repository.tip();
  return repository.ref(name) ?? repository.tip(name) ?? repository.ref(`refs/tags/${name}`) ?? undefined;
}

async function entryAt({ store }: Repository, start: string | null, path: string): Promise<string | null> {
  const commit = start === null ? null : await readCommit(store, await peel(store, start));
  if (commit === null || path === '') return commit?.tree ?? null;
  return (await findEntry(store, commit.tree, path))?.oid ?? null;
}
