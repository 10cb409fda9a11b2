import { describe, expect, test } from '@jest/globals';
import { type Files, manifest, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  entriesOf,
  fateOf,
  list,
  market,
  type PluginRepository,
  pinned,
  plugin,
  type Updated,
  update,
} from './update-support.ts';

/** The version that users compare: whose it is, where it is written, and when it goes down. */
const sandbox = await sharedSandbox();

const local = (name: string, version?: string): Files => ({
  [`${name}/.claude-plugin/plugin.json`]: manifest(name, version),
});

async function rule4Run() {
  const at = await market(sandbox);
  /** A plugin without a version, whose content moved on. */
  const none = await plugin(at, 'none');
  const moved = await none.bump(undefined, { a: '1' });
  await none.repository.tag('v1.0.0', none.first);
  await none.repository.tag('v1.1.0', moved);
  /** One that waits for a bump. */
  const waits = await plugin(at, 'waits', '1.0.0');
  await waits.bump('1.0.0', { a: '1' });
  const still = await plugin(at, 'still', '1.0.0');
  const quiet = await plugin(at, 'quiet');
  const pin = (of: PluginRepository, more: object = {}) => pinned(of, of.first, more);
  await list(
    at,
    [
      { name: 'listed', source: pin(none), version: '1.0.0' },
      { name: 'listed-number', source: pin(none), version: 1 },
      { name: 'unlisted', source: pin(none) },
      { name: 'tagged', source: pin(none, { ref: 'v1.0.0' }), version: '1.0.0' },
      { name: 'tagged-unlisted', source: pin(none, { ref: 'v1.0.0' }) },
      { name: 'tagged-wrongly', source: pin(quiet, { ref: 'v2.0.0' }), version: '1.0.0' },
      { name: 'quiet', source: pin(quiet), version: '1.0.0' },
      { name: 'ahead', source: pin(still), version: '1.0.1' },
      {
        name: 'ahead-floating',
        source: { source: 'github', repo: still.repository.fullName },
        version: '2.0.0',
      },
      { name: 'ahead-local', source: './ahead-local', version: '1.0.1' },
      { name: 'ahead-waits', source: pin(waits), version: '1.0.1' },
      { name: 'behind', source: pin(still), version: '0.9.0' },
      { name: 'behind-waits', source: pin(waits), version: '0.9.0' },
      { name: 'behind-number', source: pin(still), version: 1 },
      { name: 'behind-null', source: pin(still), version: null },
      { name: 'odd', source: './odd', version: 'spring' },
      { name: 'built', source: './built', version: '1.0.0+1' },
      { name: 'none-local', source: './none-local', version: '1.0.0' },
    ],
    {
      ...local('ahead-local', '1.0.0'),
      ...local('odd', '1.0.0'),
      ...local('built', '1.0.0'),
      ...local('none-local'),
    },
  );
  await quiet.repository.tag('v2.0.0', quiet.first);
  return { run: await update(at), moved, none };
}

describe('the version that users compare', () => {
  const shared = rule4Run();
  const fate = async (name: string) => fateOf((await shared).run, name);
  const entry = async (name: string) => entriesOf((await shared).run)[name];

  test.each([
    ['listed', '`1.0.0`'],
    ['listed-number', '`1`'],
  ])('%s: the manifest declares none but the entry does: held', async (name, shown) => {
    expect(await fate(name)).toMatch(
      /^held: .*the plugin declares no version.*, so users would not get the update; raise or remove/,
    );
    expect(await fate(name)).toContain(`its entry does (${shown})`);
    expect(await entry(name)).toMatchObject({ source: { sha: (await shared).none.first } });
  });

  test('neither declares one: the commit is the version, and it moves', async () => {
    expect(await fate('unlisted')).toBe('pin null → null');
    expect(await entry('unlisted')).toMatchObject({ source: { sha: (await shared).moved } });
  });

  test('with a tag the entry takes the tag’s version', async () => {
    const { moved } = await shared;
    expect(await entry('tagged')).toMatchObject({ source: { ref: 'v1.1.0', sha: moved }, version: '1.1.0' });
    expect(await entry('tagged-unlisted')).toMatchObject({ source: { ref: 'v1.1.0', sha: moved } });
    expect(await entry('tagged-unlisted')).not.toHaveProperty('version');
    expect(await entry('tagged-wrongly')).toMatchObject({ source: { ref: 'v2.0.0' }, version: '2.0.0' });
  });

  test.each(['ahead', 'ahead-floating', 'ahead-local', 'ahead-waits'])(
    '%s: an entry that is merely ahead of its manifest is held',
    async (name) => {
      expect(await fate(name)).toMatch(
        /^held: the entry lists `\S+`, which is higher than its plugin's `1\.0\.0`; raise the version in plugin/,
      );
    },
  );

  test.each(['behind', 'behind-waits', 'behind-number', 'behind-null', 'odd'])(
    '%s: an entry that says something else takes the manifest’s, though nothing moves',
    async (name) => {
      expect(await fate(name)).toMatch(/^version \S+ → 1\.0\.0$/);
      expect((await entry(name))?.['version']).toBe('1.0.0');
    },
  );

  test.each(['quiet', 'none-local'])(
    '%s: nothing moves and no manifest says otherwise: left',
    async (name) => {
      expect(await fate(name)).toBe('as it was');
    },
  );

  test('what differs in nothing but the build takes the manifest’s text', async () => {
    expect((await entry('built'))?.['version']).toBe('1.0.0');
  });
});

test('a version that no person wrote is held, wherever its plugin is', async () => {
  const at = await market(sandbox);
  const made = await plugin(at, 'long', '1.0.0');
  const long = '9'.repeat(300);
  await made.bump(long);
  const entries = [
    { name: 'pinned', source: pinned(made, made.first) },
    { name: 'local', source: './local', version: '1.0.0' },
  ];
  await list(at, entries, local('local', long));
  const run = await update(at);
  expect(fateOf(run, 'pinned')).toMatch(
    /^held: its version in \S+\/long at \S+ has more than 256 characters$/,
  );
  expect(fateOf(run, 'local')).toBe('held: its version has more than 256 characters');
  expect(run.after).toBe(run.before);
});

describe('`downgrades`', () => {
  const shared = (async () => {
    const at = await market(sandbox);
    const down = await plugin(at, 'down', '2.0.0');
    const tagged = await plugin(at, 'tagged', '2.0.0');
    await tagged.repository.tag('v1.0.0', tagged.first);
    const [to, toTag] = [await down.bump('1.9.0'), await tagged.bump('1.5.0')];
    await tagged.repository.tag('v1.1.0', toTag);
    await list(at, [
      { name: 'down', source: pinned(down, down.first), version: '2.0.0' },
      { name: 'tagged', source: pinned(tagged, tagged.first, { ref: 'v1.0.0' }) },
      { name: 'floating', source: { source: 'github', repo: down.repository.fullName }, version: '2.0.0' },
    ]);
    const hold = await update(at, { inputs: { downgrades: 'hold', plugins: '!floating' } });
    const follow = await update(at, { inputs: { plugins: '!floating' } });
    return { hold, follow, to, toTag };
  })();

  test('hold: where the manifest’s own version went down, a person must look', async () => {
    const { hold } = await shared;
    const reason = (from: string, to: string) =>
      `held: its version went down from \`${from}\` to \`${to}\`, and \`downgrades\` is \`hold\``;
    expect([fateOf(hold, 'down'), fateOf(hold, 'tagged')]).toEqual([
      reason('2.0.0', '1.9.0'),
      reason('2.0.0', '1.5.0'),
    ]);
    expect([hold.before, hold.result.outcome]).toEqual([hold.after, 'success']);
  });

  test('follow, the default: it moves, with a warning', async () => {
    const { follow, to, toTag } = await shared;
    const entries = entriesOf(follow);
    expect(entries['down']).toMatchObject({ source: { sha: to }, version: '1.9.0' });
    expect(entries['tagged']).toMatchObject({ source: { ref: 'v1.1.0', sha: toTag } });
    expect(follow.messages).toEqual([
      expect.stringMatching(
        /^warning: `down` goes down from `2\.0\.0` to `1\.9\.0`, as its own plugin.json did/,
      ),
      expect.stringMatching(/^warning: `tagged` goes down from `2\.0\.0` to `1\.5\.0`/),
    ]);
  });
});

describe('`version-field`', () => {
  const shared = (async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const bare = await plugin(at, 'bare');
    const head = await made.bump('2.0.0');
    await list(at, [
      { name: 'with', source: pinned(made, made.first), version: '1.0.0' },
      { name: 'without', source: pinned(made, made.first) },
      { name: 'bare', source: pinned(bare, bare.first) },
    ]);
    const runs: Record<string, Updated> = {};
    for (const field of ['never', 'existing', 'always']) {
      runs[field] = await update(at, { inputs: { 'version-field': field } });
    }
    return { runs, head };
  })();

  test.each([
    ['never', '1.0.0', undefined],
    ['existing', '2.0.0', undefined],
    ['always', '2.0.0', '2.0.0'],
  ])(
    '%s: %s where the key is, %s where it is not; pointers move either way',
    async (field, having, lacking) => {
      const { runs, head } = await shared;
      const entries = runs[field] === undefined ? {} : entriesOf(runs[field]);
      expect([entries['with']?.['version'], entries['without']?.['version']]).toEqual([having, lacking]);
      expect(entries['with']).toMatchObject({ source: { sha: head } });
      expect(entries['without']).toMatchObject({ source: { sha: head } });
      expect(entries['bare']).not.toHaveProperty('version');
    },
  );
});

describe('`marketplace-version`', () => {
  /** What becomes of a catalogue with these values of its own, where two plugins move. */
  async function raised(level: string, more: object) {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const two = ['a', 'b'].map((name) => ({ name, source: pinned(made, made.first) }));
    await at.repository.commit({ files: { [CATALOGUE]: catalogue(two, more) } });
    await made.bump('1.0.1');
    const run = await update(at, { inputs: { 'marketplace-version': level } });
    const { version, metadata } = JSON.parse(run.catalogue);
    return { at, run, versions: [version, metadata?.version] };
  }

  const BOTH = { version: '1.2.3', metadata: { version: '3.0.0', description: 'x' } };
  test.each([
    ['minor', 'in metadata', { metadata: { version: '1.2.3' } }, [undefined, '1.3.0']],
    ['major', 'at both', BOTH, ['2.0.0', '4.0.0']],
    ['keep', 'at both', BOTH, ['1.2.3', '3.0.0']],
  ])('%s, where the catalogue’s own version is %s', async (level, _, more, becomes) => {
    const { versions, run } = await raised(level, more);
    expect([versions, run.messages]).toEqual([becomes, []]);
  });

  test('patch, at the top: with an update and only then', async () => {
    const { at, versions, run } = await raised('patch', { version: '1.2.3' });
    expect([versions, run.messages]).toEqual([['1.2.4', undefined], []]);
    const again = await update(at, { inputs: { 'marketplace-version': 'patch' } });
    expect(again.after).toBe(run.after);
  });

  test('nowhere: a warning, and the update all the same', async () => {
    const { run } = await raised('patch', {});
    expect(run.messages).toEqual([
      expect.stringMatching(/^warning: .*the marketplace has no version of its own/),
    ]);
    expect(run.updates).toHaveLength(2);
  });

  test('what is no semantic version is left, with a warning; the other one is raised', async () => {
    const { run, versions } = await raised('patch', { version: 'spring', metadata: { version: '1.0.0' } });
    expect(versions).toEqual(['spring', '1.0.1']);
    expect(run.messages).toEqual([
      expect.stringMatching(/`version` was not raised: it is not a semantic version/),
    ]);
  });
});
