import type { Case } from './doctor-cases.ts';
import type { World } from './doctor-world.ts';

const TOKEN = { where: 'token', check: 'Token' } as const;
const DAY = 86_400_000;

const answers = (status: number, message: string, headers: Record<string, string> = {}) => ({
  arrange: ({ sandbox }: World) =>
    sandbox.github.addFault({ match: /^POST .*\/dispatches$/, status, headers, body: { message } }),
});

/** What can be wrong with a token: the one of `--token-file`, and the one that is only here. */
export const TOKEN_CASES: readonly Case[] = [
  {
    ...TOKEN,
    code: 'token-rejected',
    when: 'it is revoked',
    status: 'problem',
    what: '(401): it is wrong, revoked or expired',
    remedy: 'put it into the secret: `gh secret set MARKETPLACE_UPDATE_TOKEN`',
    token: { revoked: true },
  },
  {
    ...TOKEN,
    code: 'token-rejected',
    when: 'it expired on a Sunday',
    status: 'problem',
    what: 'it is wrong, revoked or expired',
    remedy: 'put it into the secret',
    token: { expires: new Date('2026-01-11T10:00:00Z') },
  },
  {
    ...TOKEN,
    code: 'token-rejected',
    when: 'it is the terminal’s own',
    status: 'problem',
    what: 'GitHub rejects GH_TOKEN (401)',
    remedy: 'Make a new one, or sign in with gh',
    env: { GH_TOKEN: `ghp_${'x'.repeat(36)}` },
  },
  {
    ...TOKEN,
    code: 'token-rejected',
    when: 'the terminal’s own is, and that of the file is not',
    status: 'warning',
    what: 'GitHub rejects the token of GH_TOKEN (401), so doctor reads with the one of --token-file',
    remedy: 'Sign in again',
    env: { GH_TOKEN: `gho_${'x'.repeat(36)}` },
    token: {},
  },
  {
    ...TOKEN,
    code: 'token-expires',
    status: 'warning',
    what: 'in 4 days',
    remedy: 'Renew it now and put the new token into the secret',
    token: { expires: new Date(Date.now() + 4.5 * DAY) },
  },
  {
    ...TOKEN,
    code: 'token-short-lived',
    status: 'warning',
    what: 'an App token expires within an hour',
    remedy: 'actions/create-github-app-token',
    token: { kind: 'app' },
  },
  {
    ...TOKEN,
    code: 'permission-missing',
    when: 'a fine-grained one may only read',
    status: 'problem',
    what: 'MARKETPLACE: the token may not send events (403); it lacks "Contents: write"',
    remedy: 'Edit the fine-grained token: Repository access must include MARKETPLACE',
    token: { repositories: { MARKETPLACE: { contents: 'read' } } },
  },
  {
    ...TOKEN,
    code: 'permission-missing',
    when: 'a classic one has no scope',
    status: 'problem',
    what: 'the scope `repo` is missing',
    remedy: 'Give the classic token the scope `repo`',
    token: { kind: 'classic', scopes: [] },
  },
  {
    ...TOKEN,
    code: 'permission-missing',
    when: 'it is the terminal’s own, which is enough to look around',
    status: 'warning',
    what: 'the token may not send events',
    remedy: 'For doctor itself this token is enough',
    env: { GH_TOKEN: 'READER' },
  },
  {
    ...TOKEN,
    code: 'marketplace-not-found',
    when: 'the token is for another repository',
    status: 'problem',
    what: "MARKETPLACE: there is no such repository, or it is private and the token can't see it (404)",
    remedy: 'Check the spelling',
    world: { marketplace: { private: true } },
    token: { repositories: { PLUGIN: { contents: 'write' } } },
  },
  {
    ...TOKEN,
    code: 'single-sign-on',
    status: 'problem',
    what: "is not authorised for the organisation's single sign-on",
    remedy: 'Authorise it at `https://github.com/orgs/',
    token: { kind: 'classic', scopes: ['repo'] },
    ...answers(403, 'Resource protected by organization SAML enforcement.', {
      'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A',
    }),
  },
  {
    ...TOKEN,
    code: 'token-not-allowed',
    status: 'problem',
    what: 'does not allow this kind of token',
    remedy: 'Make a token that the organisation allows',
    token: { kind: 'classic', scopes: ['repo'] },
    ...answers(403, '`acme` forbids access via a personal access token (classic).'),
  },
  {
    ...TOKEN,
    code: 'ip-allow-list',
    status: 'problem',
    what: 'IP allow list',
    remedy: 'Run the job on a runner whose address is on the list',
    token: {},
    ...answers(
      403,
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
    ),
  },
];
