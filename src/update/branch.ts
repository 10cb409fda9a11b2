import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import type { GraphqlAnswer } from '../github/graphql-answer.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { isObject } from '../plugin/json.ts';

/** Our own branch: from where it was seen to where it shall be. */
export interface Move {
  readonly repositoryId: string;
  readonly branch: string;
  /** Null where there was none. */
  readonly before: string | null;
  readonly after: string;
}

const NOTHING = '0'.repeat(40);

const UPDATE = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

/**
 * WRITE: replaces our branch if it still is where it was seen, which `updateRefs` checks together with the write
 * (https://docs.github.com/graphql/reference/mutations#updaterefs); GitHub Enterprise Servers without it are asked
 * through REST, after a look. False where somebody else moved it. Throws `GitHubError`.
 */
export async function replaceBranch(client: Client, marketplace: Marketplace, move: Move): Promise<boolean> {
  const { repositoryId, branch, before, after } = move;
  const refUpdates = [
    { name: `refs/heads/${branch}`, beforeOid: before ?? NOTHING, afterOid: after, force: true },
  ];
  const answer = await client
    .graphql(UPDATE, { input: { repositoryId, refUpdates } }, { retry: ({ rateLimited }) => rateLimited })
    .catch(refusal);
  if (!(answer instanceof GitHubError) && answer.errors.length === 0) return true;
  const now = await readBranch(client, marketplace, branch);
  if (now === after) return true;
  if (now !== before) return false;
  await forceBranch(client, marketplace, move);
  return true;
}

function refusal(error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  throw error;
}

async function readBranch(
  client: Client,
  { repository }: Marketplace,
  branch: string,
): Promise<string | null> {
  const { owner, name } = repository;
  const query =
    'query($owner: String!, $name: String!, $ref: String!) { repository(owner: $owner, name: $name) { ref(qualifiedName: $ref) { target { oid } } } }';
  const { data }: GraphqlAnswer = await client.graphql(query, { owner, name, ref: `refs/heads/${branch}` });
  const ref = isObject(data['repository']) ? data['repository']['ref'] : null;
  const target = isObject(ref) ? ref['target'] : null;
  return isObject(target) && typeof target['oid'] === 'string' ? target['oid'] : null;
}

async function forceBranch(
  client: Client,
  { repository }: Marketplace,
  { branch, before, after }: Move,
): Promise<void> {
  const { owner, name: repo } = repository;
  const what = `Moving ${branch}`;
  if (before === null) {
    const made = { owner, repo, ref: `refs/heads/${branch}`, sha: after };
    await client.request('POST /repos/{owner}/{repo}/git/refs', made, { what });
  } else {
    const moved = { owner, repo, ref: `heads/${branch}`, sha: after, force: true };
    await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', moved, { what });
  }
}
