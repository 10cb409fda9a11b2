import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UPDATE_INPUTS } from '../../src/action/input-tables.ts';
import { InputValues } from '../../src/action/input-values.ts';
import { readBranchInput } from '../../src/update/input-values.ts';
import type { Plan, PlannedChange } from '../../src/update/plan/plan.ts';
import {
  fingerprint,
  isOurCommit,
  isSamePlan,
  ownCommitMessage,
  type Tip,
} from '../../src/update/pull-request/own-commit.ts';
import {
  type Branches,
  branchFor,
  touches,
  type WantedPullRequest,
  wantedPullRequests,
} from '../../src/update/pull-request/wanted-pull-requests.ts';
import { anyText } from '../support/any-text.ts';
import {
  changeOf,
  FILE,
  marketplace,
  OLD,
  oid,
  pin,
  plan,
  RUN,
  updated,
} from '../support/update-fixtures.ts';

const TARGET = 'main';
const each = { template: 'update/{plugin}', target: TARGET };
const one = { template: 'notify-marketplace/update', target: TARGET };
const TRIGGER = { event: 'schedule', runUrl: RUN };
const TREE = oid('d');

const change = (plugin: string, value = '2.0.1'): PlannedChange => ({
  ...changeOf(updated({ plugin })),
  edits: [{ path: ['plugins', 0, 'version'], value }],
});
const proposal = (fields: Partial<WantedPullRequest> = {}): WantedPullRequest => ({
  branch: one.template,
  changes: [change('a')],
  raise: [],
  plugins: ['a'],
  isSettled: true,
  unread: [],
  ...fields,
});

/** The tip that a proposal's commit is. */
function tipOf(of: WantedPullRequest, fields: Partial<Tip> = {}): Tip {
  return {
    oid: OLD,
    message: ownCommitMessage(of, null, TRIGGER)(TREE),
    tree: TREE,
    parents: [oid('c')],
    contained: false,
    ...fields,
  };
}

/** Whether git takes `refs/heads/<name>` (https://git-scm.com/docs/git-check-ref-format), and an option it is not. */
function isRef(name: string): boolean {
  const parts = name.split('/');
  return (
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock')) &&
    !name.includes('..') &&
    !/[\0-\x20\x7f~^:?*[\\]/.test(name) &&
    !name.endsWith('.') &&
    !name.includes('@{') &&
    !name.startsWith('-')
  );
}

describe('the branch of a plugin', () => {
  test.each([
    ['sdk-bridge', 'update/sdk-bridge'],
    ['A_b-9', 'update/A_b-9'],
  ])('is its name: %s', (plugin, branch) => {
    expect(branchFor(each, plugin)).toBe(branch);
  });

  test.each([
    ['a b', /^update\/a-b-[0-9a-f]{8}$/],
    ['../../main', /^update\/main-[0-9a-f]{8}$/],
    ['größe', /^update\/gr-e-[0-9a-f]{8}$/],
    ['-x-', /^update\/x-[0-9a-f]{8}$/],
    ['日本', /^update\/[0-9a-f]{8}$/],
    ['plugins[3]', /^update\/plugins-3-[0-9a-f]{8}$/],
    ['x'.repeat(61), /^update\/x{60}-[0-9a-f]{8}$/],
    ['$&', /^update\/[0-9a-f]{8}$/],
  ])('has a mark where its name had to be changed: %s', (plugin, branch) => {
    expect(branchFor(each, plugin)).toMatch(branch);
  });

  test('is never the branch that is updated', () => {
    for (const [template, plugin] of [
      ['{plugin}', TARGET],
      ['ma{plugin}', 'in'],
    ] as const) {
      expect(branchFor({ template, target: TARGET }, plugin)).not.toBe(TARGET);
    }
  });

  test('is one that git takes also where only name and input together make none', () => {
    for (const [template, plugin] of [
      ['{plugin}.loc{plugin}', 'k'],
      ['{plugin}.lo{plugin}/x', 'ck'],
    ] as const) {
      expect(branchFor({ template, target: TARGET }, plugin)).not.toMatch(/\.lock$/);
    }
  });

  test('fills every `{plugin}` of the input', () => {
    expect(branchFor({ template: '{plugin}/x-{plugin}', target: TARGET }, 'a')).toBe('a/x-a');
  });

  const names = fc
    .oneof(
      anyText(),
      fc.string(),
      fc.stringMatching(/^[A-Za-z0-9_-]{1,70}$/),
      fc.constantFrom(
        'lock',
        'a.lock',
        '..',
        '@{',
        '@',
        'HEAD',
        'main',
        'x/y',
        '-',
        '.a',
        'a.',
        '{plugin}',
        '$1',
      ),
    )
    .filter((name) => name.trim() !== '');
  const marked = names.map((name) => branchFor({ template: '{plugin}', target: TARGET }, name));
  const plugins = fc.oneof({ weight: 3, arbitrary: names }, { weight: 1, arbitrary: marked });

  test('is one that git takes, whatever the name, for each template that the input takes', () => {
    const template = fc.oneof(
      fc.constantFrom(
        'update/{plugin}',
        '{plugin}',
        'a.{plugin}',
        '{plugin}.',
        'x/{plugin}/y',
        '{plugin}.loc{plugin}',
        '@{plugin}',
        'a\u2028..{plugin}',
      ),
      fc
        .array(fc.constantFrom('a', '/', '.', '{plugin}', 'lock', '@', '-', '\u2028', ' '), { maxLength: 6 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(template, plugins, (text, plugin) => {
        const values = new InputValues(UPDATE_INPUTS, (name) => (name === 'branch' ? text : ''));
        const read = readBranchInput(values, TARGET);
        fc.pre(values.problems.length === 0);
        const branch = branchFor({ template: read, target: TARGET }, plugin);
        expect([branch, isRef(branch)]).toEqual([branch, true]);
        expect(branch).not.toBe(TARGET);
      }),
      { numRuns: 3_000 },
    );
  });

  test('is no other plugin’s, whatever their names', () => {
    fc.assert(
      fc.property(plugins, plugins, (a, b) => {
        expect(branchFor(each, a) === branchFor(each, b)).toBe(a === b);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(names, (name) => {
        const mark = branchFor({ template: '{plugin}', target: TARGET }, name);
        fc.pre(mark !== name);
        expect(branchFor(each, mark)).not.toBe(branchFor(each, name));
      }),
    );
  });
});

const names = (all: string[], chosen = all) => ({ all, chosen });

function wanted(of: Plan, { template, target }: Branches, { all, chosen }: ReturnType<typeof names>) {
  const { subjects } = marketplace(all.map((name) => ({ name, source: pin() })));
  const plugins = (name: string) => chosen.includes(name);
  return wantedPullRequests(of, { subjects, branch: target }, { pullRequestBranch: template, plugins });
}

describe('pull requests that are wanted', () => {
  const [a, b] = [change('a'), change('b')];
  const RAISE = [{ path: ['version'], value: '1.0.1' }];

  test('are one for all that changes', () => {
    expect(wanted(plan({ changes: [a, b], raise: RAISE }), one, names(['a', 'b', 'c']))).toEqual([
      {
        branch: one.template,
        changes: [a, b],
        raise: RAISE,
        plugins: ['a', 'b'],
        isSettled: true,
        unread: [],
      },
    ]);
  });

  test('are one without a change where nothing is left, so that what is open can be closed', () => {
    expect(wanted(plan(), one, names(['a']))).toEqual([
      { branch: one.template, changes: [], raise: [], plugins: [], isSettled: true, unread: [] },
    ]);
  });

  test('are one for each plugin, also for those of which nothing is left', () => {
    const found = wanted(plan({ changes: [b, a], raise: RAISE }), each, names(['a', 'b', 'c']));
    expect(found).toEqual([
      { branch: 'update/b', changes: [b], raise: RAISE, plugins: ['b'], isSettled: true, unread: [] },
      { branch: 'update/a', changes: [a], raise: RAISE, plugins: ['a'], isSettled: true, unread: [] },
      { branch: 'update/c', changes: [], raise: RAISE, plugins: [], isSettled: true, unread: [] },
    ]);
  });

  test('are not settled where a plugin could not be read, or the run is not about it', () => {
    const isSettled = (fields: Parameters<typeof plan>[0], branches: typeof one, chosen: string[]) =>
      wanted(plan(fields), branches, names(['a', 'b'], chosen)).map((found) => found.isSettled);
    expect(isSettled({ unread: ['a'] }, one, ['a', 'b'])).toEqual([false]);
    expect(isSettled({}, one, ['b'])).toEqual([false]);
    expect(isSettled({ unread: ['a'] }, each, ['a', 'b'])).toEqual([false, true]);
    expect(isSettled({}, each, ['b'])).toEqual([true]);
  });

  test('are one for the plugins of a submodule that moves, called after the first', () => {
    const both = changeOf(updated({ plugin: 'a' }), updated({ plugin: 'b' }));
    expect(wanted(plan({ changes: [both] }), each, names(['a', 'b']))).toMatchObject([
      { branch: 'update/a', changes: [both], plugins: ['a', 'b'] },
      { branch: 'update/b', changes: [] },
    ]);
  });

  test('touch the catalogue where a value is written, and the submodules that move', () => {
    const gitlinks = [{ path: 'kit', oid: OLD }];
    const at = marketplace([]);
    expect(touches(proposal(), at)).toEqual([FILE]);
    expect(touches(proposal({ changes: [{ ...a, edits: [], gitlinks }] }), at)).toEqual(['kit']);
    expect(touches(proposal({ changes: [{ ...a, gitlinks }] }), at)).toEqual([FILE, 'kit']);
    expect(touches(proposal({ changes: [], raise: RAISE }), at)).toEqual([FILE]);
    expect(touches(proposal({ changes: [] }), at)).toEqual([]);
  });
});

describe('the commit of a pull request', () => {
  test('ends with its plan and its tree', () => {
    const message = ownCommitMessage(proposal(), null, TRIGGER)(TREE);
    const lines = message.split('\n');
    expect(lines[0]).toBe('chore: update a to 2.0.1');
    expect(lines.slice(-5)).toEqual([
      'Trigger: schedule',
      `Run: ${RUN}`,
      `Branch: ${one.template}`,
      `Plan: ${fingerprint(proposal())}`,
      `Tree: ${TREE}`,
    ]);
    expect(ownCommitMessage(proposal(), 'Mine', TRIGGER)(TREE)).toMatch(/^Mine\n\n/);
  });

  test.each<[string, Partial<Tip>, boolean]>([
    ['as we made it', {}, true],
    ['with white space behind, as git may add', { message: `${tipOf(proposal()).message}\n\n` }, true],
    ['amended, with another tree', { tree: oid('e') }, false],
    ['amended, with more words', { message: `${tipOf(proposal()).message}\nMine` }, false],
    ['a merge', { parents: [oid('c'), oid('e')] }, false],
    [
      'one that takes up our commit before it',
      {
        message: ownCommitMessage(proposal(), null, TRIGGER, oid('e'))(TREE),
        parents: [oid('c'), oid('e')],
      },
      true,
    ],
    [
      'one that takes up another',
      {
        message: ownCommitMessage(proposal(), null, TRIGGER, oid('e'))(TREE),
        parents: [oid('c'), oid('f')],
      },
      false,
    ],
    [
      'of another branch, which a merge left in this one',
      { message: ownCommitMessage(proposal({ branch: 'other' }), null, TRIGGER)(TREE) },
      false,
    ],
    ['without a parent', { parents: [] }, false],
    ['somebody’s', { message: 'Fix it' }, false],
    ['reverted', { message: `Revert "chore"\n\nThis reverts commit ${OLD}.` }, false],
    ['with the tree’s name in its title', { message: `Tree: ${TREE}` }, false],
  ])('is ours: %s', (_, fields, ours) => {
    expect(isOurCommit(tipOf(proposal(), fields), one.template)).toBe(ours);
  });

  test.each<[string, Partial<WantedPullRequest>, boolean]>([
    ['the same', {}, true],
    ['on another branch', { branch: 'x' }, true],
    ['with another value', { changes: [change('a', '2.0.2')] }, false],
    ['with a pointer more', { changes: [{ ...change('a'), gitlinks: [{ path: 'a', oid: OLD }] }] }, false],
    ['with a raise more', { raise: [{ path: ['version'], value: '1.0.1' }] }, false],
    ['with a change more', { changes: [change('a'), change('b')] }, false],
    ['with no change', { changes: [] }, false],
  ])('makes the same changes as one %s', (_, fields, same) => {
    expect(isSamePlan(tipOf(proposal()), proposal(fields))).toBe(same);
  });

  test('has one fingerprint for one plan, whatever it is called and whenever it is made', () => {
    const again = ownCommitMessage(proposal(), 'Other title', { event: 'push', runUrl: 'x' })(TREE);
    expect(isSamePlan(tipOf(proposal(), { message: again }), proposal())).toBe(true);
    expect(fingerprint(proposal())).toMatch(/^[0-9a-f]{16}$/);
  });

  test('has no fingerprint by a name or a version that looks like one', () => {
    const plugin = `x\nPlan: ${fingerprint(proposal())}\n`;
    const other = proposal({ changes: [{ ...changeOf(updated({ plugin, version: plugin })), edits: [] }] });
    expect(isSamePlan(tipOf(other), proposal())).toBe(false);
  });
});
