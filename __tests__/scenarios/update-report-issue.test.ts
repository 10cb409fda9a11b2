import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault, IssueState, Permissions } from '../../sandbox/types.ts';
import { ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  type Updated,
  type UpdateRun,
  update,
} from './update-support.ts';

/** `report-issue`: what is held or could not be read, in one issue. */
const sandbox = await sharedSandbox();
const { github } = sandbox;

const TITLE = 'Plugins that need a person';
const MAY: Permissions = { contents: 'write', issues: 'write', metadata: 'read' };
const BOT = 'github-actions[bot]';
const BROKEN = { [ROOT_MANIFEST]: '{"name": ' };

interface World {
  readonly at: Market;
  readonly bridge: PluginRepository;
  readonly other: PluginRepository;
  run(options?: UpdateRun): Promise<Updated>;
  issues(): IssueState[];
  only(): IssueState;
}

/** Two plugins that are up to date. */
async function world(options: { private?: boolean } = {}): Promise<World> {
  const at = await market(sandbox, options);
  const [bridge, other] = [await plugin(at, 'sdk-bridge', '1.0.0'), await plugin(at, 'other', '1.0.0')];
  await list(at, [
    { name: 'sdk-bridge', source: pinned(bridge, bridge.first) },
    { name: 'other', source: pinned(other, other.first) },
  ]);
  const issues = () => github.issues(at.repository);
  return {
    at,
    bridge,
    other,
    run: (run = {}) =>
      update(at, { permissions: MAY, ...run, inputs: { 'report-issue': TITLE, ...run.inputs } }),
    issues,
    only: () => {
      const open = issues().filter(({ state }) => state === 'open');
      expect(open).toHaveLength(1);
      return open[0] as IssueState;
    },
  };
}

/** The same with `sdk-bridge` held, and listed in the issue. */
async function reported(): Promise<World & { readonly issue: IssueState }> {
  const made = await world();
  await made.bridge.bump('1.0.1', BROKEN);
  await made.run();
  return { ...made, issue: made.only() };
}

const heal = ({ bridge }: World) => bridge.bump('1.0.2');
const breakOther = ({ other }: World) => other.bump('1.0.1', BROKEN);
const listedIn = ({ body }: IssueState) =>
  [...body.matchAll(/^- <code>(.*?)<\/code>/gm)].map(([, name]) => name);

function fault({ at }: World, what: string, change: Omit<Fault, 'match'>): void {
  github.addFault({
    match: new RegExp(`^${what.replace(' ', ` /repos/${at.repository.fullName}/`)}`),
    ...change,
  });
}

beforeEach(() => github.clearFaults());

describe('the issue', () => {
  test('is opened, left alone while nothing changes, brought up to date in place, closed, and opened again', async () => {
    const made = await reported();
    const { issue, run } = made;
    expect([issue.title, issue.author, listedIn(issue)]).toEqual([TITLE, BOT, ['sdk-bridge']]);
    expect(issue.body).toContain('<code>.claude-plugin/plugin.json</code> is not valid JSON');
    const before = issue.edits;
    const quiet = await run();
    expect([issue.edits, quiet.requests.length]).toEqual([
      before,
      (await update(made.at)).requests.length + 1,
    ]);
    expect(quiet.result.summary).toContain(`Issue [#${issue.number}]`);
    await breakOther(made);
    await run();
    expect([listedIn(issue), issue.edits]).toEqual([['sdk-bridge', 'other'], before + 1]);
    await heal(made);
    await made.other.bump('1.0.2');
    await run();
    expect([issue.state, listedIn(issue)]).toEqual(['closed', []]);
    await run();
    await made.bridge.bump('1.0.3', BROKEN);
    await run();
    expect([made.only(), listedIn(issue), made.issues().length]).toEqual([issue, ['sdk-bridge'], 1]);
  });

  test('costs one request more where nothing is held, and writes nothing', async () => {
    const { run, at, issues } = await world();
    const { requests } = await run();
    expect([requests.length, issues()]).toEqual([(await update(at)).requests.length + 1, []]);
  });

  test('of a token of another account costs two', async () => {
    const { run, at } = await world();
    const token = github.createToken({ kind: 'app', repositories: { [at.repository.fullName]: MAY } });
    const { requests } = await run({ inputs: { token, 'plugins-token': token } });
    expect(requests).toHaveLength((await update(at)).requests.length + 2);
  });

  test('lists what could not be read, whose reason may change from run to run', async () => {
    const made = await world();
    const down = (status: number) =>
      github.addFault({
        match: /^POST \/graphql/,
        matchBody: new RegExp(`"${made.at.owner}".*"other"`),
        status,
      });
    down(502);
    github.addFault({ match: /^POST \/graphql/, matchBody: /"other"/, status: 502, times: 99 });
    await made.run();
    const issue = made.only();
    expect([listedIn(issue), issue.body]).toEqual([['other'], expect.stringContaining('**Not read')]);
    github.clearFaults();
    github.addFault({ match: /^POST \/graphql/, matchBody: /"other"/, status: 503, times: 99 });
    const { edits } = issue;
    await made.run();
    expect([issue.edits, issue.state]).toEqual([edits, 'open']);
    github.clearFaults();
    await made.run();
    expect(issue.state).toBe('closed');
  });

  test('is not written by a dry run, nor by a pull request', async () => {
    const made = await world();
    await made.bridge.bump('1.0.1', BROKEN);
    await made.run({ inputs: { 'dry-run': 'true' } });
    await made.run({ event: 'pull_request' });
    expect(made.issues()).toEqual([]);
  });
});

describe('what people do with it', () => {
  const around = ({ issue }: { issue: IssueState }) => {
    issue.body = `Mine, above.\r\n\r\n${issue.body.replaceAll('\n', '\r\n')}\r\n\r\nMine, below: - [x] asked`;
  };
  type Act = (made: Awaited<ReturnType<typeof reported>>) => unknown;

  test.each<[what: string, act: Act]>([
    ['another title', ({ issue }) => Object.assign(issue, { title: 'Mine' })],
    ['text around the list', around],
    [
      'text in the line of the hidden comment',
      ({ issue }) => Object.assign(issue, { body: `Mine, above. ${issue.body}` }),
    ],
    ['the list made a quotation', ({ issue }) => Object.assign(issue, { body: `> ${issue.body}` })],
    [
      'a copy of the list, as code, above it',
      ({ issue }) =>
        Object.assign(issue, {
          body: `Mine, above.\n~~~\n${issue.body.replaceAll(/^- /gm, '* ')}\n~~~\n\n${issue.body}`,
        }),
    ],
    [
      'the list of another issue above it',
      ({ issue }) =>
        Object.assign(issue, {
          body: `${issue.body.replace(/ of \d+ -->/, ' of 99 -->').replaceAll(/^- /gm, '* ')}\n\n${issue.body}`,
        }),
    ],
    [
      'code above it that nobody ended',
      ({ issue }) => Object.assign(issue, { body: `Mine, above.\n\`\`\`sh\n\n${issue.body}` }),
    ],
    ['a lock', ({ issue }) => Object.assign(issue, { locked: true })],
    [
      'edited lines',
      ({ issue }) => Object.assign(issue, { body: issue.body.replace(/is not valid JSON/, 'is ~~fine~~') }),
    ],
    [
      'a copy by somebody else',
      ({ at, issue }) => github.openIssue(at.repository, { ...issue, author: 'octocat' }),
    ],
    [
      'a copy by the same account',
      ({ at, issue }) => github.openIssue(at.repository, { title: 'A copy', body: issue.body, author: BOT }),
    ],
    [
      'a quotation by the same account',
      ({ at, issue }) =>
        github.openIssue(at.repository, {
          title: 'Re:',
          body: issue.body.replaceAll(/^/gm, '> ').replaceAll(/of \d+/g, 'new'),
          author: BOT,
        }),
    ],
  ])('%s: it is still found and kept up to date, and all else stays', async (_, act) => {
    const made = await reported();
    await act(made);
    const { issue } = made;
    const [title, parts, others] = [issue.title, issue.body.match(/Mine, \w+/g), made.issues().slice(1)];
    const texts = others.map(({ body, state }) => [body, state]);
    await breakOther(made);
    await made.run();
    expect([issue.title, listedIn(issue)]).toEqual([title, ['sdk-bridge', 'other']]);
    expect([issue.body.match(/Mine, \w+/g), issue.state]).toEqual([parts, 'open']);
    await heal(made);
    await made.other.bump('1.0.2');
    await made.run();
    expect([issue.state, issue.body.match(/Mine, \w+/g)]).toEqual(['closed', parts]);
    expect(made.issues().slice(1)).toHaveLength(others.length);
    expect(others.map(({ body, state }) => [body, state])).toEqual(texts);
  });

  test('its end deleted: nothing that stands behind the beginning is removed', async () => {
    const made = await reported();
    made.issue.body = made.issue.body.replace('<!-- notify-marketplace report end -->', 'Mine, below.');
    await breakOther(made);
    await made.run();
    expect(made.issue.body).toContain('Mine, below.');
    expect(made.only()).toBe(made.issue);
  });

  test('closed: it stays closed while the same is held, and is opened again when something else is', async () => {
    const made = await reported();
    made.issue.state = 'closed';
    const quiet = await made.run();
    expect([made.issue.state, made.issues().length, quiet.result.log]).toEqual([
      'closed',
      1,
      expect.stringContaining('was closed by a person'),
    ]);
    await breakOther(made);
    await made.run();
    expect([made.only(), listedIn(made.issue)]).toEqual([made.issue, ['sdk-bridge', 'other']]);
  });

  test.each<[what: string, act: Act]>([
    ['deleted, or made a discussion', ({ at }) => github.issues(at.repository).splice(0)],
    ['its text replaced', ({ issue }) => Object.assign(issue, { body: 'Never mind.' })],
  ])('%s: another one is opened', async (_, act) => {
    const made = await reported();
    await act(made);
    await made.run();
    expect(listedIn(made.issues().at(-1) as IssueState)).toEqual(['sdk-bridge']);
    await made.run();
    expect(made.issues().filter(({ body }) => body.includes('<code>sdk-bridge'))).toHaveLength(1);
  });

  test('another title in another workflow is another issue', async () => {
    const made = await reported();
    await made.run({ inputs: { 'report-issue': 'Theirs' } });
    await made.run();
    expect(made.issues().map(({ title, state }) => [title, state])).toEqual([
      [TITLE, 'open'],
      ['Theirs', 'open'],
    ]);
  });
});

describe('never two', () => {
  test('two runs that both saw none: the next run closes the newer one, which names the older', async () => {
    const made = await reported();
    const { issue, at } = made;
    const body = issue.body.replace(/ of \d+ -->/, ' new -->');
    const twin = github.openIssue(at.repository, { title: TITLE, body, author: BOT });
    twin.body = twin.body.replace(' new -->', ` of ${twin.number} -->`);
    await made.run();
    expect([made.only(), twin.state, twin.body]).toEqual([
      issue,
      'closed',
      expect.stringContaining(`#${issue.number}`),
    ]);
    const { edits } = twin;
    await made.run();
    expect(twin.edits).toBe(edits);
  });

  test('an answer that is lost: the issue is looked for before it is opened again', async () => {
    const made = await world();
    await made.bridge.bump('1.0.1', BROKEN);
    fault(made, 'POST issues', { drop: 'after', times: 1 });
    await made.run();
    expect(made.issues()).toHaveLength(1);
    expect(made.only().body).toContain(` of ${made.only().number} -->`);
  });

  test('a run that ends before the number is written: the next one writes it', async () => {
    const made = await world();
    await made.bridge.bump('1.0.1', BROKEN);
    fault(made, 'PATCH issues', { status: 422 });
    const { messages, result } = await made.run();
    expect([result.outcome, messages.some((text) => text.startsWith('warning: '))]).toEqual([
      'success',
      true,
    ]);
    github.clearFaults();
    await made.run();
    expect([made.issues().length, made.only().body]).toEqual([1, expect.stringContaining(' of 1 -->')]);
  });
});

describe('what it may not do is a warning, and the update is done all the same', () => {
  const cases: [what: string, act: (made: World) => unknown, run: UpdateRun, says: RegExp][] = [
    ['no permission', () => {}, { permissions: { contents: 'write', metadata: 'read' } }, /issues: write/],
    ['issues switched off', ({ at }) => at.repository.update({ issuesEnabled: false }), {}, /switched off/],
    ['410', (made) => fault(made, 'POST issues', { status: 410, times: 9 }), {}, /switched off/],
    [
      'an answer that makes no sense',
      (made) => fault(made, 'POST issues', { status: 422, times: 9 }),
      {},
      /refuses the issue/,
    ],
    [
      'reading that is refused',
      () =>
        github.addFault({
          match: /^POST \/graphql/,
          matchBody: /hasIssuesEnabled/,
          status: 200,
          body: {
            data: { viewer: { login: BOT }, repository: null },
            errors: [
              {
                type: 'FORBIDDEN',
                path: ['repository', 'issues'],
                message: 'Resource not accessible by integration',
              },
            ],
          },
          times: 9,
        }),
      {},
      /issues: write/,
    ],
  ];
  test.each(cases)('%s', async (_, act, run, says) => {
    const made = await world();
    await act(made);
    await made.bridge.bump('1.0.1', BROKEN);
    await made.other.bump('1.0.1');
    const { result, messages, updates } = await made.run(run);
    expect([result.outcome, updates.length, made.issues()]).toEqual(['success', 1, []]);
    expect(messages.filter((text) => says.test(text))).toEqual([expect.stringMatching(/^warning: /)]);
  });
});
