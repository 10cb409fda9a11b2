import type { Client } from '../../github/client/client.ts';
import { failedQuery, type GitHubError } from '../../github/client/error.ts';
import { errorWithin, type GraphqlAnswer, whyNull } from '../../github/client/graphql-answer.ts';
import { type Query, QueryBuilder } from '../../github/client/graphql-query.ts';
import { isOid } from '../../github/objects/answers.ts';
import { chunksOf, inTwo } from '../../github/objects/batches.ts';
import { type BatchedQuery, isForbidden, readByHalves } from '../../github/objects/by-halves.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import type { ExistingBranch, PullRequest } from './next-step.ts';
import type { Tip } from './own-commit.ts';

/** What is there of one branch, or why that is not known: then nothing of it is touched. */
export type ExistingRead =
  | {
      readonly kind: 'read';
      readonly existing: ExistingBranch;
      /** The repository's node id, which the mutation wants. */
      readonly repositoryId: string;
    }
  | { readonly kind: 'unread'; readonly error: GitHubError };

/**
 * Branches in one query, each with its pull requests, as the head of its own repository has them: a list by the head's
 * name has those of every fork too (https://docs.github.com/graphql/reference/git#ref, `associatedPullRequests`).
 * By state, so that no number of closed ones hides the open one. How many at once: ten are known to work, where eighty and more have failed
 * (Skydio/revup#271, getsentry/sentry#122671).
 */
const MOST_BRANCHES = 10;

/** READ: our branches and their pull requests, by branch. Throws nothing of GitHub's. */
export async function readExisting(
  client: Client,
  marketplace: Marketplace,
  branches: readonly string[],
): Promise<ReadonlyMap<string, ExistingRead>> {
  return readByHalves(client, queryOf(marketplace), chunksOf(branches, MOST_BRANCHES));
}

function queryOf(marketplace: Marketplace): BatchedQuery<string, ExistingRead> {
  return {
    build: (branches) => buildQuery(branches, marketplace),
    read: (branches, answer) => new Map(branches.map((branch, n) => [branch, foundAt(n, answer)])),
    // What a right is missing for, or isn't there, is answered, if not as it was hoped.
    isRead: (found) => found.kind === 'read' || isForbidden(found.error) || isNotThere(found.error),
    failed: (error) => ({ kind: 'unread', error }),
    halve: inTwo,
    repositoriesIn: () => 1,
  };
}

function isNotThere({ problems = [] }: GitHubError): boolean {
  return problems.some(({ type }) => type === 'NOT_FOUND');
}

const FRAGMENTS = [
  'fragment Tip on GitObject { oid ... on Commit { message tree { oid } parents(first: 2) { nodes { oid } } } }',
  'fragment Request on PullRequest { number url title body state mergeable isCrossRepository headRefOid }',
];

const FIRST = 'commits(first: 1) { nodes { commit { message } } }';

function buildQuery(branches: readonly string[], { repository, branch }: Marketplace): Query {
  const builder = new QueryBuilder();
  const base = builder.text(branch);
  const requests = (states: string) =>
    `associatedPullRequests(baseRefName: ${base}, states: [${states}], first: 10, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...Request ${states === 'OPEN' ? FIRST : ''} } }`;
  const fields = branches.map(
    (one, n) =>
      `b${n}: ref(qualifiedName: ${builder.text(`refs/heads/${one}`)}) { target { ...Tip } compare(headRef: ${base}) { status } open: ${requests('OPEN')} over: ${requests('CLOSED, MERGED')} }`,
  );
  return builder.query([`${builder.repository(repository)} { id ${fields.join('\n')} }`], FRAGMENTS);
}

function foundAt(index: number, answer: GraphqlAnswer): ExistingRead {
  const repository = answer.data['repository'];
  if (!isObject(repository)) return unreadAt(['repository'], answer);
  const alias = `b${index}`;
  if (errorIn(alias, repository, answer)) return unreadAt(['repository', alias], answer);
  const existing = repository[alias] === null ? NOTHING : existingOf(repository[alias]);
  const { id } = repository;
  if (existing === null || typeof id !== 'string') return INCOMPLETE;
  return { kind: 'read', repositoryId: id, existing };
}

/** Without a branch there is no open pull request, and no other tells anything. */
const NOTHING: ExistingBranch = { tip: null, pullRequest: null };

/** Null where the answer has another shape. */
function existingOf(ref: unknown): ExistingBranch | null {
  const tip = tipOf(ref);
  const [open, over] = isObject(ref) ? [pullRequestsOf(ref['open']), pullRequestsOf(ref['over'])] : [];
  if (tip === undefined || !open || !over) return null;
  const [present] = open;
  // An open pull request has its branch's tip as its head: other answers are of two moments.
  if (present !== undefined && present.headOid !== tip.oid) return null;
  const last = over.find(({ headOid }) => headOid === tip.oid) ?? over[0] ?? null;
  return { tip, pullRequest: present ?? last };
}

/** A branch that isn't there is null without an error (github-answers: ref-missing). */
function errorIn(alias: string, repository: Record<string, unknown>, { errors }: GraphqlAnswer): boolean {
  const path = ['repository', alias];
  if (repository[alias] !== null)
    return repository[alias] === undefined || errorWithin(errors, path) !== null;
  return whyNull(errors, { path, alone: true }).kind !== 'absent';
}

const INCOMPLETE: ExistingRead = { kind: 'unread', error: failedQuery('the answer is incomplete') };

function unreadAt(path: readonly string[], { errors }: GraphqlAnswer): ExistingRead {
  const why = whyNull(errors, { path, alone: true });
  const within = errorWithin(errors, path);
  const problem = within ?? (why.kind === 'absent' ? null : { message: why.message });
  if (problem === null) return INCOMPLETE;
  const type = why.kind === 'forbidden' ? 'FORBIDDEN' : within?.type;
  return { kind: 'unread', error: failedQuery(problem.message, type) };
}

/** Undefined where the answer has another shape. */
function tipOf(ref: unknown): Tip | undefined {
  const { target, compare } = isObject(ref) ? ref : {};
  if (!isObject(target) || !isObject(target['parents']) || !isObject(target['tree'])) return undefined;
  const { oid, message, parents, tree } = target;
  const nodes = Array.isArray(parents['nodes']) ? parents['nodes'] : [null];
  const oids = nodes.map((node) => (isObject(node) ? node['oid'] : null)).filter(isOid);
  if (!isOid(oid) || typeof message !== 'string' || !isOid(tree['oid']) || oids.length !== nodes.length)
    return undefined;
  // Our branch is the base, so the target branch is ahead of it where it holds all of it.
  const status = isObject(compare) ? compare['status'] : null;
  return {
    oid,
    message,
    tree: tree['oid'],
    parents: oids,
    contained: status === 'AHEAD' || status === 'IDENTICAL',
  };
}

/** Null where the answer has another shape. */
function pullRequestsOf(requests: unknown): PullRequest[] | null {
  const nodes = isObject(requests) ? requests['nodes'] : null;
  if (!Array.isArray(nodes)) return null;
  const read = nodes.map(pullRequestOf);
  return read.every((one) => one !== null)
    ? read.flatMap(({ isOwn, request }) => (isOwn ? [request] : []))
    : null;
}

function pullRequestOf(node: unknown): { isOwn: boolean; request: PullRequest } | null {
  if (!isObject(node)) return null;
  const { number, url, title, body, state, mergeable, isCrossRepository, headRefOid } = node;
  if (typeof number !== 'number' || typeof isCrossRepository !== 'boolean') return null;
  if (state !== 'OPEN' && state !== 'CLOSED' && state !== 'MERGED') return null;
  const known = mergeable === 'MERGEABLE' || mergeable === 'CONFLICTING' ? mergeable : 'UNKNOWN';
  const request: PullRequest = {
    number,
    url: textOr(url),
    title: textOr(title),
    body: textOr(body),
    state,
    mergeable: known,
    headOid: textOr(headRefOid),
    firstMessage: firstMessageOf(node['commits']),
  };
  return { isOwn: !isCrossRepository, request };
}

function firstMessageOf(commits: unknown): string {
  const [first] = isObject(commits) && Array.isArray(commits['nodes']) ? commits['nodes'] : [];
  return isObject(first) && isObject(first['commit']) ? textOr(first['commit']['message']) : '';
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
