import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import type { FileChange } from '../../sandbox/types.ts';
import {
  BUMP,
  type Files,
  manifest,
  type Outcome,
  push,
  pushEvent,
  ROOT_MANIFEST,
  run,
  setting,
  sharedSandbox,
  ZEROS,
} from './support.ts';

const sandbox = await sharedSandbox();

const kinds = ({ changes }: Outcome) => Object.fromEntries(changes.map(({ path, change }) => [path, change]));
const reads = ({ requests }: Outcome) => requests.filter(({ path }) => path.endsWith('/graphql')).length;
const inPlugins = (name: string) => `plugins/${name}/.claude-plugin/plugin.json`;

/** `count` plugins at 1.0.0, those in `bumped` at 1.1.0. */
function plugins(count: number, bumped: readonly number[] = []): Files {
  const entries = Array.from({ length: count }, (_, index): [string, FileChange] => {
    const name = `plugin-${index}`;
    return [inPlugins(name), manifest(name, bumped.includes(index) ? '1.1.0' : '1.0.0')];
  });
  return Object.fromEntries(entries);
}

describe('requests', () => {
  test('a push with one changed manifest costs 1 read and 1 dispatch, whatever else the repository holds', async () => {
    const at = await setting(sandbox);
    const others = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`src/deep/file-${n}.ts`, `${n}\n`]),
    );
    const outcome = await push(at, { before: { ...others, ...BUMP.before }, after: BUMP.after });
    expect([reads(outcome), outcome.requests.length]).toEqual([1, 2]);
  });

  /** What events tell of a repository's size, in KiB: the last that is small, and the first that is not. */
  test.each([
    [0, 1],
    [256, 1],
    [257, 2],
  ])(
    'in a repository of %d KiB one in plugins/* costs %d reads and 1 dispatch, beside 300 unchanged',
    async (size, most) => {
      const outcome = await push(await setting(sandbox), {
        before: plugins(300),
        after: plugins(1, [0]),
        size,
      });
      expect([reads(outcome), outcome.requests.length]).toEqual([most, most + 1]);
      expect(outcome.changes).toHaveLength(1);
    },
  );

  test('3 changed of 30 cost 1 read and 3 dispatches', async () => {
    const at = await setting(sandbox);
    const outcome = await push(at, { before: plugins(30), after: plugins(30, [3, 7, 29]) });
    expect([reads(outcome), outcome.requests.length, outcome.dispatches.length]).toEqual([1, 4, 3]);
  });

  test('if GitHub fails on so much at once, it is asked for as in a large repository', async () => {
    const at = await setting(sandbox);
    const matchBody = new RegExp(`fragment Folder.*"${at.plugin.fullName.split('/')[1]}"`, 's');
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, status: 502, body: 'x', times: Infinity });
    const outcome = await push(at, { before: plugins(3), after: plugins(3, [1]) });
    expect([reads(outcome), outcome.requests.map(({ status }) => status)]).toEqual([3, [502, 200, 200, 204]]);
  });

  test('160 changed folders and one bump cost two rounds of reads, the second in parts of 200 paths', async () => {
    const folders = (text: string) =>
      Object.fromEntries(Array.from({ length: 160 }, (_, n) => [`folder-${n}/file.txt`, `${n} ${text}\n`]));
    const outcome = await push(await setting(sandbox), {
      before: { ...folders('old'), ...plugins(1) },
      after: { ...folders('new'), ...plugins(1, [0]) },
      size: 5000,
    });
    expect([reads(outcome), outcome.dispatches.length]).toEqual([1 + Math.ceil((160 * 2 * 2) / 200), 1]);
  });

  test('a push that touches no folder of a plugin costs 1 read, and 1 question about the token', async () => {
    const at = await setting(sandbox);
    const outcome = await push(at, { before: plugins(5), after: { 'README.md': 'new\n' } });
    expect(outcome.requests.map(({ path }) => path)).toEqual(['/api/graphql', '/api/v3/rate_limit']);
  });

  test('`**` costs one read per folder level, and finds manifests however deep', async () => {
    const at = await setting(sandbox);
    const path = 'a/b/c/.claude-plugin/plugin.json';
    const outcome = await push(at, {
      before: { [path]: manifest('deep', '1.0.0'), 'x/y/z/w/file': 'same\n' },
      after: { [path]: manifest('deep', '1.0.1') },
      inputs: { manifests: '**/.claude-plugin/plugin.json' },
    });
    expect([kinds(outcome), reads(outcome)]).toEqual([{ [path]: 'patch' }, 4]);
  });
});

describe('which manifests are looked at', () => {
  test('the root, plugins/* and * are looked at without any input', async () => {
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: {
        [ROOT_MANIFEST]: manifest('one', '1.0.0'),
        [inPlugins('two')]: manifest('two', '1.0.0'),
        'three/.claude-plugin/plugin.json': manifest('three', '1.0.0'),
        'a/b/.claude-plugin/plugin.json': manifest('deeper', '1.0.0'),
      },
    });
    expect(outcome.changes.map(({ plugin }) => plugin)).toEqual(['one', 'two', 'three']);
  });

  test('a bump that no pattern sees is a warning that says what to add', async () => {
    const deep = 'a/b/.claude-plugin/plugin.json';
    const [before, after] = [{ [deep]: manifest('deep', '1.0.0') }, { [deep]: manifest('deep', '1.1.0') }];
    const outcome = await push(await setting(sandbox), { before, after });
    expect(outcome.messages).toEqual([expect.stringMatching(/`a\/b\/.*no pattern in `manifests` matches/)]);
    const excluded = {
      ...{ before, after: { [deep]: manifest('deep', '1.2.0') } },
      inputs: { manifests: '!a/**' },
    };
    expect((await push(await setting(sandbox), excluded)).messages).toEqual([]);
  });

  test.each([
    ['is reformatted', manifest('root', '1.0.0', { description: 'More' }), {}],
    ['is broken', '{', {}],
    ['goes down, and that is skipped', manifest('root', '0.9.0'), { downgrades: 'skip' }],
  ])('a bump that no pattern sees is a warning too where another manifest %s', async (_, root, inputs) => {
    const deep = 'packages/deep/g/.claude-plugin/plugin.json';
    const outcome = await push(await setting(sandbox), {
      before: { [ROOT_MANIFEST]: manifest('root', '1.0.0'), [deep]: manifest('deep', '1.0.0') },
      after: { [ROOT_MANIFEST]: root, [deep]: manifest('deep', '1.1.0') },
      inputs,
    });
    expect(outcome.messages).toContainEqual(
      expect.stringMatching(/^warning: `packages\/deep\/.*no pattern in `manifests` matches/),
    );
  });

  test('a manifest that moves out of sight with its bump is a warning, not only removed', async () => {
    const deep = 'a/b/.claude-plugin/plugin.json';
    const outcome = await push(await setting(sandbox), {
      before: { [inPlugins('x')]: manifest('x', '1.0.0') },
      after: { [inPlugins('x')]: null, [deep]: manifest('x', '1.1.0') },
    });
    expect(outcome.changes).toMatchObject([{ change: 'removed' }]);
    expect(outcome.messages).toEqual([expect.stringMatching(/^warning: `a\/b\/.*no pattern in `manifests`/)]);
  });

  test('a run that announces and finds no manifest says so', async () => {
    const at = await setting(sandbox);
    const sha = await at.plugin.commit({ files: { 'README.md': 'x\n' } });
    const outcome = await run(at, { name: 'workflow_dispatch', sha });
    expect(outcome.messages).toEqual([expect.stringMatching(/^warning: No plugin.json was found/)]);
  });

  test('`!` excludes, and names may hold anything git allows', async () => {
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: {
        [inPlugins('__proto__')]: manifest('proto', '1.0.0'),
        [inPlugins('ünï "quoted" {x}')]: manifest('odd', '1.0.0'),
        [inPlugins('old')]: manifest('old', '1.0.0'),
      },
      inputs: { manifests: '!plugins/old/**' },
    });
    expect(outcome.changes.map(({ plugin }) => plugin)).toEqual(['proto', 'odd']);
  });

  test('several changed plugins are sent one by one, in the order of `manifests`, then of paths', async () => {
    const at = await setting(sandbox);
    const outcome = await push(at, { before: plugins(40), after: plugins(40, [...Array(40).keys()]) });
    expect([outcome.outputs['sent'], reads(outcome)]).toEqual(['40', 1]);
    expect(outcome.dispatches.map((d) => d.client_payload['plugin'])).toEqual(
      [...Array(40).keys()].map((n) => `plugin-${n}`).sort(),
    );
  });

  test('a manifest that moved with its version is no change', async () => {
    const outcome = await push(await setting(sandbox), {
      before: { [ROOT_MANIFEST]: manifest('mover', '1.0.0') },
      after: { [ROOT_MANIFEST]: null, [inPlugins('mover')]: manifest('mover', '1.0.0') },
    });
    expect([kinds(outcome), outcome.dispatches]).toEqual([{ [inPlugins('mover')]: 'unchanged' }, []]);
  });

  describe('a manifest that moved from where no pattern looks', () => {
    const HIDDEN = 'packages/deep/mover/.claude-plugin/plugin.json';
    const moved = async (after: string, more: Files = {}, inputs: Record<string, string> = {}) =>
      push(await setting(sandbox), {
        before: { [HIDDEN]: manifest('mover', '1.0.0') },
        after: { [HIDDEN]: null, [inPlugins('mover')]: manifest('mover', after), ...more },
        inputs,
      });

    test('with its version is no change', async () => {
      const outcome = await moved('1.0.0');
      expect([kinds(outcome), outcome.dispatches]).toEqual([{ [inPlugins('mover')]: 'unchanged' }, []]);
    });

    test('with a bump is compared with what it was', async () => {
      const outcome = await moved('1.1.0');
      expect(outcome.changes).toMatchObject([{ change: 'minor', previous_version: '1.0.0', notified: true }]);
      expect(outcome.dispatches).toHaveLength(1);
    });

    test('is one plugin: another that is new beside it is added', async () => {
      const outcome = await moved('1.0.0', { [inPlugins('new')]: manifest('new', '1.0.0') });
      expect(kinds(outcome)).toEqual({ [inPlugins('mover')]: 'unchanged', [inPlugins('new')]: 'added' });
    });

    test('is added where it was left out before, on purpose', async () => {
      const manifests = `plugins/*/.claude-plugin/plugin.json\n!packages/**`;
      expect(kinds(await moved('1.0.0', {}, { manifests }))).toEqual({ [inPlugins('mover')]: 'added' });
    });

    test('costs nothing where nothing vanished', async () => {
      const added = { [inPlugins('new')]: manifest('new', '1.0.0') };
      const { requests } = await push(await setting(sandbox), {
        before: { [inPlugins('old')]: manifest('old', '1.0.0') },
        after: added,
      });
      expect(requests.filter(({ kind }) => kind === 'graphql')).toHaveLength(2);
    });
  });

  test('two manifests with one name that agree are one dispatch', async () => {
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: { [ROOT_MANIFEST]: manifest('twin', '1.0.0'), [inPlugins('twin')]: manifest('twin', '1.0.0') },
    });
    expect(outcome.dispatches.map((d) => d.client_payload['path'])).toEqual([ROOT_MANIFEST]);
    expect(outcome.messages).toEqual([]);
  });

  test('two manifests with one name that disagree: the first path counts, with a warning', async () => {
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: { [ROOT_MANIFEST]: manifest('twin', '1.0.0'), [inPlugins('twin')]: manifest('twin', '2.0.0') },
    });
    expect(outcome.dispatches.map((d) => d.client_payload['version'])).toEqual(['1.0.0']);
    expect(outcome.messages.join()).toMatch(/^warning: `twin`.*same name and declares `1.0.0`/);
  });

  test('`plugins` limits what is sent; the others are reported', async () => {
    const outcome = await push(await setting(sandbox), {
      before: plugins(3),
      after: plugins(3, [0, 1, 2]),
      inputs: { plugins: 'plugin-*, !plugin-1' },
    });
    expect(outcome.changes.map(({ plugin, notified, reason }) => [plugin, notified, reason])).toEqual([
      ['plugin-0', true, undefined],
      ['plugin-1', false, 'not among `plugins`'],
      ['plugin-2', true, undefined],
    ]);
  });
});

describe('strangers’ files', () => {
  const healthy = inPlugins('healthy');
  const healthyBefore = { [healthy]: manifest('healthy', '1.0.0') };
  const healthyAfter = { [healthy]: manifest('healthy', '1.1.0') };

  const BROKEN: [string, FileChange, RegExp, (number | undefined)?, (number | undefined)?][] = [
    [
      'broken JSON',
      '{\n  "name": "x",\n  "version": 1.0.0\n}\n',
      /is not valid JSON.*\(line 3, column 17\)/,
      3,
      17,
    ],
    [
      'a trailing comma',
      '{"name": "x",\n "version": "1.0.0",\n}\n',
      /there is a comma before a closing bracket/,
      3,
      1,
    ],
    ['conflict markers', '{\n<<<<<<< HEAD\n  "name": "x"\n', /merge conflict marker/, 2, 1],
    ['a byte-order mark', `\uFEFF${manifest('x', '1.0.0')}`, /byte-order mark .* not "UTF-8 with BOM"/, 1, 1],
    ['no name', '{"version": "1.0.0"}', /no usable `name`/, 1, 1],
    ['a blank name', '{\n "name": " ", "version": "1.0.0"}', /no usable `name`/, 2, 10],
    ['a version that is a number', '{"name": "x",\n  "version": 2}', /`version` that is not a string/, 2, 14],
    ['an array', '[]', /is not a JSON object/, 1, 1],
    ['nothing', '', /is empty/, 1, 1],
    ['100,000 nested arrays', '['.repeat(100_000), /is not valid JSON/, 1, undefined],
    ['a symlink to /etc/passwd', { symlink: '/etc/passwd' }, /symbolic link that leaves the repository/],
    ['a symlink out of the repository', { symlink: '../../../../x.json' }, /leaves the repository/],
    ['a symlink to nothing', { symlink: 'gone.json' }, /symbolic link whose target is not in this commit/],
    ['a symlink to itself', { symlink: 'plugin.json' }, /one link is followed/],
    ['a submodule', { gitlink: '4'.repeat(40) }, /is a submodule/],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n',
      /Git LFS pointer/,
    ],
    ['a binary file', new Uint8Array([0, 1, 2, 255]), /is a binary file/],
    ['Latin-1', new Uint8Array(Buffer.from('{"name": "caf\xe9"}', 'latin1')), /is not UTF-8/],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeff{"name": "a"}', 'utf16le')), /is not UTF-8/],
    ['more than 1 MiB', `{"name": "${'x'.repeat(1024 * 1024)}"}`, /larger than 1 MiB/],
  ];

  const places = BROKEN.map((_, index) => inPlugins(`broken-${index}`));
  const shown = 7;

  /** Each run has so many of them that all of their annotations are shown. */
  const runs = Array.from({ length: Math.ceil(BROKEN.length / shown) }, async (_, number) => {
    const rows = BROKEN.slice(number * shown, (number + 1) * shown);
    const broken = rows.map(([, content], index) => [places[number * shown + index], content]);
    const after = { ...healthyAfter, ...Object.fromEntries(broken) };
    return push(await setting(sandbox), { before: healthyBefore, after });
  });

  test.each(BROKEN.map(([what, , ...rest], index) => [what, index, ...rest] as const))(
    '%s is an error at its place; all others are still sent; the step fails',
    async (_, index, ...[message, line, col]) => {
      const outcome = (await runs[Math.floor(index / shown)]) as Outcome;
      const own = outcome.result.annotations.filter(({ file }) => file === places[index]);
      expect(own).toMatchObject([{ level: 'error', message: expect.stringMatching(message) }]);
      if (line !== undefined) expect(own[0]?.line).toBe(line);
      if (col !== undefined) expect(own[0]?.col).toBe(col);
      expect(outcome.dispatches.map((d) => d.client_payload['plugin'])).toEqual(['healthy']);
      expect([outcome.result.outcome, outcome.changes.length]).toEqual(['failure', 1]);
    },
  );

  test('a manifest that was broken, a symlink elsewhere or without a version before is added now', async () => {
    const [json, link, silent] = ['json', 'link', 'silent'].map(inPlugins) as [string, string, string];
    const outcome = await push(await setting(sandbox), {
      before: { [json]: '{', [link]: { symlink: '/etc/passwd' }, [silent]: manifest('silent') },
      after: {
        [json]: manifest('json', '1.0.0'),
        [link]: manifest('link', '1.0.0'),
        [silent]: manifest('silent', '1.0.0'),
      },
    });
    expect(kinds(outcome)).toEqual({ [json]: 'added', [link]: 'added', [silent]: 'added' });
    expect(outcome.result.outcome).toBe('success');
  });

  test('`__proto__` in a manifest is a key like any other', async () => {
    const path = inPlugins('proto');
    const text = '{"__proto__": {"name": "evil", "version": "9.9.9"}, "name": "proto", "version": "1.0.0"}';
    const outcome = await push(await setting(sandbox), { before: {}, after: { [path]: text } });
    expect(outcome.changes).toMatchObject([{ plugin: 'proto', version: '1.0.0' }]);
  });

  test('of a key that stands twice the last counts, as for every reader of JSON', async () => {
    const path = inPlugins('twice');
    const text = '{"name": "twice", "version": "1.0.0", "version": "1.2.0"}';
    const outcome = await push(await setting(sandbox), {
      before: { [path]: manifest('twice', '1.0.0') },
      after: { [path]: text },
    });
    expect(outcome.changes).toMatchObject([{ change: 'minor', version: '1.2.0' }]);
  });

  test('a manifest of 600,000 characters is read whole, although GraphQL cuts it', async () => {
    const path = inPlugins('long');
    const long = (version: string) => manifest('long', version, { note: 'é'.repeat(300_000) });
    const outcome = await push(await setting(sandbox), {
      before: { [path]: long('1.0.0') },
      after: { [path]: long('1.0.1') },
    });
    expect(kinds(outcome)).toEqual({ [path]: 'patch' });
    expect(outcome.requests.filter(({ path: p }) => p.includes('/git/blobs/'))).toHaveLength(2);
  });

  test('a symlink inside the repository is followed once: a file, or a folder', async () => {
    const real = (version: string) => ({
      'shared/real.json': manifest('linked-file', version),
      'src/real/.claude-plugin/plugin.json': manifest('linked-folder', version),
    });
    const outcome = await push(await setting(sandbox), {
      before: {
        ...real('1.0.0'),
        [ROOT_MANIFEST]: { symlink: '../shared/real.json' },
        'plugins/linked': { symlink: '../src/real' },
      },
      after: real('1.0.1'),
    });
    expect(kinds(outcome)).toEqual({ [ROOT_MANIFEST]: 'patch', [inPlugins('linked')]: 'patch' });
    expect(outcome.changes.map(({ plugin }) => plugin)).toEqual(['linked-file', 'linked-folder']);
  });

  test.each<[string, Files, Files, string, string | null]>([
    [
      'a folder becomes a symlink to where it went',
      { [inPlugins('a')]: manifest('a', '1.0.0') },
      {
        [inPlugins('a')]: null,
        'plugins/a': { symlink: '../src/a' },
        'src/a/.claude-plugin/plugin.json': manifest('a', '1.1.0'),
      },
      'minor',
      '1.1.0',
    ],
    [
      'a symlink becomes the folder it led to',
      { 'plugins/a': { symlink: '../src/a' }, 'src/a/.claude-plugin/plugin.json': manifest('a', '1.0.0') },
      { 'plugins/a': null, [inPlugins('a')]: manifest('a', '1.0.0', { edited: true }) },
      'unchanged',
      '1.0.0',
    ],
  ])('%s', async (_, before, after, change, version) => {
    const outcome = await push(await setting(sandbox), { before, after });
    expect(outcome.changes).toMatchObject([{ path: inPlugins('a'), change, version }]);
  });

  test('a plugin’s folder that becomes a submodule is its own repository’s from then on', async () => {
    const before = { [inPlugins('a')]: manifest('a', '1.0.0') };
    const after = { [inPlugins('a')]: null, 'plugins/a': { gitlink: '6'.repeat(40) } };
    const outcome = await push(await setting(sandbox), { before, after });
    expect([outcome.changes, outcome.messages]).toEqual([[], [expect.stringMatching(/is in a submodule/)]]);
  });

  test('a symlink such as CLAUDE.md → AGENTS.md costs nothing but the second read', async () => {
    const outcome = await push(await setting(sandbox), {
      before: { ...BUMP.before, 'AGENTS.md': 'Hello\n', 'CLAUDE.md': { symlink: 'AGENTS.md' } },
      after: BUMP.after,
    });
    expect([reads(outcome), outcome.dispatches.length]).toEqual([2, 1]);
  });

  test('a plugin that lies in a submodule is left to its own repository, with a notice', async () => {
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: { 'plugins/other': { gitlink: '5'.repeat(40) } },
    });
    expect([outcome.result.outcome, outcome.changes]).toEqual(['success', []]);
    expect(outcome.messages).toEqual([
      expect.stringMatching(/^notice: `plugins\/other\/.*is in a submodule/),
    ]);
  });

  test('plugins that are called like commands write none', async () => {
    const names = ['::error title=pwned::hello', '::stop-commands::x', '##[error]pwned', '%0A::error::pwned'];
    const files = names.map((name, index) => [inPlugins(`${index}`), manifest(name, '1.0.0')]);
    const after = { ...Object.fromEntries(files), [inPlugins('x')]: '{' };
    const outcome = await push(await setting(sandbox), { before: {}, after });
    expect(outcome.result.annotations.map(({ title }) => title)).toEqual(['manifest-not-json', undefined]);
    expect(outcome.dispatches.map((d) => d.client_payload['plugin'])).toEqual(names);
  });

  test('no manifest can write a workflow command, a link or a heading', async () => {
    const name =
      'x\n::error file=a::pwned ##[error]pwned </code><a href="https://evil.example">y</a> # [z](https://evil.example) \u202e`';
    const version = '1.0.0`\n::set-output name=sent::99';
    const path = inPlugins('evil\n::warning::x');
    const outcome = await push(await setting(sandbox), {
      before: {},
      after: { [path]: manifest(name, version) },
    });
    expect(outcome.messages.filter((text) => text.includes('pwned') && text.startsWith('error'))).toEqual([]);
    expect(outcome.outputs['sent']).toBe('1');
    expect(outcome.result.log.split('\n').some((line) => line.trimStart().startsWith('::'))).toBe(false);
    expect(outcome.result.rawOutput).not.toContain('##[');
    expect(marked.parse(outcome.result.summary, { gfm: true, async: false })).not.toMatch(
      /<a href="https:\/\/evil|<h1/,
    );
    expect(outcome.dispatches[0]?.client_payload).toMatchObject({ plugin: name, version, path });
  });
});

describe('versions', () => {
  const VERSIONS: [string | undefined, string | undefined, string, boolean][] = [
    ['1.0.0', '2.0.0', 'major', true],
    ['1.9.0', '1.10.0', 'minor', true],
    ['1.0.9', '1.0.10', 'patch', true],
    ['2.0.0-rc.1', '2.0.0', 'major', true],
    ['1.0.0', '1.1.0-beta.1', 'prerelease', true],
    ['1.1.0', '1.0.0', 'downgrade', true],
    ['1.0.0', 'spring', 'changed', true],
    ['1.0', '1.1', 'changed', true],
    [' 1.0.0', '1.0.0', 'changed', true],
    ['1.0.0', 'v1.0.0', 'unchanged', false],
    ['1.0.0+1', '1.0.0+2', 'unchanged', false],
    [undefined, '1.0.0', 'added', true],
    ['1.0.0', undefined, 'removed', false],
    [undefined, undefined, 'unchanged', false],
  ];
  /** Each a plugin of its own, in one push. */
  const pushed = setting(sandbox).then((at) => {
    const files = (text: (row: (typeof VERSIONS)[number], name: string) => string) =>
      Object.fromEntries(VERSIONS.map((row, index) => [inPlugins(`${index}`), text(row, `it-${index}`)]));
    return push(at, {
      before: files(([before], name) => manifest(name, before)),
      after: files(([, after], name) => manifest(name, after, { edited: true })),
    });
  });

  test.each(VERSIONS.map((row, index) => [...row, index] as const))(
    '%s → %s is %s',
    async (before, after, change, notified, index) => {
      const own = (await pushed).changes.filter(({ path }) => path === inPlugins(`${index}`));
      expect(own).toMatchObject([
        { change, notified, version: after ?? null, previous_version: before ?? null },
      ]);
    },
  );

  test.each([
    ['downgrades', '1.1.0', '1.0.0'],
    ['prereleases', '1.0.0', '1.1.0-rc.1'],
  ])('`%s: skip` reports and does not send', async (input, before, after) => {
    const outcome = await push(await setting(sandbox), {
      before: { [ROOT_MANIFEST]: manifest('it', before) },
      after: { [ROOT_MANIFEST]: manifest('it', after) },
      inputs: { [input]: 'skip' },
    });
    expect([outcome.dispatches, outcome.changes]).toMatchObject([
      [],
      [{ notified: false, reason: `\`${input}\` is \`skip\`` }],
    ]);
  });

  test('a manifest that is gone is removed and not sent; one that only lost its version warns', async () => {
    const at = await setting(sandbox);
    const before = await at.plugin.commit({ files: { ...plugins(2) } });
    const after = await at.plugin.commit({
      files: { [inPlugins('plugin-0')]: null, [inPlugins('plugin-1')]: manifest('plugin-1') },
    });
    const outcome = await run(at, pushEvent(before, after));
    expect(outcome.changes.map(({ change, version }) => [change, version])).toEqual([
      ['removed', null],
      ['removed', null],
    ]);
    expect(outcome.messages).toEqual([
      expect.stringMatching(/^warning: `plugin-1`.*no longer declares a version/),
    ]);
  });

  test('a first push adds all, and nothing of it is a downgrade', async () => {
    const at = await setting(sandbox);
    const after = await at.plugin.commit({ files: plugins(3) });
    const outcome = await run(at, pushEvent(ZEROS, after));
    expect(Object.values(kinds(outcome))).toEqual(['added', 'added', 'added']);
  });
});
