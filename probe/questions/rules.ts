import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { makeBranch } from '../world/git-data.ts';
import type { RuleName } from '../world/rules.ts';
import type { Call, World } from '../world/world.ts';
import { PUSH_RULES } from './push-rules.ts';
import { protectedBranch, type RulesPlace, rulesPlace } from './rules-place.ts';
import { updateRefs } from './updating-refs.ts';

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
    ledger: 'ref-rule-pull-request',
    message: violation('Changes must be made through a pull request.'),
  },
  {
    rule: 'signatures',
    asked: `${PATCH} ruleset: signed commits`,
    ledger: 'ref-rule-signatures',
    message: violation('Commits must have verified signatures.'),
  },
  {
    rule: 'status-checks',
    asked: `${PATCH} ruleset: required status checks`,
    ledger: 'ref-rule-checks',
    message: violation('Required status check "ci" is expected.'),
  },
  {
    rule: 'update',
    asked: `${PATCH} ruleset: restrict updates`,
    ledger: 'ref-rule-update',
    message: violation('Cannot update this protected ref.'),
  },
  {
    rule: 'creation',
    asked: 'POST git/refs, ruleset: restrict creations',
    ledger: 'ref-rule-creation',
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
    ledger: 'ref-rule-deletion',
    message: violation('Cannot delete this branch'),
    call: ({ name }) => ({ method: 'DELETE', below: `/git/refs/heads/${name}` }),
  },
  {
    rule: 'non-fast-forward',
    asked: `${PATCH} force true, ruleset: block force pushes`,
    ledger: 'ref-rule-force',
    message: violation('Cannot force-push to this branch'),
    call: ({ name, head }) => moveTo(name, head, true),
  },
  {
    rule: 'linear-history',
    asked: `${PATCH} ruleset: linear history`,
    ledger: 'ref-rule-linear',
    message: violation('This branch must not contain merge commits.'),
    call: ({ name, merge }) => moveTo(name, merge),
  },
  {
    rule: 'merge-queue',
    asked: `${PATCH} ruleset: merge queue`,
    ledger: 'ref-rule-merge-queue',
    message: violation('Changes must be made through the merge queue'),
  },
];

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
  ...PUSH_RULES,
  {
    id: 'rules.update-refs',
    asked: 'updateRefs refused by a ruleset: pull request required',
    expected: 'unknown',
    open: 'refused-ref-graphql',
    async ask(world) {
      const { repository, name, head, next } = await protectedBranch(world, 'pull-request');
      return updateRefs(world, repository, [{ name: `refs/heads/${name}`, beforeOid: head, afterOid: next }]);
    },
  },
  {
    id: 'rules.update-refs-classic',
    asked: 'updateRefs refused by classic protection',
    expected: 'unknown',
    open: 'refused-ref-graphql',
    async ask(world) {
      const { repository, name, head, next } = await classicBranch(world);
      return updateRefs(world, repository, [{ name: `refs/heads/${name}`, beforeOid: head, afterOid: next }]);
    },
  },
  {
    id: 'rules.classic',
    asked: `${PATCH} classic protection: pull request required`,
    expected: known('ref-protection-pull-request', {
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
    known('rules-listed', {
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
    known('branch-under-ruleset', { status: 200, body: { protected: true, protection: { enabled: false } } }),
    (name) => `/branches/${name}`,
  ),
  readQuestion(
    'rules.protection',
    'GET branches/main/protection, no classic protection (under a ruleset)',
    known('protection-none', UNPROTECTED),
    (name) => `/branches/${name}/protection`,
  ),
];

export const RULE_QUESTIONS: Theme = {
  name: 'rules',
  questions: [...CASES.map(ruleQuestion), ...MORE],
  cost: { repositories: 2, requests: 65, writes: 50 },
};
