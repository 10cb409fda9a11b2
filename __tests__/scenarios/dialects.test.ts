import { describe, expect, test } from '@jest/globals';
import { DIALECTS, type DialectName } from '../../sandbox/index.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';
import { type Outcome, type Push, push, type Setting, setting, sharedSandbox } from './support.ts';
import {
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  pointerOf,
  submodules,
  type UpdateRun,
  update,
} from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const names = Object.keys(DIALECTS) as DialectName[];

/** Every scenario runs on each server that GitHub may be, and ends the same. */
async function onEach<T>(scenario: (name: DialectName) => Promise<T>): Promise<Map<DialectName, T>> {
  const ends = new Map<DialectName, T>();
  for (const name of names) {
    Object.assign(github.switches, DIALECTS[name]);
    ends.set(name, await scenario(name));
  }
  Object.assign(github.switches, DIALECTS.strict);
  return ends;
}

async function expectOnEach<T>(scenario: (name: DialectName) => Promise<T>, end: T): Promise<void> {
  expect(await onEach(scenario)).toEqual(new Map(names.map((name) => [name, end])));
}

const at = (path: string, version: string): Files => ({
  [path]: manifest(path.split('/').at(-3) ?? 'root', version),
});
const nested = (name: string) => `plugins/${name}/.claude-plugin/plugin.json`;
const shown = ({ changes, result, dispatches }: Outcome) => [
  result.outcome,
  changes.map(({ path, change, version }) => `${path} ${change} ${version}`).sort(),
  dispatches.length,
];

describe('notify tells the same on every server', () => {
  test.each<[string, Push, ReturnType<typeof shown>]>([
    [
      'a bump of a plugin at the root',
      {
        before: { [ROOT_MANIFEST]: manifest('a', '1.0.0') },
        after: { [ROOT_MANIFEST]: manifest('a', '1.0.1') },
      },
      ['success', [`${ROOT_MANIFEST} patch 1.0.1`], 1],
    ],
    [
      'a bump of one of several, none at the root',
      {
        before: { ...at(nested('a'), '1.0.0'), ...at(nested('b'), '1.0.0') },
        after: at(nested('b'), '2.0.0'),
      },
      ['success', [`${nested('b')} major 2.0.0`], 1],
    ],
    [
      'a new plugin, where nothing was',
      { before: {}, after: at(nested('a'), '0.1.0') },
      ['success', [`${nested('a')} added 0.1.0`], 1],
    ],
    [
      'a plugin that is gone',
      { before: at(nested('a'), '1.0.0'), after: { [nested('a')]: null } },
      ['success', [`${nested('a')} removed null`], 0],
    ],
    ['a push without a plugin', { before: {}, after: { 'docs/x.md': 'x\n' } }, ['success', [], 0]],
    [
      'a submodule where plugins may be',
      {
        before: at(nested('a'), '1.0.0'),
        after: { ...at(nested('a'), '1.0.1'), 'plugins/sub': { gitlink: 'a'.repeat(40) } },
      },
      ['success', [`${nested('a')} patch 1.0.1`], 1],
    ],
    [
      'a manifest behind a link',
      {
        before: { 'real.json': manifest('a', '1.0.0'), [ROOT_MANIFEST]: { symlink: '../real.json' } },
        after: { 'real.json': manifest('a', '1.0.1'), [ROOT_MANIFEST]: { symlink: '../real.json' }, x: 'y' },
      },
      ['success', [`${ROOT_MANIFEST} patch 1.0.1`], 1],
    ],
  ])('%s', async (_, change, end) => {
    await expectOnEach(async () => shown(await push(await setting(sandbox), change)), end);
  });

  test('a marketplace that single sign-on keeps closed, and one that is not there', async () => {
    await expectOnEach(async () => {
      const one: Setting = await setting(sandbox);
      const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
      const closed = await github.createRepository(`${one.plugin.fullName}-closed`, {
        private: true,
        sso: true,
      });
      const marketplace = `${closed.fullName}\nacme/not-there`;
      const change: Push = {
        before: { [ROOT_MANIFEST]: manifest('a', '1.0.0') },
        after: { [ROOT_MANIFEST]: manifest('a', '1.0.1') },
        inputs: { marketplace, token },
      };
      const { result, deliveries } = await push(one, change);
      return [result.outcome, deliveries.map(({ status }) => status)];
    }, ['failure', ['failed', 'failed']]);
  });
});

const SUBMODULE = 'vendor/sub';

/** A marketplace with a plugin of every kind, each bumped once, and one that nobody may read. */
async function everyKind(): Promise<{ one: Market; submoduleHead: string }> {
  const one = await market(sandbox, { actionsMayOpenPullRequests: true });
  const [pin, tagged, sub, gone, closed] = await Promise.all(
    ['pin', 'tagged', 'sub', 'gone', 'closed'].map((name) => plugin(one, name, '1.0.0')),
  );
  if (!pin || !tagged || !sub || !gone || !closed) throw new Error('five plugins were made');
  await tagged.repository.tag('v1.0.0', undefined, { annotated: true });
  const files = submodules({ [SUBMODULE]: [sub.repository.cloneUrl(), sub.first] });
  const entries = [
    { name: 'pin', source: pinned(pin, pin.first), version: '1.0.0' },
    { name: 'tagged', source: pinned(tagged, tagged.first, { ref: 'v1.0.0' }) },
    { name: 'sub', source: `./${SUBMODULE}` },
    { name: 'own', source: './plugins/own', version: '1.0.0' },
    { name: 'bare', source: './plugins/bare' },
    { name: 'gone', source: pinned(gone, gone.first) },
    { name: 'closed', source: pinned(closed, closed.first) },
  ];
  await list(one, entries, { ...files, 'plugins/bare/x.md': 'x\n', ...at(nested('own'), '1.0.1') });
  await pin.bump('1.0.1');
  const submoduleHead = await sub.bump('1.0.1');
  await tagged.bump('1.1.0');
  await tagged.repository.tag('v1.1.0', undefined, { annotated: true });
  await gone.repository.delete();
  closed.repository.update({ private: true, sso: true });
  return { one, submoduleHead };
}

const NAMES = ['pin', 'tagged', 'sub', 'own', 'bare', 'gone', 'closed'];
const FATES = [
  'pin 1.0.0 → 1.0.1',
  'tag 1.0.0 → 1.1.0',
  'submodule 1.0.0 → 1.0.1',
  'version 1.0.0 → 1.0.1',
  'skipped',
  'held',
  'held',
];
const MAY = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;

describe('update does the same on every server', () => {
  const fates = async (one: Market, run: UpdateRun) => {
    const plugins = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const done = await update(one, { ...run, inputs: { ...run.inputs, 'plugins-token': plugins } });
    return { done, told: NAMES.map((name) => fateOf(done, name).replace(/:.*/s, '')) };
  };

  test('a catalogue with a plugin of every kind: one commit, and nothing left for the next run', async () => {
    await expectOnEach(async () => {
      const { one, submoduleHead } = await everyKind();
      const { done, told } = await fates(one, {});
      const again = await fates(one, {});
      return [
        told,
        (await pointerOf(one, done, SUBMODULE)) === submoduleHead,
        entriesOf(done)['own']?.['version'],
        again.done.outputs['changed'],
      ];
    }, [FATES, true, '1.0.1', 'false']);
  }, 120_000);

  test('by pull request: opened once, brought up to date, closed when nothing is left', async () => {
    await expectOnEach(async () => {
      const one = await market(sandbox, { actionsMayOpenPullRequests: true });
      const pin = await plugin(one, 'pin', '1.0.0');
      const entry = { name: 'pin', source: pinned(pin, pin.first), version: '1.0.0' };
      await list(one, [entry]);
      const run = () => update(one, { permissions: MAY, inputs: { mode: 'pull-request' } });
      const head = await pin.bump('1.0.1');
      await run();
      await run();
      await pin.bump('1.0.2');
      await run();
      const open = await github.pullRequests(one.repository);
      await list(one, [
        { ...entry, source: pinned(pin, (await pin.repository.tip('main')) ?? head), version: '1.0.2' },
      ]);
      await run();
      const closed = await github.pullRequests(one.repository);
      return [open.map(({ title, state }) => [title, state]), closed.map(({ state }) => state)];
    }, [[['chore: update pin to 1.0.2', 'open']], ['closed']]);
  }, 120_000);

  test('an archived marketplace: nothing is written, and the run says so', async () => {
    const ends = await onEach(async () => {
      const { one } = await everyKind();
      one.repository.update({ archived: true });
      const { done } = await fates(one, {});
      return [
        done.result.outcome,
        done.before === done.after,
        done.messages.some((text) => text.startsWith('error')),
      ];
    });
    for (const end of ends.values()) expect(end).toEqual(['failure', true, true]);
  }, 120_000);
});
