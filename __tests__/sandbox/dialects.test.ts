import { afterEach, describe, expect, test } from '@jest/globals';
import { CHOICES, DIALECTS } from '../../sandbox/dialects.ts';
import type { GitHubSwitches, SandboxRepository } from '../../sandbox/types.ts';
import {
  type Answered,
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
