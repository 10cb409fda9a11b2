import type { GitObject } from './cat-file.ts';
import { type Commit, parseCommit, parseTag } from './commits.ts';
import type { Viewer } from './graphql-access.ts';
import { connection, paginate } from './graphql-connections.ts';
import { BareError, GitHubError } from './graphql-errors.ts';
import type { Resolvers } from './graphql-schema.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';
import { entryType, findEntry, MODE, parseTree, type TreeEntry } from './trees.ts';

/** A git object on its way through a query. */
export interface ObjectSource {
  __typename: 'Commit' | 'Tree' | 'Blob' | 'Tag';
  repository: Repository;
  object: GitObject;
  /** Of a tree reached from a commit's root. */
  path?: string;
}

interface EntrySource {
  repository: Repository;
  entry: TreeEntry;
  /** From the root of the commit (or of the tree that the query asked for). */
  path: string;
}

const TYPE_NAMES = { commit: 'Commit', tree: 'Tree', blob: 'Blob', tag: 'Tag' } as const;

/** The object with this id, or null. */
export async function objectSource(repository: Repository, oid: string): Promise<ObjectSource | null> {
  const object = await repository.store.read(oid);
  return object === null ? null : { __typename: TYPE_NAMES[object.type], repository, object };
}

/** The fields that the interface `GitObject` gives to all four types. */
const common = {
  oid: ({ object }: ObjectSource) => object.oid,
  abbreviatedOid: ({ object }: ObjectSource) => object.oid.slice(0, 7),
  id: ({ __typename, repository, object }: ObjectSource) =>
    nodeId(__typename.charAt(0), `${repository.id}:${object.oid}`),
  repository: ({ repository }: ObjectSource) => repository,
};

const commitOf = ({ object }: ObjectSource): Commit => parseCommit(object);

export const gitObjectResolvers: Resolvers = {
  // Interfaces stand here so that their fields count as implemented; the types' own resolvers run.
  Node: { id: common.id },
  GitObject: common,
  Commit: {
    ...common,
    message: (source: ObjectSource) => commitOf(source).message,
    messageHeadline: (source: ObjectSource) => commitOf(source).message.split('\n')[0] ?? '',
    committedDate: (source: ObjectSource) => commitOf(source).committer.date,
    authoredDate: (source: ObjectSource) => commitOf(source).author.date,
    url: ({ repository, object }: ObjectSource, _args, { world }) =>
      `${world.url}/${repository.fullName}/commit/${object.oid}`,
    tree: (source: ObjectSource) => objectSource(source.repository, commitOf(source).tree),
    file: (source: ObjectSource, { path }, viewer) => fileOf(viewer, source, String(path)),
    parents: (source: ObjectSource, args) =>
      paginate('parents', commitOf(source).parents, args, (oid) => objectSource(source.repository, oid)),
  },
  CommitConnection: connection,
  Tree: {
    ...common,
    entries: ({ repository, object, path }: ObjectSource) =>
      parseTree(object.data).map(
        (entry): EntrySource => ({ repository, entry, path: below(path, entry.name) }),
      ),
  },
  TreeEntry: {
    name: ({ entry }: EntrySource) => entry.name,
    nameRaw: ({ entry }: EntrySource) => entry.rawName.toString('base64'),
    path: ({ path }: EntrySource) => path,
    mode: ({ entry }: EntrySource) => entry.mode,
    type: ({ entry }: EntrySource) => entryType(entry.mode),
    oid: ({ entry }: EntrySource) => entry.oid,
    size: (source: EntrySource) => sizeOf(source),
    repository: ({ repository }: EntrySource) => repository,
    object: (source: EntrySource) => objectOf(source),
  },
  Blob: {
    ...common,
    byteSize: ({ object }: ObjectSource) => object.data.length,
    // https://github.com/ossf/pvtr-github-repo-scanner/issues/219
    isBinary: ({ object }: ObjectSource) => (isTruncated(object.data) ? null : isBinary(object.data)),
    isTruncated: ({ object }: ObjectSource) => isTruncated(object.data),
    text: ({ object }: ObjectSource) => textOf(object.data),
  },
  Tag: {
    ...common,
    name: ({ object }: ObjectSource) => parseTag(object).name,
    message: ({ object }: ObjectSource) => parseTag(object).message,
    target: ({ repository, object }: ObjectSource) => objectSource(repository, parseTag(object).target),
  },
};

function below(folder: string | undefined, name: string): string {
  return folder === undefined || folder === '' ? name : `${folder}/${name}`;
}

/**
 * Links and submodules are not followed: below them nothing is there.
 * https://github.com/changesets/ghcommit (tests/integration/node.test.ts asserts the error's text)
 */
async function fileOf(viewer: Viewer, source: ObjectSource, path: string): Promise<EntrySource | null> {
  const { missingPath, gitlinkFile } = viewer.world.switches;
  const entry = await findEntry(source.repository.store, commitOf(source).tree, path);
  const hidden = entry?.mode === MODE.gitlink && gitlinkFile === 'not-found';
  if (entry !== null && !hidden) return { repository: source.repository, entry, path };
  if (missingPath === 'null') return null;
  const message = `Could not resolve file for path '${path}'.`;
  throw missingPath === 'message-only' ? new BareError(message) : new GitHubError('NOT_FOUND', message);
}

/** Null for a submodule: its commit lives in another repository. */
async function objectOf({ repository, entry, path }: EntrySource): Promise<ObjectSource | null> {
  if (entry.mode === MODE.gitlink) return null;
  const source = await objectSource(repository, entry.oid);
  return source === null ? null : { ...source, path };
}

async function sizeOf({ repository, entry }: EntrySource): Promise<number> {
  if (entryType(entry.mode) !== 'blob') return 0;
  return (await repository.store.read(entry.oid))?.data.length ?? 0;
}

/** `Blob.text` is cut after this many bytes. */
const LONGEST_TEXT = 512_000;

function isTruncated(data: Buffer): boolean {
  return data.length > LONGEST_TEXT;
}

/** As git decides: a zero byte near the front. */
function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

/** Text, with what is not UTF-8 replaced; null for binary. */
function textOf(data: Buffer): string | null {
  return isBinary(data) ? null : data.subarray(0, LONGEST_TEXT).toString();
}
