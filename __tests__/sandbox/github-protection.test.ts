import { describe, expect, test } from '@jest/globals';
import type { ProtectionOptions } from '../../sandbox/types.ts';
import { clone, eventsOf, git, github, graphql, newRepository, rest, tokenFor } from './github-setup.ts';

async function setUp(protection: ProtectionOptions, kind: 'fine-grained' | 'actions' = 'fine-grained') {
  const repository = await newRepository();
  repository.protect('main', protection);
  const token = tokenFor(repository, { kind });
  const next = await repository.commit({ files: { a: '1' }, updateRef: false });
  const path = `/repos/${repository.fullName}/git/refs`;
  const move = (sha = next) => rest('PATCH', `${path}/heads/main`, token, { sha });
  return { repository, token, next, path, move };
}

const RULES = 'Repository rule violations found\n\n';
const REFUSALS: [ProtectionOptions, string][] = [
  [{ by: 'ruleset', requires: 'merge-queue' }, `${RULES}Changes must be made through the merge queue\n\n`],
  [{ by: 'ruleset', requires: 'update' }, `${RULES}Cannot update this protected ref.\n\n`],
  [{ by: 'ruleset', requires: 'secret' }, `${RULES}Secret detected in content\n\n`],
  [
    { by: 'ruleset', requires: 'status-checks', checks: 3 },
    `${RULES}3 of 3 required status checks are expected.\n\n`,
  ],
  [{ by: 'ruleset', requires: 'signatures' }, `${RULES}Commits must have verified signatures.\n\n`],
  [{ by: 'branch-protection', requires: 'merge-queue' }, 'Changes must be made through the merge queue'],
  [{ by: 'branch-protection', requires: 'push-access' }, "You're not authorized to push to this branch."],
  [{ by: 'branch-protection', requires: 'lock' }, 'Cannot change this locked branch'],
  [
    { by: 'branch-protection', requires: 'review' },
    'At least 1 approving review is required by reviewers with write access.',
  ],
  [{ by: 'ruleset' }, 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'],
  [
    { by: 'ruleset', requires: 'status-checks' },
    'Repository rule violations found\n\nRequired status check "ci" is expected.\n\n',
  ],
  [{ by: 'branch-protection' }, 'Changes must be made through a pull request.'],
  [{ by: 'branch-protection', requires: 'status-checks' }, 'Required status check "ci" is expected.'],
  [{ by: 'branch-protection', requires: 'signatures' }, 'Commits must have valid signatures.'],
];

describe('a protected branch', () => {
  test.each(REFUSALS)('%j: REST says %j', async (protection, message) => {
    const { repository, move } = await setUp(protection);
    const before = await repository.git('rev-parse', 'main');
    expect(await move()).toMatchObject({ status: 422, body: { message } });
    expect([await repository.git('rev-parse', 'main'), eventsOf(repository)]).toEqual([before, []]);
  });

  test.each([
    ['ruleset', 'FORBIDDEN', /^Repository rule violations found\n\nChanges must/],
    ['branch-protection', 'BRANCH_PROTECTION_RULE_VIOLATION', /^Changes must/],
  ] as const)('%s: updateRefs says %s', async (by, type, message) => {
    const { repository, token, next } = await setUp({ by });
    const { node_id } = (await rest('GET', `/repos/${repository.fullName}`, token)).body;
    const query = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;
    const input = { repositoryId: node_id, refUpdates: [{ name: 'refs/heads/main', afterOid: next }] };
    const { body } = await graphql(token, query, { input });
    expect(body).toMatchObject({
      data: { updateRefs: null },
      errors: [{ type, path: ['updateRefs'], message: expect.stringMatching(message) }],
    });
  });

  test.each([
    ['ruleset', /GH013: Repository rule violations found for refs\/heads\/main/],
    ['branch-protection', /GH006: Protected branch update failed for refs\/heads\/main/],
  ] as const)('%s: git says why, and other branches of the push go through', async (by, message) => {
    const { repository, token } = await setUp({ by });
    const work = await clone(repository, token);
    await git(work, 'commit', '--quiet', '--allow-empty', '-m', 'x');
    const pushed = git(work, 'push', '--quiet', 'origin', 'HEAD:main', 'HEAD:topic');
    await expect(pushed).rejects.toThrow(message);
    expect(await repository.git('rev-parse', 'topic')).toBe(await git(work, 'rev-parse', 'HEAD'));
    expect(await repository.git('rev-parse', 'main')).toBe(await git(work, 'rev-parse', 'HEAD^'));
  });

  test('lets those through who bypass it, by the API and by git', async () => {
    const { repository, token, move, next } = await setUp({ by: 'ruleset', bypass: ['octocat'] });
    expect(await move()).toMatchObject({ status: 200 });
    const work = await clone(repository, token);
    await git(work, 'commit', '--quiet', '--allow-empty', '-m', 'x');
    await git(work, 'push', '--quiet', 'origin', 'main');
    expect(await repository.git('rev-parse', 'main^')).toBe(next);
  });

  test('that asks for signatures takes the commits that GitHub made for a bot', async () => {
    const { repository, token, move } = await setUp({ by: 'ruleset', requires: 'signatures' }, 'actions');
    expect((await move()).body.message).toMatch(/Commits must have verified signatures\./);
    const parents = [await repository.git('rev-parse', 'main')];
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const commit = { message: 'm', tree, parents };
    const { sha } = (await rest('POST', `/repos/${repository.fullName}/git/commits`, token, commit)).body;
    expect(await move(sha)).toMatchObject({ status: 200 });
  });

  test.each([
    ['ruleset', `${RULES}This branch must not contain merge commits.\n\n`],
    ['branch-protection', 'This branch must not contain merge commits.'],
  ] as const)('%s: a merge commit is refused where the history is to be linear', async (by, message) => {
    const { repository, next, move } = await setUp({ by, requires: 'linear-history' });
    const merge = await repository.commit({
      files: {},
      parents: [next, repository.tip() ?? ''],
      updateRef: false,
    });
    expect(await move(merge)).toMatchObject({ status: 422, body: { message } });
    expect((await move(next)).status).toBe(200);
  });

  test.each<[ProtectionOptions, string]>([
    [{ by: 'ruleset', requires: 'force-push' }, `${RULES}Cannot force-push to this branch\n\n`],
    [
      { by: 'branch-protection' },
      'Changes must be made through a pull request. Cannot force-push to this branch',
    ],
    [{ by: 'branch-protection', requires: 'linear-history' }, 'Cannot force-push to this branch'],
  ])('%j: a force push is refused', async (protection, message) => {
    const { repository, token, path } = await setUp(protection);
    const sha = await repository.commit({ files: { b: '1' }, parents: [], updateRef: false });
    const forced = await rest('PATCH', `${path}/heads/main`, token, { sha, force: true });
    expect(forced).toMatchObject({ status: 422, body: { message } });
  });

  test('can’t be made, or deleted, where a ruleset restricts that alone', async () => {
    const { repository, token, path, next, move } = await setUp({ by: 'ruleset', requires: 'creation' });
    repository.protect('new', { by: 'ruleset', requires: 'creation' });
    repository.protect('old', { by: 'ruleset', requires: 'deletion' });
    await repository.commit({ branch: 'old', files: {} });
    const made = await rest('POST', path, token, { ref: 'refs/heads/new', sha: next });
    const message = `${RULES}Cannot create ref due to creations being restricted.\n\n`;
    expect(made).toMatchObject({ status: 422, body: { message } });
    expect((await move()).status).toBe(200);
    const deleted = await rest('DELETE', `${path}/heads/old`, token);
    expect(deleted).toMatchObject({
      status: 422,
      body: { message: `${RULES}Cannot delete this branch\n\n` },
    });
  });

  test('restricted paths are refused when the tree is made: what changes, and all of it without a base', async () => {
    const { repository, token } = await setUp({
      by: 'ruleset',
      requires: 'file-path',
      paths: ['.github/**'],
    });
    const base_tree = await repository.git('rev-parse', 'main^{tree}');
    const entry = (path: string) => ({ path, mode: '100644', type: 'blob', content: 'x' });
    const make = (body: object) => rest('POST', `/repos/${repository.fullName}/git/trees`, token, body);
    const message = `${RULES}File path is restricted\n\n`;
    const restricted = { status: 422, body: { message } };
    expect(await make({ base_tree, tree: [entry('.github/workflows/a.yml')] })).toMatchObject(restricted);
    expect(await make({ tree: [entry('a'), entry('.github/x')] })).toMatchObject(restricted);
    expect((await make({ base_tree, tree: [entry('a')] })).status).toBe(201);
  });

  test('there is no protection that GitHub does not know', async () => {
    const { repository } = await setUp({ by: 'ruleset' });
    expect(() => repository.protect('main', { by: 'ruleset', requires: 'lock' })).toThrow(/no ruleset that/);
  });

  test('is named by a pattern; a new branch that it matches can’t be made either', async () => {
    const { repository, token, path, next } = await setUp({ by: 'ruleset' });
    repository.protect('release/*', { by: 'ruleset' });
    repository.protect('old', { by: 'branch-protection' });
    const made = async (branch: string) => {
      const { status, body } = await rest('POST', path, token, { ref: `refs/heads/${branch}`, sha: next });
      return [status, body.message];
    };
    expect(await made('release/1')).toEqual([422, expect.stringContaining('rule violations')]);
    expect(await made('old')).toEqual([422, 'Reference update failed']);
    expect(await made('release/1/x')).toEqual([201, undefined]);
    expect(github.schemaViolations).toEqual([]);
  });
});
