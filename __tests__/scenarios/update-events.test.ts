import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  diff,
  entriesOf,
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  type UpdateRun,
  update,
} from './update-support.ts';

/** The event is a hint, never the truth: whatever it says, the marketplace ends as its plugins' repositories are. */
const sandbox = await sharedSandbox();

interface Setting {
  readonly at: Market;
  readonly made: PluginRepository;
  /** The head that the marketplace does not list yet. */
  readonly head: string;
}

/** A marketplace whose plugin `sdk-bridge` is one bump ahead, beside `other`, which is not. */
async function behind(): Promise<Setting> {
  const at = await market(sandbox);
  const made = await plugin(at, 'sdk-bridge', '1.0.0');
  const other = await plugin(at, 'other', '1.0.0');
  await list(at, [
    { name: 'sdk-bridge', source: pinned(made, made.first), version: '1.0.0' },
    { name: 'other', source: pinned(other, other.first), version: '1.0.0' },
  ]);
  return { at, made, head: await made.bump('1.0.1') };
}

type Payload = Record<string, unknown>;

/** What notify sends of it. */
function ours({ made }: Setting, more: Payload = {}): Payload {
  return {
    plugin: 'sdk-bridge',
    version: '1.0.1',
    previous_version: '1.0.0',
    repository: made.repository.fullName,
    path: ROOT_MANIFEST,
    ...more,
  };
}

async function sent(payload: (setting: Setting) => Payload, options: UpdateRun = {}) {
  const setting = await behind();
  const run = await update(setting.at, { payload: payload(setting), ...options });
  const message = await setting.at.repository.git('log', '-1', '--format=%B', run.after);
  return { ...setting, run, message, lines: await diff(setting.at.repository, run.before, run.after) };
}

const SHELL = `$(touch /tmp/pwned)\`id\`;\${{ github.token }}"'|&`;
const MARKUP = '<img src=x onerror=alert(1)>[x](javascript:1)\n# heading\n@everyone forged';
const COMMANDS = '\n::error::forged\n::set-output name=x::y\n##[error]forged\r::add-mask::main\u202e\u0007';
const PROTO = JSON.parse(
  '{"__proto__": {"plugin": "forged-proto"}, "constructor": {"plugin": "forged-ctor"}}',
);

/** The same in every text of an event. */
const filled = (text: string) => ({ plugin: text, version: text, path: text });

const FORGED: [what: string, payload: (setting: Setting) => Payload, mark: string][] = [
  ['an unknown plugin', () => ({ plugin: 'forged-name', version: '9.9.9' }), 'forged-name'],
  ['a wrong version', (at) => ours(at, { version: '9.9.9-forged' }), '9.9.9-forged'],
  [
    'a wrong repository and path',
    (at) => ours(at, { repository: '../../forged', path: '../../../etc/forged' }),
    'forged',
  ],
  ['shell in every text', (at) => ours(at, { repository: SHELL, ...filled(SHELL) }), 'pwned'],
  [
    'markup and workflow commands in every text',
    () => ({ repository: COMMANDS, plugins: [MARKUP, COMMANDS].map(filled) }),
    'forged',
  ],
  ['wrong types', () => ({ plugin: 1, version: {}, repository: [null], plugins: 'forged' }), 'forged'],
  [
    'wrong types in a batch',
    () => ({ plugins: [null, 1, [], 'forged', { plugin: {} }, { plugin: '' }] }),
    'forged',
  ],
  ['keys of the prototype', () => PROTO, 'forged'],
  ['another tool’s shape', () => ({ ref: 'forged', client: { name: 'forged' }, sha: 'forged' }), 'forged'],
  ['nothing in it', () => ({}), 'forged'],
  [
    'all that 64 KB hold',
    (at) => ours(at, { plugins: Array.from({ length: 2500 }, (_, n) => ({ plugin: `forged-${n}` })) }),
    'forged',
  ],
  ['a very long name', () => ({ plugin: 'forged'.repeat(10_000) }), 'forged'],
];

describe('a forged event', () => {
  test.each(FORGED)(
    'with %s: the catalogue ends right, and nothing of it gets anywhere',
    async (_, payload, mark) => {
      const { run, head, made, message, lines } = await sent(payload);
      expect(run.result.outcome).toBe('success');
      expect(entriesOf(run)['sdk-bridge']).toMatchObject({ source: { sha: head }, version: '1.0.1' });
      expect(lines).toHaveLength(4);
      expect(message.split('\n')[0]).toBe('chore: update sdk-bridge to 1.0.1');
      const asked = JSON.stringify(run.requests.map(({ path, body }) => ({ path, body })));
      expect(message + asked).not.toContain(mark);
      expect(made.repository.tip()).toBe(head);
      expect(run.result.annotations.filter(({ title }) => title === undefined)).toEqual([]);
      expect(run.result.rawOutput).not.toMatch(/^(::(error|set-output|add-mask::main)|##\[)/m);
      expect(run.result.summary).not.toMatch(/<img|javascript:1\)|\n# heading|@everyone/);
    },
  );

  test('the log opens with the event and what it claims, made visible', async () => {
    const { run } = await sent((at) => ours(at, { version: '9.9.9' }));
    expect(run.result.log.trimStart()).toMatch(
      /^Event: repository_dispatch plugin-updated\. It says: sdk-bridge 9\.9\.9 in acme\d+\/sdk-bridge\.\nThat is a hint/,
    );
    expect(run.messages).toEqual([
      expect.stringMatching(
        /^notice: The event says `sdk-bridge` is now `9\.9\.9`, but acme\d+\/sdk-bridge holds `1\.0\.1`. The update follows the repository, not the event\.$/,
      ),
    ]);
  });

  test('an unknown plugin is a warning with the nearest names', async () => {
    const { run } = await sent(() => ({ plugin: 'sdk-brige', version: '1.0.1' }));
    expect(run.messages).toEqual([
      expect.stringMatching(
        /^warning: The event names `sdk-brige`, but that is none of the 2 plugins in `\.claude-plugin\/marketplace\.json`\. The nearest: `sdk-bridge`\. List it there/,
      ),
    ]);
    const far = await sent(() => ({ plugin: 'entirely-different', version: '1.0.1' }));
    expect(far.run.messages[0]).not.toContain('nearest');
  });
});

/** A marketplace where `broken` is held by an error, `diverged` by a person's doing, and `good` moves. */
async function oneBroken() {
  const at = await market(sandbox);
  const broken = await plugin(at, 'broken', '1.0.0');
  await broken.repository.commit({ files: { [ROOT_MANIFEST]: '{' } });
  const diverged = await plugin(at, 'diverged', '1.0.0');
  await diverged.repository.commit({
    parents: [],
    files: { [ROOT_MANIFEST]: '{"name":"d","version":"2.0.0"}' },
  });
  const good = await plugin(at, 'good', '1.0.0');
  await good.bump('1.0.1');
  const all = Object.entries({ broken, diverged, good });
  await list(
    at,
    all.map(([name, of]) => ({ name: `my-${name}`, source: pinned(of, of.first) })),
  );
  return { at, broken, diverged, good };
}

describe('the step fails only where the plugin that the event names is held by an error', () => {
  const shared = oneBroken();

  test('by repository and path, ignoring case: it fails, and the others are updated all the same', async () => {
    const { at, broken } = await shared;
    const repository = broken.repository.fullName.toUpperCase();
    const path = ROOT_MANIFEST.toUpperCase();
    const run = await update(at, { payload: { plugin: 'broken', version: '2.0.0', repository, path } });
    expect([run.result.outcome, run.updates]).toEqual([
      'failure',
      [expect.objectContaining({ plugin: 'my-good' })],
    ]);
    expect(run.messages.slice(0, 1)).toEqual([
      expect.stringMatching(/^error: `my-broken` is held: .*is not valid JSON/),
    ]);
    expect(run.result.log).toMatch(/^`my-broken`, which the event names, is held\. It is explained/m);
  });

  test.each([
    ['by the name of its entry', { plugin: 'my-broken' }, 'failure'],
    ['in a batch', { plugins: [{ plugin: 'my-good' }, { plugin: 'my-broken' }] }, 'failure'],
    ['held, but by no error', { plugin: 'my-diverged' }, 'success'],
    ['another plugin', { plugin: 'my-good' }, 'success'],
    ['a plugin that nobody lists', { plugin: 'nobody' }, 'success'],
  ])('%s', async (_, payload, outcome) => {
    const { at } = await shared;
    expect((await update(at, { payload })).result.outcome).toBe(outcome);
  });

  test('no event: it succeeds', async () => {
    const { at } = await shared;
    const run = await update(at);
    expect([run.result.outcome, run.held.length]).toEqual(['success', 2]);
  });
});

describe('lost, repeated and late events do no harm', () => {
  test('three bumps, one event: all three follow; the same event again: no second commit', async () => {
    const at = await market(sandbox);
    const three = [
      await plugin(at, 'a', '1.0.0'),
      await plugin(at, 'b', '1.0.0'),
      await plugin(at, 'c', '1.0.0'),
    ];
    await list(
      at,
      three.map((of, n) => ({ name: `abc`[n], source: pinned(of, of.first) })),
    );
    for (const { bump } of three) await bump('1.0.1');
    const payload = {
      plugin: 'b',
      version: '1.0.1',
      repository: three[1]?.repository.fullName,
      path: ROOT_MANIFEST,
    };
    const run = await update(at, { payload });
    expect(run.updates.map((row) => row['plugin'])).toEqual(['a', 'b', 'c']);
    const again = await update(at, { payload });
    expect([again.after, again.outputs['changed'], again.messages]).toEqual([run.after, 'false', []]);
    await three[1]?.bump('1.0.2');
    const late = await update(at, { payload });
    expect([late.updates.length, late.result.outcome]).toEqual([1, 'success']);
    expect(late.messages).toEqual([
      expect.stringMatching(/^notice: The event says `b` is now `1\.0\.1`, but .*`1\.0\.2`/),
    ]);
  });

  test('a batch with one plugin that is gone holds only that', async () => {
    const at = await market(sandbox);
    const [good, gone] = [await plugin(at, 'good', '1.0.0'), await plugin(at, 'gone', '1.0.0')];
    await list(at, [
      { name: 'good', source: pinned(good, good.first) },
      { name: 'gone', source: pinned(gone, gone.first) },
    ]);
    await good.bump('1.0.1');
    await gone.repository.delete();
    const plugins = ['good', 'gone'].map((name) => ({ plugin: name, version: '1.0.1', path: ROOT_MANIFEST }));
    const run = await update(at, { payload: { plugin: 'good', version: '1.0.1', plugins } });
    expect(run.updates).toMatchObject([{ plugin: 'good' }]);
    expect(run.held).toMatchObject([{ plugin: 'gone', reason: expect.stringContaining('does not exist') }]);
    expect(run.result.outcome).toBe('failure');
  });
});

describe('what limits a run', () => {
  test('dry-run: everything but writing, and it reads with `contents: read`', async () => {
    const inputs = { 'dry-run': 'true' };
    const { run, lines } = await sent(ours, { inputs, permissions: { contents: 'read', metadata: 'read' } });
    expect([run.outputs['changed'], run.outputs['commit'], lines]).toEqual(['true', '', []]);
    expect(run.updates).toMatchObject([{ plugin: 'sdk-bridge', version: '1.0.1' }]);
    expect(run.requests.every(({ path }) => path.endsWith('/graphql'))).toBe(true);
    expect(run.messages).toEqual(['notice: Nothing was written: `dry-run` is on.']);
    expect(run.result.summary).toContain('### 1 plugin would be updated');
  });

  test.each(['pull_request', 'merge_group'])('%s: only a preview', async (event) => {
    const { at } = await behind();
    const run = await update(at, { event, ref: 'refs/pull/1/merge' });
    expect([run.outputs['changed'], run.after]).toEqual(['true', run.before]);
    expect(run.messages).toEqual([
      `notice: Nothing was written: the event is \`${event}\`, which only shows what would change.`,
    ]);
  });

  test('`plugins` leaves all others as they are', async () => {
    const { at, made } = await behind();
    const second = await plugin(at, 'second', '1.0.0');
    await second.bump('1.0.1');
    await list(at, [
      { name: 'sdk-bridge', source: pinned(made, made.first) },
      { name: 'second', source: pinned(second, second.first) },
      { name: 'third', source: pinned(second, second.first) },
    ]);
    const run = await update(at, { inputs: { plugins: 's*\n!second' } });
    expect(run.updates).toMatchObject([{ plugin: 'sdk-bridge' }]);
    expect(JSON.stringify(run.requests)).not.toContain('"second"');
  });

  test('a name in `plugins` or `releases` that no entry has, and an event’s plugin that it leaves out, are told', async () => {
    const inputs = { plugins: 'other\nohter', releases: 'sdk-brige' };
    const { run, lines } = await sent(ours, { inputs });
    expect(lines).toEqual([]);
    expect(run.messages).toEqual([
      expect.stringMatching(/^warning: `plugins`: `ohter` matches no plugin in /),
      expect.stringMatching(/^warning: `releases`: `sdk-brige` matches no plugin in /),
      'notice: The event names `sdk-bridge`, which `plugins` leaves out of this run.',
    ]);
  });
});

test('a scheduled run warns of each held plugin once, at its line, and stays green', async () => {
  const at = await market(sandbox);
  const names = ['diverged', 'lower'];
  const plugins = await Promise.all(names.map((name) => plugin(at, name, '1.0.0')));
  await list(
    at,
    names.map((name, n) => ({
      name,
      source: pinned(plugins[n] as PluginRepository, plugins[n]?.first ?? ''),
    })),
  );
  await plugins[0]?.repository.commit({
    parents: [],
    files: { [ROOT_MANIFEST]: manifest('diverged', '2.0.0') },
  });
  await plugins[1]?.bump('0.9.0');
  const run = await update(at, { event: 'schedule', inputs: { downgrades: 'hold' } });
  expect(run.result.outcome).toBe('success');
  expect(run.result.annotations).toEqual([
    expect.objectContaining({
      level: 'warning',
      title: 'held',
      line: 8,
      message: expect.stringMatching(/^`diverged` is held: /),
    }),
    expect.objectContaining({
      level: 'warning',
      title: 'held',
      line: 16,
      message: expect.stringMatching(/^`lower` is held: /),
    }),
  ]);
  expect(run.result.log).toMatch(/^Nothing to update; 2 held\.$/m);
});
