import { describe, expect, test } from '@jest/globals';
import { type Files, manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  fateOf,
  type Market,
  market,
  pinned,
  plugin,
  pointerOf,
  submodules,
  update,
} from './update-support.ts';

/** Several plugins in one submodule, submodules that nobody lists, and how entries are matched: by path, never by guessing. */
const sandbox = await sharedSandbox();

const at1 = (name: string, version?: string): Files => ({
  [`${name}/.claude-plugin/plugin.json`]: manifest(name, version),
});

/** A repository with plugins `a`, `b` and `c` in folders, from 1.0.0 to what `then` makes of it. */
async function mono(at: Market, name: string, then: Files) {
  const repository = await sandbox.github.createRepository(`${at.owner}/${name}`);
  const first = await repository.commit({
    files: { ...at1('a', '1.0.0'), ...at1('b', '1.0.0'), ...at1('c', '1.0.0') },
  });
  return { first, head: await repository.commit({ files: then }) };
}

/** Each of these is a submodule of the marketplace, with an entry for each of its three plugins. */
const MONOS: Record<string, Files> = {
  together: { ...at1('a', '1.1.0'), ...at1('b', '2.0.0'), 'c/hello.md': 'Hello\n' },
  broken: { ...at1('a', '1.1.0'), 'b/.claude-plugin/plugin.json': '{' },
  lost: { ...at1('a', '1.1.0'), 'b/.claude-plugin/plugin.json': null },
  chosen: { ...at1('a', '1.1.0'), ...at1('b', '1.1.0') },
  alone: at1('a', '1.1.0'),
  waiting: { 'a/hello.md': 'Hello\n' },
};

async function sharedRun() {
  const at = await market(sandbox);
  const made: Record<string, { first: string; head: string }> = {};
  for (const [name, then] of Object.entries(MONOS)) made[name] = await mono(at, name, then);
  const modules = Object.entries(made).map(
    ([name, { first }]) => [`m/${name}`, [`../${name}`, first]] as const,
  );
  const entries = Object.keys(MONOS).flatMap((name) =>
    ['a', 'b', 'c'].map((folder) => ({
      name: `${name}-${folder}`,
      source: `./m/${name}/${folder}`,
      version: '1.0.0',
    })),
  );
  await at.repository.commit({
    files: {
      ...submodules(Object.fromEntries(modules.map(([path, [url, oid]]) => [path, [url, oid]]))),
      [CATALOGUE]: catalogue(entries),
    },
  });
  const run = await update(at, { inputs: { plugins: '!chosen-b\n!alone-b' } });
  return { at, run, made };
}

describe('several plugins in one submodule', () => {
  const shared = sharedRun();
  const fates = async (name: string) => {
    const { run } = await shared;
    return ['a', 'b', 'c'].map((folder) => fateOf(run, `${name}-${folder}`));
  };
  const moved = async (name: string) => {
    const { at, run, made } = await shared;
    const pointer = await pointerOf(at, run, `m/${name}`);
    return pointer === made[name]?.head ? true : pointer === made[name]?.first ? false : pointer;
  };

  test('move together, those that wait for a bump with them', async () => {
    expect(await fates('together')).toEqual([
      'submodule 1.0.0 → 1.1.0',
      'submodule 1.0.0 → 2.0.0',
      'as it was',
    ]);
    expect(await moved('together')).toBe(true);
  });

  test.each([
    ['broken', /^held: `b\/\.claude-plugin\/plugin\.json` is not valid JSON/],
    ['lost', /^held: `b` is missing in \S+\/lost at/],
  ])('%s: one that is broken at the head holds the others that would move', async (name, reason) => {
    expect(await fates(name)).toEqual([
      `held: it shares its submodule with \`${name}-b\`, which is held`,
      expect.stringMatching(reason),
      'as it was',
    ]);
    expect(await moved(name)).toBe(false);
  });

  test('one that `plugins` leaves out holds them where it would move along', async () => {
    expect(await fates('chosen')).toEqual([
      'held: it shares its submodule with `chosen-b`, which `plugins` leaves out',
      'as it was',
      'as it was',
    ]);
    expect(await moved('chosen')).toBe(false);
  });

  test('one that `plugins` leaves out holds nobody where nothing of it changes', async () => {
    expect(await fates('alone')).toEqual(['submodule 1.0.0 → 1.1.0', 'as it was', 'as it was']);
    expect(await moved('alone')).toBe(true);
  });

  test('where all wait, the pointer stays', async () => {
    expect([await moved('waiting'), await fates('waiting')]).toEqual([false, Array(3).fill('as it was')]);
  });

  test('are one line each in the message, and one pointer in the commit', async () => {
    const { at, run } = await shared;
    const message = await at.repository.git('log', '-1', '--format=%B', run.after);
    expect(message.match(/^together-[abc]: .*$/gm)?.map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'together-a: 1.0.0 → 1.1.0',
      'together-b: 1.0.0 → 2.0.0',
    ]);
    expect(await at.repository.changedFiles(run.before, run.after)).toEqual([
      CATALOGUE,
      'm/alone',
      'm/together',
    ]);
  });
});

describe('what is matched by path', () => {
  test('a submodule without an entry, and one missing from .gitmodules, never move', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const [pointer, head] = [made.first, await made.bump('2.0.0')];
    await at.repository.commit({
      files: {
        ...submodules({
          'plugins/listed': ['../plugin', pointer],
          'plugins/unlisted': ['../plugin', pointer],
        }),
        'plugins/orphan': { gitlink: pointer },
        [CATALOGUE]: catalogue([
          { name: 'listed', source: './plugins/listed' },
          { name: 'orphan', source: './plugins/orphan' },
        ]),
      },
    });
    const run = await update(at);
    const pointers = ['listed', 'unlisted', 'orphan'].map((name) => pointerOf(at, run, `plugins/${name}`));
    expect(await Promise.all(pointers)).toEqual([head, pointer, pointer]);
    expect(fateOf(run, 'orphan')).toMatch(/^skipped: it is in a submodule .*`\.gitmodules`/);
    expect(run.messages).toEqual([
      expect.stringMatching(/^warning: `orphan` is skipped: it is in a submodule/),
    ]);
  });

  test('a .gitmodules that git can’t read: no pointer moves, and a warning names its line', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    await made.bump('2.0.0');
    await at.repository.commit({
      files: {
        sub: { gitlink: made.first },
        '.gitmodules': '[submodule "sub"]\n\tpath = sub\n\turl = ../plugin\n<<<<<<< HEAD\n',
        [CATALOGUE]: catalogue([
          { name: 'sub', source: './sub' },
          { name: 'pinned', source: pinned(made, made.first) },
        ]),
      },
    });
    const run = await update(at);
    expect(await pointerOf(at, run, 'sub')).toBe(made.first);
    expect(run.updates).toMatchObject([{ plugin: 'pinned' }]);
    expect(run.result.annotations[0]).toMatchObject({ level: 'warning', file: '.gitmodules', line: 4 });
    expect(run.messages[0]).toMatch(
      /^warning: `\.gitmodules` can't be read, so no submodule pointer is updated\./,
    );
  });

  test('the names of entries: other than their manifests’, twice the same, or none at all', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const other = await plugin(at, 'other', '1.0.0');
    const [head, otherHead] = [await made.bump('2.0.0'), await other.bump('3.0.0')];
    await at.repository.commit({
      files: {
        [CATALOGUE]: catalogue([
          { name: 'other', source: pinned(made, made.first), version: '1.0.0' },
          { name: 'same', source: pinned(made, made.first) },
          { name: 'same', source: pinned(other, other.first) },
          { source: pinned(other, other.first) },
          { name: '', source: pinned(made, made.first) },
        ]),
      },
    });
    const run = await update(at);
    const shas = JSON.parse(run.catalogue).plugins.map(
      ({ source }: { source: { sha: string } }) => source.sha,
    );
    expect(shas).toEqual([head, head, otherHead, otherHead, head]);
    expect(run.updates.map(({ plugin: name }) => name)).toEqual([
      'other',
      'same',
      'same',
      'plugins[3]',
      'plugins[4]',
    ]);
  });

  test('a manifest that takes another name at the head moves: the path is what counts', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const head = await made.repository.commit({ files: { [ROOT_MANIFEST]: manifest('renamed', '2.0.0') } });
    await at.repository.commit({
      files: { [CATALOGUE]: catalogue([{ name: 'plugin', source: pinned(made, made.first) }]) },
    });
    expect((await update(at)).updates).toMatchObject([{ plugin: 'plugin', commit: head }]);
  });
});

test('a `branch` of `.gitmodules` that is not there is named, with the file and what to do', async () => {
  const at = await market(sandbox, { defaultBranch: 'trunk' });
  const branches = { gone: 'gone', dot: '.', commit: 'a'.repeat(40), tagged: 'v1.0.0', empty: '' };
  const modules: Parameters<typeof submodules>[0] = {};
  for (const [name, branch] of Object.entries(branches)) {
    const { repository, first } = await plugin(at, name, '1.0.0');
    await repository.tag('v1.0.0', first);
    modules[`sub/${name}`] = [`../${name}`, first, `branch = ${branch}`];
  }
  const entries = Object.keys(branches).map((name) => ({ name, source: `./sub/${name}` }));
  await at.repository.commit({ files: { [CATALOGUE]: catalogue(entries), ...submodules(modules) } });
  const run = await update(at);
  const todo =
    'write the name of a branch there (not a tag or a commit), or remove the line to follow the default branch';
  const named = (name: string, branch: string) =>
    `held: ${at.owner}/${name} has no branch \`${branch}\`, which \`.gitmodules\` names for \`sub/${name}\`; ${todo}`;
  expect(fateOf(run, 'gone')).toBe(named('gone', 'gone'));
  expect(fateOf(run, 'commit')).toBe(named('commit', 'a'.repeat(40)));
  expect(fateOf(run, 'tagged')).toBe(named('tagged', 'v1.0.0'));
  expect(fateOf(run, 'dot')).toBe(
    `held: ${at.owner}/dot has no branch \`trunk\`, which \`branch = .\` in \`.gitmodules\` means for \`sub/dot\`; ${todo}`,
  );
  expect(fateOf(run, 'empty')).toBe(
    `held: \`.gitmodules\` has an empty \`branch\` for \`sub/empty\`; ${todo}`,
  );
});

test('oddities of .gitmodules move nothing that is not meant, and show no credentials', async () => {
  const at = await market(sandbox);
  const made = await plugin(at, 'plugin', '1.0.0');
  const [pointer, head] = [made.first, await made.bump('2.0.0')];
  const address = `${new URL(sandbox.github.url).host}/${made.repository.fullName}.git`;
  const section = (name: string, path: string, url: string) =>
    `[submodule "${name}"]\n\tpath = ${path}\n\turl = ${url}\n`;
  const paths = ['p/twice', 'p/quoted "x"]', 'p/user', 'p/elsewhere'];
  const gitlinks = paths.map((path) => [path, { gitlink: pointer }] as const);
  await at.repository.commit({
    files: {
      ...Object.fromEntries(gitlinks),
      '.gitmodules': [
        section('a', 'p/twice', 'https://other.example/x/y'),
        section('b', 'p/twice', '../plugin'),
        section('q\\"]\\\\', '"p/quoted \\"x\\"]"', '../plugin.git'),
        section('root', '.', '../plugin'),
        section('gone', 'p/gone', '../plugin'),
        section('user', 'p/user', `http://me:hunter2hunter2@${address}`),
        section('elsewhere', 'p/elsewhere', 'https://me:hunter2hunter2@other.example/x/y'),
      ].join(''),
      [CATALOGUE]: catalogue(
        [...paths, 'p/gone'].map((path) => ({ name: path.slice(2), source: `./${path}` })),
      ),
    },
  });
  const run = await update(at);
  const { result } = run;
  const now = await Promise.all(paths.map((path) => pointerOf(at, run, path)));
  expect(now).toEqual([head, head, head, pointer]);
  expect(result.outcome).toBe('success');
  expect(`${result.rawOutput}${result.summary}${JSON.stringify(result.outputs)}`).not.toContain('hunter2');
});
