import { describe, expect, test } from '@jest/globals';
import type { FileChange } from '../../sandbox/types.ts';
import { type Files, manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  update,
} from './update-support.ts';

/** What is written: the bytes of the catalogue, the commit, and on which branch and file. */
const sandbox = await sharedSandbox();

/** A plugin one bump ahead, and the entry that lists its first commit. */
async function bumped(at: Market, name = 'plugin') {
  const made = await plugin(at, name, '1.0.0');
  const head = await made.bump('1.0.1');
  return { ...made, head, entry: { name, source: pinned(made, made.first), version: '1.0.0' } };
}

describe('only the bytes that must change in the catalogue change', () => {
  const plain = (entry: object) => catalogue([entry], { metadata: { description: 'All of ours' } });
  const FORMATS: [what: string, text: (entry: object) => string][] = [
    ['CRLF', (entry) => plain(entry).replaceAll('\n', '\r\n')],
    [
      'tabs, spaces before colons, many newlines at its end',
      (entry) => `\n${plain(entry).replaceAll('  ', '\t').replaceAll(':', ' :')}\n\n`,
    ],
    [
      'escapes and characters beyond ASCII, on one line without a newline at its end',
      (entry) =>
        JSON.stringify(JSON.parse(plain(entry))).replace(
          'All of ours',
          String.raw`\u0041ll \u2026 \/ \ud83d\ude00 😀 é`,
        ),
    ],
  ];

  test.each(FORMATS)('%s', async (_, text) => {
    const at = await market(sandbox);
    const { entry, first, head } = await bumped(at);
    const before = text({ ...entry, description: 'x' });
    await at.repository.commit({ files: { [CATALOGUE]: before } });
    const run = await update(at);
    expect(run.catalogue).toBe(before.replace(first, head).replace('"1.0.0"', '"1.0.1"'));
    expect(run.catalogue).not.toBe(before);
  });

  test('the executable bit is kept', async () => {
    const at = await market(sandbox);
    const { entry, head } = await bumped(at);
    const file: FileChange = { text: catalogue([entry]), executable: true };
    await at.repository.commit({ files: { [CATALOGUE]: file } });
    const run = await update(at);
    expect(await at.repository.git('ls-tree', run.after, CATALOGUE)).toMatch(/^100755 blob /);
    expect(run.catalogue).toContain(head);
  });

  test('where only a pointer moves, the catalogue is not touched', async () => {
    const at = await market(sandbox);
    const { first, head } = await bumped(at);
    const files: Files = {
      sub: { gitlink: first },
      '.gitmodules': '[submodule "sub"]\n\tpath = sub\n\turl = ../plugin\n',
    };
    await list(at, [{ name: 'sub', source: './sub' }], files);
    const run = await update(at);
    expect(await at.repository.changedFiles(run.before, run.after)).toEqual(['sub']);
    expect(await at.repository.git('rev-parse', `${run.after}:sub`)).toBe(head);
  });
});

describe('a catalogue that can’t be edited', () => {
  const at = (line: number, col: number) => ({ file: CATALOGUE, line, col });
  const REFUSED: [what: string, file: FileChange, message: RegExp, place: object][] = [
    [
      'with a byte-order mark',
      '\uFEFF{"plugins": []}',
      /starts with a byte-order mark \(U\+FEFF\)/,
      at(1, 1),
    ],
    [
      'with a comma too many',
      '{\n  "plugins": [\n    {},\n  ]\n}\n',
      /there is a comma before a closing br/,
      at(4, 3),
    ],
    [
      'with `plugins` twice',
      '{\n  "plugins": [],\n  "plugins": []\n}\n',
      /has the key `plugins` twice/,
      at(3, 3),
    ],
    ['without `plugins`', '{"name": "x"}', /has no list of `plugins`/, at(1, 1)],
    ['that is a list', '[]', /is not a JSON object/, at(1, 1)],
    [
      'that is a link',
      { symlink: '../x.json' },
      /is a symbolic link: write the path of its target/,
      { file: CATALOGUE },
    ],
    ['that is missing', null, /^There is no `\.claude-plugin\/marketplace\.json` on `main`\. Commit/, {}],
  ];

  test.each(REFUSED)(
    '%s is an error at its place, and nothing is written',
    async (_, file, message, place) => {
      const made = await market(sandbox);
      const before = await made.repository.commit({
        files: { README: 'x', ...(file === null ? {} : { [CATALOGUE]: file }) },
      });
      const run = await update(made);
      expect(run.result.annotations[0]).toMatchObject({
        level: 'error',
        message: expect.stringMatching(message),
        ...place,
      });
      expect([run.result.outcome, run.after, run.outputs['changed']]).toEqual(['failure', before, 'false']);
    },
  );

  test('where a key that we would write stands twice, the entry is held with its line; the others go on', async () => {
    const made = await market(sandbox);
    const { entry, first, head } = await bumped(made);
    const twice = (name: string) => JSON.stringify({ ...entry, name, note: 'n' }, null, 2);
    const texts = [
      twice('version-twice').replace('"note"', '"version": "1.0.0",\n  "note"'),
      twice('sha-twice').replace('"sha"', `"sha": "${first}",\n    "sha"`),
      twice('source-twice').replace('"note": "n"', `"source": ${JSON.stringify(entry.source)}`),
      twice('note-twice').replace('"note": "n"', '"note": "n", "note": "n"'),
    ];
    await made.repository.commit({ files: { [CATALOGUE]: `{"plugins": [${texts.join(',\n')}\n]}\n` } });
    const run = await update(made);
    const reason = (line: number) =>
      `held: its entry has the same key twice (line ${line} of \`${CATALOGUE}\`): remove one`;
    expect(['version', 'sha', 'source', 'note'].map((key) => fateOf(run, `${key}-twice`))).toEqual([
      reason(9),
      reason(18),
      reason(31),
      'pin 1.0.0 → 1.0.1',
    ]);
    expect(run.catalogue.match(new RegExp(head, 'g'))).toHaveLength(1);
    expect(run.result.outcome).toBe('success');
  });
});

describe('the commit', () => {
  test('has no author given, so that GitHub signs it; its body tells each update, the trigger and the run', async () => {
    const at = await market(sandbox);
    const [a, b] = [await bumped(at, 'a'), await bumped(at, 'b')];
    await list(at, [a.entry, { name: 'b', source: b.entry.source }]);
    const run = await update(at, { payload: { plugin: 'a', version: '1.0.1' } });
    const posted = run.requests.find(({ path }) => path.endsWith('/git/commits'))?.body;
    expect(Object.keys(posted ?? {}).sort()).toEqual(['message', 'parents', 'tree']);
    const raw = await at.repository.git('cat-file', 'commit', run.after);
    expect(raw).toMatch(
      /^author github-actions\[bot\] .*\ncommitter GitHub <noreply@github\.com>.*\ngpgsig /m,
    );
    const short = (oid: string) => oid.slice(0, 7);
    const runs = `${sandbox.github.url}/${at.repository.fullName}/actions/runs/`;
    expect(raw.slice(raw.indexOf('\n\n') + 2).replace(/\d+$/, '<id>')).toBe(
      [
        'chore: update 2 plugins',
        '',
        `a: 1.0.0 → 1.0.1 (${short(a.first)} → ${short(a.head)})`,
        `b: 1.0.0 → 1.0.1 (${short(b.first)} → ${short(b.head)})`,
        '',
        'Trigger: repository_dispatch',
        `Run: ${runs}<id>`,
      ].join('\n'),
    );
    expect(run.outputs['commit']).toBe(run.after);
  });

  test('names only plain names and versions', async () => {
    const at = await market(sandbox);
    const [odd, long] = [await bumped(at, 'odd'), await bumped(at, 'long')];
    await odd.repository.commit({ files: { [ROOT_MANIFEST]: manifest('odd', 'closes #1 [skip ci]') } });
    await long.repository.commit({ files: { [ROOT_MANIFEST]: manifest('long', '1'.repeat(65)) } });
    await list(at, [
      { ...odd.entry, name: '@everyone closes #2\n\n[skip ci]' },
      { ...long.entry, name: 'Grüße v1+x' },
    ]);
    const run = await update(at);
    const message = await at.repository.git('log', '-1', '--format=%B', run.after);
    expect(message).toMatch(/^a plugin whose name is not plain text: 1\.0\.0 → not plain text \(/m);
    expect(message).toMatch(/^Grüße v1\+x: 1\.0\.0 → not plain text \(/m);
    expect(message).not.toMatch(/[#@[\]]|1{65}/);
    expect(JSON.parse(run.catalogue).plugins[0].version).toBe('closes #1 [skip ci]');
  });

  test('takes a stranger’s version into the catalogue as text, and shows it as such', async () => {
    const at = await market(sandbox);
    const { entry, repository } = await bumped(at);
    const version = '2\n::error::forged\n##[error]x\u202e <img src=x> [a](javascript:1) | `x` @everyone';
    await repository.commit({ files: { [ROOT_MANIFEST]: manifest('plugin', version) } });
    await list(at, [entry]);
    const run = await update(at);
    expect(entriesOf(run)['plugin']?.['version']).toBe(version);
    expect(run.updates).toMatchObject([{ version }]);
    expect([run.messages, run.result.outcome]).toEqual([[], 'success']);
    expect(run.result.rawOutput).not.toMatch(/^(::error|##\[)/m);
    expect(run.result.summary).not.toMatch(/<img|\]\(javascript|@everyone|\u202e/);
    expect(await at.repository.git('log', '-1', '--format=%B', run.after)).not.toMatch(/forged|everyone/);
  });

  test('of one plugin names it; `commit-title` says it in other words', async () => {
    const at = await market(sandbox);
    const { entry, bump } = await bumped(at, 'sdk-bridge');
    await list(at, [entry]);
    const title = async (commit: string) => at.repository.git('log', '-1', '--format=%s', commit);
    expect(await title((await update(at)).after)).toBe('chore: update sdk-bridge to 1.0.1');
    await bump('1.0.2');
    const run = await update(at, { inputs: { 'commit-title': 'build(plugins): newer ones' } });
    expect(await title(run.after)).toBe('build(plugins): newer ones');
    const refused = await update(at, { inputs: { 'commit-title': 'a\nb' } });
    expect(refused.messages[0]).toBe(
      'error: `commit-title` is not one line of text. Write one line of at most 256 characters.',
    );
  });
});

describe('which branch and file', () => {
  test('another default branch, `marketplace-file` elsewhere', async () => {
    const at = await market(sandbox, { defaultBranch: 'trunk' });
    const { entry, head } = await bumped(at);
    await at.repository.commit({ files: { 'lists/all.json': catalogue([entry]) } });
    const inputs = { 'marketplace-file': 'lists/all.json' };
    expect(entriesOf(await update(at, { inputs }))['plugin']).toMatchObject({ source: { sha: head } });
    const wrong = await update(at, { inputs: { 'marketplace-file': '../up.json' } });
    expect([wrong.messages[0], wrong.requests]).toEqual([expect.stringMatching(/leaves its repository/), []]);
  });

  test('relative sources start at the folder that holds the file’s `.claude-plugin`', async () => {
    const at = await market(sandbox);
    const file = 'sets/a/.claude-plugin/marketplace.json';
    const entries = [{ name: 'x', source: './plugins/x', version: '1.0.0' }];
    const there = 'sets/a/plugins/x/.claude-plugin/plugin.json';
    await at.repository.commit({ files: { [file]: catalogue(entries), [there]: manifest('x', '2.0.0') } });
    const run = await update(at, { inputs: { 'marketplace-file': file } });
    expect(fateOf(run, 'x')).toBe('version 1.0.0 → 2.0.0');
  });

  test('workflow_dispatch on another branch updates that branch alone', async () => {
    const at = await market(sandbox);
    const { entry, head } = await bumped(at);
    const main = await list(at, [entry]);
    await at.repository.commit({ branch: 'staging', parents: [main], files: { note: 'x' } });
    const run = await update(at, { event: 'workflow_dispatch', ref: 'refs/heads/staging' });
    expect(entriesOf(run)['plugin']).toMatchObject({ source: { sha: head } });
    expect(at.repository.tip()).toBe(main);
    expect(run.result.log).toContain('Event: workflow_dispatch.');
  });
});
