import { unreadableCommit } from '../../findings/reading.ts';
import { readObject } from '../../github/objects/objects.ts';
import type { Range } from '../range.ts';
import type { PluginsRepository } from './sides.ts';

/** A branch that was brought up to date more often than that has a commit of its own in between. */
const MOST_MESSAGES = 5;

/**
 * READ: the reason that the newest commit's message gives for leaving a version as it is; null where it gives none. Of a
 * pull request that is its head. Behind a merge, whose message nobody wrote, the commit counts that was merged: by a
 * merge queue it is the second parent, the pull request's head; by "Update branch" it is the first. Throws `ProblemError`.
 */
export async function readSkipReason(
  plugins: PluginsRepository,
  range: Exclude<Range, { kind: 'nothing' }>,
  commit: string,
): Promise<string | null> {
  const isHead = range.kind === 'pull-request';
  let oid = isHead ? range.head : commit;
  for (let tries = 1; ; tries++) {
    const { reason, parents } = await readMessage(plugins, oid);
    const [first, second] = parents;
    if (reason !== null || first === undefined || second === undefined || tries === MOST_MESSAGES)
      return reason;
    oid = tries === 1 && !isHead ? second : first;
  }
}

async function readMessage({ client, repository }: PluginsRepository, oid: string) {
  const revision = { oid };
  const found = await readObject(client, { repository, revision, paths: [], parents: true, message: true });
  if (found.kind !== 'commit') throw unreadableCommit(found, revision, repository);
  return { reason: skipReason(found.message ?? ''), parents: found.parents };
}

/**
 * PURE: the reason in a message. Git knows trailers only in the last paragraph; where GitHub squashes, more follows
 * them, so the line counts wherever it is below the title.
 */
export function skipReason(message: string): string | null {
  const [, ...lines] = message.split(/\r?\n/);
  const reasons = lines.map((line) => /^skip-version-bump[ \t]*:(.*)$/i.exec(line)?.[1]?.trim() ?? '');
  return reasons.find((reason) => reason !== '') ?? null;
}
