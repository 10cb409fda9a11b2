import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { CHOICES, DIALECTS } from '../../sandbox/dialects.ts';
import { startGitHub } from '../../sandbox/github/index.ts';
import type { GitHubSwitches, SandboxRepository } from '../../sandbox/types.ts';
import {
  type Answered,
  emptyRepository,
  github,
  graphql,
  NAME,
  newRepository,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

const usual = { ...github.switches };
afterEach(() => void Object.assign(github.switches, usual));

async function ask(repository: SandboxRepository, selection: string): Promise<Answered['body']> {
  const query = `${NAME} { repository(owner: $owner, name: $name) { ${selection} } }`;
  return (await graphql(tokenFor(repository), query, variablesOf(repository))).body;
}

test('strict is the default, and every value of every choice is in some dialect', () => {
  expect(github.switches).toEqual({ ...DIALECTS.strict, mergeableUnknown: 0 });
  const spoken = Object.values(DIALECTS);
  const missing = Object.entries(CHOICES).flatMap(([name, values]) =>
    values
      .filter((value) => spoken.every((dialect) => dialect[name as keyof typeof dialect] !== value))
      .map((value) => `${name}: ${value}`),
  );
  expect(missing).toEqual([]);
});

test('a sandbox may be started as another server', async () => {
  const { switches, close } = await startGitHub({ dialect: 'older-server' });
  await close();
  expect(switches).toEqual({ ...DIALECTS['older-server'], mergeableUnknown: 0 });
});

test('the page of the sandbox lists every choice with its values, and every dialect', () => {
  const page = readFileSync('docs/sandbox.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)`: [^|]+ \| (.+) \|$/gm)].map(([, name = '', values = '']) => [
    name,
    values.split(', ').map((value) => value.replaceAll('`', '')),
  ]);
  const choices = Object.entries(CHOICES).map(([name, values]) => [name, values.map(String)]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(choices));
  for (const name of Object.keys(DIALECTS)) expect(page).toContain(`\`${name}\``);
});

describe('file(path:) of a path that is not there', () => {
  const PATHS = ['none', 'plugins/none', 'README.md/x', 'link/x', 'sub/x', 'it’s "odd".md'];
  const files = PATHS.map((path, at) => `f${at}: file(path: ${JSON.stringify(path)}) { mode }`).join(' ');
  const selection = `object(expression: "main") { there: file(path: "README.md") { mode } ${files} }`.replace(
    /\{ there(.*)\}$/,
    '{ ... on Commit { there$1} }',
  );

  async function missing(switches: Partial<GitHubSwitches>): Promise<Answered['body']> {
    Object.assign(github.switches, switches);
    const repository = await newRepository();
    await repository.commit({ files: { link: { symlink: 'plugins' }, sub: { gitlink: '2'.repeat(40) } } });
    const body = await ask(repository, selection);
    const nulls = Object.fromEntries(PATHS.map((_, at) => [`f${at}`, null]));
    expect(body.data).toEqual({ repository: { object: { there: { mode: 33188 }, ...nulls } } });
    return body;
  }

  test('is null and a NOT_FOUND at its alias, also below a file, a link and a submodule', async () => {
    const { errors } = await missing({});
    const error = (path: string, at: number) => ({
      type: 'NOT_FOUND',
      path: ['repository', 'object', `f${at}`],
      locations: [{ line: 1, column: expect.any(Number) }],
      message: `Could not resolve file for path '${path}'.`,
    });
    expect(errors).toEqual(PATHS.map(error));
    expect(Object.keys(errors[0])).toEqual(['type', 'path', 'locations', 'message']);
  });

  test('is null alone on an older server', async () => {
    expect(await missing({ missingPath: 'null' })).not.toHaveProperty('errors');
  });

  test('is an error that is a message alone, if the test says so', async () => {
    const { errors } = await missing({ missingPath: 'message-only' });
    expect(errors).toEqual(PATHS.map((path) => ({ message: `Could not resolve file for path '${path}'.` })));
  });

  test('is an error without a type, if the test says so', async () => {
    const { errors } = await missing({ errorTypes: 'untyped' });
    expect(errors.map((error: object) => Object.keys(error))).toEqual(
      PATHS.map(() => ['path', 'locations', 'message']),
    );
  });
});

test.each([
  ['entry', { mode: 57344, type: 'commit', object: null }, undefined],
  ['not-found', null, [{ type: 'NOT_FOUND', path: ['repository', 'object', 'file'] }]],
] as const)('file(path:) of a submodule is given as: %s', async (gitlinkFile, file, errors) => {
  github.switches.gitlinkFile = gitlinkFile;
  const repository = await newRepository();
  await repository.commit({ files: { sub: { gitlink: '2'.repeat(40) } } });
  const body = await ask(
    repository,
    'object(expression: "main") { ... on Commit { file(path: "sub") { mode type object { oid } } } }',
  );
  expect(body.data.repository).toEqual({ object: { file } });
  if (errors === undefined) expect(body.errors).toBeUndefined();
  else expect(body.errors).toMatchObject(errors);
});

test('an unknown id is null alone, or NOT_FOUND at its alias', async () => {
  const repository = await newRepository();
  const selection = `gone: object(oid: "${'3'.repeat(40)}") { oid }`;
  expect(await ask(repository, selection)).toEqual({ data: { repository: { gone: null } } });
  github.switches.unknownOid = 'not-found';
  const { data, errors } = await ask(repository, selection);
  expect(data).toEqual({ repository: { gone: null } });
  expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository', 'gone'] }]);
});

test('what is null without an error: refs, expressions and branches that are not there', async () => {
  const repository = await newRepository();
  await repository.commit({ files: { sub: { gitlink: '2'.repeat(40) } } });
  const selection = `branch: ref(qualifiedName: "refs/heads/none") { name } head: ref(qualifiedName: "HEAD") { name }
    path: object(expression: "main:none.md") { oid } below: object(expression: "main:README.md/x") { oid }
    sub: object(expression: "HEAD:sub") { oid } tag: object(expression: "v9^{commit}") { oid }
    sha: object(expression: "${'4'.repeat(40)}^{commit}") { oid }`;
  const nulls = Object.fromEntries(
    ['branch', 'head', 'path', 'below', 'sub', 'tag', 'sha'].map((key) => [key, null]),
  );
  expect(await ask(repository, selection)).toEqual({ data: { repository: nulls } });
  const empty = await emptyRepository();
  const body = await ask(empty, 'isEmpty defaultBranchRef { name } object(expression: "HEAD:") { oid }');
  expect(body).toEqual({ data: { repository: { isEmpty: true, defaultBranchRef: null, object: null } } });
});

test('pull requests of a branch are those of forks’ branches of that name too', async () => {
  const repository = await newRepository();
  await repository.commit({ branch: 'topic', files: { a: '1' } });
  await github.openPullRequest(repository, { head: 'topic', base: 'main' });
  await github.openPullRequest(repository, { head: 'topic', base: 'main', fromFork: true });
  const body = await ask(
    repository,
    'pullRequests(headRefName: "topic", first: 10) { nodes { state mergeable isCrossRepository } }',
  );
  const open = { state: 'OPEN', mergeable: 'MERGEABLE' };
  expect(body.data.repository.pullRequests.nodes).toEqual([
    { ...open, isCrossRepository: false },
    { ...open, isCrossRepository: true },
  ]);
});
