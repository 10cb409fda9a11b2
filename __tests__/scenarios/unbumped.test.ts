import { describe, expect, test } from '@jest/globals';
import {
  type Files,
  manifest,
  type Outcome,
  ROOT_MANIFEST,
  run,
  type Setting,
  setting,
  sharedSandbox,
} from './support.ts';

const sandbox = await sharedSandbox();

const inPlugins = (name: string) => `plugins/${name}/.claude-plugin/plugin.json`;

interface Proposal {
  readonly before: Files;
  readonly after: Files;
  readonly message?: string;
  readonly size?: number;
  readonly inputs?: Record<string, string>;
}

/** A pull request from the first state to the second, and the action's run for it, with `unbumped: fail`. */
async function propose(
  at: Setting,
  { before, after, message = 'A change', size = 20, inputs }: Proposal,
): Promise<Outcome> {
  const base = await at.plugin.commit({ files: { 'README.md': 'A plugin\n', ...before } });
  await at.plugin.commit({ branch: 'topic', parents: [base], files: after, message });
  await at.plugin.commit({ files: { 'moved-on.txt': 'not of this pull request\n' } });
  await sandbox.github.openPullRequest(at.plugin, { head: 'topic', base: 'main' });
  const event = sandbox.github.events.findLast(({ name }) => name === 'pull_request');
  if (event === undefined) throw new Error('no event');
  const { ref, sha, payload } = event;
  return run(at, {
    ...{
      name: 'pull_request',
      ref,
      sha,
      payload: { ...payload, repository: { ...Object(payload['repository']), size } },
    },
    inputs: { unbumped: 'fail', token: '', ...inputs },
  });
}

/** Result, and the annotations of this check: level, place and what of the text lies between the names and the advice. */
function verdict({ result }: Outcome) {
  const own = result.annotations.filter(({ title }) => title === 'unbumped');
  return [
    result.outcome,
    ...own.map(({ level, file, line, message }) => {
      const files = /Changed: (.*?)\. (?:Users|That)/.exec(message)?.[1];
      return `${level} ${file}:${line} ${files}`;
    }),
  ];
}

const queries = ({ requests }: Outcome) => requests.map(({ path }) => path.replace(/^\/api\//, ''));
const ROOT = { [ROOT_MANIFEST]: manifest('tool', '1.0.0'), 'skills/a/SKILL.md': 'Old\n' };
const NEW_SKILL = { 'skills/a/SKILL.md': 'New\n' };
const ROOT_FOUND = `error ${ROOT_MANIFEST}:3 \`skills/a/SKILL.md\``;
const TWO = {
  [inPlugins('a')]: manifest('a', '1.0.0'),
  'plugins/a/run.sh': 'echo 1\n',
  [inPlugins('b')]: manifest('b', '1.0.0'),
  'plugins/b/run.sh': 'echo 1\n',
};

describe('a plugin that changed without a bump', () => {
  test('fails at the version’s line, with the file and what to do', async () => {
    const outcome = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL });
    expect(outcome.messages.filter((text) => text.startsWith('error'))).toEqual([
      'error: `tool` (`.claude-plugin/plugin.json`) changed, but its version is still `1.0.0`. Changed: ' +
        '`skills/a/SKILL.md`. Users who have this version do not get the change: raise `version`. If users can do ' +
        'without the change, add a line `Skip-Version-Bump: <reason>` to the message of the last commit, or name the ' +
        'files in `unbumped-ignore`. (line 3, column 14)',
    ]);
    expect(outcome.result.log).toContain('1 problem: `.claude-plugin/plugin.json` (unbumped).');
    expect(verdict(outcome)).toEqual(['failure', ROOT_FOUND]);
    expect([outcome.dispatches, outcome.changes]).toEqual([[], []]);
    expect(outcome.result.summary).toContain('changed, but its version is still');
  });

  test.each<[string, Files, Files, string[]]>([
    ['below plugins/', TWO, { 'plugins/a/run.sh': '2' }, [`error ${inPlugins('a')}:3 \`plugins/a/run.sh\``]],
    [
      'of several, each for itself; those that were bumped are left alone',
      { ...TWO, [inPlugins('c')]: manifest('c', '1.0.0') },
      {
        ...{ 'plugins/a/run.sh': '2', 'plugins/b/run.sh': '2', 'plugins/c/x': '1' },
        [inPlugins('c')]: manifest('c', '1.0.1'),
      },
      ['a', 'b'].map((name) => `error ${inPlugins(name)}:3 \`plugins/${name}/run.sh\``),
    ],
    [
      'at the root, without the folders of other plugins',
      { ...ROOT, ...TWO },
      {
        'plugins/a/run.sh': '2',
        'src/x.ts': '1',
        'deep/down/x/y/.claude-plugin/plugin.json': manifest('y', '1'),
      },
      [`error ${ROOT_MANIFEST}:3 \`src/x.ts\``, `error ${inPlugins('a')}:3 \`plugins/a/run.sh\``],
    ],
    [
      'whose plugin.json alone changed',
      ROOT,
      { [ROOT_MANIFEST]: manifest('tool', '1.0.0', { author: 'x' }) },
      [`error ${ROOT_MANIFEST}:3 \`${ROOT_MANIFEST}\``],
    ],
    [
      'by a change of mode only',
      { ...ROOT, 'hooks/run.sh': '#!\n' },
      { 'hooks/run.sh': { text: '#!\n', executable: true } },
      [`error ${ROOT_MANIFEST}:3 \`hooks/run.sh\``],
    ],
    [
      'by files that were removed or became folders',
      { ...ROOT, x: '1', 'y/z': '1' },
      { x: null, 'x/new': '1', 'y/z': null },
      [`error ${ROOT_MANIFEST}:3 \`x\`, \`x/new\`, \`y/z\``],
    ],
    [
      'by a file far down, which is named whole',
      ROOT,
      { [`${'deep/'.repeat(20)}${'x'.repeat(95)}.md`]: '1' },
      [`error ${ROOT_MANIFEST}:3 \`${'deep/'.repeat(20)}${'x'.repeat(95)}.md\``],
    ],
    [
      'by more than ten files: ten are named',
      ROOT,
      Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`f${10 + n}`, '1'])),
      [
        `error ${ROOT_MANIFEST}:3 ${Array.from({ length: 10 }, (_, n) => `\`f${10 + n}\``).join(', ')} and more`,
      ],
    ],
    [
      'while it moved: compared with where it was',
      TWO,
      {
        ...{ [inPlugins('a')]: null, 'plugins/a/run.sh': null },
        ...{ [inPlugins('new')]: manifest('a', '1.0.0'), 'plugins/new/run.sh': '2' },
      },
      [`error ${inPlugins('new')}:3 \`plugins/new/run.sh\``],
    ],
    [
      'in a folder that a symlink leads to',
      {
        ...{ 'plugins/a': { symlink: '../src/a' }, 'src/a/run.sh': '1' },
        'src/a/.claude-plugin/plugin.json': manifest('a', '1.0.0'),
      },
      { 'src/a/run.sh': '2', 'plugins/b': { symlink: '../src/b' } },
      [`error ${inPlugins('a')}:3 \`src/a/run.sh\``],
    ],
    [
      'whose `.claude-plugin` alone is a symlink',
      {
        ...{ 'plugins/a/.claude-plugin': { symlink: '../../shared' }, 'plugins/a/run.sh': '1' },
        'shared/plugin.json': manifest('a', '1.0.0'),
      },
      { 'plugins/a/run.sh': '2' },
      [`error ${inPlugins('a')}:3 \`plugins/a/run.sh\``],
    ],
    [
      'by the pointers of submodules that are not in a folder of plugins',
      {
        ...ROOT,
        ...{ 'vendor/x/lib': { gitlink: '1'.repeat(40) }, lib: { gitlink: '1'.repeat(40) } },
        'plugins/x': { gitlink: '1'.repeat(40) },
      },
      {
        ...{ 'vendor/x/lib': { gitlink: '2'.repeat(40) }, lib: { gitlink: '2'.repeat(40) } },
        'plugins/x': { gitlink: '2'.repeat(40) },
      },
      [`error ${ROOT_MANIFEST}:3 \`lib\`, \`vendor/x/lib\``],
    ],
  ])('%s', async (_, before, after, expected) => {
    const outcome = await propose(await setting(sandbox), { before, after });
    expect(verdict(outcome)).toEqual(['failure', ...expected]);
  });
});

describe('nothing is said of a plugin', () => {
  test.each<[string, Files, Files]>([
    ['that declares no version', { ...ROOT, [ROOT_MANIFEST]: manifest('tool') }, NEW_SKILL],
    ['that was bumped', ROOT, { ...NEW_SKILL, [ROOT_MANIFEST]: manifest('tool', '1.0.1') }],
    [
      'whose version’s text changed, if only in build metadata',
      ROOT,
      {
        ...NEW_SKILL,
        [ROOT_MANIFEST]: manifest('tool', '1.0.0+2'),
      },
    ],
    [
      'of which only ignored files changed',
      ROOT,
      {
        ...{ 'README.md': 'x', 'README.de.md': 'x', 'docs/a/b.md': 'x', '.github/workflows/x.yml': 'x' },
        ...{ 'CHANGELOG.md': 'x', LICENSE: 'x', 'CONTRIBUTING.md': 'x' },
      },
    ],
    ['that is new', ROOT, { [inPlugins('a')]: manifest('a', '1.0.0'), 'plugins/a/x': '1' }],
    ['that is gone', { ...ROOT, ...TWO }, { [inPlugins('a')]: null, 'plugins/a/run.sh': null }],
    [
      'that only moved',
      TWO,
      {
        ...{ [inPlugins('a')]: null, 'plugins/a/run.sh': null },
        ...{ [inPlugins('new')]: manifest('a', '1.0.0'), 'plugins/new/run.sh': 'echo 1\n' },
      },
    ],
    [
      'that lies in a submodule',
      { ...ROOT, 'plugins/x': { gitlink: '1'.repeat(40) } },
      {
        'plugins/x': { gitlink: '2'.repeat(40) },
      },
    ],
  ])('%s', async (_, before, after) => {
    const outcome = await propose(await setting(sandbox), { before, after });
    expect(verdict(outcome)).toEqual(['success']);
  });

  test('on a push, which cannot get its bump any more', async () => {
    const at = await setting(sandbox);
    const before = await at.plugin.commit({ files: ROOT });
    const after = await at.plugin.commit({ files: NEW_SKILL });
    const payload = { ref: 'refs/heads/main', before, after };
    const event = { name: 'push', ref: 'refs/heads/main', payload, inputs: { unbumped: 'fail' } };
    expect(verdict(await run(at, event))).toEqual(['success']);
  });
});

describe('`unbumped` and `unbumped-ignore`', () => {
  test('`warn` says the same as a warning and succeeds', async () => {
    const inputs = { unbumped: 'warn' };
    const outcome = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL, inputs });
    expect(verdict(outcome)).toEqual(['success', ROOT_FOUND.replace('error', 'warning')]);
    expect(outcome.messages.join()).not.toContain('Skip-Version-Bump');
  });

  test.each([
    ['skills', 'success'],
    ['./skills/*/SKILL.md', 'success'],
    ['**/*.md', 'success'],
    ['my docs/**, skills/a/S*.md', 'success'],
    ['Skills/**', 'failure'],
    ['skills/**\n!skills/a/**', 'failure'],
    ['!**', 'failure'],
    ['SKILL.md', 'failure'],
  ])('`unbumped-ignore: %j` → %s', async (pattern, outcome) => {
    const inputs = { 'unbumped-ignore': pattern };
    const { result } = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL, inputs });
    expect(result.outcome).toBe(outcome);
  });

  test('a manifest that `manifests` names outside of a `.claude-plugin` is in the plugin’s folder', async () => {
    const [a, b] = ['packages/a/plugin.json', 'packages/b/plugin.json'];
    const before = { [a]: manifest('a', '1.0.0'), [b]: manifest('b', '1.0.0') };
    const after = { 'packages/a/x': '1', [b]: manifest('b', '1.0.1'), 'packages/b/y': '1' };
    const inputs = { manifests: 'packages/*/plugin.json' };
    const outcome = await propose(await setting(sandbox), { before, after, inputs });
    expect(verdict(outcome)).toEqual(['failure', `error ${a}:3 \`packages/a/x\``]);
  });

  test('patterns are from the plugin’s folder', async () => {
    const before = { ...TWO, 'plugins/a/docs/x': '1' };
    const outcome = await propose(await setting(sandbox), { before, after: { 'plugins/a/docs/x': '2' } });
    expect(verdict(outcome)).toEqual(['success']);
  });

  test.each([
    [{ unbumped: 'error' }, "`unbumped` can't be `error`. Write ignore, warn or fail."],
    [{ 'unbumped-ignore': '/docs/**' }, '`unbumped-ignore`: `/docs/**` starts with "/"'],
  ])('%j is refused before any request', async (inputs, text) => {
    const { messages, requests } = await propose(await setting(sandbox), { before: ROOT, after: {}, inputs });
    expect(messages[0]).toContain(text);
    expect(requests).toEqual([]);
  });
});

describe('the trailer Skip-Version-Bump', () => {
  test.each([
    ['as git takes it, too', 'Tidy\n\nSkip-Version-Bump : only comments'],
    ['in the last paragraph', 'Tidy\n\nSkip-Version-Bump: only comments\nSigned-off-by: x <x@y>'],
    [
      'before what a squash adds',
      'Tidy (#1)\n\nskip-version-bump: only comments\n\n---------\n\nCo-authored-by: x',
    ],
  ])('%s turns the failure into a notice with the reason', async (_, message) => {
    const outcome = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL, message });
    expect(verdict(outcome)).toEqual(['success', ROOT_FOUND.replace('error', 'notice')]);
    expect(outcome.messages.join('\n')).toContain(
      'the last commit says: Skip-Version-Bump: `only comments`.',
    );
    expect(outcome.result.summary).toContain('only comments');
  });

  test.each([
    'Skip-Version-Bump: only a title',
    'Tidy\n\nSkip-Version-Bump:',
    'Tidy\n\nNo Skip-Version-Bump: x',
  ])('%j is none', async (message) => {
    const outcome = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL, message });
    expect(verdict(outcome)).toEqual(['failure', ROOT_FOUND]);
  });

  test.each([1, 2])(
    'counts behind merges of the base branch, as “Update branch” makes them: %d',
    async (merges) => {
      const at = await setting(sandbox);
      const base = await at.plugin.commit({ files: ROOT });
      const message = 'Tidy\n\nSkip-Version-Bump: only comments';
      let head = await at.plugin.commit({ branch: 'topic', parents: [base], files: NEW_SKILL, message });
      for (let n = 0; n < merges; n++) {
        const moved = await at.plugin.commit({ files: { 'README.md': `moved on ${n}\n` } });
        const merge = {
          branch: 'topic',
          parents: [head, moved],
          files: { ...NEW_SKILL, 'README.md': `moved on ${n}\n` },
        };
        head = await at.plugin.commit({ ...merge, message: 'Merge branch main into topic' });
      }
      const pull = { base: { ref: 'main', sha: at.plugin.tip() }, head: { ref: 'topic', sha: head } };
      const inputs = { unbumped: 'fail', token: '' };
      const outcome = await run(at, {
        name: 'pull_request',
        sha: head,
        payload: { pull_request: pull },
        inputs,
      });
      expect(verdict(outcome)).toEqual(['success', ROOT_FOUND.replace('error', 'notice')]);
    },
  );

  test('a reason writes no workflow command, link or heading', async () => {
    const message = 'Tidy\n\nSkip-Version-Bump: ##[error]pwned `<a href="https://evil.example">`';
    const outcome = await propose(await setting(sandbox), { before: ROOT, after: NEW_SKILL, message });
    expect(outcome.result.log).not.toContain('##[error]pwned');
    expect(outcome.result.summary).not.toContain('<a href');
  });
});

describe('a merge group', () => {
  /** What a merge queue tests: the pull request's commit, or GitHub's merge of it. */
  async function queue(message: string, merges: boolean): Promise<Outcome> {
    const at = await setting(sandbox);
    const base_sha = await at.plugin.commit({ files: ROOT });
    const branch = 'gh-readonly-queue/main/pr-1';
    const topic = { branch: 'topic', parents: [base_sha], files: NEW_SKILL, message };
    const head = await at.plugin.commit(merges ? topic : { ...topic, branch });
    const merge = { branch, parents: [base_sha, head], files: NEW_SKILL, message: 'Merge pull request #1' };
    const head_sha = merges ? await at.plugin.commit(merge) : head;
    const payload = { merge_group: { base_sha, head_sha } };
    return run(at, { name: 'merge_group', sha: head_sha, payload, inputs: { unbumped: 'fail', token: '' } });
  }

  test.each([false, true])('fails too (merge commit: %s)', async (merges) => {
    expect(verdict(await queue('A change', merges))).toEqual(['failure', ROOT_FOUND]);
  });

  test.each([false, true])(
    'knows the trailer of the pull request’s head (merge commit: %s)',
    async (merges) => {
      const outcome = await queue('Tidy\n\nSkip-Version-Bump: only comments', merges);
      expect(verdict(outcome)).toEqual(['success', ROOT_FOUND.replace('error', 'notice')]);
    },
  );
});

test.each([
  ['fail', 'failure', 'error'],
  ['warn', 'success', 'warning'],
  ['ignore', 'success', null],
])(
  'a merge group whose base is gone does not look passed: `unbumped: %s`',
  async (unbumped, outcome, level) => {
    const at = await setting(sandbox);
    const head_sha = await at.plugin.commit({ files: ROOT });
    const payload = { merge_group: { base_sha: 'b'.repeat(40), head_sha } };
    const inputs = { unbumped, token: '' };
    const { result } = await run(at, { name: 'merge_group', sha: head_sha, payload, inputs });
    const told = result.annotations.filter(({ message }) => message.includes('It is not known'));
    expect([result.outcome, told.map((one) => one.level)]).toEqual([outcome, level === null ? [] : [level]]);
    if (level !== null)
      expect(told[0]?.message).toContain('Take the pull request out of the merge queue and add it again');
    if (level === 'error') expect(result.log).toContain('1 problem: unbumped. It is explained above.');
  },
);

describe('requests', () => {
  test('a fork’s pull request, without secrets, asks for the merge’s parents, both sides, and one message', async () => {
    const at = await setting(sandbox, { plugin: { fork: true } });
    const outcome = await propose(at, { before: ROOT, after: NEW_SKILL });
    expect(verdict(outcome)).toEqual(['failure', ROOT_FOUND]);
    expect(queries(outcome)).toEqual(Array(4).fill('graphql'));
  });

  test.each([
    ['ignore', 3],
    ['warn', 3],
    ['fail', 4],
  ])(
    '`unbumped: %s` costs only the message where the search for other manifests has read the folders',
    async (unbumped, most) => {
      const outcome = await propose(await setting(sandbox), {
        before: ROOT,
        after: NEW_SKILL,
        inputs: { unbumped },
      });
      expect(queries(outcome)).toHaveLength(most);
    },
  );

  test.each([
    ['ignore', 20, 2],
    ['warn', 20, 3],
    ['fail', 20, 4],
    ['ignore', 5000, 3],
    ['warn', 5000, 5],
    ['fail', 5000, 6],
  ])(
    '`unbumped: %s` beside a plugin with a bump, in a repository of %d KiB, costs a request for each level of folders that did not come with the manifests',
    async (unbumped, size, most) => {
      const after = { [inPlugins('b')]: manifest('b', '1.0.1'), 'plugins/a/src/x.ts': '1' };
      const outcome = await propose(await setting(sandbox), {
        before: TWO,
        after,
        size,
        inputs: { unbumped },
      });
      expect(queries(outcome)).toHaveLength(most);
    },
  );

  test('a plugin with more files than are named is not looked into any deeper', async () => {
    const files = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`plugins/a/f${n}`, '1']));
    const after = { ...files, 'plugins/a/x/y/z': '1', [inPlugins('b')]: manifest('b', '1.0.1') };
    const outcome = await propose(await setting(sandbox), {
      before: TWO,
      after,
      inputs: { unbumped: 'warn' },
    });
    expect(queries(outcome)).toHaveLength(2);
  });

  test('a hundred folders of a level are read in one request', async () => {
    const many = (text: string) =>
      Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`plugins/a/s/d${n}/README.md`, text]));
    const after = { ...many('2'), [inPlugins('b')]: manifest('b', '1.0.1') };
    const inputs = { 'unbumped-ignore': '**/README.md' };
    const outcome = await propose(await setting(sandbox), {
      before: { ...TWO, ...many('1') },
      after,
      inputs,
    });
    expect(verdict(outcome)).toEqual(['success']);
    expect(queries(outcome)).toHaveLength(3);
  });
});
