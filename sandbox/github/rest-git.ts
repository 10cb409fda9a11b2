import { loginOf } from './accounts.ts';
import { type Answer, notImplemented, problem } from './answers.ts';
import { type Commit, peel, readCommit } from './commits.ts';
import { compareTrees } from './diff.ts';
import { OID } from './objects.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { nodeId, type Shape, userShape } from './shapes.ts';
import type { World } from './world.ts';

export async function getBlob({ world, request, repository, params, documentation }: Call): Promise<Answer> {
  const sha = params['file_sha'] ?? '';
  if (!OID.test(sha)) {
    const message = 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].';
    return problem(422, message, documentation);
  }
  const object = await repository.store.read(sha);
  if (object?.type !== 'blob') return problem(404, undefined, documentation);
  if (/vnd\.github\.(v3\.)?raw/.test(request.headers['accept'] ?? '')) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json' }, body: object.data };
  }
  // GitHub breaks base64 into lines of 60 characters, with a line end after the last one.
  const content = object.data.toString('base64').replace(/.{1,60}/g, '$&\n');
  const url = `${world.apiUrl}/repos/${repository.fullName}/git/blobs/${sha}`;
  const node_id = nodeId('B', `${repository.id}:${sha}`);
  return { status: 200, body: { sha, node_id, size: object.data.length, url, content, encoding: 'base64' } };
}

export async function getCommit({
  world,
  request,
  repository,
  params,
  documentation,
}: Call): Promise<Answer> {
  if (/vnd\.github\.(v3\.)?(diff|patch|sha)/.test(request.headers['accept'] ?? '')) {
    return notImplemented('other media types of commits');
  }
  if (request.query.size > 0) return notImplemented("pages of a commit's files");
  if (repository.tip() === null) return problem(409, 'Git Repository is empty.', documentation);
  const ref = params['ref'] ?? '';
  const oid = await findCommit(repository, ref);
  const commit = oid === null ? null : await readCommit(repository.store, oid);
  if (commit === null) return problem(422, `No commit found for SHA: ${ref}`, documentation);
  const base = commit.parents[0] ?? null;
  const files = await compareTrees(world, repository, base, commit.oid);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  const [additions, deletions] = [sum('additions'), sum('deletions')];
  const stats = { additions, deletions, total: additions + deletions };
  return { status: 200, body: { ...commitShape(world, repository, commit), stats, files } };
}

/** What REST takes for a commit: a sha, a branch or a tag, with or without `heads/`, `tags/` or `refs/` before it. */
export async function findCommit(repository: Repository, name: string): Promise<string | null> {
  if (name === 'HEAD') return repository.tip();
  const isSha = /^[0-9a-f]{4,40}$/.test(name);
  const candidates = ['refs/heads/', 'refs/tags/', 'refs/', ''].map((prefix) =>
    repository.ref(prefix + name),
  );
  const found = candidates.find((oid) => oid !== null) ?? (isSha ? await repository.resolve(name) : null);
  if (found === null) return null;
  const commit = await readCommit(repository.store, await peel(repository.store, found));
  return commit?.oid ?? null;
}

/** A commit as REST writes it, without its files. */
export function commitShape(world: World, repository: Repository, commit: Commit): Shape {
  const { url, sha, node_id, html_url, ...git } = gitCommitShape(world, repository, commit);
  const commits = `${world.apiUrl}/repos/${repository.fullName}/commits`;
  const html = (oid: string) => `${world.url}/${repository.fullName}/commit/${oid}`;
  const { parents: _parents, ...inner } = git;
  return {
    url: `${commits}/${commit.oid}`,
    sha,
    node_id,
    html_url,
    comments_url: `${commits}/${commit.oid}/comments`,
    commit: { url, ...inner, comment_count: 0 },
    author: account(world, commit.author),
    committer: account(world, commit.committer),
    parents: commit.parents.map((oid) => ({ sha: oid, url: `${commits}/${oid}`, html_url: html(oid) })),
  };
}

/** A commit as the git data API writes it. */
export function gitCommitShape(world: World, repository: Repository, commit: Commit): Shape {
  const api = `${world.apiUrl}/repos/${repository.fullName}/git`;
  const html = `${world.url}/${repository.fullName}/commit`;
  const person = ({ name, email, date }: Commit['author']) => ({ name, email, date });
  const parent = (sha: string) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/${sha}` });
  return {
    sha: commit.oid,
    node_id: nodeId('C', `${repository.id}:${commit.oid}`),
    url: `${api}/commits/${commit.oid}`,
    html_url: `${html}/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map(parent),
    verification: verificationShape(commit),
  };
}

function verificationShape({ signature, committer }: Commit): Shape {
  const verified = signature !== null;
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature,
    payload: verified ? 'sandbox' : null,
    verified_at: verified ? committer.date : null,
  };
}

function account(world: World, { email }: Commit['author']): Shape | null {
  const login = loginOf(email);
  return login === null ? null : userShape(world, login);
}
