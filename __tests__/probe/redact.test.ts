import { describe, expect, test } from '@jest/globals';
import type { RawAnswer } from '../../probe/question.ts';
import { createRedactor, type Secrets } from '../../probe/redact.ts';

const CLASSIC = `ghp_${'a1'.repeat(18)}`;
const ODD = 'a-token-of-no-known-form';

const SECRETS: Secrets = {
  tokens: [CLASSIC, ODD],
  owner: 'jane-doe',
  people: ['Jane Q. Doe', 'jqd'],
  prefix: 'notify-marketplace-probe-0a1b2c3d',
  url: 'https://ghe.example',
  apiUrl: 'https://ghe.example/api/v3',
  graphqlUrl: 'https://ghe.example/api/graphql',
};

const redactor = createRedactor(SECRETS);
const github = createRedactor({
  ...SECRETS,
  url: 'https://github.com',
  apiUrl: 'https://api.github.com',
  graphqlUrl: 'https://api.github.com/graphql',
});

function redacted(body: unknown, headers: Record<string, string> = {}): RawAnswer {
  return redactor.answer({ api: 'rest', status: 200, headers, body, milliseconds: 1 });
}

test.each([
  ['a token', `token ${CLASSIC}`, 'token TOKEN'],
  ['a token of no known form', ODD, 'TOKEN'],
  ['another token, by its form', 'github_pat_11ABCDEFG0123456789_abcdefghijk', 'TOKEN'],
  ['an App’s long token', `ghs_${'b'.repeat(36)}.${'c'.repeat(60)}`, 'TOKEN'],
  [
    'the account',
    'A pull request already exists for Jane-Doe:branch.',
    'A pull request already exists for acme:branch.',
  ],
  ['but not in another name', 'jane-doe-2/one', 'jane-doe-2/one'],
  ['a repository', 'jane-doe/notify-marketplace-probe-0a1b2c3d-old-name', 'acme/old-name'],
  ['a person', 'by Jane Q. Doe (jqd)', 'by somebody (somebody)'],
  ['the API’s address', 'https://ghe.example/api/v3/repos/jane-doe/x', 'https://api.github.com/repos/acme/x'],
  ['the server', 'clone from ghe.example', 'clone from github.com'],
  ['a mail address', '12345+jane@users.noreply.example wrote', 'somebody@example.com wrote'],
  [
    'an id in an address',
    'https://ghe.example/api/v3/repositories/583231/issues',
    'https://api.github.com/repositories/1/issues',
  ],
  ['an id in words', 'API rate limit exceeded for user ID 583231.', 'API rate limit exceeded for user ID 1.'],
  [
    'ids of organizations',
    'partial-results; organizations=21955855,20582480',
    'partial-results; organizations=1',
  ],
  [
    'the id of a request',
    'Please include `9C6A:3B1E8F:11D2:2A3B4C:5D6E7F8A` when',
    'Please include `ID` when',
  ],
  ['an address of IPv4', 'exceeded for 203.0.113.77. (But', 'exceeded for 192.0.2.1. (But'],
  ['an address of IPv6', 'exceeded for 2001:db8:85a3:0:0:8a2e:370:7334.', 'exceeded for 2001:db8::1.'],
  ['a node id', "id of 'R_kgDOABCDEF'", "id of 'NODE_ID'"],
])('%s is replaced in a text', (_what, from, to) => {
  expect(redactor.text(from)).toBe(to);
});

test.each([
  ['words of GitHub’s', "Could not resolve file for path 'nope.json'."],
  ['a commit', '0123456789abcdef0123456789abcdef01234567'],
  ['a date', '2026-12-01 19:07:53 -0700'],
  ['a time', '2026-09-13T10:00:00Z'],
  ['a small number of a pull request', 'https://api.github.com/repos/acme/one/pulls/7'],
  ['a documentation page', 'https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event'],
  ['GitHub’s own committer', 'noreply@github.com'],
])('%s stays as it is', (_what, text) => {
  expect(github.text(text)).toBe(text);
});

describe('in a body', () => {
  test('ids are replaced by their keys, wherever they stand', () => {
    const body = {
      id: 583231,
      node_id: 'abc',
      workflow_run_id: 17,
      databaseId: 5,
      list: [{ id: 'xyz', count: 12 }],
    };
    expect(redacted(body).body).toEqual({
      id: 1,
      node_id: 'NODE_ID',
      workflow_run_id: 1,
      databaseId: 1,
      list: [{ id: 'NODE_ID', count: 12 }],
    });
  });

  test('a commit’s people and signature are replaced, but GitHub as its committer is not', () => {
    const author = { name: 'Nobody Known', email: 'n@known.example', date: '2026-09-13T10:00:00Z' };
    const committer = { name: 'GitHub', email: 'noreply@github.com', date: '2026-09-13T10:00:00Z' };
    const verification = {
      verified: true,
      reason: 'valid',
      signature: '-----BEGIN',
      payload: 'tree 1\nauthor N',
    };
    expect(redacted({ author, committer, verification }).body).toEqual({
      author: { ...author, name: 'Somebody', email: 'somebody@example.com' },
      committer,
      verification: { ...verification, signature: '…', payload: '…' },
    });
  });

  test('logins are replaced; that somebody is a bot is kept', () => {
    const body = [{ login: 'whoever' }, { login: 'my-app[bot]' }];
    expect(redacted(body).body).toEqual([{ login: 'somebody' }, { login: 'app[bot]' }]);
  });

  test('keys stay, even where an account has a name like one', () => {
    const named = createRedactor({ ...SECRETS, owner: 'data' });
    const answer: RawAnswer = {
      api: 'graphql',
      status: 200,
      headers: {},
      body: { data: { a: 'data/one' } },
      milliseconds: 1,
    };
    expect(named.answer(answer).body).toEqual({ data: { a: 'acme/one' } });
  });
});

test('of the headers those that matter are kept, redacted', () => {
  const headers = {
    location: 'https://ghe.example/api/v3/repositories/583231',
    'x-oauth-scopes': 'repo, workflow',
    'x-github-request-id': '9C6A:3B1E8F:11D2:2A3B4C:5D6E7F8A',
    'set-cookie': 'a=b',
    date: 'today',
  };
  expect(redacted('', headers).headers).toEqual({
    location: 'https://api.github.com/repositories/1',
    'x-oauth-scopes': 'repo, workflow',
  });
});

test('what is left in a text is found and named, without showing it', () => {
  expect(redactor.leftIn(`x ${CLASSIC} y`)).toBe('a token');
  expect(redactor.leftIn('JANE-DOE')).toBe('the account');
  expect(redactor.leftIn('by jqd')).toBe('a person');
  expect(redactor.leftIn(`${SECRETS.prefix}-paths`)).toBe('the name of a repository');
  expect(redactor.leftIn('https://ghe.example/x')).toBe('the server');
  expect(redactor.leftIn(redactor.text(`${CLASSIC} jane-doe ghe.example jqd`))).toBeNull();
});
