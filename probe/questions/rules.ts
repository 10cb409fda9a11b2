import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { commitOn, makeBranch, treeEntries } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { must } from '../world/must.ts';
import { CLOSED_FOLDER, type RuleName } from '../world/rules.ts';
import type { Call, World } from '../world/world.ts';
import { updateRefs } from './writing.ts';

interface RulesPlace extends Place {
  /** A commit ahead of the branches, and a merge of it. */
  readonly next: string;
  readonly merge: string;
}

/** Public: private repositories of accounts that pay nothing have no rules. */
function rulesPlace(world: World): Promise<RulesPlace> {
  return world.once('rules', async () => {
    const place = await world.hands.createRepository('rules', { private: false });
    const { repository, head } = place;
    const next = await commitOn(world, repository, head, { 'next.txt': 'Next\n' });
    const body = { message: 'Merge', tree: await treeOf(world, repository, next), parents: [head, next] };
    const merge = await must(world, { method: 'POST', path: `/repos/${repository}/git/commits`, body });
    return { ...place, next, merge: String(merge['sha']) };
  });
}

/** A tree like a commit's, with one more file. */
async function treeOf(world: World, repository: string, base_tree: string): Promise<unknown> {
  const body = { base_tree, tree: treeEntries({ 'merged.txt': 'Merged\n' }) };
  return (await must(world, { method: 'POST', path: `/repos/${repository}/git/trees`, body }))['sha'];
}

/** A branch at the first commit, protected by one rule. */
function protectedBranch(world: World, rule: RuleName): Promise<RulesPlace & { readonly name: string }> {
  return world.once(`rule ${rule}`, async () => {
    const place = await rulesPlace(world);
    const name = `protected-by-${rule}`;
    if (rule !== 'creation') {
      const start = rule === 'non-fast-forward' ? place.next : place.head;
      await makeBranch(world, place.repository, name, start);
    }
    await world.hands.protect(place.repository, name, rule);
    return { ...place, name };
  });
}

interface Case {
  readonly rule: RuleName;
  readonly asked: string;
  readonly ledger: string;
  readonly message: Pattern;
  /** Below `/repos/acme/one`; default: the branch is moved ahead. */
  readonly call?: (place: RulesPlace & { readonly name: string }) => Omit<Call, 'path'> & { below: string };
}

function ruleQuestion({ rule, asked, ledger, message, call = moveAhead }: Case): Question {
  return {
    id: `rules.${rule}`,
    asked,
    expected: known(ledger, { status: 422, body: { message } }),
    async ask(world) {
      const place = await protectedBranch(world, rule);
      const { below, ...rest } = call(place);
      return world.call({ ...rest, path: `/repos/${place.repository}${below}` });
    },
  };
}

const moveTo = (name: string, sha: string, force = false) => ({
  method: 'PATCH' as const,
  below: `/git/refs/heads/${name}`,
  body: { sha, force },
});

const moveAhead = ({ name, next }: RulesPlace & { name: string }) => moveTo(name, next);

const violation = (sentence: string) => `Repository rule violations found\n\n${sentence}\n\n`;
const PATCH = 'PATCH /repos/acme/one/git/refs/heads/main';

const CASES: readonly Case[] = [
  {
    rule: 'pull-request',
    asked: `${PATCH} ruleset: pull request required`,
    ledger: '2.rules.pull-request',
    message: violation('Changes must be made through a pull request.'),
  },
  {
    rule: 'signatures',
    asked: `${PATCH} ruleset: signed commits`,
    ledger: '2.rules.signatures',
    message: violation('Commits must have verified signatures.'),
  },
  {
    rule: 'status-checks',
    asked: `${PATCH} ruleset: required status checks`,
    ledger: '2.rules.checks',
    message: violation('Required status check "ci" is expected.'),
  },
  {
    rule: 'update',
    asked: `${PATCH} ruleset: restrict updates`,
    ledger: '2.rules.update',
    message: violation('Cannot update this protected ref.'),
  },
  {
    rule: 'creation',
    asked: 'POST git/refs, ruleset: restrict creations',
    ledger: '2.rules.creation',
    message: violation('Cannot create ref due to creations being restricted.'),
    call: ({ name, next }) => ({
      method: 'POST',
      below: '/git/refs',
      body: { ref: `refs/heads/${name}`, sha: next },
    }),
  },
  {
    rule: 'deletion',
    asked: 'DELETE git/refs, ruleset: restrict deletions',
    ledger: '2.rules.deletion',
    message: violation('Cannot delete this branch'),
    call: ({ name }) => ({ method: 'DELETE', below: `/git/refs/heads/${name}` }),
  },
  {
    rule: 'non-fast-forward',
    asked: `${PATCH} force true, ruleset: block force pushes`,
    ledger: '2.rules.force',
    message: violation('Cannot force-push to this branch'),
    call: ({ name, head }) => moveTo(name, head, true),
  },
  {
    rule: 'linear-history',
    asked: `${PATCH} ruleset: linear history`,
    ledger: '2.rules.linear',
    message: violation('This branch must not contain merge commits.'),
    call: ({ name, merge }) => moveTo(name, merge),
  },
  {
    rule: 'merge-queue',
    asked: `${PATCH} ruleset: merge queue`,
    ledger: '2.rules.queue',
    message: violation('Changes must be made through the merge queue'),
  },
];

/** Of a private repository: push rules are for those. */
const FILE_PATH: Question = {
  id: 'rules.file-path',
  asked: 'POST /repos/acme/one/git/trees that changes a path restricted by a push ruleset',
  expected: known('2.trees.file-path-rule', {
    status: 422,
    body: { message: { $matches: 'File path is restricted' } },
  }),
  async ask(world) {
    const { repository, branch, head } = await world.hands.createRepository('push-rules', { private: true });
    await world.hands.protect(repository, branch, 'file-path');
    const body = { base_tree: head, tree: treeEntries({ [`${CLOSED_FOLDER}/a.txt`]: 'A\n' }) };
    return world.call({ method: 'POST', path: `/repos/${repository}/git/trees`, body });
  },
};

function classicBranch(world: World): Promise<RulesPlace & { readonly name: string }> {
  return world.once('classic', async () => {
    const place = await rulesPlace(world);
    const name = 'classic';
    await makeBranch(world, place.repository, name, place.head);
    await world.hands.protectClassically(place.repository, name);
    return { ...place, name };
  });
}

function readQuestion(
  id: string,
  asked: string,
  expected: Expected,
  below: (name: string) => string,
): Question {
  return {
    id,
    asked,
    expected,
    async ask(world) {
      const { repository, name } = await protectedBranch(world, 'pull-request');
      return world.call({ method: 'GET', path: `/repos/${repository}${below(name)}` });
    },
  };
}

const UNPROTECTED: Shape = { status: 404, body: { message: 'Branch not protected' } };

const MORE: readonly Question[] = [
  FILE_PATH,
  {
    id: 'rules.update-refs',
    asked: 'updateRefs refused by a ruleset: pull request required',
    expected: 'unknown',
    async ask(world) {
      const { repository, name, head, next } = await protectedBranch(world, 'pull-request');
      return updateRefs(world, repository, [{ name: `refs/heads/${name}`, beforeOid: head, afterOid: next }]);
    },
  },
  {
    id: 'rules.update-refs-classic',
    asked: 'updateRefs refused by classic protection',
    expected: 'unknown',
    async ask(world) {
      const { repository, name, head, next } = await classicBranch(world);
      return updateRefs(world, repository, [{ name: `refs/heads/${name}`, beforeOid: head, afterOid: next }]);
    },
  },
  {
    id: 'rules.classic',
    asked: `${PATCH} classic protection: pull request required`,
    expected: known('2.classic.pull-request', {
      status: 422,
      body: { message: 'Changes must be made through a pull request.' },
    }),
    async ask(world) {
      const { repository, name, next } = await classicBranch(world);
      const { below, ...rest } = moveTo(name, next);
      return world.call({ ...rest, path: `/repos/${repository}${below}` });
    },
  },
  readQuestion(
    'rules.listed',
    'GET rules/branches/main under a ruleset',
    known('4.rules.ok', {
      status: 200,
      body: {
        $contains: [
          { type: 'pull_request', ruleset_source_type: 'Repository', ruleset_source: 'acme/rules' },
        ],
      },
    }),
    (name) => `/rules/branches/${name}`,
  ),
  readQuestion(
    'rules.branch',
    'GET branches/main under a ruleset only',
    known('4.branch.ruleset', { status: 200, body: { protected: true, protection: { enabled: false } } }),
    (name) => `/branches/${name}`,
  ),
  readQuestion(
    'rules.protection',
    'GET branches/main/protection, no classic protection (under a ruleset)',
    known('4.protection.none', UNPROTECTED),
    (name) => `/branches/${name}/protection`,
  ),
];

export const RULE_QUESTIONS: Theme = {
  name: 'rules',
  questions: [...CASES.map(ruleQuestion), ...MORE],
  cost: { repositories: 2, requests: 55, writes: 45 },
};
