import { describe, expect, test } from '@jest/globals';
import { originOf } from '../../src/cli/checkout/origin.ts';
import { serverOf } from '../../src/cli/server/server.ts';
import { variablesFor } from '../../src/cli/server/token.ts';

const at = (url: string) => ({ origin: originOf(url) });
const DOT_COM = ['https://github.com', 'https://api.github.com', 'https://api.github.com/graphql'];
const GHE = ['https://ghe.example', 'https://ghe.example/api/v3', 'https://ghe.example/api/graphql'];
const TENANT = ['https://acme.ghe.com', 'https://api.acme.ghe.com', 'https://api.acme.ghe.com/graphql'];

describe('the server that is spoken to is', () => {
  test.each([
    ['no checkout', null, {}, undefined, DOT_COM, 'github'],
    ['github.com', 'git@github.com:a/b', {}, undefined, DOT_COM, 'github'],
    ['data residency', 'https://acme.ghe.com/a/b', {}, undefined, TENANT, 'github'],
    ['a remote', 'https://ghe.example/a/b', {}, undefined, GHE, 'remote'],
    ['a remote by http', 'http://ghe.example/a/b', {}, undefined, GHE, 'remote'],
    ['--hostname', 'https://evil.example/a/b', {}, 'GHE.example', GHE, 'person'],
    ['--hostname github.com', 'https://evil.example/a/b', {}, 'github.com', DOT_COM, 'github'],
    ['GH_HOST', 'https://evil.example/a/b', { GH_HOST: 'ghe.example' }, undefined, GHE, 'gh'],
    [
      'a server',
      'git@github.com:a/b',
      { GITHUB_SERVER_URL: 'https://ghe.example' },
      undefined,
      GHE,
      'person',
    ],
    ['an API', null, { GITHUB_API_URL: 'https://ghe.example/api/v3/' }, undefined, GHE, 'person'],
    ['an API of ghe.com', null, { GITHUB_API_URL: 'https://api.acme.ghe.com' }, undefined, TENANT, 'github'],
    [
      'what a runner says, whatever the remote',
      'https://evil.example/a/b',
      { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: 'https://api.github.com' },
      undefined,
      DOT_COM,
      'github',
    ],
    [
      '--hostname, whatever the variables',
      null,
      { GITHUB_SERVER_URL: 'https://github.com', GH_HOST: 'other.example' },
      'ghe.example',
      GHE,
      'person',
    ],
    [
      'the variables where --hostname names the same',
      null,
      { GITHUB_API_URL: 'http://127.0.0.1:80/api/v3', GITHUB_GRAPHQL_URL: 'http://127.0.0.1/x/graphql/' },
      '127.0.0.1',
      ['http://127.0.0.1', 'http://127.0.0.1/api/v3', 'http://127.0.0.1/x/graphql'],
      'person',
    ],
    [
      'on this computer, as the remote has it',
      'http://127.0.0.1:81/a/b',
      {},
      '127.0.0.1:81',
      ['http://127.0.0.1:81', 'http://127.0.0.1:81/api/v3', 'http://127.0.0.1:81/api/graphql'],
      'person',
    ],
    [
      'without the password of its address',
      null,
      { GITHUB_SERVER_URL: 'https://me:secret@ghe.example/' },
      undefined,
      GHE,
      'person',
    ],
  ])('that of %s', (_, remote, env, hostname, addresses, namedBy) => {
    const server = serverOf(env, remote === null ? null : at(remote), hostname);
    expect([[server.serverUrl, server.apiUrl, server.graphqlUrl], server.namedBy]).toEqual([
      addresses,
      namedBy,
    ]);
  });

  test.each([
    [{ GITHUB_API_URL: 'ghe.example/api/v3' }, undefined, 'GITHUB_API_URL can’t be used'],
    [{ GITHUB_SERVER_URL: 'ftp://ghe.example' }, undefined, 'GITHUB_SERVER_URL can’t be used'],
    [{ GITHUB_GRAPHQL_URL: 'https://' }, undefined, 'GITHUB_GRAPHQL_URL can’t be used'],
    [{ GH_HOST: 'https://ghe.example' }, undefined, 'GH_HOST: `https://ghe.example` is not a host name'],
    [{}, 'ghe.example/api', '--hostname: `ghe.example/api` is not a host name'],
    [{}, '', '--hostname: `` is not a host name'],
    [{}, 'ghe.example:99999', 'is not a host name'],
  ])('not one of %j and %j', (env, hostname, said) => {
    expect(() => serverOf(env, null, hostname)).toThrow(said.replace('’', "'"));
  });
});

describe('the tokens of the environment that a server may get are', () => {
  const GITHUB = ['GH_TOKEN', 'GITHUB_TOKEN'];
  const OWN = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
  test.each([
    ['github.com', {}, undefined, GITHUB],
    ['acme.ghe.com', {}, undefined, GITHUB],
    ['ghe.example', { GH_HOST: 'ghe.example' }, undefined, OWN],
    ['ghe.example', {}, 'ghe.example', [...OWN, ...GITHUB]],
    ['ghe.example', { GITHUB_SERVER_URL: 'https://ghe.example' }, undefined, [...OWN, ...GITHUB]],
    // A remote's host is never enough.
    ['evil.example', {}, undefined, []],
    ['github.com.evil.example', {}, undefined, []],
    ['github.com:8443', {}, undefined, []],
    ['127.0.0.1:80', {}, undefined, []],
  ])('for %s with %j and %j: %j', (host, env, hostname, names) => {
    expect(variablesFor(serverOf(env, at(`https://${host}/a/b`), hostname))).toEqual(names);
  });
});
