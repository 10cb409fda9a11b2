import { afterAll, describe, expect, test } from '@jest/globals';
import { proposalFailure } from '../../src/findings/writing.ts';
import { ancestryFrom } from '../../src/github/ancestry.ts';
import { createClient } from '../../src/github/client/client.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import { blobText } from '../../src/github/objects/blobs.ts';
import type { Snapshot, SnapshotRequest } from '../../src/github/objects/snapshot.ts';
import { replaceBranch } from '../../src/update/pull-request/own-branch.ts';
import { graphqlAnswers, type RecordedGraphqlAnswer } from '../corpus/github-answers/answers.ts';
import { type FakeClock, fakeClock, fakeLog, START } from '../support/clock.ts';
import { startServer } from '../support/http-server.ts';
import { objectsInOrder, tagsInOrder } from '../support/in-order.ts';
import { allThere, COMMIT, type PlaceKind, recordedValue, replayed } from '../support/recorded-graphql.ts';
import { BRANCH, HERE } from '../support/recorded-ways.ts';
import { NEW, oid } from '../support/update-fixtures.ts';

const server = await startServer();
afterAll(() => server.close());

/** Nothing in `src/` asks for these fields, or not so. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'node-missing': 'repositories are asked for by name',
  releases: 'the latest release alone is asked for',
  'enableAutoMerge-refused': 'no such mutation is sent, and its words are no ref’s',
  'createPullRequest-exists': 'pull requests are opened through REST',
  'pull-fields': 'read as a whole: __tests__/update',
};

const ASKED = { owner: 'acme', name: 'asked' };
const OTHER = { owner: 'acme', name: 'other' };
const RESET_IN = 20_000;

/** What was recorded of one place is asked for at this one. */
function kindOf({ id, request, at }: RecordedGraphqlAnswer): PlaceKind {
  if (id === 'non-null-broken') return 'oid';
  if (request.startsWith('Mutation.') || request === 'any mutation') return 'mutation';
  if (request === 'Commit.file(path:)') return 'path';
  if (request === 'Ref.compare(headRef:)') return 'compare';
  if (request === 'Ref.target') return 'target';
  if (request.startsWith('Repository.refs(')) return 'refs';
  if (/^(?:Blob|Tree)\./.test(request)) return 'blob';
  return at.length <= 1 ? 'repository' : 'object';
}

/** By what the recorded query came to its commit. */
function revisionOf({ at, request }: RecordedGraphqlAnswer): SnapshotRequest['revision'] {
  if (at.includes('defaultBranchRef')) return { defaultBranch: true };
  if (request.includes('expression')) return { abbreviated: 'a'.repeat(7) };
  return /^Ref\b|\.ref/.test(request) || at.includes('refs') ? { ref: 'refs/heads/main' } : { oid: COMMIT };
}

/** The path that the answer says is missing. */
function missingPath({ body }: RecordedGraphqlAnswer): string {
  return /file for path '(.*?)'/.exec(JSON.stringify(body))?.[1] ?? 'some.json';
}

/** How long GitHub gives an answer: to the first request that it concerns, or to all of them. */
type Lasting = 'once' | 'always';

interface World {
  readonly client: ReturnType<typeof createClient>;
  readonly clock: FakeClock;
}

/** A client of a server that gives the recorded answer. `head` is where our own branch is. */
function around(answer: RecordedGraphqlAnswer, lasting: Lasting, head: string | null = null): World {
  let given = 0;
  server.reply((seen) => {
    if (seen.path !== '/graphql') return { status: 404, body: { message: 'Not Found' } };
    if (head !== null && !seen.body.includes('updateRefs')) return { body: branchAt(head) };
    const isConcerned = seen.body.includes('"asked"') || seen.body.includes('updateRefs');
    if (!isConcerned || (lasting === 'once' && given++ > 0))
      return { body: { data: allThere(JSON.parse(seen.body)) } };
    return replayed(answer, kindOf(answer), seen);
  });
  const reset = Number(answer.headers['x-ratelimit-reset'] ?? Number.NaN);
  const clock = fakeClock(Number.isNaN(reset) ? START : reset * 1000 - RESET_IN);
  const waiting = { left: 300_000 };
  const connection = {
    apiUrl: server.url,
    graphqlUrl: `${server.url}/graphql`,
    clock,
    log: fakeLog(),
    waiting,
  };
  return { client: createClient('github_pat_x', connection), clock };
}

function branchAt(head: string): object {
  return { data: { r0: { c0: { target: { __typename: 'Commit', oid: head } } } } };
}

interface Read {
  readonly asked: Snapshot;
  readonly other: Snapshot;
  readonly requests: number;
  readonly clock: FakeClock;
}

async function read(answer: RecordedGraphqlAnswer, lasting: Lasting): Promise<Read> {
  const { client, clock } = around(answer, lasting);
  const paths = [missingPath(answer), 'README.md'];
  const compareWith = kindOf(answer) === 'compare' ? { compareWith: oid('2') } : {};
  const revision = compareWith.compareWith === undefined ? revisionOf(answer) : { ref: 'refs/heads/main' };
  const wanted = [ASKED, OTHER].map((repository) => ({ repository, revision, paths, ...compareWith }));
  const [asked, other] = await objectsInOrder(client, wanted);
  if (asked === undefined || other === undefined) throw new Error('no result');
  return { asked, other, requests: server.seen.length, clock };
}

const WHOLE = { kind: 'commit', oid: COMMIT };

/** That the answer stands for what it says, and is not asked for again. */
async function isTaken(answer: RecordedGraphqlAnswer, expected: object): Promise<Read> {
  const taken = await read(answer, 'always');
  expect(taken.asked).toMatchObject(expected);
  expect(taken.other).toMatchObject(WHOLE);
  expect([taken.requests, taken.clock.slept]).toEqual([1, []]);
  return taken;
}

/** That less of it is asked for, and that it is never taken for an absence. */
async function isHalved(answer: RecordedGraphqlAnswer): Promise<void> {
  const once = await read(answer, 'once');
  expect([once.asked, once.other]).toMatchObject([WHOLE, WHOLE]);
  expect(once.requests).toBeGreaterThan(1);
  expect(once.clock.slept).toEqual([]);
  const always = await read(answer, 'always');
  expect([always.asked.kind, always.other]).toMatchObject(['failed', WHOLE]);
  expect(always.requests).toBeLessThanOrEqual(8);
}

/** That it is waited for as the headers say, and that nobody asks on meanwhile. */
async function isWaitedFor(answer: RecordedGraphqlAnswer): Promise<void> {
  const once = await read(answer, 'once');
  expect([once.asked, once.other]).toMatchObject([WHOLE, WHOLE]);
  const after = Number(answer.headers['retry-after'] ?? Number.NaN) * 1000;
  const reset = answer.headers['x-ratelimit-reset'] === undefined ? 60_000 : RESET_IN + 1000;
  expect(once.clock.slept).toEqual([Number.isNaN(after) ? reset : after]);
  const always = await read(answer, 'always');
  expect([always.asked, always.other]).toMatchObject([LIMITED, LIMITED]);
  expect(always.requests).toBe(4);
}

const LIMITED = { kind: 'failed', error: { limit: expect.any(String) } };

/** What is said in `errors`, or as the whole. */
function wordsOf({ body }: RecordedGraphqlAnswer): string {
  const { errors = [], message } = body as { errors?: { message: string }[]; message?: string };
  return errors[0]?.message ?? message ?? '';
}

async function isForbidden(answer: RecordedGraphqlAnswer): Promise<void> {
  const expected = { kind: 'forbidden', message: wordsOf(answer) };
  if (answer.at.length > 0) return void (await isTaken(answer, expected));
  // One of the two may be why both are refused.
  const { asked, other, requests, clock } = await read(answer, 'always');
  expect([asked, other, requests, clock.slept]).toMatchObject([expected, WHOLE, 3, []]);
}

async function isFound(answer: RecordedGraphqlAnswer): Promise<void> {
  switch (kindOf(answer)) {
    case 'compare': {
      const { status, behindBy } = recordedValue(answer) as { status: string; behindBy: number };
      await isTaken(answer, { comparison: { status, behindBy } });
      return;
    }
    case 'blob':
      return /^Tree/.test(answer.request) ? isListed(answer) : isText(answer);
    case 'path': {
      const { asked } = await isTaken(answer, WHOLE);
      const found = asked.kind === 'commit' && asked.paths.get(missingPath(answer));
      expect(found).toMatchObject({ kind: 'found', entry: { kind: 'submodule' } });
      return;
    }
    case 'refs':
      return isListOfTags(answer);
    default:
      await isTaken(answer, WHOLE);
  }
}

const KINDS: Readonly<Record<number, string>> = {
  33188: 'file',
  16384: 'directory',
  57344: 'submodule',
  40960: 'symlink',
};

/** The listing of a folder, whose entries all have ids. */
async function isListed(answer: RecordedGraphqlAnswer): Promise<void> {
  const recorded = recordedValue({ ...answer, at: answer.at.slice(0, -1) }) as {
    name: string;
    mode: number;
  }[];
  const entries = recorded.map((entry) => ({ ...entry, oid: COMMIT }));
  const folder = { mode: 0o040000, object: { __typename: 'Tree', entries } };
  const body = { data: { repository: { object: { folder } } } };
  const at = ['repository', 'object', 'folder'];
  const kinds = recorded.map(({ name, mode }) => ({ name, kind: KINDS[mode] }));
  const expected = { kind: 'found', entry: { kind: 'directory', entries: kinds } };
  const asFile = { ...answer, request: 'Commit.file(path:)', body, at };
  const { asked } = await isTaken(asFile, WHOLE);
  expect(asked.kind === 'commit' && asked.paths.get(missingPath(answer))).toMatchObject(expected);
}

/** Binary where GitHub says so; else its bytes are asked for through REST. */
async function isText(answer: RecordedGraphqlAnswer): Promise<void> {
  const { asked } = await isTaken(answer, WHOLE);
  const found = asked.kind === 'commit' ? asked.paths.get(missingPath(answer)) : undefined;
  if (found?.kind !== 'found') throw new Error('no file');
  const { client } = around(answer, 'always');
  const work = blobText(client, { repository: ASKED, oid: found.entry.oid, blob: found.entry.blob });
  if ((recordedValue(answer) as { isBinary: unknown }).isBinary === true) {
    expect(await work).toEqual({ kind: 'binary' });
  } else {
    await expect(work).rejects.toThrow(GitHubError);
    expect(server.seen.map(({ path }) => path)).toEqual([expect.stringContaining('/git/blobs/')]);
  }
}

async function isListOfTags(answer: RecordedGraphqlAnswer): Promise<void> {
  const { client } = around(answer, 'always');
  const [tags] = await tagsInOrder(client, [{ repository: ASKED, prefix: 'v' }]);
  const { nodes } = recordedValue(answer) as { nodes: { name: string }[] };
  expect(tags).toEqual({ kind: 'tags', names: nodes.map(({ name }) => name) });
}

/** The ref beside it is good, and the commits are compared through REST. */
async function isAskedOtherwise(answer: RecordedGraphqlAnswer): Promise<void> {
  const { asked } = await isTaken(answer, WHOLE);
  expect(asked).not.toHaveProperty('comparison');
  const { client } = around(answer, 'always');
  const request = {
    repository: ASKED,
    revision: { defaultBranch: true },
    target: COMMIT,
    present: oid('2'),
  } as const;
  await ancestryFrom(client, request, asked);
  expect(server.seen.map(({ path }) => path)).toEqual([expect.stringContaining('/compare/')]);
}

const BEFORE = oid('1');
const ELSEWHERE = oid('9');

interface Replaced {
  /** `written`, `moved`, or the problem's line. */
  readonly outcome: string;
  readonly clock: FakeClock;
}

async function replaced(
  answer: RecordedGraphqlAnswer,
  head: string,
  lasting: Lasting = 'always',
): Promise<Replaced> {
  const { client, clock } = around(answer, lasting, head);
  const move = { repositoryId: 'R_1', branch: BRANCH, before: BEFORE, after: NEW };
  try {
    return { outcome: (await replaceBranch(client, HERE, move)) === 'done' ? 'written' : 'moved', clock };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const { code, what } = proposalFailure(error, HERE, BRANCH);
    return { outcome: `${code}: ${what}`, clock };
  }
}

/** Why a branch was not written, where no other try would change it. */
const REFUSED: Readonly<Record<string, string>> = {
  'updateRefs-tag-object': 'write-refused',
  'updateRefs-forbidden': 'pull-requests-forbidden',
  'forbidden-mutation': 'pull-requests-forbidden',
  'commitOnBranch-ruleset': 'branch-protected',
  'commitOnBranch-protection': 'branch-protected',
  'commitOnBranch-delete-missing': 'write-refused',
  'createPullRequest-archived': 'marketplace-archived',
};

async function isRefused(answer: RecordedGraphqlAnswer): Promise<void> {
  const { outcome, clock } = await replaced(answer, BEFORE);
  expect(outcome.split(': ')[0]).toBe(REFUSED[answer.id]);
  expect(clock.slept).toEqual([]);
}

/** Where it is not said what happened, the branch is looked at. */
async function isLookedAt(answer: RecordedGraphqlAnswer): Promise<void> {
  expect((await replaced(answer, NEW)).outcome).toBe('written');
  expect((await replaced(answer, ELSEWHERE)).outcome).toBe('moved');
}

/** What `means` says in the README of the answers → what the program makes of them. */
const MEANS: Readonly<Record<string, (answer: RecordedGraphqlAnswer) => Promise<unknown>>> = {
  found: isFound,
  absent: async (answer) => {
    const { asked } = await isTaken(answer, WHOLE);
    const kinds = asked.kind === 'commit' ? [...asked.paths.values()].map(({ kind }) => kind) : [];
    expect(kinds).toEqual(['no-path', 'found']);
  },
  'no-commit': (answer) => isTaken(answer, { kind: 'no-commit' }),
  'no-repository': (answer) => isTaken(answer, { kind: 'no-repository' }),
  forbidden: isForbidden,
  failed: isHalved,
  unanswered: isAskedOtherwise,
  'too-much': async (answer) => {
    if (kindOf(answer) !== 'mutation') return isHalved(answer);
    // There is nothing to halve: the branch tells what came of it.
    return isLookedAt(answer);
  },
  'rate-limit-primary': isWaitedFor,
  'rate-limit-secondary': async (answer) => {
    if (kindOf(answer) !== 'mutation') return isWaitedFor(answer);
    const { outcome, clock } = await replaced(answer, BEFORE, 'once');
    expect([outcome, clock.slept]).toEqual(['written', [60_000]]);
  },
  'refused-query': async (answer) => {
    const { asked, clock } = await read(answer, 'always');
    expect([asked.kind, clock.slept]).toEqual(['failed', []]);
    const sent = server.seen.map(({ body }) => body);
    expect(new Set(sent).size).toBe(sent.length);
  },
  'token-rejected': async (answer) => {
    const { asked, other, requests } = await read(answer, 'always');
    const rejected = { kind: 'failed', error: { status: 401 } };
    expect([asked, other, requests]).toMatchObject([rejected, rejected, 1]);
  },
  written: async (answer) => expect((await replaced(answer, BEFORE)).outcome).toBe('written'),
  'write-refused': isRefused,
  'moved-head': async (answer) => expect((await replaced(answer, ELSEWHERE)).outcome).toBe('moved'),
  'outcome-unknown': async (answer) => {
    await isLookedAt(answer);
    const { outcome, clock } = await replaced(answer, BEFORE);
    expect([outcome.split(': ')[0], clock.slept.length]).toEqual(['write-refused', 3]);
  },
};

test('all that an answer can mean is expected somehow, and nothing else', () => {
  expect(Object.keys(MEANS).sort()).toEqual([...new Set(graphqlAnswers.map(({ means }) => means))].sort());
});

test('only answers that are there are left out', () => {
  const ids = graphqlAnswers.map(({ id }) => id);
  expect(Object.keys(NOT_ASKED).filter((id) => !ids.includes(id))).toEqual([]);
});

describe('the program takes it for what it means', () => {
  const given = graphqlAnswers.filter(({ id }) => !(id in NOT_ASKED));
  test.each(given.map((answer) => [answer.id, answer.means, answer] as const))(
    '%s: %s',
    async (_, means, answer) => {
      await MEANS[means]?.(answer);
      expect.hasAssertions();
    },
  );
});
