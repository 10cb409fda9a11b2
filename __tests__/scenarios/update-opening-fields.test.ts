import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from './support.ts';
import { type Proposing, proposing } from './update-proposing.ts';
import type { Updated } from './update-support.ts';

/** Labels, reviewers and assignees of a pull request, when it is opened. */
const sandbox = await sharedSandbox();

const INPUTS = {
  labels: 'bug, wontfix',
  assignees: 'ann',
  reviewers: '@bea\ncid',
  'team-reviewers': 'reviewers',
};

/** A marketplace with people and a team, whose plugin `one` is due. */
async function due(...names: string[]): Promise<Proposing> {
  const at = await proposing(sandbox, ...(names.length === 0 ? ['one'] : names));
  at.at.repository.update({ collaborators: ['ann', 'bea', 'cid'], teams: ['reviewers'] });
  for (const name of at.plugins.keys()) await at.raise(name, '1.0.1');
  return at;
}

/** An App, which may see the teams. */
function appToken({ at }: Proposing, more = {}): string {
  const may = { contents: 'write', pull_requests: 'write', metadata: 'read', ...more } as const;
  return sandbox.github.createToken({ kind: 'app', repositories: { [at.repository.fullName]: may } });
}

const POSTS = /^POST .*\/(labels|assignees|requested_reviewers)$/;

/** The requests that set something, in their order, with how often each was sent. */
function asked({ requests }: Updated): string[] {
  return requests.flatMap(({ method, path }) => POSTS.exec(`${method} ${path}`)?.[1] ?? []);
}

const codesOf = ({ result }: Updated) => result.annotations.map(({ level, title }) => `${level}: ${title}`);

describe('a pull request that is opened', () => {
  test('gets labels, assignees, reviewers and teams, with a request for each kind, and one to say that it is done', async () => {
    const at = await due();
    const token = appToken(at);
    const run = await at.propose({ inputs: { ...INPUTS, token } });
    expect([run.result.outcome, run.messages]).toEqual(['success', []]);
    expect(await at.pulls()).toMatchObject([
      { labels: ['bug', 'wontfix'], assignees: ['ann'], reviewers: ['bea', 'cid'], teams: ['reviewers'] },
    ]);
    expect(asked(run)).toEqual(['labels', 'assignees', 'requested_reviewers']);
    const writes = run.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'));
    expect(writes.map(({ method, path }) => `${method} ${path.split('/').slice(6).join('/')}`)).toEqual([
      'POST git/trees',
      'POST git/commits',
      'POST pulls',
      'POST issues/1/labels',
      'POST issues/1/assignees',
      'POST pulls/1/requested_reviewers',
      'PATCH pulls/1',
    ]);
    expect((await at.pulls())[0]?.body).not.toContain('pending');
  });

  test('gets them in the same run where the answer to its opening was lost', async () => {
    const at = await due();
    at.fault('POST pulls', { drop: 'after' });
    const run = await at.propose({ inputs: { labels: 'bug' } });
    expect([run.messages, asked(run)]).toEqual([[], ['labels']]);
    const [pull] = await at.pulls();
    expect([pull?.labels, pull?.body?.includes('pending')]).toEqual([['bug'], false]);
  });

  test('is not touched again: what a person removes stays removed, also when its plan changes', async () => {
    const at = await due();
    const inputs = { labels: 'bug', assignees: 'ann' };
    await at.propose({ inputs });
    const [pull] = (at.at.repository as unknown as { pulls: { labels: string[] }[] }).pulls;
    pull?.labels.splice(0);
    expect(asked(await at.propose({ inputs }))).toEqual([]);
    await at.raise('one', '1.0.2');
    expect(asked(await at.propose({ inputs }))).toEqual([]);
    expect(await at.pulls()).toMatchObject([{ labels: [], assignees: ['ann'] }]);
  });

  test('that was open before the inputs were given is not touched', async () => {
    const at = await due();
    await at.propose();
    expect(asked(await at.propose({ inputs: INPUTS }))).toEqual([]);
  });

  test('of each plugin gets them, where each has its own', async () => {
    const at = await due('one', 'two');
    const run = await at.propose({ inputs: { labels: 'bug', branch: 'update/{plugin}' } });
    expect((await at.pulls()).map(({ labels }) => labels)).toEqual([['bug'], ['bug']]);
    expect(run.outputs).toMatchObject({
      'pull-request-number': '1',
      'pull-request-url': expect.stringMatching(/\/pull\/1$/),
      'update-type': 'patch',
    });
  });

  test.each([
    ['GitHub failed before anything was set', 'POST issues/', ['labels', 'requested_reviewers']],
    ['the run ended before it could say that all is set', 'PATCH pulls/', ['labels', 'requested_reviewers']],
  ])('gets them in the next run, where %s', async (_, what, again) => {
    const at = await due();
    const inputs = { labels: 'bug', reviewers: 'bea' };
    at.fault(what, { status: 500, times: 4 });
    const run = await at.propose({ inputs });
    expect([run.result.outcome, codesOf(run)]).toEqual(['success', ['warning: labels-not-added']]);
    expect(run.messages[0]).toMatch(/the next run sets/i);
    expect(asked(await at.propose({ inputs }))).toEqual(again);
    expect(await at.pulls()).toMatchObject([{ number: 1, labels: ['bug'], reviewers: ['bea'] }]);
    expect(asked(await at.propose({ inputs }))).toEqual([]);
  });
});

describe('what can’t be set is a warning that names it and what to do; the pull request and all else stand', () => {
  const STANDS = 'The pull request itself is open; set this there by hand.';
  /** Inputs, what the pull request gets, how often each kind is asked for, and the warning. */
  const cases: Record<string, [Record<string, string>, object, string[], string]> = {
    'a label that does not exist, without the permission to create it': [
      { labels: 'bug, new', assignees: 'ann' },
      { labels: ['bug'], assignees: ['ann'] },
      ['labels', 'labels', 'labels', 'assignees'],
      'labels-not-added: Pull request #1 did not get `new` of `labels`: `You do not have permission to create labels on this repository. label: unauthorized`. Create the label on the page Issues → Labels, or write `permissions: issues: write`, so that GitHub creates it.',
    ],
    'somebody who can’t review': [
      { labels: 'bug', reviewers: 'bea, stranger' },
      { labels: ['bug'], reviewers: ['bea'] },
      ['labels', 'requested_reviewers', 'requested_reviewers', 'requested_reviewers'],
      'reviewers-not-requested: Pull request #1 did not get `stranger` of `reviewers`: `Reviews may only be requested from collaborators.',
    ],
    'a team that the run’s token can’t see': [
      { reviewers: 'bea', 'team-reviewers': 'reviewers' },
      { reviewers: ['bea'], teams: [] },
      ['requested_reviewers', 'requested_reviewers', 'requested_reviewers'],
      'pass the `token` of a GitHub App with "Members: read", or of a person.',
    ],
    'a team that has no access': [
      { 'team-reviewers': 'others' },
      { teams: [] },
      ['requested_reviewers'],
      'Only people and teams with access to this repository can review: give them access, or correct the name.',
    ],
    'somebody who can’t be assigned, whom GitHub leaves out in silence': [
      { assignees: 'ann, stranger' },
      { assignees: ['ann'] },
      ['assignees'],
      'assignees-not-added: Pull request #1 did not get `stranger` of `assignees`: GitHub leaves out accounts that can’t be assigned.',
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [inputs, gets, requests, warning]) => {
    const at = await due();
    const run = await at.propose({ inputs });
    expect(run.result.outcome).toBe('success');
    expect(run.messages).toEqual([
      expect.stringContaining(warning.replaceAll('can’t', "can't").replace(/^\S+: /, '')),
    ]);
    expect(run.messages[0]).toContain(STANDS);
    if (/^\S+: /.test(warning)) expect(codesOf(run)).toEqual([`warning: ${warning.split(':')[0]}`]);
    expect(await at.pulls()).toMatchObject([gets]);
    expect(asked(run)).toEqual(requests);
    // The next run says nothing any more, and asks for nothing.
    expect(asked(await at.propose({ inputs }))).toEqual([]);
  });

  test('a permission that is missing is named once for each kind', async () => {
    const at = await due();
    const body = { message: 'Resource not accessible by integration' };
    at.fault('POST issues/', { status: 403, body, times: 20 });
    const run = await at.propose({ inputs: { labels: 'bug, wontfix', assignees: 'ann', reviewers: 'bea' } });
    expect(codesOf(run)).toEqual(['warning: labels-not-added', 'warning: assignees-not-added']);
    expect(run.messages[0]).toContain('Write `permissions: pull-requests: write` in the workflow');
    expect(await at.pulls()).toMatchObject([{ reviewers: ['bea'] }]);
  });

  test('many of one reason are one warning, which counts them', async () => {
    const at = await due();
    const labels = Array.from({ length: 12 }, (_, n) => `new-${n}`).join('\n');
    const run = await at.propose({ inputs: { labels: `${labels}\nbug`, reviewers: 'stranger, bea, other' } });
    expect(codesOf(run)).toEqual(['warning: labels-not-added', 'warning: reviewers-not-requested']);
    expect(run.messages[0]).toContain('`new-4` of `labels` and 7 more: `You do not have permission to');
    expect(run.messages[1]).toContain('did not get `stranger` of `reviewers`, `other` of `reviewers`: ');
    expect(await at.pulls()).toMatchObject([{ labels: ['bug'], reviewers: ['bea'] }]);
  });

  test('a label that does not exist is created by a token that may', async () => {
    const at = await due();
    const permissions = { contents: 'write', pull_requests: 'write', issues: 'write' } as const;
    const run = await at.propose({ permissions, inputs: { labels: 'new' } });
    expect([run.messages, (await at.pulls())[0]?.labels]).toEqual([[], ['new']]);
  });
});

test('in push mode, which opens none, a notice says that nothing gets them', async () => {
  const at = await due();
  const run = await at.propose({
    inputs: { labels: 'bug', assignees: 'ann', checks: 'test.yml', mode: 'push' },
  });
  expect([run.result.outcome, run.updates.length, run.messages]).toEqual([
    'success',
    1,
    [
      'notice: Only pull requests get `labels`, `assignees`, `checks`, and this run pushes to the branch. Pass `mode: pull-request`, or remove them.',
    ],
  ]);
});

test('names that can’t be any are refused before the first request, all at once', async () => {
  const at = await due();
  const run = await at.propose({
    inputs: {
      labels: 'x'.repeat(51),
      reviewers: 'not a login',
      'team-reviewers': 'elsewhere/team',
      assignees: Array.from({ length: 11 }, (_, n) => `user${n}`).join(),
    },
  });
  expect([run.result.outcome, run.requests.length]).toEqual(['failure', 0]);
  expect(run.messages).toEqual([
    expect.stringContaining("`labels` can't contain"),
    expect.stringContaining('`assignees` has 11 names'),
    expect.stringContaining("`reviewers` can't contain `not a login`"),
    expect.stringContaining("`team-reviewers` can't contain `elsewhere/team`"),
  ]);
});
