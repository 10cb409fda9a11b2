import { describe, expect, test } from '@jest/globals';
import { type Files, manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import { entriesOf, fateOf, list, type Market, market, pinned, plugin, update } from './update-support.ts';

/** When a pointer moves: forward, to a working plugin, for a reason. All of a rule's plugins in one marketplace. */
const sandbox = await sharedSandbox();

/** A plugin's repository, and what the marketplace points to in it. */
interface Case {
  readonly sha: string;
  readonly head: string;
  readonly source: object;
}

/** Makes one from its states: first the one that is pinned, last the head. */
async function states(at: Market, name: string, [first = {}, ...then]: Files[], more: object = {}) {
  const { repository } = await plugin(at, name, '1.0.0');
  const sha = await repository.commit({ files: first });
  let head = sha;
  for (const files of then) head = await repository.commit({ files });
  return { sha, head, source: pinned({ repository, first: sha, bump: async () => '' }, sha, more) };
}

type Cases = Record<string, (at: Market, name: string) => Promise<Case>>;

/** One run over a marketplace that lists them all, and one of what it must find. */
async function runOf(cases: Cases, entry: object = {}) {
  const at = await market(sandbox);
  const made: Record<string, Case> = {};
  for (const [name, make] of Object.entries(cases)) made[name] = await make(at, name);
  const good = await states(at, 'good', [{}, { [ROOT_MANIFEST]: manifest('good', '2.0.0') }]);
  const all = Object.entries({ ...made, good });
  await list(
    at,
    all.map(([name, { source }]) => ({ name, source, ...entry })),
  );
  const run = await update(at);
  const at7 = (name: string) => [made[name]?.sha, made[name]?.head].map((oid) => oid?.slice(0, 7) ?? '');
  return { at, run, made, at7, entries: entriesOf(run) };
}

const bumped = (name: string, version = '2.0.0'): Files => ({ [ROOT_MANIFEST]: manifest(name, version) });

describe('only forward', () => {
  const FORWARD: Cases = {
    async behind(at, name) {
      const made = await states(at, name, [bumped(name, '1.1.0'), bumped(name)]);
      const { repository } = await repositoryOf(at, name);
      await repository.setRef('refs/heads/main', made.sha);
      return { sha: made.head, head: made.sha, source: { ...made.source, sha: made.head } };
    },
    async diverged(at, name) {
      const made = await states(at, name, [bumped(name, '1.1.0')]);
      const { repository, first } = await repositoryOf(at, name);
      const head = await repository.commit({ parents: [first], files: bumped(name) });
      return { ...made, head };
    },
    async unrelated(at, name) {
      const made = await states(at, name, [bumped(name, '1.1.0')]);
      const { repository } = await repositoryOf(at, name);
      const head = await repository.commit({ parents: [], files: bumped(name) });
      return { ...made, head };
    },
    async untagged(at, name) {
      const made = await states(at, name, [{}, bumped(name)], { ref: 'v2.0.0' });
      const { repository } = await repositoryOf(at, name);
      await repository.tag('v2.0.0');
      return made;
    },
    async unsigned(at, name) {
      const made = await states(at, name, [{}], { ref: 'v1.0.0' });
      const { repository } = await repositoryOf(at, name);
      const tag = await repository.tag('v1.0.0', made.sha, { annotated: true });
      return { sha: tag, head: made.sha, source: { ...made.source, sha: tag } };
    },
    async gone(at, name) {
      const made = await states(at, name, [{}, bumped(name)]);
      const sha = 'b'.repeat(40);
      return { ...made, sha, source: { ...made.source, sha } };
    },
  };
  const shared = runOf(FORWARD);

  test('behind: left alone', async () => {
    const { run, at7 } = await shared;
    const [pin, head] = at7('behind');
    expect(fateOf(run, 'behind')).toMatch(
      new RegExp(`^skipped: \\S+/behind is behind: ${head} comes before ${pin}$`),
    );
  });

  test.each(['diverged', 'unrelated'])('%s: held with both commits, until a person repins', async (name) => {
    const { run, at7 } = await shared;
    const [pin, head] = at7(name);
    expect(fateOf(run, name)).toBe(
      `held: its history was rewritten: ${pin} and ${head} have diverged; set its pin or submodule pointer to a commit of the branch`,
    );
  });

  test.each([
    ['untagged', 'v2.0.0'],
    ['unsigned', 'v1.0.0'],
  ])('a `sha` that is not its tag’s commit (%s): held with both commits', async (name, tag) => {
    const { run, at7 } = await shared;
    expect(fateOf(run, name)).toBe(
      `held: its \`sha\` is not the commit of its tag \`${tag}\` (${at7(name).join(' and ')}); pin the entry to one of them`,
    );
  });

  test('a commit that the repository does not have: held with both commits', async () => {
    const { run, at7 } = await shared;
    const [pin, head] = at7('gone');
    expect(fateOf(run, 'gone')).toMatch(
      new RegExp(
        `^held: its commit ${pin} is not in \\S+/gone \\(any more\\); its branch is at ${head}: set its pin or submodule pointer`,
      ),
    );
  });

  test('the same where GitHub compares no commits by GraphQL: they are compared one by one', async () => {
    await shared;
    sandbox.github.switches.compareTakesOids = false;
    const { run, made, entries } = await runOf(FORWARD).finally(() => {
      sandbox.github.switches.compareTakesOids = true;
    });
    const fates = ['behind', 'diverged', 'unrelated'].map((name) =>
      fateOf(run, name).replace(/ [0-9a-f]{7}.*/, ''),
    );
    expect(fates).toEqual([
      expect.stringMatching(/^skipped: \S+\/behind is behind:$/),
      'held: its history was rewritten:',
      'held: its history was rewritten:',
    ]);
    for (const [name, { source }] of Object.entries(made)) expect(entries[name]).toEqual({ name, source });
    expect(run.updates.map((row) => row['plugin'])).toEqual(['good']);
    expect(run.requests.filter(({ path }) => path.includes('/compare/'))).toHaveLength(4);
  });

  test('none of them moves, the others do, and the step succeeds', async () => {
    const { run, made, entries } = await shared;
    for (const [name, { source }] of Object.entries(made)) expect(entries[name]).toEqual({ name, source });
    expect([run.updates.map((row) => row['plugin']), run.result.outcome]).toEqual([['good'], 'success']);
  });
});

/** A repository that a test made, with its first commit. */
async function repositoryOf({ owner }: Market, name: string) {
  const repository = sandbox.github.repository(`${owner}/${name}`);
  return { repository, first: await repository.git('rev-list', '--max-parents=0', 'main') };
}

describe('only to a working plugin', () => {
  const inFolder = (version: string) => ({ 'plugins/x/.claude-plugin/plugin.json': manifest('x', version) });
  const file = (text: string): Cases[string] => {
    return (at, name) => states(at, name, [{}, { [ROOT_MANIFEST]: text }]);
  };
  const BROKEN: Cases = {
    folder: (at, name) =>
      states(at, name, [inFolder('1.0.0'), { 'plugins/x/.claude-plugin/plugin.json': null, y: 'y' }], {
        path: 'plugins/x',
      }),
    unparsable: file('{"name": "unparsable",}\n'),
    nameless: file('{"version": "2.0.0"}\n'),
    unversioned: file('{"name": "unversioned", "version": 2}\n'),
    marked: file(`\uFEFF${manifest('marked', '2.0.0')}`),
    empty: file(''),
    conflict: file('<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n'),
    absent: (at, name) => states(at, name, [{}, { [ROOT_MANIFEST]: null }]),
    moved: (at, name) =>
      states(at, name, [
        {},
        { [ROOT_MANIFEST]: null, 'plugins/here/.claude-plugin/plugin.json': manifest('moved', '2.0.0') },
      ]),
    'moved-up': (at, name) =>
      states(
        at,
        name,
        [inFolder('1.0.0'), { 'plugins/x/.claude-plugin/plugin.json': null, ...bumped('x') }],
        {
          path: 'plugins/x',
        },
      ),
    linked: (at, name) => states(at, name, [{}, { [ROOT_MANIFEST]: { symlink: '../../outside.json' } }]),
  };
  const WORKING: Cases = {
    'never-had-one': (at, name) =>
      states(at, name, [{ [ROOT_MANIFEST]: null }, { 'commands/hello.md': 'Hello\n' }]),
    'has-one-now': (at, name) => states(at, name, [{ [ROOT_MANIFEST]: null }, bumped(name)]),
    mended: (at, name) => states(at, name, [{ [ROOT_MANIFEST]: '{' }, bumped(name)]),
    'linked-inside': (at, name) =>
      states(at, name, [
        {},
        { [ROOT_MANIFEST]: { symlink: '../plugin.json' }, 'plugin.json': manifest(name, '2.0.0') },
      ]),
  };
  const shared = runOf({ ...BROKEN, ...WORKING });

  test.each([
    ['folder', /^held: `plugins\/x` is missing in \S+\/folder at [0-9a-f]{7}$/],
    [
      'unparsable',
      /`\.claude-plugin\/plugin\.json` is not valid JSON: there is a comma before a closing bracket, at line 1, column \d+; remove the comma \(/,
    ],
    [
      'nameless',
      /has no usable `name`: a non-empty string, at line 1, column 1; add the name .* \(\S+\/nameless at [0-9a-f]{7}\)$/,
    ],
    ['unversioned', /has a `version` that is not a string, at line 1, column \d+; put it in quotes/],
    ['marked', /starts with a byte-order mark/],
    ['empty', /is empty, at line 1/],
    ['conflict', /contains a merge conflict marker, at line 1, column 1; resolve the conflict/],
    ['absent', /^held: `\.claude-plugin\/plugin\.json` is gone in \S+\/absent at [0-9a-f]{7}$/],
    [
      'moved',
      /is gone in .*; it is now at `plugins\/here\/\.claude-plugin\/plugin\.json`: change the entry's `sourc/,
    ],
    ['moved-up', /`plugins\/x` is missing in .*; it is now at `\.claude-plugin\/plugin\.json`: change/],
    ['linked', /is a symbolic link that leaves the repository/],
  ])('%s at the head: held, naming what is wrong', async (name, reason) => {
    const { run, entries, made } = await shared;
    expect(fateOf(run, name)).toMatch(/^held: /);
    expect(fateOf(run, name)).toMatch(reason);
    expect(entries[name]).toEqual({ name, source: made[name]?.source });
  });

  test.each(Object.keys(WORKING))('%s: moves', async (name) => {
    const { entries, made } = await shared;
    expect(entries[name]?.['source']).toMatchObject({ sha: made[name]?.head });
  });

  test('each is a warning beside its entry, as far as GitHub shows them; the summary has them all', async () => {
    const { run } = await shared;
    const { annotations, summary, outcome } = run.result;
    expect(annotations).toHaveLength(10);
    const place = { file: '.claude-plugin/marketplace.json', line: 8, col: 15 };
    expect(annotations[0]).toMatchObject({ level: 'warning', title: 'held', ...place });
    expect(annotations[9]?.message).toBe('And 2 more: the log and the job summary list them all.');
    for (const name of Object.keys(BROKEN)) expect(summary).toContain(`- <code>${name}</code>: `);
    expect(outcome).toBe('success');
  });
});

describe('only for a reason', () => {
  const tool = (text: string): Files => ({ 'plugins/x/tool.sh': text });
  const folder = { path: 'plugins/x' };
  const inFolder = (version: string) => ({ 'plugins/x/.claude-plugin/plugin.json': manifest('x', version) });
  const REASONS: Cases = {
    waits: (at, name) => states(at, name, [{}, { a: '1' }, { a: '2' }, { a: '3' }]),
    'waits-in-folder': (at, name) => states(at, name, [inFolder('1.0.0'), tool('1'), tool('2')], folder),
    'other-folder': (at, name) => states(at, name, [inFolder('1.0.0'), { b: '1' }, bumped(name)], folder),
    'bumped-folder': (at, name) =>
      states(at, name, [inFolder('1.0.0'), { b: '1' }, inFolder('1.1.0')], folder),
    'no-version': (at, name) => states(at, name, [{ [ROOT_MANIFEST]: manifest(name) }, { a: '1' }]),
    'now-declared': (at, name) => states(at, name, [{ [ROOT_MANIFEST]: manifest(name) }, bumped(name)]),
    'not-semantic': (at, name) => states(at, name, [bumped(name, 'spring'), bumped(name, 'summer')]),
    async retagged(at, name) {
      const made = await states(at, name, [{}, { a: '1' }], { ref: 'v1.0.0' });
      const { repository } = await repositoryOf(at, name);
      await repository.tag('v1.0.0', made.sha);
      await repository.tag('v1.0.1');
      return made;
    },
  };
  const shared = runOf(REASONS);

  test.each(['waits', 'waits-in-folder', 'other-folder', 'retagged'])('%s: stays', async (name) => {
    const { run, entries, made } = await shared;
    expect(fateOf(run, name)).toBe('as it was');
    expect(entries[name]?.['source']).toEqual(made[name]?.source);
  });

  test.each(['bumped-folder', 'no-version', 'now-declared', 'not-semantic'])('%s: moves', async (name) => {
    const { entries, made } = await shared;
    expect(entries[name]?.['source']).toMatchObject({ sha: made[name]?.head });
  });

  test('commits that wait for a version bump are counted in the summary', async () => {
    const { summary, log } = (await shared).run.result;
    const [, waiting = ''] = summary.split('**Waiting for a version bump');
    expect(waiting.match(/^- .*$/gm)).toEqual([
      '- <code>waits</code>: 3 commits',
      '- <code>waits-in-folder</code>: 2 commits',
      '- <code>retagged</code>: tag <code>v1.0.1</code>, but plugin.json says the same version',
    ]);
    expect(log).toContain('waiting: waits: 3 commits, but plugin.json says the same version');
  });

  test('`advance: always`: whatever changed in the plugin’s directory moves', async () => {
    const { at, made } = await shared;
    const run = await update(at, { inputs: { advance: 'always' } });
    const entries = entriesOf(run);
    for (const name of ['waits', 'waits-in-folder', 'retagged']) {
      expect(entries[name]?.['source']).toMatchObject({ sha: made[name]?.head });
    }
    expect(entries['retagged']?.['source']).toMatchObject({ ref: 'v1.0.1' });
    expect(fateOf(run, 'other-folder')).toBe('as it was');
  });
});
