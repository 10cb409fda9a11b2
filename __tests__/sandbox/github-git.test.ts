import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { clone, emptyRepository, eventsOf, git, github, newRepository, tokenFor } from './github-setup.ts';

describe('repositories', () => {
  test('a commit holds any path and mode that git allows, and git finds nothing to complain of', async () => {
    const repository = await newRepository();
    const files = {
      'ü/"q" \n.txt': 'text',
      ['__proto__']: 'own',
      link: { symlink: 'README.md' },
      sub: { gitlink: '1'.repeat(40) },
      'run.sh': { text: '#!/bin/sh\n', executable: true as const },
      'README.md': null,
      bytes: new Uint8Array([0, 255]),
    };
    const sha = await repository.commit({ files });
    expect(await repository.git('fsck', '--strict')).not.toMatch(/error|missing|warning/);
    expect(await repository.listFiles(sha, '')).toEqual([
      '__proto__',
      'bytes',
      'link',
      'plugins',
      'run.sh',
      'sub',
      'ü',
    ]);
    expect(await repository.readFile(sha, 'ü/"q" \n.txt')).toBe('text');
    expect(await repository.readFile(sha, 'README.md')).toBeNull();
    expect(await repository.git('ls-tree', sha, 'run.sh', 'sub', 'link')).toMatch(
      /120000 blob.*\n100755 blob.*\n160000 commit 1/,
    );
  });

  test('commits may have given parents, none, or move no branch', async () => {
    const repository = await newRepository();
    const tip = await repository.git('rev-parse', 'main');
    const root = await repository.commit({ files: { other: 'x' }, parents: [], updateRef: false });
    const merge = await repository.commit({ files: {}, parents: [tip, root], branch: 'merged' });
    expect(await repository.git('rev-parse', 'main')).toBe(tip);
    expect(await repository.git('rev-list', '--parents', '-1', 'merged')).toBe(`${merge} ${tip} ${root}`);
    expect(await repository.changedFiles(null, root)).toEqual(['other']);
    expect(await repository.changedFiles(tip, merge)).toEqual([]);
  });

  test('the changed files are those that git names', async () => {
    const repository = await newRepository();
    const before = await repository.commit({
      files: {
        'a/b': '1',
        'a.txt': '1',
        swap: '1',
        'way/x': '1',
        same: '1',
        sub: { gitlink: '1'.repeat(40) },
      },
    });
    const after = await repository.commit({
      files: {
        ...{ 'a/b': null, 'a/c': '1', 'a-b': '2', swap: null, 'swap/in': '1', 'way/x': null, way: '1' },
        ...{ sub: { gitlink: '2'.repeat(40) }, same: { text: '1', executable: true }, 'ü/ß': '1' },
      },
    });
    const named = await repository.git('diff-tree', '-r', '-z', '--no-renames', '--name-only', before, after);
    expect(await repository.changedFiles(before, after)).toEqual(named.split('\0').filter(Boolean));
    const all = await repository.git('ls-tree', '-r', '-z', '--name-only', after);
    expect(await repository.changedFiles(null, after)).toEqual(all.split('\0').filter(Boolean));
  });

  test('packed objects and refs are read like loose ones', async () => {
    const repository = await newRepository();
    await repository.git('gc', '--quiet', '--prune=now');
    const sha = await repository.git('rev-parse', 'main');
    expect(await repository.git('count-objects')).toMatch(/^0 objects/);
    expect(await repository.readFile('main', 'README.md')).toBe('hello\n');
    expect(await repository.commit({ files: { more: '1' } })).not.toBe(sha);
    expect(await repository.readFile('main', 'plugins/a/plugin.json')).toBe('{"name":"a"}');
  });
});

describe('git over HTTP', () => {
  test('a public repository is cloned without a token; a private one asks for one', async () => {
    const open = await clone(await newRepository());
    expect(await git(open, 'ls-files')).toBe('README.md\nplugins/a/plugin.json');
    const closed = await newRepository({ private: true });
    await expect(clone(closed)).rejects.toThrow(/could not read Username/);
    await expect(clone(closed, github.createToken({ kind: 'app' }))).rejects.toThrow(/not found/);
    await expect(clone(closed, 'ghp_wrong')).rejects.toThrow(/Authentication failed/);
    await clone(closed, tokenFor(closed));
  });

  test('a push by git emits one push event per ref, as GitHub writes it', async () => {
    const repository = await newRepository();
    const work = await clone(repository, tokenFor(repository));
    const before = await git(work, 'rev-parse', 'HEAD');
    writeFileSync(join(work, 'new.txt'), 'new');
    await git(work, 'add', '.');
    await git(work, 'commit', '--quiet', '-m', 'Add new.txt\n\nbody');
    await git(work, 'tag', '-a', '-m', 'first', 'v1');
    await git(work, 'push', '--quiet', 'origin', 'main', 'v1');
    const after = await git(work, 'rev-parse', 'HEAD');
    const [branch, tag, ...rest] = eventsOf(repository);
    expect(rest).toEqual([]);
    expect(branch).toMatchObject({
      name: 'push',
      ref: 'refs/heads/main',
      sha: after,
      workflowSha: after,
      actor: 'octocat',
    });
    expect(branch?.changedFiles).toEqual(['new.txt']);
    expect(branch?.payload).toMatchObject({
      ...{
        ref: 'refs/heads/main',
        before,
        after,
        created: false,
        deleted: false,
        forced: false,
        base_ref: null,
      },
      repository: { full_name: repository.fullName, default_branch: 'main', owner: { login: 'acme' } },
      head_commit: {
        id: after,
        message: 'Add new.txt\n\nbody',
        author: { name: 'Ann', email: 'ann@example.com' },
      },
      ...{
        commits: [{ id: after, distinct: true }],
        pusher: { name: 'octocat' },
        sender: { login: 'octocat' },
      },
    });
    expect(branch?.payload['head_commit']).not.toHaveProperty('added');
    expect(tag).toMatchObject({ ref: 'refs/tags/v1', sha: after, changedFiles: null });
    expect(tag?.payload).toMatchObject({
      after: await git(work, 'rev-parse', 'v1'),
      base_ref: null,
      created: true,
    });
  });

  test('forced pushes, new branches and deletions say so', async () => {
    const repository = await newRepository();
    const work = await clone(repository, tokenFor(repository, { login: 'dependabot[bot]' }));
    const base = await git(work, 'rev-parse', 'HEAD');
    await git(work, 'commit', '--quiet', '--amend', '-m', 'Amended');
    await git(work, 'push', '--quiet', '--force', 'origin', 'main');
    await git(work, 'push', '--quiet', 'origin', 'main:feature/x');
    await git(work, 'push', '--quiet', 'origin', ':feature/x');
    const main = await git(work, 'rev-parse', 'HEAD');
    const [forced, created, deleted] = eventsOf(repository);
    expect(forced).toMatchObject({
      actor: 'dependabot[bot]',
      changedFiles: [],
      payload: { forced: true, before: base },
    });
    expect(created?.payload).toMatchObject({
      created: true,
      before: '0'.repeat(40),
      base_ref: 'refs/heads/main',
    });
    expect(deleted).toMatchObject({ ref: 'refs/heads/main', sha: main, changedFiles: null });
    expect(deleted?.payload).toMatchObject({
      ...{ deleted: true, ref: 'refs/heads/feature/x', after: '0'.repeat(40), head_commit: null },
    });
  });

  test('more than three tags in one push emit no events, and the default branch cannot be deleted', async () => {
    const repository = await newRepository();
    const work = await clone(repository, tokenFor(repository));
    for (const tag of ['a', 'b', 'c', 'd']) await git(work, 'tag', tag);
    await git(work, 'push', '--quiet', 'origin', '--tags', 'main:x');
    expect(eventsOf(repository).map(({ ref }) => ref)).toEqual(['refs/heads/x']);
    await expect(git(work, 'push', 'origin', ':main')).rejects.toThrow(
      /refusing to delete the current branch/,
    );
  });

  test('the first push into an empty repository lists every file', async () => {
    const repository = await emptyRepository();
    const work = await clone(repository, tokenFor(repository));
    writeFileSync(join(work, 'a'), 'a');
    await git(work, 'add', '.');
    await git(work, 'commit', '--quiet', '-m', 'a');
    await git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    expect(eventsOf(repository)).toMatchObject([
      { changedFiles: ['a'], payload: { created: true, base_ref: null } },
    ]);
  });

  test('a push by GITHUB_TOKEN emits nothing; readers, archives and refs/pull refuse', async () => {
    const repository = await newRepository();
    const work = await clone(repository, tokenFor(repository, { kind: 'actions' }));
    await git(work, 'push', '--quiet', 'origin', 'main:other');
    expect(eventsOf(repository)).toEqual([]);
    await expect(git(work, 'push', 'origin', 'main:refs/pull/1/head')).rejects.toThrow(/hidden ref/);
    const reader = tokenFor(repository, { repositories: { [repository.fullName]: { contents: 'read' } } });
    await expect(git(work, 'push', repository.cloneUrl(reader), 'main:x')).rejects.toThrow(
      /Permission to .* denied/,
    );
    repository.update({ archived: true });
    await expect(git(work, 'push', 'origin', 'main:x')).rejects.toThrow(/archived so it is read-only/);
  });
});
