import { describe, expect, test } from '@jest/globals';
import type { Cli } from '../../src/cli/cli.ts';
import { serverOf } from '../../src/cli/connection.ts';
import { type Folder, originOf } from '../../src/cli/folder.ts';
import { shellWord } from '../../src/cli/shell-word.ts';
import { highestOf } from '../../src/cli/status/newest-tag.ts';
import { marketplacesOf } from '../../src/cli/target.ts';

describe('a remote leads to its repository', () => {
  test.each([
    ['https://github.com/acme/tool.git', 'github.com', 'acme/tool'],
    ['git@github.com:acme/tool.git', 'github.com', 'acme/tool'],
    ['ssh://git@ghe.example.com/acme/tool', 'ghe.example.com', 'acme/tool'],
    // The port of ssh is not the web's; a name without a dot is one out of somebody's ssh configuration.
    ['ssh://git@ghe.example.com:2222/acme/tool', 'ghe.example.com', 'acme/tool'],
    ['git@work:acme/tool.git', 'github.com', 'acme/tool'],
    ['http://127.0.0.1:8080/acme/tool.git', '127.0.0.1:8080', 'acme/tool'],
    ['https://me:secret@ghe.example.com:8443/acme/tool', 'ghe.example.com:8443', 'acme/tool'],
  ])('%s', (url, host, name) => {
    const found = originOf(url);
    expect([found?.host, `${found?.repository.owner}/${found?.repository.name}`]).toEqual([host, name]);
  });

  test.each(['../other', '/srv/git/tool.git', 'https://github.com/', 'C:\\tool'])('%s is none', (url) => {
    expect(originOf(url)).toBeNull();
  });
});

const from = (url: string) => ({ origin: originOf(url) }) as Folder;

describe('the API that is asked', () => {
  test.each([
    [
      'github.com',
      from('git@github.com:a/b'),
      {},
      'https://api.github.com',
      'https://api.github.com/graphql',
    ],
    ['no checkout', null, {}, 'https://api.github.com', 'https://api.github.com/graphql'],
    [
      'a GitHub Enterprise Server',
      from('https://ghe.example.com/a/b'),
      {},
      'https://ghe.example.com/api/v3',
      'https://ghe.example.com/api/graphql',
    ],
    [
      'GitHub Enterprise Cloud with data residency',
      from('https://acme.ghe.com/a/b'),
      {},
      'https://api.acme.ghe.com',
      'https://api.acme.ghe.com/graphql',
    ],
    [
      'what the environment says',
      null,
      { GITHUB_API_URL: 'https://x/v3', GITHUB_GRAPHQL_URL: 'https://x/g' },
      'https://x/v3',
      'https://x/g',
    ],
  ])('is that of %s', (_, folder, env, apiUrl, graphqlUrl) => {
    expect(serverOf(env, folder)).toMatchObject({ apiUrl, graphqlUrl });
  });
});

describe('the marketplaces that are meant', () => {
  const cli = (env: Record<string, string>) => ({ env }) as unknown as Cli;
  const folder = {
    workflows: [{ role: { kind: 'notify', marketplaces: ['a/b'], secret: null, eventType: 'x' } }],
  } as unknown as Folder;

  test('are those given, else GITHUB_REPO, else those that the workflow names', () => {
    expect(marketplacesOf(cli({ GITHUB_REPO: 'c/d' }), 'e/f, g/h', folder)).toEqual(['e/f', 'g/h']);
    expect(marketplacesOf(cli({ GITHUB_REPO: 'c/d' }), undefined, folder)).toEqual(['c/d']);
    expect(marketplacesOf(cli({}), undefined, folder)).toEqual(['a/b']);
    expect(marketplacesOf(cli({}), undefined, null)).toEqual([]);
  });

  test.each(['acme', 'https://github.com/a/b', 'a/b/c', '../x'])('%s is refused', (name) => {
    expect(() => marketplacesOf(cli({}), name, null)).toThrow('is not a repository name');
  });
});

test.each([
  [['v1.0.0', 'v1.10.0', 'v1.9.0'], 'tool', 'v1.10.0'],
  [['tool--v2.0.0', 'other--v9.0.0', 'v1.0.0'], 'tool', 'tool--v2.0.0'],
  [['tool/v1.0.0', 'toolbox/v2.0.0'], 'tool', 'tool/v1.0.0'],
  [['latest', 'v1'], 'tool', null],
  [[], 'tool', null],
])('of %j the newest of %s is %s', (tags, plugin, newest) => {
  expect(highestOf(tags, plugin)).toBe(newest);
});

test.each([
  ['plugins/one', 'plugins/one'],
  ['two words', "'two words'"],
  ["it's $HOME", "'it'\\''s $HOME'"],
  ['', "''"],
])('%j is pasted into a shell as %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
