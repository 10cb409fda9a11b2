import { describe, expect, test } from '@jest/globals';
import type { Claim } from '../../src/marketplace/claim.ts';
import { entriesOf } from '../../src/marketplace/scope.ts';
import { sourceOf } from '../../src/marketplace/sources.ts';
import type { CatalogueEntry } from '../../src/plugin/catalogue.ts';

const SERVER = 'https://github.com';
const PLACE = {
  repository: { owner: 'acme', name: 'marketplace' },
  branch: 'main',
  file: '.claude-plugin/marketplace.json',
  server: SERVER,
};

/** The names of the entries that an event is about. */
function about(
  sources: Record<string, unknown>,
  claim: Partial<Claim>,
  submodules: Record<string, string> = {},
): string[] {
  const entries = Object.entries(sources).map(
    ([name, source], index): CatalogueEntry => ({ index, name, source, version: '1.0.0', at: { file: 'x' } }),
  );
  const known = new Map(
    entries.map((entry) => [entry, sourceOf(entry, { server: SERVER, pluginRoot: null })]),
  );
  const modules = Object.entries(submodules).map(([path, url]) => ({ path, url, branch: null }));
  const whole: Claim = { plugin: 'none', version: '1.0.1', repository: null, path: null, ...claim };
  return [...entriesOf([whole], PLACE)(known, modules)].flatMap(({ name }) => name ?? []);
}

const many = (number: number, source: (n: number) => unknown) =>
  Object.fromEntries(Array.from({ length: number }, (_, n) => [`p${n}`, source(n)]));
const within = (n: number) => ({ source: 'git-subdir', url: 'acme/tools', path: `tools/${n}` });
const manifestOf = (n: number) => `tools/${n}/.claude-plugin/plugin.json`;

describe('an event is about', () => {
  test('all entries of its repository, up to 100', () => {
    const claim = { repository: 'Acme/Tools', plugin: 'p7', path: manifestOf(7) };
    expect(
      about({ ...many(100, within), other: { source: 'github', repo: 'acme/other' } }, claim),
    ).toHaveLength(100);
    expect(about(many(101, within), claim)).toEqual(['p7']);
  });

  test('of more than 100 those that it names, by path or by name', () => {
    expect(about(many(300, within), { repository: 'acme/tools', path: manifestOf(8) })).toEqual(['p8']);
    expect(about(many(300, within), { repository: 'acme/tools', plugin: 'p9' })).toEqual(['p9']);
    expect(about(many(300, within), { repository: 'acme/tools', plugin: 'gone' })).toEqual([]);
  });

  test('the plugins of a submodule, all of them, however its address is written', () => {
    const sources = { a: './both/a', b: './both/b', c: './other' };
    const modules = { both: '../both.git', other: 'git@github.com:acme/other.git' };
    expect(about(sources, { repository: 'acme/both', plugin: 'a' }, modules)).toEqual(['a', 'b']);
    expect(about(sources, { repository: 'acme/other' }, modules)).toEqual(['c']);
    expect(
      about(
        many(150, (n) => `./both/${n}`),
        { repository: 'acme/both', plugin: 'p1' },
        modules,
      ),
    ).toHaveLength(150);
  });

  test('the marketplace’s own plugins, where it names that', () => {
    const sources = { own: './own', sub: './sub', remote: { source: 'github', repo: 'acme/remote' } };
    const claim = { repository: 'acme/marketplace', plugin: 'own', path: 'own/.claude-plugin/plugin.json' };
    expect(about(sources, claim, { sub: '../sub' })).toEqual(['own']);
  });

  test('the entries of its name, where its repository has no such plugin: 20 at most', () => {
    const source = { source: 'github', repo: 'acme/old' };
    expect(
      about(
        { tool: source, other: { source: 'github', repo: 'acme/x' } },
        { plugin: 'tool', repository: 'acme/new' },
      ),
    ).toEqual(['tool']);
    const alike = new Map(
      Array.from({ length: 50 }, (_, index): [CatalogueEntry, ReturnType<typeof sourceOf>] => {
        const entry = { index, name: 'tool', source, version: undefined, at: { file: 'x' } };
        return [entry, sourceOf(entry, { server: SERVER, pluginRoot: null })];
      }),
    );
    const claim: Claim = { plugin: 'tool', version: null, repository: null, path: null };
    expect(entriesOf([claim], PLACE)(alike, []).size).toBe(20);
  });

  test('nothing, where neither is known', () => {
    expect(about(many(3, within), { plugin: 'x', repository: 'acme/x' })).toEqual([]);
    expect(about({ x: { source: 'npm', package: 'x' } }, { plugin: 'x' })).toEqual([]);
  });
});
