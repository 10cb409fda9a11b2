import { afterEach, describe, expect, test } from '@jest/globals';
import type { SandboxRepository } from '../../sandbox/types.ts';
import {
  clone,
  eventsOf,
  git,
  github,
  graphql,
  NAME,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

afterEach(() => void Object.assign(github.replication, { requests: 0, milliseconds: 0 }));

/** What reads of both APIs take the branch for, and whether they find a commit. */
async function seen(repository: SandboxRepository, oid: string) {
  const token = tokenFor(repository);
  const path = `/repos/${repository.fullName}`;
  const ref = await rest('GET', `${path}/git/ref/heads/main`, token);
  const commit = await rest('GET', `${path}/commits/${oid}`, token);
  const query = `${NAME} { repository(owner: $owner, name: $name) { defaultBranchRef { target { oid } }
    object(oid: "${oid}") { oid } readme: object(expression: "main:README.md") { oid } } }`;
  const { data } = (await graphql(token, query, variablesOf(repository))).body;
  return {
    rest: [ref.body.object.sha, commit.status],
    graphql: [data.repository.defaultBranchRef.target.oid, data.repository.object?.oid ?? null],
    readme: data.repository.readme.oid,
  };
}

describe('reads that lag behind writes', () => {
  test('don’t see a push for so many further requests, in REST and GraphQL; its event comes at once', async () => {
    const repository = await newRepository();
    const before = repository.tip() ?? '';
    const folder = await clone(repository, tokenFor(repository));
    await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'x');
    github.replication.requests = 3;
    await git(folder, 'push', '--quiet');
    const after = await git(folder, 'rev-parse', 'HEAD');
    expect(eventsOf(repository)).toMatchObject([{ name: 'push', sha: after }]);
    expect(await seen(repository, after)).toMatchObject({ rest: [before, 422], graphql: [before, null] });
    expect(await seen(repository, after)).toMatchObject({ rest: [after, 200], graphql: [after, after] });
  });

  test('don’t see a ref that moved through the API for some time, nor what it leads to', async () => {
    const repository = await newRepository();
    const before = repository.tip() ?? '';
    const next = await repository.commit({ files: { 'README.md': 'new\n' }, updateRef: false });
    github.replication.milliseconds = 5000;
    const path = `/repos/${repository.fullName}/git/refs/heads/main`;
    expect((await rest('PATCH', path, tokenFor(repository), { sha: next })).status).toBe(200);
    const old = await seen(repository, next);
    expect(old).toMatchObject({ rest: [before, 422], graphql: [before, null] });
    github.advance(5000);
    const now = await seen(repository, next);
    expect(now).toMatchObject({ rest: [next, 200], graphql: [next, next] });
    expect(now.readme).not.toBe(old.readme);
  });

  test('take a new branch for missing and a deleted one for there; writes know better', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    const sha = await repository.commit({ branch: 'old', files: { a: '1' } });
    const path = `/repos/${repository.fullName}/git`;
    github.replication.requests = 4;
    expect((await rest('POST', `${path}/refs`, token, { ref: 'refs/heads/new', sha })).status).toBe(201);
    expect((await rest('DELETE', `${path}/refs/heads/old`, token)).status).toBe(204);
    const names = async () =>
      (await rest('GET', `${path}/matching-refs/heads/`, token)).body.map(({ ref }: { ref: string }) => ref);
    expect(await names()).toEqual(['refs/heads/main', 'refs/heads/old']);
    expect((await rest('POST', `${path}/refs`, token, { ref: 'refs/heads/new', sha })).status).toBe(422);
    await rest('GET', '/rate_limit');
    await rest('GET', '/rate_limit');
    expect(await names()).toEqual(['refs/heads/main', 'refs/heads/new']);
  });

  test('don’t find a commit just made, which a ref can take all the same', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository, { kind: 'app' });
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const body = { message: 'm', tree, parents: [repository.tip()] };
    const path = `/repos/${repository.fullName}`;
    github.replication.requests = 2;
    const { sha } = (await rest('POST', `${path}/git/commits`, token, body)).body;
    expect((await rest('GET', `${path}/commits/${sha}`, token)).status).toBe(422);
    expect((await rest('PATCH', `${path}/git/refs/heads/main`, token, { sha })).status).toBe(200);
  });

  test('are off at first: a change is seen at once', async () => {
    const repository = await newRepository();
    const next = await repository.commit({ files: { a: '1' } });
    expect(await seen(repository, next)).toMatchObject({ rest: [next, 200], graphql: [next, next] });
  });
});
