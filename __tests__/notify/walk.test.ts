import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Entry, EntryKind, ListedEntry } from '../../src/github/objects/entries.ts';
import { locate, locateTarget, resolveLink } from '../../src/github/objects/locate.ts';
import type { PathResult } from '../../src/github/objects/snapshot.ts';
import { segmentsOf } from '../../src/notify/compare/path-patterns.ts';
import { descend, type ManifestCandidate, nextStep, type Position } from '../../src/notify/compare/walk.ts';

function start(pattern: string, directory = ''): Position {
  return { directory, segments: segmentsOf(pattern), pattern: 0 };
}

function stepOf(position: Position) {
  const { candidates, listings } = nextStep([position]);
  return { candidates: candidates.map(({ path }) => path), listings: listings.map((l) => l.directory) };
}

describe('nextStep', () => {
  test('a literal path is addressed directly', () => {
    expect(stepOf(start('.claude-plugin/plugin.json'))).toEqual({
      candidates: ['.claude-plugin/plugin.json'],
      listings: [],
    });
  });

  test('a wildcard needs the directory before it listed, and no other', () => {
    expect(stepOf(start('plugins/*/.claude-plugin/plugin.json'))).toEqual({
      candidates: [],
      listings: ['plugins'],
    });
    expect(stepOf(start('*/plugin.json'))).toEqual({ candidates: [], listings: [''] });
  });

  test('** stands for no folder too', () => {
    expect(stepOf(start('a/**/plugin.json'))).toEqual({ candidates: ['a/plugin.json'], listings: ['a'] });
  });

  test('goes on from the directory that was reached', () => {
    const { candidates } = stepOf(start('.claude-plugin/plugin.json', 'plugins/a'));
    expect(candidates).toEqual(['plugins/a/.claude-plugin/plugin.json']);
  });

  test('names the folders that nobody has looked at, for links and submodules among them', () => {
    const { candidates } = nextStep([start('x/y/plugin.json', 'plugins/a')]);
    expect(candidates[0]?.above).toEqual(['plugins/a/x', 'plugins/a/x/y']);
  });
});

describe('descend', () => {
  const A = 'a'.repeat(40);
  const B = 'b'.repeat(40);
  const entry = (name: string, oid = A, kind: EntryKind = 'directory'): ListedEntry => ({
    name,
    kind,
    oid,
    executable: false,
  });
  const listing = (pattern: string, directory = ''): Position => ({ ...start(pattern), directory });
  const below = (pattern: string, before: ListedEntry[], after: ListedEntry[]) =>
    descend(listing(pattern, 'plugins'), before, after).map(({ directory }) => directory);

  test('goes only where the two object ids differ: equal ids mean equal content', () => {
    const before = [entry('same'), entry('changed')];
    const after = [entry('same'), entry('changed', B)];
    expect(below('*/plugin.json', before, after)).toEqual(['plugins/changed']);
  });

  test('goes where a folder appeared, and where one vanished', () => {
    expect(below('*/plugin.json', [entry('gone')], [entry('new')]).toSorted()).toEqual([
      'plugins/gone',
      'plugins/new',
    ]);
  });

  test('goes only where the name matches', () => {
    expect(below('sdk-*/plugin.json', [], [entry('sdk-a'), entry('other')])).toEqual(['plugins/sdk-a']);
  });

  test('goes into no file', () => {
    expect(below('*/plugin.json', [], [entry('README.md', A, 'file')])).toEqual([]);
  });

  test('with ** goes on in every folder that differs, at any depth', () => {
    const [position] = descend(listing('**/plugin.json'), [], [entry('deep')]);
    expect(position).toMatchObject({ directory: 'deep' });
    expect(position?.segments.map(({ kind }) => kind)).toEqual(['any-depth', 'name']);
  });

  test('a last wildcard names files', () => {
    const [position] = descend(listing('*.json'), [], [entry('plugin.json', A, 'file')]);
    expect(stepOf(position ?? start('')).candidates).toEqual(['plugin.json']);
  });

  test('reads a link that stands for a folder even where it is the same: its target may differ unseen', () => {
    const link = entry('linked', A, 'symlink');
    const positions = descend(listing('*/plugin.json', 'plugins'), [link], [link]);
    const { candidates } = nextStep(positions);
    expect(candidates.map(({ path }) => path)).toEqual(['plugins/linked/plugin.json']);
    expect(candidates[0]?.above).toContain('plugins/linked');
  });

  test('a folder named like an object’s own property is a folder', () => {
    expect(below('*/plugin.json', [], [entry('__proto__'), entry('constructor')])).toEqual([
      'plugins/__proto__',
      'plugins/constructor',
    ]);
  });
});

describe('locate', () => {
  const OID = 'a'.repeat(40);
  const entry = (kind: EntryKind, text: string | null = null): Entry => {
    const blob = text === null ? null : { byteSize: text.length, isBinary: false, text };
    const oid =
      text === null
        ? OID
        : createHash('sha1')
            .update(`blob ${Buffer.byteLength(text)}\0${text}`)
            .digest('hex');
    return { kind, oid, executable: false, blob, entries: [] };
  };
  const candidate: ManifestCandidate = { path: 'p/x/plugin.json', pattern: 0, above: ['p', 'p/x'] };
  const located = (found: Record<string, Entry>) =>
    locate(candidate, (path): PathResult | undefined => {
      const here = Object.hasOwn(found, path) ? found[path] : undefined;
      return here === undefined ? { kind: 'no-path' } : { kind: 'found', entry: here };
    });
  const followed = (target: Entry | null, own = true) => {
    const link = { kind: 'link', link: 'p/x/plugin.json', target: 't', own } as const;
    return locateTarget(link, target === null ? { kind: 'no-path' } : { kind: 'found', entry: target });
  };

  test('a file is a file', () => {
    const file = entry('file', '{}');
    expect(located({ 'p/x/plugin.json': file })).toEqual({ kind: 'file', entry: file });
  });

  test('nothing is absent', () => {
    expect(located({})).toEqual({ kind: 'absent' });
    expect(located({ p: entry('directory'), 'p/x': entry('directory') })).toEqual({ kind: 'absent' });
    expect(located({ p: entry('file', '') })).toEqual({ kind: 'absent' });
  });

  test.each(['directory', 'submodule'] as const)('a %s is reported as what it is', (kind) => {
    const found = located({ 'p/x/plugin.json': entry(kind) });
    expect(found).toEqual({ kind: 'not-a-file', fault: kind, own: true });
  });

  test('a submodule above the manifest is told from one in its place', () => {
    expect(located({ p: entry('submodule') })).toEqual({
      kind: 'not-a-file',
      fault: 'submodule',
      own: false,
    });
  });

  test('a link whose text is not what git holds is not followed', () => {
    const forged = { ...entry('symlink', '../shared.json'), oid: OID };
    expect(located({ 'p/x/plugin.json': forged })).toMatchObject({
      kind: 'not-a-file',
      fault: 'link-outside',
    });
  });

  test('a link inside the repository is to be followed', () => {
    const target = 'p/shared.json';
    expect(located({ 'p/x/plugin.json': entry('symlink', '../shared.json') })).toMatchObject({
      kind: 'link',
      target,
      own: true,
    });
  });

  test('a link above the manifest leads to the manifest behind it', () => {
    expect(located({ 'p/x': entry('symlink', '../real') })).toMatchObject({
      kind: 'link',
      target: 'real/plugin.json',
      own: false,
    });
  });

  test.each([['/etc/passwd'], ['../../../x'], ['']])('a link elsewhere is reported as such: %j', (text) => {
    expect(located({ 'p/x/plugin.json': entry('symlink', text) })).toEqual({
      kind: 'not-a-file',
      fault: 'link-outside',
      own: true,
    });
  });

  test('a link is followed once', () => {
    const file = entry('file', '{}');
    expect(followed(file)).toEqual({ kind: 'file', entry: file });
    expect(followed(entry('symlink', 'u'))).toMatchObject({ kind: 'not-a-file', fault: 'link-to-link' });
    expect(followed(entry('directory'))).toMatchObject({ kind: 'not-a-file', fault: 'directory' });
    expect(followed(entry('submodule'))).toMatchObject({ kind: 'not-a-file', fault: 'submodule' });
  });

  test('a link to nothing is reported in the manifest’s place, and is nothing above it', () => {
    expect(followed(null)).toEqual({ kind: 'not-a-file', fault: 'link-broken', own: true });
    expect(followed(null, false)).toEqual({ kind: 'absent' });
  });
});

describe('resolveLink', () => {
  test.each([
    ['a/b/link', 'x.json', 'a/b/x.json'],
    ['a/b/link', './x.json', 'a/b/x.json'],
    ['a/b/link', '../x.json', 'a/x.json'],
    ['a/b/link', '../../x.json', 'x.json'],
    ['a/b/link', '../..', ''],
    ['a/b/link', 'c//d/./e', 'a/b/c/d/e'],
    ['a/b/link', '../b/../c', 'a/c'],
    ['link', 'x', 'x'],
    ['link', '..x', '..x'],
    ['link', '__proto__', '__proto__'],
  ])('%s → %s is %s', (place, text, path) => {
    expect(resolveLink(place, text)).toBe(path);
  });

  test.each([
    ['a/b/link', '/x.json'],
    ['a/b/link', '../../../x.json'],
    ['link', '..'],
    ['link', '../link'],
    ['a/link', 'x/../../../a/x'],
    ['a/link', 'C:\\x'],
    ['a/link', '..\\..\\x'],
    ['a/link', 'x\0y'],
  ])('%s → %j is absolute or leaves the repository', (place, text) => {
    expect(resolveLink(place, text)).toBeNull();
  });

  test('never gives a path that leads out, whatever the link says', () => {
    const steps = fc.array(fc.constantFrom('..', '.', '', 'a', 'b', '/', '...'), { maxLength: 8 });
    fc.assert(
      fc.property(steps, (parts) => {
        const path = resolveLink('p/q/link', parts.join('/'));
        if (path === null) return;
        expect(path.startsWith('/')).toBe(false);
        expect(path.split('/')).not.toContain('..');
      }),
    );
  });
});
