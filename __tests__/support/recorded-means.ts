import { REFUSALS } from '../../src/findings/github.ts';
import type { Refusal } from '../../src/github/cause.ts';
import type { RecordedAnswer } from '../corpus/github-answers/answers.ts';
import { WAYS, type WayName } from './recorded-ways.ts';

/** What each kind of recorded REST answer must be taken for, by each way that the program may get it. */

const READS = ['facts', 'blob', 'plugin'] as const;
const WRITES = ['dispatch', 'tree', 'push', 'pull', 'check'] as const;

/** By which of the program's ways an answer to a request can come. */
export const ROUTES: Readonly<Record<string, readonly WayName[]>> = {
  'any read': ['facts'],
  'any write': WRITES,
  'any list': ['tags'],
  'any git data route': ['tree'],
  'GET /rate_limit': ['limit'],
  'GET /repos/{owner}/{repo}': ['facts'],
  'GET /repos/{owner}/{repo}/compare/{basehead}': ['compare'],
  'GET /repos/{owner}/{repo}/actions/permissions': ['settings'],
  'GET /repos/{owner}/{repo}/actions/secrets': ['secrets'],
  'GET /repos/{owner}/{repo}/actions/secrets/public-key': ['secrets'],
  'GET /repos/{owner}/{repo}/actions/organization-secrets': ['shared'],
  'GET /repos/{owner}/{repo}/branches/{branch}': ['state'],
  'GET /repos/{owner}/{repo}/branches/{branch}/protection': ['protection'],
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': ['rules'],
  'POST /repos/{owner}/{repo}/dispatches': ['dispatch'],
  'POST /repos/{owner}/{repo}/git/trees': ['tree'],
  'POST /repos/{owner}/{repo}/git/commits': ['commit'],
  'POST /repos/{owner}/{repo}/git/refs': ['branch'],
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': ['push'],
  // A commit through another route, which the same rules refuse.
  'PUT /repos/{owner}/{repo}/contents/{path}': ['push'],
  'POST /repos/{owner}/{repo}/pulls': ['pull'],
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': ['edit'],
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': ['check'],
};

/** Nothing in `src/` sends these, so nothing has to understand what they answer. */
export const NOT_SENT = [
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
  'GET /orgs/{org}/actions/secrets',
  'GET /orgs/{org}/properties/schema',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'GET /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /user',
  'POST /repos/{owner}/{repo}/issues',
  'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable',
];

/** What is told by each way; a text is part of it. `tries`: 4 where it is worth trying again, by the ways named. */
export type Expected = { readonly [Name in WayName]?: RegExp | string } & {
  readonly tries?: readonly WayName[] | 'all';
};

const DONE = /^done$/;
const NOT_THERE = 'there is no acme/marketplace, or this token can’t see it';
const LIMITED = 'GitHub is rate-limiting this token';
const INVALID = /^write-refused: .*\(4\d\d\)/;

function refused(code: Refusal): Expected {
  const told = new RegExp(`^${code}: `);
  const { why, todo } = REFUSALS[code];
  const check = todo.slice(1);
  return { dispatch: told, tree: told, push: told, pull: told, check, blob: told, plugin: todo, facts: why };
}

const everywhere = (told: RegExp): Expected =>
  Object.fromEntries(Object.keys(WAYS).map((name) => [name, told]));
const check = (told: string): Expected => ({ check: told });

/** What `means` says in the README of the answers → what the program tells. */
export const MEANS: Readonly<Record<string, Expected>> = {
  accepted: everywhere(DONE),
  found: everywhere(/^(?:done|seen: .*)$/),
  redirect: everywhere(/^(?:done|seen: .*)$/),
  'not-found': {
    ...{ dispatch: /^marketplace-not-found: /, tree: /^write-forbidden: .*\(404\)/, facts: NOT_THERE },
    ...{ blob: /^read-failed: /, plugin: 'could not be read', compare: /^unknown: Not Found$/ },
    ...{
      protection: 'that needs "Administration: read"',
      check: 'The workflow must be on the default branch',
    },
  },
  'token-rejected': {
    ...{ dispatch: /^token-rejected: /, tree: /^token-rejected: /, limit: /^token-rejected: / },
    ...{
      blob: /^github-token-rejected: /,
      plugin: 'rejects `plugins-token`',
      facts: 'rejects the token (401)',
    },
  },
  'permission-missing': {
    ...{
      dispatch: /^permission-missing: .*"Contents: write"/,
      tree: /^write-forbidden: /,
      push: /^write-forbidden: /,
    },
    ...{ branch: /^pull-requests-forbidden: /, pull: /^pull-requests-forbidden: /, check: 'actions: write' },
    ...{ settings: 'that needs "Administration: read"', protection: 'that needs "Administration: read"' },
    secrets: 'that needs "Secrets: read"',
  },
  'passing-refusal': { push: /^write-forbidden: /, tries: 'all' },
  'rate-limit': {
    ...{ dispatch: /^rate-limit: /, tree: /^rate-limit: /, push: /^rate-limit: /, pull: /^rate-limit: / },
    ...{ check: 'Run this job again', blob: /^rate-limit: /, plugin: LIMITED, facts: LIMITED, tries: 'all' },
  },
  'login-attempts': {
    ...{ dispatch: /^login-attempts: /, tree: /^login-attempts: /, blob: /^login-attempts: /, tries: 'all' },
    ...{ facts: 'accepts no token from this machine', plugin: 'accepts no token from this machine' },
  },
  'single-sign-on': refused('single-sign-on'),
  'ip-allow-list': refused('ip-allow-list'),
  'oauth-app-restrictions': refused('oauth-app-restrictions'),
  'token-policy': refused('token-not-allowed'),
  blocked: refused('repository-blocked'),
  legal: refused('blocked-for-legal-reasons'),
  suspended: refused('account-suspended'),
  'account-problem': refused('account-problem'),
  'proxy-page': refused('proxy-page'),
  plan: everywhere(/^seen: \[\]$/),
  'not-protected': { protection: /^seen: \[\]$/ },
  archived: { ...everywhere(/^marketplace-archived: /), check: 'Unarchive' },
  'actions-may-not': { pull: /^pull-requests-not-allowed: .*Settings → Actions → General/ },
  'collaborators-only': { pull: /^collaborators-only: / },
  protected: {
    push: /^branch-protected: .*`mode: pull-request`/,
    branch: /^branch-protected: .*the branch of the pull request/,
  },
  'signatures-required': { push: /^branch-protected: .*Leave `token` out/ },
  'push-rule': { tree: /^push-rule: /, push: /^push-rule: .*The same rule applies to pull requests/ },
  'moved-head': { push: /^moved$/ },
  race: { push: /^write-refused: .*Reference cannot be updated/, tries: 'all' },
  'already-there': { branch: /^moved$/, pull: DONE },
  'ref-missing': { push: /^write-refused: .*Reference does not exist/ },
  'object-missing': { branch: /^write-refused: .*Object does not exist/, tries: 'all' },
  'nothing-to-merge': { pull: /^write-refused: .*No commits between main and x/, tries: 'all' },
  'empty-repository': { tree: INVALID },
  'no-common-ancestor': { compare: /^diverged$/ },
  invalid: {
    ...{
      dispatch: /^dispatch-refused: .*\(4\d\d\)/,
      tree: INVALID,
      commit: INVALID,
      pull: INVALID,
      edit: INVALID,
    },
    ...{ facts: 'GitHub answered 400', blob: /^unexpected-answer: .*\(400\)/, plugin: 'GitHub answered 400' },
  },
  'workflow-no-trigger': check('Add `workflow_dispatch:` under `on:`'),
  'workflow-disabled': check('The workflow is disabled'),
  'workflow-ref-unknown': { ...check('GitHub does not show'), tries: ['check'] },
  'workflow-input-missing': check('The workflow has a required input'),
  'workflow-input-unexpected': check('The workflow does not accept this input'),
  'server-failure': {
    ...{
      dispatch: /^server-error: /,
      tree: /^server-error: /,
      push: /^server-error: /,
      blob: /^server-error: /,
    },
    ...{ facts: 'GitHub answered 503', plugin: 'could not be read', compare: /^unknown: .*taking too long/ },
    tries: ['dispatch', 'tree', 'push', 'blob', 'facts', 'plugin'],
  },
  // Only of routes that nothing here sends.
  'issues-disabled': {},
  'too-large': {},
};

/** Refused for what is in the request; yet known to pass where what was written a moment ago is not seen yet. */
export const PASSING = ['tree-bad-object-state', 'tree-base-missing'];

/** A reading that is refused is refused in writing as well. */
export function waysOf({ request, status }: RecordedAnswer): readonly WayName[] {
  const isRefusal = request === 'any read' && status !== null && status >= 400;
  return isRefusal ? [...READS, 'dispatch', 'tree'] : (ROUTES[request] ?? []);
}
