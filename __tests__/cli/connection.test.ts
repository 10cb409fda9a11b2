import { describe, expect, test } from '@jest/globals';
import type { Folder } from '../../src/cli/checkout/folder.ts';
import type { Cli } from '../../src/cli/cli.ts';
import { marketplacesOf } from '../../src/cli/marketplaces/named.ts';
import { highestOf } from '../../src/cli/status/rows.ts';

describe('the marketplaces that are meant', () => {
  const cli = (env: Record<string, string>) => ({ env }) as unknown as Cli;
  const folder = {
    parts: [{ step: null, role: { kind: 'notify', marketplaces: ['a/b'], secret: null, eventType: 'x' } }],
  } as unknown as Folder;

  test('are those given, else GITHUB_REPO, else those that the workflow names', () => {
    expect(marketplacesOf(cli({ GITHUB_REPO: 'c/d' }), 'e/f, g/h', folder)).toEqual(['e/f', 'g/h']);
    expect(marketplacesOf(cli({ GITHUB_REPO: 'c/d' }), undefined, folder)).toEqual(['c/d']);
    expect(marketplacesOf(cli({}), undefined, folder)).toEqual(['a/b']);
    expect(marketplacesOf(cli({}), undefined, null)).toEqual([]);
  });

  test.each(['acme', 'https://github.com/a/b', 'a/b.git', 'a/b/c', '../x'])('%s is refused', (name) => {
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
