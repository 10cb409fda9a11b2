import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRepositoryName } from '../../src/github/repository.ts';
import { type Source, sourceOf } from '../../src/marketplace/sources.ts';
import { anyText } from '../support/any-text.ts';
import { OLD, SERVER } from '../support/update-fixtures.ts';

function read(source: unknown, { server = SERVER, pluginRoot = null as string | null } = {}): Source {
  const entry = { index: 0, name: 'x', source, version: undefined, at: { file: 'marketplace.json' } };
  return sourceOf(entry, { server, pluginRoot });
}

function remote(repository: string, more: object = {}): Source {
  const [owner = '', name = ''] = repository.split('/');
  return { kind: 'remote', repository: { owner, name }, directory: '', ref: null, sha: null, ...more };
}

const skipped = (reason: RegExp) => ({
  kind: 'skipped',
  reason: expect.stringMatching(reason),
  isFault: expect.any(Boolean),
});

describe('a source that is followed', () => {
  test.each<[string, unknown, Source]>([
    ['text, from the root', './plugins/a', { kind: 'relative', directory: 'plugins/a' }],
    ['the root itself', './', { kind: 'relative', directory: '' }],
    ['github', { source: 'github', repo: 'acme/a' }, remote('acme/a')],
    ['github, with .git', { source: 'github', repo: 'acme/a.git' }, remote('acme/a')],
    ['github, named .github', { source: 'github', repo: 'acme/.github' }, remote('acme/.github')],
    ['github, with a sha', { source: 'github', repo: 'acme/a', sha: OLD }, remote('acme/a', { sha: OLD })],
    ['github, with a ref', { source: 'github', repo: 'acme/a', ref: 'v1' }, remote('acme/a', { ref: 'v1' })],
    [
      'github, with all',
      { source: 'github', repo: 'acme/a', path: './b/', ref: 'a/b', sha: OLD },
      remote('acme/a', { directory: 'b', ref: 'a/b', sha: OLD }),
    ],
    ['url', { source: 'url', url: 'https://github.com/acme/a.git' }, remote('acme/a')],
    ['url, as ssh has it', { source: 'url', url: 'git@github.com:acme/a.git' }, remote('acme/a')],
    [
      'url, with a path',
      { source: 'url', url: 'https://github.com/acme/a', path: 'x/y' },
      remote('acme/a', { directory: 'x/y' }),
    ],
    [
      'git-subdir',
      { source: 'git-subdir', url: 'https://github.com/acme/a', path: 'x' },
      remote('acme/a', { directory: 'x' }),
    ],
    [
      'git-subdir, in short',
      { source: 'git-subdir', url: 'acme/a', path: 'x' },
      remote('acme/a', { directory: 'x' }),
    ],
    ['git-subdir, without a path', { source: 'git-subdir', url: 'acme/a' }, remote('acme/a')],
    [
      'more keys than we know',
      { source: 'github', repo: 'acme/a', depth: 1, commit: 'x', branch: 'y' },
      remote('acme/a'),
    ],
  ])('%s', (_, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  test('a bare name stands below `metadata.pluginRoot`', () => {
    expect(read('a', { pluginRoot: './plugins' })).toEqual({ kind: 'relative', directory: 'plugins/a' });
  });

  test('text starts at the marketplace’s root, where that is not the repository’s', () => {
    const at = (source: string, pluginRoot: string | null = null) =>
      sourceOf(
        { index: 0, name: 'x', source, version: undefined, at: { file: 'x' } },
        { server: SERVER, pluginRoot, root: 'catalogues/beta' },
      );
    expect(at('./plugins/a')).toEqual({ kind: 'relative', directory: 'catalogues/beta/plugins/a' });
    expect(at('./')).toEqual({ kind: 'relative', directory: 'catalogues/beta' });
    expect(at('a', './plugins')).toEqual({ kind: 'relative', directory: 'catalogues/beta/plugins/a' });
    expect(at('./../a')).toEqual(skipped(/leaves/));
  });

  test('on another GitHub that one’s repositories are meant', () => {
    const server = 'https://ghe.acme.test';
    expect(read({ source: 'github', repo: 'acme/a' }, { server })).toEqual(remote('acme/a'));
    expect(read({ source: 'url', url: `${server}/acme/a` }, { server })).toEqual(remote('acme/a'));
    expect(read({ source: 'url', url: 'https://github.com/acme/a' }, { server })).toEqual(
      skipped(/is not a repository on this GitHub server/),
    );
  });
});

describe('a source that is skipped, with the reason', () => {
  test.each([
    ['no source', undefined, /no `source`/],
    ['null', null, /neither a string nor an object/],
    ['a number', 5, /neither/],
    ['a list', ['./a'], /neither/],
    ['an empty object', {}, /what kind/],
    ['a kind that is no text', { source: 5 }, /what kind/],
    ['a kind out of a prototype', Object.create({ source: 'github', repo: 'a/b' }), /what kind/],
    ['npm', { source: 'npm', package: 'x' }, /kind `npm`/],
    ['archive', { source: 'archive', url: 'https://x.test/a.zip' }, /kind `archive`/],
    ['command', { source: 'command', command: 'curl' }, /kind `command`/],
    ['a kind of another case', { source: 'GitHub', repo: 'a/b' }, /kind `GitHub`/],
    ['an odd kind', { source: '`\n::error::' }, /kind `[^`\n]*`/],
    ['a bare name', 'formatter', /`formatter` is not a path/],
    ['a path that leaves', './../a', /leaves/],
    ['an address', 'https://github.com/acme/a', /`https:.*neither/],
    ['github without repo', { source: 'github' }, /names no repository/],
    ['github with a url', { source: 'github', url: 'https://github.com/acme/a' }, /names no repository/],
    [
      'github with an address',
      { source: 'github', repo: 'https://github.com/acme/a.git' },
      /^its `repo` is `https:\/\/github.com\/acme\/a.git`, an address .*: write `acme\/a`$/,
    ],
    [
      'github with an address of ssh',
      { source: 'github', repo: 'git@github.com:acme/a' },
      /^its `repo` is `git@github.com:acme\/a`, an address .*: write `acme\/a`$/,
    ],
    [
      'github with an address of no repository',
      { source: 'github', repo: 'https://me:secret@x.example/a/b/c' },
      /^its `repo` is `https:\/\/x.example\/a\/b\/c`, an address .*: write `owner\/name`$/,
    ],
    ['github with a repo that is no text', { source: 'github', repo: ['acme/a'] }, /names no repository/],
    ['github with three parts', { source: 'github', repo: 'acme/a/b' }, /not a repository/],
    ['github with ..', { source: 'github', repo: 'acme/..' }, /not a repository/],
    ['github without a name', { source: 'github', repo: 'acme/' }, /not a repository/],
    ['github with a query', { source: 'github', repo: 'acme/a?x' }, /not a repository/],
    ['url without url', { source: 'url', repo: 'acme/a' }, /names no repository/],
    ['url in short', { source: 'url', url: 'acme/a' }, /not a repository/],
    ['url elsewhere', { source: 'url', url: 'https://gitlab.com/acme/a' }, /not a repository/],
    [
      'url of a look-alike',
      { source: 'url', url: 'https://github.com.evil.test/acme/a' },
      /not a repository/,
    ],
    ['url of a file', { source: 'url', url: 'file:///etc/passwd' }, /not a repository/],
    [
      'git-subdir elsewhere',
      { source: 'git-subdir', url: 'https://x.test/a/b', path: 'a' },
      /not a repository/,
    ],
    ['a path that is null', { source: 'github', repo: 'acme/a', path: null }, /`path` is not a string/],
    ['a path that leaves', { source: 'github', repo: 'acme/a', path: '../b' }, /`path` leaves/],
    ['an absolute path', { source: 'github', repo: 'acme/a', path: '/b' }, /`path` is absolute/],
    ['a ref that is null', { source: 'github', repo: 'acme/a', ref: null }, /`ref` is not a string/],
    ['an empty ref', { source: 'github', repo: 'acme/a', ref: ' ' }, /`ref` is not a string/],
    ['a ref that is a commit', { source: 'github', repo: 'acme/a', ref: OLD }, /`ref` is a commit/],
    [
      'a ref that is a commit in capitals',
      { source: 'github', repo: 'acme/a', ref: 'A'.repeat(40) },
      /`ref` is a/,
    ],
    ['a sha that is null', { source: 'github', repo: 'acme/a', sha: null }, /`sha` is not 40/],
    ['a short sha', { source: 'github', repo: 'acme/a', sha: '1a2b3c4' }, /`sha` \(`1a2b3c4`\) is not 40/],
    ['a sha in capitals', { source: 'github', repo: 'acme/a', sha: 'A'.repeat(40) }, /is not 40 lowercase/],
    ['a sha of SHA-256', { source: 'github', repo: 'acme/a', sha: 'a'.repeat(64) }, /is not 40/],
    ['a sha with a line end', { source: 'github', repo: 'acme/a', sha: `${OLD}\n` }, /is not 40/],
  ])('%s', (_, source, reason) => {
    expect(read(source)).toEqual(skipped(reason));
  });

  test.each(['acme/.git', 'acme/..git', 'acme/...git'])('%s, of which no name is left', (repo) => {
    expect(read({ source: 'github', repo })).toEqual(skipped(/not a repository/));
    expect(read({ source: 'git-subdir', url: repo })).toEqual(skipped(/not a repository/));
  });
});

test('whatever a source is, it is followed only to a repository of this GitHub, and shown safely', () => {
  const text = fc.oneof(
    anyText(),
    fc.constantFrom(
      'acme/a',
      'acme/..',
      '.git',
      'https://github.com/acme/a',
      '../..',
      OLD,
      '`',
      '\n::error::',
    ),
  );
  const value = fc.oneof(text, fc.constantFrom(null, 5, true), fc.array(text, { maxLength: 2 }));
  const object = fc.record(
    {
      source: fc.oneof(fc.constantFrom('github', 'url', 'git-subdir', 'npm'), value),
      repo: value,
      url: value,
      path: value,
      ref: value,
      sha: value,
    },
    { requiredKeys: [] },
  );
  const pluginRoot = fc.option(text, { nil: null });
  fc.assert(
    fc.property(fc.oneof(value, object), pluginRoot, (source, root) => {
      const found = read(source, { pluginRoot: root });
      if (found.kind === 'skipped') {
        expect(found.reason).not.toMatch(/[\p{Cc}\p{Cf}]|^::/u);
        return;
      }
      expect(`/${found.directory}/`).not.toMatch(/\/\.\.?\/|[\p{Cc}\\]/u);
      if (found.kind !== 'remote') return;
      expect(isRepositoryName(`${found.repository.owner}/${found.repository.name}`)).toBe(true);
      expect(found.sha ?? OLD).toMatch(/^[0-9a-f]{40}$/);
    }),
    { numRuns: 2_000 },
  );
});
