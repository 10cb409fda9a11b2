import type { Client } from '../../github/client.ts';
import { readObjects } from '../../github/objects.ts';
import type { Snapshot } from '../../github/snapshot.ts';
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
  const kept = [...existing].flatMap(([wanted, { tip, pullRequest }]) =>
    tip !== null && isOurCommit(tip) && isSamePlan(tip, wanted) ? [{ wanted, tip, pullRequest }] : [],
  );
  const { repository, commit } = marketplace;
  const requests = kept.flatMap(({ wanted, tip }) =>
    [tip.parents[0] ?? commit, commit].map((oid) => ({
      repository,
      revision: { oid },
      paths: touches(wanted, marketplace),
    })),
  );
  const snapshots = await readObjects(client, requests);
  return new Map(
    kept.map(({ wanted, pullRequest }, index) => {
      const [then, now] = [snapshots[2 * index], snapshots[2 * index + 1]];
      const isKnown = then?.kind === 'commit' && now?.kind === 'commit';
      const same = touches(wanted, marketplace).every((path) => oidAt(then, path) === oidAt(now, path));
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
