import type { Client } from '../../github/client/client.ts';
import { readObjects } from '../../github/objects/objects.ts';
import type { Snapshot } from '../../github/objects/snapshot.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import type { ExistingBranch } from './next-step.ts';
import { isOurCommit, isSamePlan } from './own-commit.ts';
import { touches, type WantedPullRequest } from './wanted-pull-requests.ts';

/** Whether a branch of ours merges as it is; `unknown` while GitHub works it out. */
export type Fit = 'fits' | 'conflicts' | 'unknown';

/**
 * READ: of the branches that hold the wanted changes already, whether they merge as they are. Where what they touch is
 * the same in their parent as in the present head, they do; else GitHub is asked. Where it can't be read, they are
 * left as they are.
 */
export async function readFitting(
  client: Client,
  marketplace: Marketplace,
  existing: ReadonlyMap<WantedPullRequest, ExistingBranch>,
): Promise<ReadonlyMap<WantedPullRequest, Fit>> {
  const { repository, commit } = marketplace;
  const kept = [...existing].flatMap(([wanted, { tip, pullRequest }]) => {
    if (tip === null || !isOurCommit(tip, wanted.branch) || !isSamePlan(tip, wanted)) return [];
    const paths = touches(wanted, marketplace);
    const at = (oid: string) => ({ repository, revision: { oid }, paths });
    return [{ wanted, pullRequest, old: at(tip.parents[0] ?? commit), now: at(commit) }];
  });
  const both = kept.flatMap(({ old, now }) => [old, now]);
  const read = await readObjects(client, new Map(both.map((request) => [request, request])));
  return new Map(
    kept.map(({ wanted, pullRequest, ...asked }) => {
      const [old, now] = [read.get(asked.old), read.get(asked.now)];
      const isKnown = old?.kind === 'commit' && now?.kind === 'commit';
      const same = asked.now.paths.every((path) => oidAt(old, path) === oidAt(now, path));
      return [wanted, same || !isKnown ? 'fits' : fitOf(pullRequest)];
    }),
  );
}

function fitOf(pullRequest: ExistingBranch['pullRequest']): Fit {
  if (pullRequest?.mergeable === 'MERGEABLE') return 'fits';
  return pullRequest?.state === 'OPEN' && pullRequest.mergeable === 'UNKNOWN' ? 'unknown' : 'conflicts';
}

function oidAt(snapshot: Snapshot | undefined, path: string): string | null {
  const found = snapshot?.kind === 'commit' ? snapshot.paths.get(path) : undefined;
  return found?.kind === 'found' ? found.entry.oid : null;
}
