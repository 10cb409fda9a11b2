import { valueAt } from '../shape.ts';
import type { Place } from './hands.ts';
import { must, textAt } from './must.ts';
import type { World } from './world.ts';

/** What stands at a path of a tree: text, a symlink, a submodule's pointer, or a blob that is there already. */
export type Content =
  | string
  | { readonly symlink: string }
  | { readonly gitlink: string }
  | { readonly blob: string };
export type Files = Readonly<Record<string, Content>>;

/** The entries of `POST git/trees` for these files. */
export function treeEntries(files: Files): object[] {
  return Object.entries(files).map(([path, content]) => ({ path, ...entryOf(content) }));
}

function entryOf(content: Content): object {
  if (typeof content === 'string') return { mode: '100644', type: 'blob', content };
  if ('symlink' in content) return { mode: '120000', type: 'blob', content: content.symlink };
  if ('gitlink' in content) return { mode: '160000', type: 'commit', sha: content.gitlink };
  return { mode: '100644', type: 'blob', sha: content.blob };
}

/** WRITE: a tree; on the tree of a commit where `base` names one. */
export async function makeTree(world: World, repository: string, files: Files, base?: string) {
  const body = { tree: treeEntries(files), ...(base === undefined ? {} : { base_tree: base }) };
  return textAt(await must(world, { method: 'POST', path: `/repos/${repository}/git/trees`, body }), 'sha');
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** WRITE: a commit that no ref points to. */
export async function makeCommit(world: World, repository: string, body: NewCommit): Promise<string> {
  return textAt(await must(world, { method: 'POST', path: `/repos/${repository}/git/commits`, body }), 'sha');
}

/** WRITE: a commit of these files on top of another, that no ref points to. */
export async function commitOn(world: World, repository: string, parent: string, files: Files) {
  const tree = await makeTree(world, repository, files, parent);
  const message = `Change ${Object.keys(files).slice(0, 3).join(', ')}`;
  return makeCommit(world, repository, { tree, parents: [parent], message });
}

/** WRITE: the same, and the default branch points to it. */
export async function push(world: World, { repository, branch, head }: Place, files: Files): Promise<string> {
  const sha = await commitOn(world, repository, head, files);
  await must(world, {
    method: 'PATCH',
    path: `/repos/${repository}/git/refs/heads/${branch}`,
    body: { sha },
  });
  return sha;
}

/** WRITE: a branch that is not there yet. */
export async function makeBranch(world: World, repository: string, name: string, sha: string): Promise<void> {
  const body = { ref: `refs/heads/${name}`, sha };
  await must(world, { method: 'POST', path: `/repos/${repository}/git/refs`, body });
}

/** The id that mutations know a repository by. */
export async function nodeIdOf(world: World, repository: string): Promise<string> {
  const [owner, name] = repository.split('/');
  const query = 'query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }';
  const body = { query, variables: { owner, name } };
  return textAt(await must(world, { method: 'POST', path: '/graphql', body }), 'data', 'repository', 'id');
}

export const ZEROS = '0'.repeat(40);

/** WRITE: branches that are not there yet, ten in a request where the server has the mutation for it. */
export async function makeBranches(
  world: World,
  repository: string,
  branches: readonly { readonly name: string; readonly sha: string }[],
): Promise<void> {
  const repositoryId = await nodeIdOf(world, repository);
  const query = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
  for (let start = 0; start < branches.length; start += 10) {
    const some = branches.slice(start, start + 10);
    const refUpdates = some.map(({ name, sha }) => ({
      name: `refs/heads/${name}`,
      beforeOid: ZEROS,
      afterOid: sha,
    }));
    const body = { query, variables: { input: { repositoryId, refUpdates } } };
    const answer = await world.call({ method: 'POST', path: '/graphql', body });
    if (answer.status === 200 && valueAt(answer.body, 'errors') === undefined) continue;
    for (const { name, sha } of some) await makeBranch(world, repository, name, sha);
  }
}
