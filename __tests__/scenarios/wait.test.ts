import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { Permissions, RepositoryOptions } from '../../sandbox/types.ts';
import {
  type Files,
  manifest,
  type Outcome,
  pushEvent,
  ROOT_MANIFEST,
  type Run,
  run,
  type Setting,
  setting,
  sharedSandbox,
} from './support.ts';
import { CATALOGUE, catalogue, submodule } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

const UPDATE = '.github/workflows/update-marketplace.yml';
const template = await readFile('templates/update-marketplace.yml', 'utf8');
const PROPOSING = `
on:
  repository_dispatch: {types: [plugin-updated]}
permissions: {contents: write, pull-requests: write}
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: org/notify-marketplace/update@v1
        with: {mode: pull-request}
`;

type Row = Record<string, unknown>;

/** A plugin at 1.0.0, and a marketplace that is to list it. */
interface Stage extends Setting {
  /** The commit of 1.0.0. */
  readonly first: string;
}

interface Options {
  readonly workflow?: string | null;
  readonly marketplace?: RepositoryOptions;
  readonly permissions?: Permissions;
  readonly entries?: (stage: Stage) => readonly Row[];
  readonly files?: (stage: Stage) => Files;
  /** Instead of the plugin's manifest alone. */
  readonly plugin?: Files;
}

const pinned = ({ plugin, first }: Stage) => [
  { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, sha: first }, version: '1.0.0' },
];
const versionOnly = ({ plugin }: Stage) => [
  { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName }, version: '1.0.0' },
];

async function stage(options: Options = {}): Promise<Stage> {
  const { workflow = template, permissions = {}, entries = pinned, files = () => ({}) } = options;
  const made = await setting(sandbox, { marketplace: options.marketplace ?? {} });
  const token = github.createToken({
    kind: 'fine-grained',
    repositories: { [made.marketplace.fullName]: { metadata: 'read', contents: 'write', ...permissions } },
  });
  const first = await made.plugin.commit({
    files: options.plugin ?? { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.0.0') },
  });
  const at = { ...made, token, first };
  await made.marketplace.commit({
    files: {
      [CATALOGUE]: catalogue(entries(at)),
      ...(workflow === null ? {} : { [UPDATE]: workflow }),
      ...files(at),
    },
  });
  return at;
}

interface Waited extends Outcome {
  /** Seconds that the step took. */
  readonly took: number;
  readonly lines: string[];
}

async function waited(at: Stage, options: Run): Promise<Waited> {
  const outcome = await run(at, options);
  const { startedAt, endedAt, log } = outcome.result;
  return { ...outcome, took: (endedAt - startedAt) / 1000, lines: log.split('\n') };
}

/** Bumps the plugin and runs the action for the push, waiting so many seconds. */
async function bump(
  at: Stage,
  seconds: number | string,
  { inputs = {}, files = { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') } as Files } = {},
): Promise<Waited> {
  const second = await at.plugin.commit({ files });
  return waited(at, pushEvent(at.first, second, { inputs: { wait: String(seconds), ...inputs } }));
}

const byHand = (at: Stage, seconds: number) =>
  waited(at, { name: 'workflow_dispatch', inputs: { wait: String(seconds) } });

/** What was asked of GitHub after the event was sent, in a word each. */
function asked({ requests }: Outcome): string[] {
  const sentAt = requests.findLastIndex(({ path }) => path.endsWith('/dispatches'));
  return requests.slice(sentAt + 1).map(({ path, body }) => {
    if (!path.endsWith('/graphql')) return path.includes('/compare/') ? 'compare' : 'repository';
    return JSON.stringify(body).includes('pullRequests') ? 'proposals' : 'objects';
  });
}

describe('a bump is listed', () => {
  test.concurrent('by the marketplace’s own workflow, after some seconds, which log, summary and outputs tell', async () => {
    const at = await stage();
    const { fullName } = at.marketplace;
    const { lines, deliveries, result, messages } = await bump(at, 20);
    const [{ listed_after: seconds } = {}] = deliveries;
    expect(seconds).toEqual(expect.any(Number));
    expect(seconds).toBeGreaterThan(0);
    expect(lines.filter((line) => /^(Sent|Waiting|Listed)/.test(line))).toEqual([
      `Sent: sdk-bridge 1.1.0 → ${fullName}`,
      `Waiting up to 20 s for ${fullName} to list sdk-bridge 1.1.0.`,
      `Listed after ${seconds} s: sdk-bridge 1.1.0 in ${fullName}`,
    ]);
    expect(result.summary).toMatch(new RegExp(`\\[sent\\]\\(.*\\), listed after ${seconds} s \\|`));
    expect([result.outcome, messages]).toEqual(['success', []]);
  });

  test.concurrent.each<[string, Options]>([
    [
      'as a commit alone',
      {
        entries: ({ plugin, first }) => [
          { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, sha: first } },
        ],
      },
    ],
    [
      'as a submodule’s pointer, by another name',
      {
        entries: () => [{ name: 'bridge', source: './plugins/bridge' }],
        files: ({ plugin, first }) =>
          submodule('plugins/bridge', `../${plugin.fullName.slice(5)}.git`, first),
      },
    ],
    [
      'as a release tag',
      {
        entries: ({ plugin }) => [
          { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, ref: 'v1.0.0' } },
        ],
      },
    ],
    ['as a version alone', { entries: versionOnly }],
  ])('%s', async (_, options) => {
    const at = await stage(options);
    await at.plugin.tag('v1.0.0', at.first);
    const second = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') } });
    await at.plugin.tag('v1.1.0', second);
    const { deliveries, messages } = await waited(
      at,
      pushEvent(at.first, second, { inputs: { wait: '20' } }),
    );
    expect(deliveries).toMatchObject([{ status: 'sent', listed_after: expect.any(Number) }]);
    expect(messages).toEqual([]);
  });

  test.concurrent('by a later commit too: a pointer that is beyond the announced one has reached it', async () => {
    const entries = ({ plugin, first }: Stage) => [
      { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, sha: first } },
    ];
    const at = await stage({ entries, workflow: null });
    const second = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') } });
    const third = await at.plugin.commit({ files: { 'README.md': 'More\n' } });
    const [entry] = entries({ ...at, first: third });
    await at.marketplace.commit({ files: { [CATALOGUE]: catalogue([entry]) } });
    const found = await waited(at, pushEvent(at.first, second, { inputs: { wait: '3' } }));
    expect(found.deliveries).toMatchObject([{ listed_after: expect.any(Number) }]);
    expect(asked(found)).toEqual(['repository', 'objects', 'proposals', 'compare']);
  });

  test.concurrent('at once, where a run by hand sends what is there already', async () => {
    const at = await stage();
    const found = await byHand(at, 30);
    expect(found.deliveries).toMatchObject([{ version: '1.0.0', status: 'sent' }]);
    expect(found.deliveries[0]?.['listed_after']).toBeLessThanOrEqual(2);
    expect(found.took).toBeLessThan(10);
    expect([...asked(found)].sort()).toEqual(['objects', 'proposals', 'repository']);
  });

  test.concurrent('of a batch, with the last plugin of it', async () => {
    const at = await stage({
      plugin: {
        'plugins/a/.claude-plugin/plugin.json': manifest('a', '1.0.0'),
        'plugins/b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
      },
      entries: ({ plugin, first }) =>
        ['a', 'b'].map((name) => ({
          name,
          source: {
            source: 'git-subdir',
            url: `${github.url}/${plugin.fullName}`,
            path: `plugins/${name}`,
            sha: first,
          },
        })),
    });
    const { deliveries, lines, messages } = await bump(at, 20, {
      inputs: { batch: 'true' },
      files: {
        'plugins/a/.claude-plugin/plugin.json': manifest('a', '1.1.0'),
        'plugins/b/.claude-plugin/plugin.json': manifest('b', '1.1.0'),
      },
    });
    expect(deliveries).toMatchObject([{ listed_after: expect.any(Number) }]);
    expect(deliveries).toHaveLength(1);
    expect(
      lines.filter((line) => line.startsWith('Listed after')).map((line) => line.split(': ')[1]),
    ).toEqual([`a 1.1.0 in ${at.marketplace.fullName}`, `b 1.1.0 in ${at.marketplace.fullName}`]);
    expect(messages).toEqual([]);
  });

  test.concurrent('in one marketplace, and not in another, which is said of that one alone', async () => {
    const [at, other] = await Promise.all([stage(), stage({ workflow: null })]);
    const [good, bad] = [at.marketplace.fullName, other.marketplace.fullName];
    await other.marketplace.commit({ files: { [CATALOGUE]: catalogue(pinned(at)) } });
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const inputs = { marketplace: `${good}, ${bad}`, token };
    const { deliveries, messages, result, took } = await bump(at, 6, { inputs });
    expect(deliveries.map((row) => [row['marketplace'], typeof row['listed_after']])).toEqual([
      [good, 'number'],
      [bad, 'undefined'],
    ]);
    expect(messages).toEqual([expect.stringContaining(`Accepted by ${bad}, but not listed there after 6 s`)]);
    expect(result.summary).toMatch(new RegExp(`${bad}\\) \\| .*, ⚠️ not listed after 6 s`));
    expect(took).toBeLessThan(11);
  });

  test.concurrent('in the plugin’s own repository, with the token of the run', async () => {
    const entries = () => [{ name: 'sdk-bridge', source: './', version: '1.0.0' }];
    const at = await stage({ entries });
    await at.plugin.commit({ files: { [CATALOGUE]: catalogue(entries()), [UPDATE]: template } });
    const write: Permissions = { metadata: 'read', contents: 'write' };
    const githubToken = github.createToken({
      kind: 'actions',
      repositories: { [at.plugin.fullName]: write },
    });
    const inputs = { marketplace: at.plugin.fullName, token: '' };
    const { deliveries, messages } = await bump({ ...at, githubToken }, 20, { inputs });
    expect(deliveries).toMatchObject([{ status: 'sent', listed_after: expect.any(Number) }]);
    expect(messages).toEqual([]);
  });

  test.concurrent('in a marketplace that was renamed, by its present name', async () => {
    const at = await stage();
    const old = at.marketplace.fullName;
    await at.marketplace.rename(`${old}-renamed`);
    const { deliveries, messages, lines } = await bump(at, 20, { inputs: { marketplace: old } });
    expect(deliveries).toMatchObject([{ marketplace: old, listed_after: expect.any(Number) }]);
    expect(messages).toEqual([expect.stringContaining(`${old} is now ${old}-renamed`)]);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^Listed after .* in ${old}-renamed$`)));
  });
});

describe('what is not listed in time', () => {
  test.concurrent('is a warning with the three usual reasons in order and their links; the step is green', async () => {
    const at = await stage({ workflow: null });
    const found = await bump(at, 1);
    const page = `${github.url}/${at.marketplace.fullName}`;
    expect(found.result.outcome).toBe('success');
    expect(found.result.annotations).toEqual([
      {
        level: 'warning',
        title: 'not-listed-yet',
        message:
          `Accepted by ${at.marketplace.fullName}, but not listed there after 1 s: \`sdk-bridge 1.1.0\` (it lists \`1.0.0\`). ` +
          'The usual reasons, in this order (the command `doctor`, run in either repository, checks them all): ' +
          `1. the update workflow is not on the default branch: ${page}/tree/HEAD/.github/workflows ` +
          '2. no workflow there listens for the event type `plugin-updated` (`on: repository_dispatch: types`). ' +
          '3. the update run failed, held the plugin (its summary says why), or is still running: ' +
          `${page}/actions?query=event%3Arepository_dispatch`,
      },
    ]);
    expect(found.deliveries[0]).not.toHaveProperty('listed_after');
    expect(found.result.summary).toContain('⚠️ not listed after 1 s');
    expect(found.lines).toContain(`Not listed after 1 s: sdk-bridge 1.1.0 in ${at.marketplace.fullName}`);
  });

  test.concurrent('says of a tag what would bring it', async () => {
    const at = await stage({
      entries: ({ plugin }) => [
        { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, ref: 'v1.0.0' } },
      ],
    });
    await at.plugin.tag('v1.0.0', at.first);
    const { messages } = await bump(at, 3);
    expect(messages).toEqual([
      expect.stringContaining(
        '(it lists `v1.0.0`: the entry is pinned to a release tag, and moves when a tag of the new version is pushed)',
      ),
    ]);
  });

  test.concurrent.each([1, 3])('ends the step after %d s and little more', async (seconds) => {
    const at = await stage({ workflow: null });
    const { took } = await bump(at, seconds);
    expect(took).toBeGreaterThanOrEqual(seconds);
    expect(took).toBeLessThan(seconds + 5);
  });

  test.concurrent('costs two requests a look, and nothing more while nothing changes', async () => {
    const at = await stage({ workflow: null, entries: versionOnly });
    const [first, ...looks] = asked(await bump(at, 3));
    const count = looks.length / 2;
    expect(count).toBeGreaterThanOrEqual(2);
    expect([first, ...looks.sort()]).toEqual([
      'repository',
      ...Array(count).fill('objects'),
      ...Array(count).fill('proposals'),
    ]);
  });
});

describe('where GitHub fails', () => {
  test.concurrent('the step ends in time all the same, green, and says what could not be seen', async () => {
    const at = await stage();
    github.addFault({ match: /^POST \/.*graphql$/, token: at.token, status: 502, times: Infinity });
    const { took, messages, result, deliveries } = await bump(at, 2);
    expect(took).toBeLessThan(7);
    expect([result.outcome, deliveries.length]).toEqual(['success', 1]);
    expect(messages).toEqual([
      `warning: Accepted by ${at.marketplace.fullName}, but this run could not check whether it is listed there: ` +
        '`sdk-bridge 1.1.0`. Reading the marketplace: GitHub answered 502 after 1 try: `Bad Gateway`. ' +
        `The update may have run anyway: ${github.url}/${at.marketplace.fullName}/actions`,
    ]);
    expect(result.summary).toContain('⚠️ could not be checked');
  });

  test.concurrent('for a moment, it is looked at again', async () => {
    const at = await stage();
    github.addFault({ match: /^POST \/.*graphql$/, token: at.token, status: 502, times: 3 });
    const { deliveries, messages } = await bump(at, 25);
    expect(deliveries).toMatchObject([{ listed_after: expect.any(Number) }]);
    expect(messages).toEqual([]);
  });

  test.concurrent('a token that is revoked meanwhile ends the waiting', async () => {
    const at = await stage({ workflow: null });
    const body = { message: 'Bad credentials' };
    const fault = { match: /^POST \/.*graphql$/, token: at.token, status: 401, body };
    github.addFault({ ...fault, after: 2, times: Infinity });
    const { messages, took, result } = await bump(at, 30);
    expect(took).toBeLessThan(15);
    expect(result.outcome).toBe('success');
    expect(messages).toEqual([
      expect.stringMatching(/`token` \(401\).*Renew the token that the workflow passes as `token`\./),
    ]);
  });
});

describe('a marketplace in pull-request mode', () => {
  const proposing = (permissions: Permissions = {}) =>
    stage({
      workflow: PROPOSING,
      permissions,
      marketplace: { private: true, actionsMayOpenPullRequests: true },
    });

  test.concurrent('is waited for until the pull request is there, which is named', async () => {
    const at = await proposing({ pull_requests: 'read' });
    const { messages, deliveries, took, result, lines } = await bump(at, 40);
    const link = `${github.url}/${at.marketplace.fullName}/pull/1`;
    expect(messages).toEqual([
      `notice: Waiting in pull request #1 of ${at.marketplace.fullName}: \`sdk-bridge 1.1.0\`. Users get it when that pull request is merged: ${link}`,
    ]);
    expect(took).toBeLessThan(30);
    expect(deliveries[0]).not.toHaveProperty('listed_after');
    expect(result.summary).toContain(', in pull request #1 |');
    expect(lines).toContain(`Waits in pull request #1: sdk-bridge 1.1.0 in ${at.marketplace.fullName}`);
  });

  test.concurrent('whose pull request was there before is not waited for', async () => {
    const at = await proposing({ pull_requests: 'read' });
    await bump(at, 40);
    const again = await byHand(at, 40);
    expect(again.messages).toEqual([expect.stringContaining('Waiting in pull request #1')]);
    expect(again.took).toBeLessThan(10);
  });

  test.concurrent('is waited for to the end where the token sees no pull requests, and that is said', async () => {
    const at = await proposing();
    const found = await bump(at, 3);
    expect(found.messages).toEqual([
      expect.stringContaining(
        ` 4. it waits in a pull request, which this token may not see: ${github.url}/${at.marketplace.fullName}/pulls`,
      ),
    ]);
    expect(asked(found).filter((what) => what === 'proposals')).toHaveLength(1);
  });
});

describe('there is nothing to wait for', () => {
  test.concurrent('where the entry shows neither a version nor a commit', async () => {
    const at = await stage({
      entries: ({ plugin }) => [{ name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName } }],
    });
    const { messages, took, deliveries } = await bump(at, 30);
    expect(took).toBeLessThan(10);
    expect(messages).toEqual([
      `notice: ${at.marketplace.fullName} lists no version and no commit for ` +
        "`sdk-bridge 1.1.0`, so there is nothing to wait for. Claude Code reads the plugin's branch itself.",
    ]);
    expect(deliveries[0]).not.toHaveProperty('listed_after');
  });

  test.concurrent('where the marketplace does not list the plugin: the nearest names are said', async () => {
    const at = await stage({ entries: () => [{ name: 'sdk-brigde', source: './elsewhere' }] });
    const { messages, took, result } = await bump(at, 30);
    expect(took).toBeLessThan(10);
    expect(result.outcome).toBe('success');
    expect(messages).toEqual([
      expect.stringMatching(
        /^warning: .*no entry of its marketplace\.json is this plugin: `sdk-bridge 1\.1\.0` \(the nearest: `sdk-brigde`\)\./,
      ),
    ]);
    expect(result.summary).toContain('⚠️ not in its marketplace.json');
  });

  test.concurrent('where the repository holds no marketplace', async () => {
    const at = await stage();
    await at.marketplace.commit({ files: { [CATALOGUE]: null } });
    const { messages, took, result } = await bump(at, 30);
    expect(took).toBeLessThan(10);
    expect(result.outcome).toBe('success');
    expect(messages).toEqual([
      expect.stringMatching(
        /no `\.claude-plugin\/marketplace\.json` on `main`\. Does `marketplace` name the right/,
      ),
    ]);
  });

  test.concurrent('where its marketplace.json is broken: the line is said', async () => {
    const at = await stage({ workflow: null });
    await at.marketplace.commit({ files: { [CATALOGUE]: '{\n  "plugins": [,]\n}\n' } });
    const { messages, took } = await bump(at, 30);
    expect(took).toBeLessThan(10);
    expect(messages).toEqual([
      expect.stringMatching(
        /Fix it: \S+\/blob\/HEAD\/\.claude-plugin\/marketplace\.json \(line 2, column \d+\)$/,
      ),
    ]);
  });

  /** What was asked of the marketplace with the token, but for sending and what that needs. */
  const readings = (at: Stage, { requests }: Outcome) =>
    requests.filter(({ token, path }) => token === at.token && !path.endsWith('/dispatches'));

  test.concurrent.each<[string, (at: Stage) => Promise<Waited>]>([
    ['no version changed', (at) => bump(at, 30, { files: { 'README.md': 'More\n' } })],
    ['it is a dry run', (at) => bump(at, 30, { inputs: { 'dry-run': 'true' } })],
    [
      'it is a pull request',
      async (at) => {
        const head = await at.plugin.commit({
          branch: 'topic',
          parents: [at.first],
          files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') },
        });
        const base = { ref: 'main', sha: at.first };
        const payload = {
          action: 'opened',
          number: 1,
          pull_request: { base, head: { sha: head, ref: 'topic' } },
        };
        return waited(at, { name: 'pull_request', sha: head, payload, inputs: { wait: '30' } });
      },
    ],
    [
      'sending failed',
      (at) => {
        github.addFault({ match: /\/dispatches$/, token: at.token, status: 422, body: { message: 'No.' } });
        return bump(at, 30);
      },
    ],
  ])('where %s: the marketplace is not read', async (_, act) => {
    const at = await stage({ workflow: null });
    const found = await act(at);
    expect(found.took).toBeLessThan(10);
    // The token's end is asked of a run that sends nothing.
    expect(readings(at, found).filter(({ path }) => !path.endsWith('/rate_limit'))).toEqual([]);
    expect(found.lines.join('\n')).not.toMatch(/Waiting|[Ll]isted after/);
  });
});

describe('`wait` is refused before any request', () => {
  test.concurrent.each(['-1', '1.5', 'abc', '3601', '1e2', '٣'])('where it is %s', async (value) => {
    const at = await stage({ workflow: null });
    const { messages, requests, result } = await bump(at, value);
    expect(requests).toEqual([]);
    expect(result.outcome).toBe('failure');
    expect(messages[0]).toBe(
      `error: \`wait\` can't be \`${value}\`. Write a whole number of seconds up to 3600; 0 does not wait.`,
    );
  });

  test.concurrent('0 does not wait', async () => {
    const at = await stage({ workflow: null });
    expect(asked(await bump(at, 0))).toEqual([]);
  });
});

describe('strangers’ text is harmless', () => {
  const NAME = '::error::x `a` <b>[l](https://evil.test)\u202e\n##[error]y';
  const VERSION = '::set-output name=x::1 |\r\n# h @me';

  test.concurrent.each<[string, (at: Stage) => readonly Row[]]>([
    [
      'in what is late',
      ({ plugin }) => [{ name: 'x', source: repo(plugin.fullName), version: '::warning::z\n`' }],
    ],
    ['in what has no entry', () => [{ name: `${NAME}!`, source: './x' }]],
    ['in what shows neither', ({ plugin }) => [{ name: 'x', source: repo(plugin.fullName) }]],
    ['in what is listed', ({ plugin }) => [{ name: 'x', source: repo(plugin.fullName), version: VERSION }]],
  ])('%s', async (_, entries) => {
    const at = await stage({ entries, workflow: null });
    const files = { [ROOT_MANIFEST]: manifest(NAME, VERSION) };
    const { result, outputs } = await bump(at, 1, { files });
    expect(result.outcome).toBe('success');
    expect(outputs).not.toHaveProperty('x');
    expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    expect(result.annotations.every(({ title }) => title !== undefined)).toBe(true);
    for (const line of result.rawOutput.split('\n')) {
      expect(line).not.toMatch(/^\s*::(?:error|set-output)|##\[error\]/);
    }
    expect(result.summary).not.toMatch(/\]\(https:\/\/evil|<b>|\n# h|@me/);
    expect(result.rawOutput).not.toContain('\u202e');
  });

  function repo(fullName: string) {
    return { source: 'github', repo: fullName };
  }
});
