import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from './support.ts';
import {
  entriesOf,
  fateOf,
  list,
  market,
  type PluginRepository,
  pinned,
  plugin,
  pointerOf,
  submodules,
  update,
} from './update-support.ts';

/** Entries that follow tags and releases. */
const sandbox = await sharedSandbox();

/** Where a tag stands, by its commit's version. */
const TAGS: Record<string, string[]> = {
  '1.0.0': ['v1.0.0', 'tool--v1.0.0', 'tool/v1.0.0', '1.0.0', 'mixed-1.0.0'],
  '1.1.0-rc.1': ['v1.1.0-rc.1'],
  '1.1.0': ['v1.1.0', 'tool--v1.1.0', 'tool/v1.1.0', '1.1.0', 'stable'],
  '2.0.0-rc.1': ['v2.0.0-rc.1', 'tool--v2.0.0-rc.1', 'other--v9.0.0'],
};
const ANNOTATED: Record<string, string[]> = {
  '1.0.0': ['annotated-1.0.0'],
  '1.1.0': ['annotated-1.1.0', 'mixed-1.1.0', 'signed'],
};

/** `ref`, the version of its commit → the same afterwards. */
const MOVES: [ref: string, from: string, becomes: string, to: string][] = [
  ['v1.0.0', '1.0.0', 'v1.1.0', '1.1.0'],
  ['tool--v1.0.0', '1.0.0', 'tool--v1.1.0', '1.1.0'],
  ['tool/v1.0.0', '1.0.0', 'tool/v1.1.0', '1.1.0'],
  ['1.0.0', '1.0.0', '1.1.0', '1.1.0'],
  ['mixed-1.0.0', '1.0.0', 'mixed-1.1.0', '1.1.0'],
  ['annotated-1.0.0', '1.0.0', 'annotated-1.1.0', '1.1.0'],
  ['v1.1.0-rc.1', '1.1.0-rc.1', 'v2.0.0-rc.1', '2.0.0-rc.1'],
  ['v1.1.0', '1.1.0', 'v1.1.0', '1.1.0'],
  ['stable', '1.0.0', 'stable', '1.1.0'],
  ['signed', '1.0.0', 'signed', '1.1.0'],
];

async function tagsRun() {
  const at = await market(sandbox);
  const { repository, first, bump } = await plugin(at, 'plugin', '1.0.0');
  const commits: Record<string, string> = { '1.0.0': first };
  for (const version of Object.keys(TAGS)) commits[version] ??= await bump(version);
  for (const [version, commit] of Object.entries(commits)) {
    for (const name of TAGS[version] ?? []) await repository.tag(name, commit);
    for (const name of ANNOTATED[version] ?? []) await repository.tag(name, commit, { annotated: true });
  }
  const source = (ref: string, version?: string) => ({
    ...{ source: 'github', repo: repository.fullName, ref },
    ...(version === undefined ? {} : { sha: commits[version] }),
  });
  await list(at, [
    ...MOVES.map(([ref, from]) => ({ name: ref, source: source(ref, from) })),
    ...MOVES.map(([ref]) => ({ name: `${ref} alone`, source: source(ref), version: '0.0.1' })),
  ]);
  return { run: await update(at), source };
}

describe('a `ref` that is a tag', () => {
  const shared = tagsRun();

  test.each(MOVES)('%s of %s becomes %s, and `sha` its commit (%s)', async (ref, _, becomes, to) => {
    const { run, source } = await shared;
    expect(entriesOf(run)[ref]).toEqual({ name: ref, source: source(becomes, to) });
  });

  test.each(MOVES)('%s without a `sha` gets none; `version` follows', async (ref, _, becomes, to) => {
    const { run, source } = await shared;
    const moves = becomes !== ref || ref === 'v1.1.0';
    const name = `${ref} alone`;
    expect(entriesOf(run)[name]).toEqual({ name, source: source(becomes), version: moves ? to : '1.1.0' });
  });

  test('one with a version is told as `tag`, one without as `pin` or `version`', async () => {
    const { run } = await shared;
    expect(fateOf(run, 'v1.0.0')).toBe('tag 1.0.0 → 1.1.0');
    expect(fateOf(run, 'v1.1.0')).toBe('as it was');
    expect(fateOf(run, 'stable')).toBe('pin 1.0.0 → 1.1.0');
    expect(fateOf(run, 'signed alone')).toBe('version 0.0.1 → 1.1.0');
  });

  test('of more than a hundred tags the highest is found, by version and not by text', async () => {
    const at = await market(sandbox);
    const { repository, first, bump } = await plugin(at, 'big', '1.9.0');
    const newest = await bump('1.10.0');
    for (let n = 0; n < 130; n++) await repository.tag(`aa--v1.0.${n}`, first);
    for (const prefix of ['', 'big--v', 'big/v']) {
      await repository.tag(`${prefix}1.9.0`, first);
      await repository.tag(`${prefix}1.10.0`, newest);
    }
    const source = (ref: string, sha: string) => ({ source: 'github', repo: repository.fullName, ref, sha });
    const refs = ['', 'big--v', 'big/v'];
    await list(
      at,
      refs.map((prefix) => ({ name: `p${prefix}`, source: source(`${prefix}1.9.0`, first) })),
    );
    const entries = entriesOf(await update(at));
    for (const prefix of refs) {
      expect(entries[`p${prefix}`]?.['source']).toEqual(source(`${prefix}1.10.0`, newest));
    }
  });

  test('one that exists nowhere, and one that is a branch too', async () => {
    const at = await market(sandbox);
    const both = await plugin(at, 'both', '1.0.0');
    await both.repository.tag('v1.0.0', both.first);
    const files = { note: 'x' };
    const branch = await both.repository.commit({
      branch: 'v1.0.0',
      parents: [await both.bump('1.5.0')],
      files,
    });
    await list(at, [
      { name: 'both', source: pinned(both, both.first, { ref: 'v1.0.0' }) },
      { name: 'nowhere', source: pinned(both, both.first, { ref: 'v7.7.7' }) },
    ]);
    const run = await update(at);
    expect(entriesOf(run)['both']?.['source']).toMatchObject({ ref: 'v1.0.0', sha: branch });
    expect(fateOf(run, 'nowhere')).toMatch(/^held: \S+\/both has neither a branch nor a tag `v7\.7\.7`$/);
  });
});

async function releasesRun() {
  const at = await market(sandbox);
  const { publishRelease } = sandbox.github;
  const followed = await plugin(at, 'followed', '1.0.0');
  const released = await followed.bump('1.1.0');
  await publishRelease(followed.repository, { tag: 'v1.1.0', annotated: true });
  await followed.bump('2.0.0-rc.1');
  await publishRelease(followed.repository, { tag: 'v2.0.0-rc.1', prerelease: true });
  const head = await followed.bump('2.0.0');
  const quiet = await plugin(at, 'quiet', '1.0.0');
  await quiet.bump('1.1.0');
  const pin = (of: PluginRepository, more: object = {}) => pinned(of, of.first, more);
  const floating = { source: 'github', repo: followed.repository.fullName };
  await list(
    at,
    [
      { name: 'followed', source: pin(followed) },
      { name: 'followed-on-branch', source: pin(followed, { ref: 'main' }) },
      { name: 'followed-floating', source: floating, version: '1.0.0' },
      { name: 'followed-submodule', source: './sub' },
      { name: 'not-chosen', source: pin(followed) },
      { name: 'quiet', source: pin(quiet) },
    ],
    submodules({ sub: ['../followed', followed.first] }),
  );
  return { at, released, head, run: await update(at, { inputs: { releases: 'followed*\nquiet' } }) };
}

describe('`releases`', () => {
  const shared = releasesRun();

  test('the entries that it names follow the latest published release instead of the branch', async () => {
    const { at, run, released } = await shared;
    const entries = entriesOf(run);
    expect(entries['followed']?.['source']).toMatchObject({ sha: released });
    expect(entries['followed-on-branch']?.['source']).toMatchObject({ ref: 'main', sha: released });
    expect(entries['followed-floating']?.['version']).toBe('1.1.0');
    expect(await pointerOf(at, run, 'sub')).toBe(released);
  });

  test('all others follow their branch', async () => {
    const { run, head } = await shared;
    expect(entriesOf(run)['not-chosen']?.['source']).toMatchObject({ sha: head });
  });

  test('where none is published the entry is skipped, and the step succeeds', async () => {
    const { run } = await shared;
    expect(fateOf(run, 'quiet')).toMatch(/^skipped: \S+\/quiet has published no release yet$/);
    expect(run.result.outcome).toBe('success');
  });
});
