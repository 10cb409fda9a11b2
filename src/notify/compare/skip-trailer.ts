import { unreadableCommit } from '../../findings/reading.ts';
import { readObject } from '../../github/objects/objects.ts';
import type { Range } from '../range.ts';
import type { PluginsRepository } from './sides.ts';

/**
 * READ: the reason that the newest commit's message gives for leaving a version as it is; null where it gives none. Of a
 * pull request that is its head. A merge group's head may be a merge that GitHub made, whose message nobody wrote:
 * then its second parent, the pull request's head, counts too. Throws `ProblemError`.
 */
export async function readSkipReason(
  plugins: PluginsRepository,
  range: Exclude<Range, { kind: 'nothing' }>,
  commit: string,
): Promise<string | null> {
  if (range.kind === 'pull-request') return (await readMessage(plugins, range.head)).reason;
  const { reason, merged } = await readMessage(plugins, commit);
  return reason ?? (merged === undefined ? null : (await readMessage(plugins, merged)).reason);
}

async function readMessage({ client, repository }: PluginsRepository, oid: string) {
  const revision = { oid };
  const found = await readObject(client, { repository, revision, paths: [], parents: true, message: true });
  if (found.kind !== 'commit') throw unreadableCommit(found, revision, repository);
  return { reason: skipReason(found.message ?? ''), merged: found.parents[1] };
}

/**
 * PURE: the reason in a message. Git knows trailers only in the last paragraph; where GitHub squashes, more follows
 * them, so the line counts wherever it is below the title.
 */
export function skipReason(message: string): string | null {
  const [, ...lines] = message.split(/\r?\n/);
  const reasons = lines.map((line) => /^skip-version-bump:(.*)$/i.exec(line)?.[1]?.trim() ?? '');
  return reasons.find((reason) => reason !== '') ?? null;
}
