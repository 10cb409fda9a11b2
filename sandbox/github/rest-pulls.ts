import { announcePull } from './announce.ts';
import { type Answer, notImplemented, problem } from './answers.ts';
import { compareHistories } from './history.ts';
import { pageOf } from './pages.ts';
import { commentShape, fullPullShape, pullShape } from './pull-shape.ts';
import { addPull, closePull, followBranches, type Pull, pullAt } from './pulls.ts';
import type { Call } from './rest.ts';
import { isoTime } from './shapes.ts';
import type { Token } from './tokens.ts';

export async function getPull(call: Call): Promise<Answer> {
  const pull = await pullOf(call, 'pull_number');
  return pull === undefined ? notFound(call) : answerPull(call, 200, pull);
}

export function notFound({ documentation }: Call): Answer {
  return problem(404, undefined, documentation);
}

async function answerPull({ world, repository }: Call, status: number, pull: Pull): Promise<Answer> {
  return { status, body: await fullPullShape(world, repository, pull) };
}

export function pullOf({ repository, params }: Call, name: string): Promise<Pull | undefined> {
  return pullAt(repository, Number(params[name]));
}

/** Newest first, GitHub's default order. */
export async function listPulls(call: Call): Promise<Answer> {
  const { world, repository, request } = call;
  const { query } = request;
  const other = ['sort', 'direction'].find((name) => query.has(name));
  if (other !== undefined) return notImplemented(`${other} of a list of pull requests`);
  const head = query.get('head');
  if (head !== null && !head.includes(':')) return notImplemented('a head without its owner');
  await followBranches(repository);
  const found = repository.pulls.filter((pull) => isWanted(call, pull)).reverse();
  const { items, headers } = pageOf(world, request, found);
  return { status: 200, headers, body: items.map((pull) => pullShape(world, repository, pull)) };
}

function isWanted({ repository, request }: Call, pull: Pull): boolean {
  const { query } = request;
  const state = query.get('state') ?? 'open';
  const owner = pull.fromFork ? pull.author : repository.owner;
  const has = (name: string, value: string) => !query.has(name) || query.get(name) === value;
  const inState = state === 'all' || (state === 'open') === (pull.state === 'open');
  return inState && has('base', pull.base) && has('head', `${owner}:${pull.head}`);
}

interface Wanted {
  title?: string;
  head: string;
  base: string;
  body?: string;
  draft?: boolean;
  issue?: number;
  head_repo?: string;
}

export async function createPull(call: Call): Promise<Answer> {
  const { world, repository, request, documentation } = call;
  const { token } = request;
  if (token === null) return problem(401, 'Requires authentication', documentation);
  const wanted = request.body as Wanted;
  const refused = mayNot(call, token) ?? (await refusedPull(call, wanted));
  if (refused !== null) return refused;
  const { title = '', body = null, base, draft = false } = wanted;
  const head = branchOf(wanted);
  const [headOid, baseOid] = [repository.tip(head) ?? '', repository.tip(base) ?? ''];
  const author = token.login;
  const pull = await addPull(repository, {
    ...{ title, body, head, base, headOid, baseOid, author, draft },
    fromFork: false,
  });
  await announcePull(world, repository, { pull, action: 'opened', token });
  return answerPull(call, 201, pull);
}

/** https://github.com/github/docs/issues/36525 */
function mayNot({ repository, documentation }: Call, { options }: Token): Answer | null {
  if (options.kind !== 'actions' || repository.options.actionsMayOpenPullRequests) return null;
  return problem(403, 'GitHub Actions is not permitted to create or approve pull requests.', documentation);
}

function branchOf({ head }: Wanted): string {
  return head.split(':').at(-1) ?? '';
}

/**
 * No commits: https://github.com/peter-evans/create-pull-request/issues/4088;
 * the others are quoted by GitHub's users too.
 */
async function refusedPull(call: Call, wanted: Wanted): Promise<Answer | null> {
  const { repository } = call;
  const { title, body, base, issue, head_repo } = wanted;
  if (issue !== undefined || head_repo !== undefined || isForeign(call, wanted))
    return notImplemented('pull requests of issues and of other repositories');
  if (title === undefined) return invalid(call, { code: 'missing_field', field: 'title' });
  if (isTooLong(body)) return tooLong(call);
  const head = branchOf(wanted);
  const [headOid, baseOid] = [repository.tip(head), repository.tip(base)];
  if (headOid === null) return invalid(call, { code: 'invalid', field: 'head' });
  if (baseOid === null) return invalid(call, { code: 'invalid', field: 'base' });
  const custom = (message: string) => invalid(call, { code: 'custom', message });
  await followBranches(repository);
  const same = ({ state, ...pull }: Pull) => state === 'open' && pull.head === head && pull.base === base;
  if (repository.pulls.some(same))
    return custom(`A pull request already exists for ${repository.owner}:${head}.`);
  const { ahead, related } = await compareHistories(repository.store, baseOid, headOid);
  if (!related) return custom(`The ${head} branch has no history in common with ${base}`);
  return ahead.length === 0 ? custom(`No commits between ${base} and ${head}`) : null;
}

function isForeign({ repository }: Call, { head }: Wanted): boolean {
  return head.includes(':') && head.split(':')[0]?.toLowerCase() !== repository.owner.toLowerCase();
}

function invalid({ documentation }: Call, error: { code: string; field?: string; message?: string }): Answer {
  const errors = [{ resource: 'PullRequest', ...error }];
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: documentation, status: '422' },
  };
}

/** https://docs.github.com/rest/pulls/pulls; the words are quoted by many clients. */
const LONGEST_BODY = 65_536;

function isTooLong(body: string | undefined): boolean {
  return [...(body ?? '')].length > LONGEST_BODY;
}

function tooLong(call: Call): Answer {
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  return invalid(call, { code: 'custom', field: 'body', message });
}

/** hub4j/github-api, GHPullRequestTest.setBaseBranchNonExisting: unlike `POST`, this says why. */
const NO_BASE = { code: 'invalid', field: 'base' };
const NO_STATE = { code: 'invalid', field: 'state' };

interface Changes {
  title?: string;
  body?: string;
  state?: 'open' | 'closed';
  base?: string;
}

export async function updatePull(call: Call): Promise<Answer> {
  const { repository, request, documentation } = call;
  const { token } = request;
  const pull = await pullOf(call, 'pull_number');
  if (pull === undefined) return notFound(call);
  if (token === null) return problem(401, 'Requires authentication', documentation);
  const { state, base, ...texts } = request.body as Changes;
  const found = base === undefined || repository.tip(base) !== null;
  if (!found) return invalid(call, { ...NO_BASE, message: `Proposed base branch '${base}' was not found` });
  if (isTooLong(texts.body)) return tooLong(call);
  const gone = [pull.head, pull.base].find((name) => repository.tip(name) === null);
  if (state === 'open' && pull.state === 'closed' && gone !== undefined)
    return invalid(call, {
      ...NO_STATE,
      message: `state cannot be changed. The ${gone} branch was deleted.`,
    });
  if (state === 'open' && pull.state !== 'open' && !mayReopen(call, pull))
    return notImplemented('reopening this pull request');
  const { title = pull.title, body = pull.body } = texts;
  Object.assign(pull, { title, body, base: base ?? pull.base, updatedAt: isoTime(new Date()) });
  await switchState(call, pull, { state, token });
  return answerPull(call, 200, pull);
}

async function switchState(
  { world, repository }: Call,
  pull: Pull,
  { state, token }: { state: Changes['state']; token: Token },
): Promise<void> {
  if (state === undefined || (state === 'open') === (pull.state === 'open')) return;
  if (state === 'closed') closePull(pull);
  else Object.assign(pull, { state, closedAt: null });
  await announcePull(world, repository, { pull, action: state === 'closed' ? 'closed' : 'reopened', token });
}

/** As long as both branches are there and no other pull request took its place. */
function mayReopen({ repository }: Call, { state, head, base }: Pull): boolean {
  const there = repository.tip(head) !== null && repository.tip(base) !== null;
  const taken = repository.pulls.some(
    (other) => other.state === 'open' && other.head === head && other.base === base,
  );
  return state === 'closed' && there && !taken;
}

/** The only issues of the sandbox are pull requests. */
export async function createComment(call: Call): Promise<Answer> {
  const { world, repository, request, documentation } = call;
  const pull = await pullOf(call, 'issue_number');
  if (pull === undefined) return notFound(call);
  if (request.token === null) return problem(401, 'Requires authentication', documentation);
  const { body } = request.body as { body: string };
  const id = repository.id * 100_000 + pull.number * 1000 + pull.comments.length;
  const comment = { id, author: request.token.login, body, at: isoTime(new Date()) };
  pull.comments.push(comment);
  return { status: 201, body: commentShape(world, repository, pull, comment) };
}
