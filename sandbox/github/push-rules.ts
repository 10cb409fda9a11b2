import { mkdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findViolation, type RefChange, type Violation } from './protection.ts';
import { ZEROS } from './push.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';

/** A push that was read and judged before git sees it. */
export interface HeldPush {
  body: Buffer;
  env: Record<string, string>;
}

/** Refuses the refs that the server names, one for each run of the hook, and says why. */
const HOOK = `#!/bin/sh
case " $SANDBOX_REFUSED " in
*" $1 "*) printf '%s\\n' "$SANDBOX_REFUSAL" >&2; exit 1 ;;
esac
`;

/** Judges a push by the repository's protections: git's own hook then refuses what it must not change. */
export async function holdPush(
  repository: Repository,
  { login }: Token,
  request: IncomingMessage,
): Promise<HeldPush> {
  repository.writeOut();
  writeHook(repository.directory);
  const body = await readBody(request);
  const found = await Promise.all(commands(body).map((change) => findViolation(repository, login, change)));
  const violations = found.filter((violation) => violation !== null);
  const env = {
    SANDBOX_REFUSED: violations.map(({ ref }) => ref).join(' '),
    SANDBOX_REFUSAL: violations.map(refusalText).join('\n'),
  };
  return { body, env };
}

function writeHook(directory: string): void {
  mkdirSync(join(directory, 'hooks'), { recursive: true });
  writeFileSync(join(directory, 'hooks', 'update'), HOOK, { mode: 0o755 });
}

/** As pushed, except that a compressed request is decompressed. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  if (request.headers['content-encoding'] !== 'gzip') return raw;
  delete request.headers['content-encoding'];
  delete request.headers['content-length'];
  return gunzipSync(raw);
}

/** The `<old> <new> <ref>` lines before the pack: packets up to the first flush (`git help protocol-pack`). */
function commands(body: Buffer): RefChange[] {
  const changes: RefChange[] = [];
  for (let at = 0; at < body.length; ) {
    const size = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(size > 4)) break;
    const [before = '', after = '', ref = ''] = body
      .toString('utf8', at + 4, at + size)
      .replace(/[\0\n].*$/s, '')
      .split(' ');
    changes.push({ ref, before: orNull(before), after: orNull(after) });
    at += size;
  }
  return changes;
}

function orNull(oid: string): string | null {
  return oid === ZEROS ? null : oid;
}

/**
 * GH013: https://github.com/henne49/dbus-opendtu/issues/235
 * GH006: https://github.com/argocd-diff-action/argocd-diff-action/issues/18
 */
function refusalText({ by, ref, messages }: Violation): string {
  if (by === 'ruleset') {
    const lines = messages.map((message) => `- ${message}`);
    return [`error: GH013: Repository rule violations found for ${ref}.`, '', ...lines, ''].join('\n');
  }
  const lines = messages.map((message) => `error: ${message}`);
  return [`error: GH006: Protected branch update failed for ${ref}.`, ...lines].join('\n');
}
