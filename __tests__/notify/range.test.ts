import { describe, expect, test } from '@jest/globals';
import { patternList } from '../../src/action/patterns.ts';
import {
  brokenCommits,
  decideRange,
  defaultBranchOf,
  type RangeOptions,
  type Target,
  type WorkflowEvent,
} from '../../src/notify/range.ts';
import { likelyMeant } from '../../src/notify/uncounted-branch.ts';

const BEFORE = '1'.repeat(40);
const AFTER = '2'.repeat(40);
const SHA = '3'.repeat(40);
const ZEROS = '0'.repeat(40);
const REPOSITORY = { default_branch: 'main', full_name: 'acme/plugins' };

const commit = (oid: string): Target => ({ at: 'commit', oid });
const options = (fields: Partial<RangeOptions> = {}): RangeOptions => ({
  base: '',
  head: '',
  branchCounts: (branch) => branch === 'main',
  likelyMeant: () => null,
  ...fields,
});

function event(name: string, payload: Record<string, unknown>, ref = 'refs/heads/main'): WorkflowEvent {
  return { name, ref, sha: SHA, payload: { repository: REPOSITORY, ...payload } };
}

function push(payload: Record<string, unknown> = {}, ref = 'refs/heads/main') {
  return event('push', { ref, before: BEFORE, after: AFTER, ...payload }, ref);
}

const PULL = { base: { ref: 'main', sha: BEFORE }, head: { ref: 'topic', sha: AFTER } };
const releases = patternList(['release/*', 'main', '!release/old'], []).matches;

describe('push', () => {
  test.each([
    ['to a branch that counts', push()],
    ['that was forced', push({ forced: true })],
    ['of many commits', push({ commits: Array(20).fill({}), size: 2000 })],
  ])('%s compares the payload’s before and after', (_, pushed) => {
    const range = { kind: 'compare', before: commit(BEFORE), after: commit(AFTER), ifGone: 'announce' };
    expect(decideRange(pushed, options())).toEqual({ range, dryRun: null });
  });

  test('that creates the default branch: every manifest is added', () => {
    const range = { kind: 'everything-added', after: commit(AFTER) };
    expect(decideRange(push({ before: ZEROS, created: true }), options())).toEqual({ range, dryRun: null });
  });

  test('that creates another branch that counts: announced, with the reason', () => {
    const pushed = push({ before: ZEROS, created: true }, 'refs/heads/release/2');
    const { range, dryRun } = decideRange(pushed, options({ branchCounts: releases }));
    expect(range).toMatchObject({ kind: 'announce', after: commit(AFTER) });
    expect(range).toMatchObject({ why: expect.stringMatching(/created.*release\/2/) });
    expect(dryRun).toBeNull();
  });

  test.each([
    ['another branch', push({}, 'refs/heads/topic'), 'topic'],
    ['a branch with the default one’s name below a folder', push({}, 'refs/heads/x/main'), 'x/main'],
    ['a new branch that does not count', push({ before: ZEROS }, 'refs/heads/topic'), 'topic'],
  ])('to %s is not looked at, with the reason', (_, pushed, name) => {
    const { range } = decideRange(pushed, options());
    expect(range).toMatchObject({ kind: 'nothing', why: expect.stringContaining(name) });
  });

  test.each([
    ['a branch', push({ after: ZEROS, deleted: true })],
    ['a branch, told by the zeros only', push({ after: ZEROS })],
    ['a branch that does not count', push({ after: ZEROS, deleted: true }, 'refs/heads/topic')],
    ['a tag', push({ after: ZEROS, deleted: true }, 'refs/tags/v1.0.0')],
  ])('that deletes %s is not looked at', (_, pushed) => {
    const { range } = decideRange(pushed, options());
    expect(range).toMatchObject({ kind: 'nothing', why: expect.stringContaining('deleted') });
  });

  test.each([
    ['release/2', true],
    ['main', true],
    ['release/old', false],
    ['release/2/fix', false],
    ['topic', false],
  ])('to %s counts by `branches` patterns: %s', (branch, counts) => {
    const { range } = decideRange(push({}, `refs/heads/${branch}`), options({ branchCounts: releases }));
    expect(range.kind).toBe(counts ? 'compare' : 'nothing');
  });

  test.each([
    ['a lightweight tag', push({ before: ZEROS, after: SHA }, 'refs/tags/v1.0.0')],
    ['an annotated tag, whose `after` is no commit', push({ before: ZEROS }, 'refs/tags/v1.0.0')],
    ['a tag that was moved', push({ forced: true }, 'refs/tags/v1')],
    ['a tag named like the default branch', push({ before: ZEROS }, 'refs/tags/main')],
  ])('of %s announces GITHUB_SHA', (_, pushed) => {
    const { range, dryRun } = decideRange(pushed, options());
    expect(range).toMatchObject({ kind: 'announce', after: commit(SHA) });
    expect(dryRun).toBeNull();
  });
});

describe('pull_request', () => {
  const pull = (sha: string, fields = {}) => ({
    ...event('pull_request', { pull_request: { ...PULL, ...fields } }, 'refs/pull/7/merge'),
    sha,
  });

  test('takes the merge commit, and what its merge base is found from; always a dry run', () => {
    const { range, dryRun } = decideRange(pull(SHA), options());
    expect(range).toEqual({ kind: 'pull-request', merge: SHA, base: BEFORE, head: AFTER });
    expect(dryRun).toMatch(/pull request/);
  });

  test('that was closed would send nothing any more', () => {
    const closed = event('pull_request', { action: 'closed', pull_request: PULL }, 'refs/pull/7/merge');
    expect(decideRange(closed, options()).range).toMatchObject({
      kind: 'nothing',
      why: expect.stringContaining('closed'),
    });
  });

  test('without GITHUB_SHA takes the head', () => {
    const { range } = decideRange(pull(''), options());
    expect(range).toMatchObject({ kind: 'pull-request', merge: AFTER });
  });

  test('into a branch that does not count would send nothing', () => {
    const { range } = decideRange(pull(SHA, { base: { ref: 'topic', sha: BEFORE } }), options());
    expect(range).toMatchObject({ kind: 'nothing', why: expect.stringContaining('topic') });
  });

  test('stays a dry run with `base` and `head` given', () => {
    expect(decideRange(pull(SHA), options({ base: 'v1', head: 'main' })).dryRun).toMatch(/pull request/);
  });
});

test('merge_group compares base_sha with head_sha, always as a dry run', () => {
  const group = event('merge_group', { merge_group: { base_sha: BEFORE, head_sha: AFTER } });
  const { range, dryRun } = decideRange(group, options());
  expect(range).toMatchObject({ kind: 'compare', before: commit(BEFORE), after: commit(AFTER) });
  expect(dryRun).toMatch(/merge group/);
  expect(decideRange(group, options({ base: 'v1' })).dryRun).toMatch(/merge group/);
});

test.each([
  ['refs/heads/main', 'compare'],
  ['refs/heads/develop', 'nothing'],
])('merge_group into %s, as a pull request into it: %s', (base_ref, kind) => {
  const group = { base_sha: BEFORE, head_sha: AFTER, base_ref };
  expect(decideRange(event('merge_group', { merge_group: group }), options()).range.kind).toBe(kind);
});

test.each([true, false])(
  'pull_request_target names pull_request where a check is asked for: %s',
  (checksBumps) => {
    const { range } = decideRange(
      event('pull_request_target', { pull_request: PULL }),
      options({ checksBumps }),
    );
    expect('remedy' in range ? range.remedy : '').toMatch(checksBumps ? /Write `on: pull_request`/ : /^$/);
  },
);

describe('a pattern in `branches` that probably means the branch is named', () => {
  const meant = options({
    branchCounts: () => false,
    likelyMeant: (branch) => likelyMeant(['Main'], branch),
  });
  const remedy = '`branches` contains `Main`: if that means this branch, write `main`.';

  test.each([
    ['push', push()],
    ['pull_request', event('pull_request', { pull_request: PULL })],
    ['merge_group', event('merge_group', { merge_group: { base_ref: 'refs/heads/main' } })],
  ])('%s', (_, started) => {
    expect(decideRange(started, meant).range).toMatchObject({ kind: 'nothing', remedy });
  });

  test('workflow_dispatch', () => {
    expect(decideRange(event('workflow_dispatch', {}), meant).dryRun).toMatch(
      / \(`branches` contains `Main`\)$/,
    );
  });

  test.each([
    ['Main', 'main', true],
    ['main', 'MAIN', true],
    ['origin/main', 'main', true],
    ['upstream/Main', 'main', true],
    ['remotes/fork/main', 'main', true],
    ['refs/remotes/origin/main', 'main', true],
    ['heads/main', 'main', true],
    ['/main', 'main', true],
    ['main/', 'main', true],
    ['"main"', 'main', true],
    ['origin/release/*', 'release/2', true],
    ["['main'", 'main', true],
    ['[main]', 'main', true],
    ['main master', 'main', true],
    ['release/[0-9]', 'main', false],
    ['mainline', 'main', false],
    ['release/*', 'main', false],
    ['master', 'main', false],
    ['Main', 'feature/main', false],
  ])('%s for %s: %s', (pattern, branch, isMeant) => {
    expect(likelyMeant(['other', pattern], branch)).toBe(isMeant ? pattern : null);
  });
});

describe('release', () => {
  test.each(['published', 'released', 'prereleased', 'created', 'edited'])(
    '%s announces GITHUB_SHA',
    (action) => {
      const { range, dryRun } = decideRange(event('release', { action }, 'refs/tags/v1'), options());
      expect(range).toMatchObject({ kind: 'announce', after: commit(SHA) });
      expect(dryRun).toBeNull();
    },
  );

  test.each(['deleted', 'unpublished'])('%s is not looked at', (action) => {
    const { range } = decideRange(event('release', { action }, 'refs/tags/v1'), options());
    expect(range).toMatchObject({ kind: 'nothing', why: expect.stringContaining(action) });
  });
});

describe('workflow_dispatch announces GITHUB_SHA', () => {
  test('on a branch that counts it sends', () => {
    const { range, dryRun } = decideRange(event('workflow_dispatch', {}), options());
    expect(range).toMatchObject({ kind: 'announce', after: commit(SHA) });
    expect(dryRun).toBeNull();
  });

  test.each([
    ['refs/heads/topic', 'topic'],
    ['refs/tags/v1.0.0', 'v1.0.0'],
    ['refs/tags/main', 'main'],
  ])('on %s it is a dry run that says why', (ref, name) => {
    const { range, dryRun } = decideRange(event('workflow_dispatch', {}, ref), options());
    expect(range.kind).toBe('announce');
    expect(dryRun).toContain(name);
  });
});

describe.each(['schedule', 'workflow_run', 'repository_dispatch'])('%s', (name) => {
  test('announces the head of the default branch, whatever the event’s own commit', () => {
    const { range, dryRun } = decideRange(event(name, {}, 'refs/heads/topic'), options());
    expect(range).toMatchObject({ kind: 'announce', after: { at: 'default-branch' } });
    expect(dryRun).toBeNull();
  });

  test('needs no repository in its payload and asks for no branch', () => {
    const bare = { name, ref: 'refs/heads/main', sha: SHA, payload: {} };
    const { range } = decideRange(bare, {
      ...options(),
      branchCounts: () => {
        throw new Error('nobody knows the default branch');
      },
    });
    expect(range).toMatchObject({ kind: 'announce', after: { at: 'default-branch' } });
  });
});

test.each(['issues', 'pull_request_target', 'delete', 'create', 'fork', '', '__proto__'])(
  'an event that is not named is not looked at: %j',
  (name) => {
    expect(decideRange(event(name, {}), options()).range.kind).toBe('nothing');
  },
);

describe('base and head', () => {
  const base: Target = { at: 'revision', name: 'v1.0.0', input: 'base' };
  const head: Target = { at: 'revision', name: 'main', input: 'head' };

  test('both: the one is compared with the other, and a base that is gone is an error', () => {
    const { range, dryRun } = decideRange(push(), options({ base: 'v1.0.0', head: 'main' }));
    expect(range).toEqual({ kind: 'compare', before: base, after: head, ifGone: 'fail' });
    expect(dryRun).toBeNull();
  });

  test('head alone announces', () => {
    const { range } = decideRange(push(), options({ head: 'main' }));
    expect(range).toMatchObject({ kind: 'announce', after: head });
  });

  test('base alone compares with GITHUB_SHA', () => {
    const { range } = decideRange(push(), options({ base: 'v1.0.0' }));
    expect(range).toMatchObject({ kind: 'compare', before: base, after: commit(SHA) });
  });

  test.each(['workflow_run', 'schedule', 'push'])('count on %s too, in place of the event’s', (name) => {
    const { range } = decideRange(event(name, {}, 'refs/heads/topic'), options({ head: 'main' }));
    expect(range).toMatchObject({ kind: 'announce', after: head });
  });
});

test.each(['pull_request', 'merge_group'])(
  '%s never sends, whatever `base`, `head` and branch say',
  (name) => {
    const payload = { pull_request: { ...PULL, base: { ref: 'elsewhere', sha: BEFORE } } };
    const { range, dryRun } = decideRange(event(name, payload), options({ base: 'v1' }));
    expect(range.kind).toBe('compare');
    expect(dryRun).toMatch(/only shows what merging it would send/);
  },
);

describe('an event that is not GitHub’s', () => {
  test.each([
    ['no before', push({ before: undefined })],
    ['an after that is no id', push({ after: 'main' })],
    ['an after with an expression', push({ after: `${AFTER}^` })],
  ])('names a commit that is none: %s', (_, pushed) => {
    expect(brokenCommits(decideRange(pushed, options()).range)).toHaveLength(1);
  });

  test('GitHub’s own names no such', () => {
    expect(brokenCommits(decideRange(push(), options()).range)).toEqual([]);
    const pull = event('pull_request', { pull_request: PULL });
    expect(brokenCommits(decideRange(pull, options()).range)).toEqual([]);
  });

  test('a pull request without commits names them all', () => {
    const range = decideRange(
      { ...event('pull_request', {}), sha: '' },
      options({ branchCounts: () => true }),
    );
    expect(brokenCommits(range.range)).toHaveLength(3);
  });

  test.each([[null], ['x'], [[]], [5]])('with a nonsensical pull_request does not crash: %j', (pull) => {
    const pulled = event('pull_request', { pull_request: pull });
    expect(decideRange(pulled, options()).range.kind).toBe('nothing');
  });
});

test.each([
  [{ repository: { default_branch: 'trunk' } }, 'trunk'],
  [{}, null],
  [{ repository: null }, null],
  [{ repository: { default_branch: 5 } }, null],
])('the default branch of %j is %s', (payload, branch) => {
  expect(defaultBranchOf(payload)).toBe(branch);
});

test('a branch’s name cannot write a command or a second line into the reason', () => {
  const { range } = decideRange(push({}, 'refs/heads/a`b##[error]\u202e'), options());
  expect(range.kind === 'nothing' ? range.why : '').not.toMatch(/##\[|\u202e/);
});
