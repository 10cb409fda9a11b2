import { type Answer, notImplemented, problem } from './answers.ts';
import { peel, readCommit } from './commits.ts';
import { restrictedPath, rulesetText } from './protection.ts';
import { RULES } from './protection-rules.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { emptyRepository } from './rest-refs.ts';
import type { Shape } from './shapes.ts';
import {
  changeTree,
  entryType,
  findEntry,
  isTreePath,
  MODE,
  readTree,
  type TreeChange,
  type TreeEntry,
} from './trees.ts';

/** One entry of a request to make a tree. */
interface Wanted {
  path?: string;
  mode?: string;
  type?: string;
  sha?: string | null;
  content?: string;
}

export async function createTree(call: Call): Promise<Answer> {
  const { repository, request, documentation } = call;
  const { tree: wanted, base_tree } = request.body as { tree: Wanted[]; base_tree?: string };
  const empty = emptyRepository(call);
  if (empty !== null) return empty;
  const base = base_tree === undefined ? null : await treeOf(repository, base_tree);
  // https://github.com/PyGithub/PyGithub/issues/1732
  if (base === undefined) return problem(422, 'base_tree is not a valid tree oid', documentation);
  const login = request.token?.login ?? '';
  if (
    restrictedPath(
      repository,
      login,
      wanted.map(({ path = '' }) => path),
    ) !== undefined
  )
    return problem(422, rulesetText([RULES['file-path'].ruleset ?? '']), documentation);
  const changes: [string, TreeChange][] = [];
  for (const entry of wanted) {
    const change = await readEntry(call, entry, base);
    if ('status' in change) return change;
    changes.push([entry.path ?? '', change.becomes]);
  }
  const oid = await changeTree(repository.store, base, Object.fromEntries(changes));
  const body = await treeShape(call, oid);
  return { status: 201, headers: { location: String(body['url']) }, body };
}

/** The id of a tree, or of the tree of a commit; undefined where it is neither. */
async function treeOf({ store }: Repository, oid: string): Promise<string | undefined> {
  const commit = await readCommit(store, await peel(store, oid));
  if (commit !== null) return commit.tree;
  return (await readTree(store, oid)) === null ? undefined : oid;
}

/**
 * Texts in the public record: "malformed path component" and `BadObjectState` (a path to delete that is not
 * there) are quoted by many clients; "is not a valid": https://github.com/creationix/tedit/issues/43; a slash:
 * https://github.com/hub4j/github-api/issues/1217; neither: https://github.com/octokit/octokit.net/issues/2836
 */
async function readEntry(
  call: Call,
  wanted: Wanted,
  base: string | null,
): Promise<Answer | { becomes: TreeChange }> {
  const { store } = call.repository;
  const { path = '', sha, content } = wanted;
  const refuse = (message: string) => problem(422, message, call.documentation);
  if (path.startsWith('/')) return refuse('tree.path cannot start with a slash');
  if (!isTreePath(path)) return refuse('tree.path contains a malformed path component');
  if (sha === null) {
    const there = base !== null && (await findEntry(store, base, path)) !== null;
    return there ? { becomes: null } : refuse('GitRPC::BadObjectState');
  }
  if ((sha === undefined) === (content === undefined))
    return refuse(
      'Must supply either tree.sha or tree.content. Request will be rejected if both are present.',
    );
  if (!isConsistent(wanted)) return notImplemented(`the entry ${JSON.stringify(wanted)} of a tree`);
  const mode = Number.parseInt(wanted.mode ?? '', 8);
  if (content !== undefined) return { becomes: { mode, oid: store.write('blob', Buffer.from(content)) } };
  if (mode !== MODE.gitlink && (await store.read(sha ?? ''))?.type !== wanted.type)
    return refuse(`tree.sha ${sha} is not a valid ${wanted.type}`);
  return { becomes: { mode, oid: sha ?? '' } };
}

/** Whether mode and type say the same, and content is a blob's. */
function isConsistent({ mode = '', type, content }: Wanted): boolean {
  const said = entryType(Number.parseInt(mode, 8));
  return (type === undefined || said === type) && (content === undefined || said === 'blob');
}

async function treeShape({ world, repository }: Call, oid: string): Promise<Shape> {
  const api = `${world.apiUrl}/repos/${repository.fullName}/git`;
  const entries = (await readTree(repository.store, oid)) ?? [];
  const shape = async (entry: TreeEntry) => {
    const type = entryType(entry.mode);
    const path = entry.name;
    const mode = entry.mode.toString(8).padStart(6, '0');
    if (type === 'commit') return { path, mode, type, sha: entry.oid };
    const size = type === 'blob' ? { size: (await repository.store.read(entry.oid))?.data.length ?? 0 } : {};
    return { path, mode, type, sha: entry.oid, ...size, url: `${api}/${type}s/${entry.oid}` };
  };
  const tree = await Promise.all(entries.map(shape));
  return { sha: oid, url: `${api}/trees/${oid}`, tree, truncated: false };
}
