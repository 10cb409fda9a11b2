import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { reach } from './access.ts';
import { announceRefs, startsRuns } from './announce.ts';
import { runBackend } from './git-backend.ts';
import { type HeldPush, holdPush } from './push-rules.ts';
import type { Repository } from './repository.ts';
import { type Token, tokenText } from './tokens.ts';
import type { World } from './world.ts';

/** A request of git's smart HTTP protocol. */
export interface GitRequest {
  /** `owner/name`, without `.git`. */
  name: string;
  service: 'git-upload-pack' | 'git-receive-pack';
  /** Below the repository: `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  file: string;
}

/** Recognises `/owner/name(.git)/info/refs?service=…`, `…/git-upload-pack` and `…/git-receive-pack`. */
export function gitRequest(url: URL): GitRequest | null {
  const [, name = '', file = ''] =
    /^\/([^/]+\/[^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(url.pathname) ?? [];
  const service = file === 'info/refs' ? url.searchParams.get('service') : file;
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return null;
  return { name, service, file };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  target: GitRequest;
  /** Milliseconds to wait before answering. */
  latency: number;
}

/** Serves a clone, fetch or push by `git http-backend`, under the present or a former name. */
export async function serveGit(
  world: World,
  { request, response, target, latency }: Exchange,
): Promise<void> {
  if (latency > 0) await sleep(latency);
  const text = tokenText(request.headers.authorization);
  const token = text === null ? null : world.tokens.valid(text);
  const repository = world.repositories.find(target.name);
  const refusal = refuse(world, { repository, token, target, bad: text !== null && token === null });
  if (refusal !== null || repository === undefined) return answerText(response, refusal ?? NOT_FOUND);
  const serve: Serve = (done, held) =>
    runBackend(repository, { request, response, target, login: token?.login, done, ...held });
  if (target.file !== 'git-receive-pack' || token === null) return serve();
  const held = repository.protections.length === 0 ? undefined : await holdPush(repository, token, request);
  await repository.serialize(() => push(world, { repository, token, serve: (done) => serve(done, held) }));
}

type Serve = (done?: () => Promise<void>, held?: HeldPush) => Promise<void>;

interface Refusal {
  status: number;
  text: string;
}

const NOT_FOUND: Refusal = { status: 404, text: 'Repository not found.' };
const SIGN_IN: Refusal = { status: 401, text: 'Repository not found.' };

interface Attempt {
  repository: Repository | undefined;
  token: Token | null;
  target: GitRequest;
  /** Credentials were given, and are none. */
  bad: boolean;
}

function refuse(world: World, { repository, token, target, bad }: Attempt): Refusal | null {
  if (bad) return { status: 401, text: 'Invalid username or token.' };
  if (repository === undefined) return token === null ? SIGN_IN : NOT_FOUND;
  const allowed = reach(world.repositories, token, repository);
  const pushes = target.service === 'git-receive-pack';
  if (token === null && (pushes || !allowed.visible)) return SIGN_IN;
  if (!allowed.visible) return NOT_FOUND;
  const enough = pushes ? allowed.contents === 'write' : allowed.contents !== 'none';
  if (allowed.refusal !== null || !enough) {
    return { status: 403, text: `Permission to ${repository.fullName}.git denied to ${token?.login}.` };
  }
  if (!pushes || !repository.options.archived) return null;
  return { status: 403, text: 'This repository was archived so it is read-only.' };
}

function answerText(response: ServerResponse, { status, text }: Refusal): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
  });
  response.end(`${text}\n`);
}

/** Events are out before git learns that its push is done. With `GITHUB_TOKEN` only pull requests have one. */
async function push(
  world: World,
  { repository, token, serve }: { repository: Repository; token: Token; serve: Serve },
): Promise<void> {
  const before = repository.refs();
  await serve(async () => {
    repository.pushedAt = new Date();
    const [actor, starts] = [token.login, startsRuns(token)];
    await announceRefs(world, repository, { before, after: repository.refs(), actor, starts });
  });
}
