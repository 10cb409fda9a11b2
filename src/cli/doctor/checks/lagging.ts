import { repositoryKey } from '../../../github/repository.ts';
import { entryName } from '../../../marketplace/marketplace.ts';
import type { PlannedMarketplace } from '../../marketplaces/planned.ts';
import type { WorkflowPart } from '../../workflows/parts.ts';
import type { Chain } from '../chain/chain.ts';
import { repositoryOf } from '../remote/plugin-repositories.ts';
import { remoteRepository } from '../remote/remote.ts';
import type { Finding } from '../report/finding.ts';
import { needsOf, ofNeed } from './secrets.ts';
import { ofWorkflow } from './workflow-runs.ts';

/** A plugin's repository, and the parts in it that tell a marketplace. */
export interface Telling {
  /** `owner/name`. */
  readonly name: string;
  readonly state: 'tells' | 'silent' | 'unknown';
  readonly own: readonly WorkflowPart[];
}

/** More repositories than this are not looked into. */
const MOST = 10;

/**
 * READ: seen from the marketplace, what is wrong on the side of those plugins whose update is due although their
 * repositories send events: how their workflows ran, and whether their secrets are there.
 */
export async function lagging(
  told: readonly Telling[],
  { plan, marketplace }: PlannedMarketplace,
  { around, cli }: Chain,
): Promise<Finding[]> {
  const due = new Set(plan.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)));
  const late = marketplace.subjects.filter(({ entry }) => due.has(entryName(entry))).map(repositoryOf);
  const keys = new Set(late.flatMap((one) => (one === null ? [] : [repositoryKey(one)])));
  const looked = told.filter(({ name, state }) => state === 'tells' && keys.has(name.toLowerCase()));
  const found = await Promise.all(
    looked.slice(0, MOST).map(async ({ name, own }) => {
      const remote = remoteRepository(name, around);
      const now = cli.clock.now();
      const distinct = [...new Map(own.map((part) => [part.path, part])).values()];
      const runs = distinct.map((part) => ofWorkflow(part, remote, now));
      const secrets = own.flatMap(needsOf).map(async (need) => [await ofNeed(need, remote, now)]);
      return (await Promise.all([...runs, ...secrets])).flat();
    }),
  );
  return found.flat().filter(({ kind }) => kind !== 'fine');
}
