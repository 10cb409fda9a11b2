import { describe, expect, test } from '@jest/globals';
import * as knownAnswers from '../../sandbox/known-answers.ts';
import {
  dispatches,
  eventsOf,
  github,
  graphql,
  NAME,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

const PLACE = { line: 1, column: expect.any(Number) };

describe('faults', () => {
  test('a fault answers instead, from the request and for as many as it says', async () => {
    const repository = await newRepository();
    const path = `/repos/${repository.fullName}`;
    github.addFault({
      match: /^GET \/repos\//,
      after: 1,
      times: 2,
      status: 502,
      headers: { 'retry-after': '3' },
    });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await rest('GET', path));
    expect(answers.map(({ status }) => status)).toEqual([200, 502, 502, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('3');
    github.addFault({ match: /rate_limit/, status: 503, body: '<html>' });
    expect((await fetch(`${github.apiUrl}/rate_limit`)).headers.get('content-type')).toBe('text/html');
  });

  test('a socket drops before the effect or after it', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    for (const [drop, sent] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      github.addFault({ match: /dispatches/, drop });
      await expect(rest('POST', dispatches(repository), token, { event_type: 'x' })).rejects.toThrow();
      expect(eventsOf(repository)).toHaveLength(sent);
      expect(github.requests.at(-1)?.status).toBe(0);
    }
  });

  test('an effect runs before the answer, and a GraphQL error takes the place of its value', async () => {
    const repository = await newRepository();
    const effect = () => repository.update({ archived: true });
    github.addFault({
      match: /^POST \/graphql/,
      effect,
      graphqlError: { path: ['a', 'latestRelease'], type: 'SERVICE_UNAVAILABLE', message: 'Down' },
    });
    const { body } = await graphql(
      tokenFor(repository),
      `${NAME} { a: repository(owner: $owner, name: $name) { isArchived latestRelease { name } } }`,
      variablesOf(repository),
    );
    expect(body).toEqual({
      data: { a: { isArchived: true, latestRelease: null } },
      errors: [
        { type: 'SERVICE_UNAVAILABLE', path: ['a', 'latestRelease'], locations: [PLACE], message: 'Down' },
      ],
    });
  });

  test.each([
    ['a field that can’t be null', ['a', 'isFork'], { a: null }],
    [
      'an item that can’t be null',
      ['a', 'object', 'tree', 'entries', 0],
      { a: { object: { tree: { entries: null } } } },
    ],
    [
      'a field of such an item',
      ['a', 'object', 'tree', 'entries', 1, 'name'],
      { a: { object: { tree: { entries: null } } } },
    ],
    ['a tree', ['a', 'object', 'tree'], { a: { object: null } }],
  ])('a null rises as far as the schema demands, and its error lies below it: %s', async (_, path, data) => {
    const repository = await newRepository();
    github.addFault({ match: /^POST \/graphql/, graphqlError: { path, message: 'Down' } });
    const tree = 'object(expression: "main") { ... on Commit { tree { entries { name } } } }';
    const query = `${NAME} { a: repository(owner: $owner, name: $name) { isFork ${tree} } }`;
    const { body } = await graphql(tokenFor(repository), query, variablesOf(repository));
    expect(body.data).toMatchObject(data);
    expect(body.errors).toEqual([{ path, locations: [PLACE], message: 'Down' }]);
  });

  test('an error without a path, or with one that nothing has, stands beside the data', async () => {
    const repository = await newRepository();
    const lost = { type: 'X', path: ['b'], message: 'Down' };
    const graphqlError = [{ message: 'Something went wrong' }, lost];
    github.addFault({ match: /^POST \/graphql/, graphqlError });
    const query = `${NAME} { a: repository(owner: $owner, name: $name) { isFork } }`;
    const { body } = await graphql(tokenFor(repository), query, variablesOf(repository));
    expect(body).toEqual({ data: { a: { isFork: false } }, errors: graphqlError });
  });

  test.each([
    ['a bad gateway', knownAnswers.badGatewayHtml(), 502],
    ['a proxy’s page', knownAnswers.proxyPage(), 403],
    ['the unicorn', knownAnswers.unicorn(), 503],
    ['no server', knownAnswers.noServer(), 503],
    ['a time-out', knownAnswers.gatewayTimeout(), 504],
    ['a race', knownAnswers.referenceRace(), 422],
    ['a suspended account', knownAnswers.suspended(), 403],
    ['a secondary limit', knownAnswers.secondaryLimit({ status: 429, retryAfter: 7 }), 429],
  ])('known answers are there for faults: %s', async (_, answer, status) => {
    github.addFault({ match: /rate_limit/, ...answer });
    const answered = await fetch(`${github.apiUrl}/rate_limit`);
    const text = await answered.text();
    const isPage = typeof answer.body === 'string';
    expect([answered.status, text]).toEqual([status, isPage ? answer.body : JSON.stringify(answer.body)]);
    const { 'content-type': type = isPage ? 'text/html' : 'application/json; charset=utf-8' } =
      answer.headers ?? {};
    expect(answered.headers.get('content-type')).toBe(type);
  });

  test('a fault may look for something in the body', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    github.addFault({ match: /^POST \/graphql/, matchBody: /isFork/, status: 502, times: 2 });
    const ask = (field: string) =>
      graphql(
        token,
        `${NAME} { repository(owner: $owner, name: $name) { ${field} } }`,
        variablesOf(repository),
      );
    expect((await ask('isArchived')).status).toBe(200);
    expect((await ask('isFork')).status).toBe(502);
  });

  test('latency is added to answers of the API', async () => {
    github.latency = 60;
    await rest('GET', '/rate_limit');
    github.latency = 0;
    const { receivedAt = 0, answeredAt = 0 } = github.requests.at(-1) ?? {};
    expect(answeredAt - receivedAt).toBeGreaterThanOrEqual(55);
  });
});

describe('other events', () => {
  test('a pull request has a merge commit and the event of its opening', async () => {
    const repository = await newRepository();
    const head = await repository.commit({ branch: 'topic', files: { topic: '1' } });
    const base = await repository.commit({ files: { base: '1' } });
    const opened = await github.openPullRequest(repository, { head: 'topic', base: 'main', fromFork: true });
    expect(opened).toMatchObject({ number: 1, head, base });
    expect(
      await repository.git('rev-parse', 'refs/pull/1/merge', 'refs/pull/1/merge^1', 'refs/pull/1/merge^2'),
    ).toBe([opened.merge, base, head].join('\n'));
    const [event] = eventsOf(repository);
    expect(event).toMatchObject({
      name: 'pull_request',
      ref: 'refs/pull/1/merge',
      sha: opened.merge,
      changedFiles: ['topic'],
    });
    expect(event?.payload).toMatchObject({
      action: 'opened',
      pull_request: {
        head: { ref: 'topic', sha: head, repo: { fork: true, owner: { login: 'contributor' } } },
        base: { ref: 'main', sha: base, repo: { full_name: repository.fullName } },
        merge_commit_sha: opened.merge,
      },
    });
  });

  test('a pull request that conflicts has no merge commit and starts nothing', async () => {
    const repository = await newRepository();
    await repository.commit({ branch: 'topic', files: { 'README.md': 'theirs\n' } });
    await repository.commit({ files: { 'README.md': 'ours\n' } });
    expect(await github.openPullRequest(repository, { head: 'topic', base: 'main' })).toMatchObject({
      merge: null,
    });
    expect(eventsOf(repository)).toEqual([]);
  });

  test('releases, manual runs and schedules come as GitHub hands them to Actions', async () => {
    const repository = await newRepository();
    const sha = await repository.git('rev-parse', 'main');
    await github.publishRelease(repository, { tag: 'v1.0.0', prerelease: true });
    await github.runWorkflow(repository, {
      workflow: '.github/workflows/x.yml',
      ref: 'v1.0.0',
      inputs: { a: 'b' },
    });
    await github.runSchedule(repository, '0 5 * * *');
    const [release, manual, schedule] = eventsOf(repository);
    expect(release).toMatchObject({ name: 'release', ref: 'refs/tags/v1.0.0', sha });
    expect(release?.payload).toMatchObject({
      action: 'published',
      release: { tag_name: 'v1.0.0', prerelease: true },
    });
    expect(manual).toMatchObject({
      name: 'workflow_dispatch',
      ref: 'refs/tags/v1.0.0',
      sha,
      payload: { inputs: { a: 'b' } },
    });
    expect(schedule).toMatchObject({ name: 'schedule', ref: 'refs/heads/main', sha });
    expect(Object.keys(schedule?.payload ?? {})).toEqual([
      'schedule',
      'repository',
      'organization',
      'sender',
    ]);
  });
});
