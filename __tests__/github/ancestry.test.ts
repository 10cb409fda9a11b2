import { describe, expect, test } from '@jest/globals';
import {
  type Ancestry,
  type AncestryRequest,
  ancestryFrom,
  comparisonRequest,
} from '../../src/github/ancestry.ts';
import type { GraphqlAnswer } from '../../src/github/client/graphql-answer.ts';
import type { CommitSnapshot, Snapshot } from '../../src/github/objects/snapshot.ts';
import { answer, fakeClient, githubError } from '../support/fake-client.ts';
import { objectsInOrder } from '../support/in-order.ts';

const PRESENT = '1'.repeat(40);
const TARGET = '2'.repeat(40);
const OTHER = '3'.repeat(40);

function request(fields: Partial<AncestryRequest> = {}): AncestryRequest {
  return {
    repository: { owner: 'acme', name: 'plugins' },
    revision: { ref: 'refs/heads/main' },
    target: TARGET,
    present: PRESENT,
    ...fields,
  };
}

/** What was read along with the comparison. */
function snapshot(status: string | null, fields: Partial<CommitSnapshot> = {}): CommitSnapshot {
  const comparison = status === null ? {} : { comparison: { status, behindBy: 3 } };
  return {
    kind: 'commit',
    oid: TARGET,
    parents: [],
    paths: new Map(),
    release: null,
    ...comparison,
    ...fields,
  };
}

const failing =
  (status = 502, message = 'timeout') =>
  () => {
    throw githubError(status, { message });
  };
const rest = (data: unknown) => () => answer({ data });
/** GitHub's description requires it. */
const BASE = { merge_base_commit: { sha: PRESENT } };
const forward = (commits: number): Ancestry => ({ kind: 'forward', commits });

describe('a comparison with the ref as its base', () => {
  test.each<[string, Ancestry]>([
    ['BEHIND', forward(3)],
    ['AHEAD', { kind: 'behind' }],
    ['DIVERGED', { kind: 'diverged' }],
  ])('%s is %j, without a further request', async (status, ancestry) => {
    const client = fakeClient({});
    expect(await ancestryFrom(client, request(), snapshot(status))).toEqual(ancestry);
  });

  test.each([{ ref: 'refs/heads/main' }, { ref: 'refs/tags/v1' }, { defaultBranch: true } as const])(
    'is asked for along with other reads, and comes back: %j',
    async (revision) => {
      const client = fakeClient({
        graphql: ({ query }): GraphqlAnswer => {
          expect(query).toMatch(/\{ target [^\n]*compare\(headRef: \$\w+\) \{ status behindBy \}/);
          expect(query).not.toContain(PRESENT);
          const compare = { status: 'BEHIND', behindBy: 7 };
          return {
            data: { r0: { c0: { target: { __typename: 'Commit', oid: TARGET }, compare } } },
            errors: [],
          };
        },
      });
      const [read] = await objectsInOrder(client, [comparisonRequest(request({ revision }))]);
      expect(Object.values(client.queries[0]?.variables ?? {})).toContain(PRESENT);
      expect(await ancestryFrom(client, request({ revision }), read)).toEqual(forward(7));
    },
  );
});

describe('what it does not answer is compared by the two commits', () => {
  test.each<[string, Snapshot | undefined]>([
    ['the branch moved meanwhile', snapshot('BEHIND', { oid: OTHER })],
    ['there is no comparison', snapshot(null)],
    ['the status is new', snapshot('SIDEWAYS')],
    ['it takes two commits for one', snapshot('IDENTICAL')],
    ['the ref is gone', { kind: 'no-commit' }],
    ['the repository is gone', { kind: 'no-repository' }],
    ['it may not be read', { kind: 'forbidden', message: 'SAML' }],
    ['GitHub failed', { kind: 'failed', message: 'timeout', error: null }],
    ['nothing was read', undefined],
  ])('where %s', async (_, read) => {
    const client = fakeClient({ request: rest({ status: 'ahead', ahead_by: 7, ...BASE }) });
    expect(await ancestryFrom(client, request(), read)).toEqual(forward(7));
    expect(client.calls).toEqual([
      {
        route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
        parameters: { owner: 'acme', repo: 'plugins', basehead: `${PRESENT}...${TARGET}`, per_page: 1 },
      },
    ]);
  });

  test.each<[unknown, Ancestry]>([
    [{ status: 'ahead', ahead_by: 7, behind_by: 0, ...BASE }, forward(7)],
    [{ status: 'behind', ahead_by: 0, behind_by: 2, ...BASE }, { kind: 'behind' }],
    [
      { status: 'identical', ahead_by: 0, ...BASE },
      { kind: 'unknown', why: 'GitHub says that two commits are one' },
    ],
    [{ status: 'diverged', ahead_by: 1, behind_by: 1, ...BASE }, { kind: 'diverged' }],
    [
      { status: 'sideways', ahead_by: 1, ...BASE },
      { kind: 'unknown', why: 'the answer is incomplete' },
    ],
    [null, { kind: 'unknown', why: 'the answer is incomplete' }],
  ])('%j is %j', async (data, ancestry) => {
    const client = fakeClient({ request: rest(data) });
    expect(await ancestryFrom(client, request(), undefined)).toEqual(ancestry);
  });

  test.each<[number, string, Ancestry]>([
    [404, 'No common ancestor between 1111111 and 2222222.', { kind: 'diverged' }],
    [404, 'Not Found', { kind: 'unknown', why: 'Not Found' }],
    [429, 'Too Many Requests', { kind: 'unknown', why: 'GitHub limits the rate of requests' }],
    [500, 'no common ancestor', { kind: 'unknown', why: 'no common ancestor' }],
    [403, 'Resource not accessible', { kind: 'unknown', why: 'Resource not accessible' }],
  ])('%d, %s is %j', async (status, message, ancestry) => {
    const client = fakeClient({ request: failing(status, message) });
    expect(await ancestryFrom(client, request(), undefined)).toEqual(ancestry);
  });

  test('without its files where their difference is too large, which its second page leaves out', async () => {
    const client = fakeClient({
      request: ({ parameters }) => {
        if (parameters['page'] === 2) return answer({ data: { status: 'ahead', ahead_by: 3, ...BASE } });
        const message = 'Server Error: Sorry, this diff is taking too long to generate. diff: not_available';
        throw githubError(500, { message });
      },
    });
    expect(await ancestryFrom(client, request(), undefined)).toEqual(forward(3));
    expect(client.calls).toHaveLength(2);
  });

  test('but what is ours to mend stops the run', async () => {
    const client = fakeClient({
      request: () => {
        throw new TypeError('ours');
      },
    });
    await expect(ancestryFrom(client, request(), undefined)).rejects.toThrow('ours');
  });
});
