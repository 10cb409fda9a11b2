import type { Client } from '../../github/client.ts';
import type { RepositoryFacts } from '../../github/repository-facts.ts';
import { type Claim, claimed } from '../../marketplace/claim.ts';
import { entryName, type Marketplace, readMarketplace, type Subject } from '../../marketplace/marketplace.ts';
import { CATALOGUE } from '../../marketplace/place.ts';
import { readHeads } from '../../update/observe/heads.ts';
import type { Observation } from '../../update/observe/observation.ts';
import { makePlan, type Plan, type PlanOptions } from '../../update/plan/plan.ts';

/** A marketplace, what its plugins' repositories hold, and what the update action would do now. */
export interface PlannedMarketplace {
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  readonly plan: Plan;
}

export interface Wanted {
  readonly serverUrl: string;
  /** Plugins that it is about; null for all. */
  readonly claims: readonly Claim[] | null;
  /** Where its marketplace.json lies. Default: where Claude Code looks for it. */
  readonly file?: string;
}

/** As the update action decides where its workflow says nothing else. */
const AS_BY_DEFAULT: Omit<PlanOptions, 'plugins'> = {
  advance: 'version',
  downgrades: 'follow',
  versionField: 'existing',
  marketplaceVersion: 'keep',
};

/** READ: the marketplace as the update action reads it. Throws `ProblemError`. */
export async function readPlanned(
  client: Client,
  { repository, branch }: Pick<RepositoryFacts, 'repository' | 'branch'>,
  { serverUrl, claims, file = CATALOGUE }: Wanted,
): Promise<PlannedMarketplace> {
  const place = { repository, branch, file, server: serverUrl };
  const marketplace = await readMarketplace(client, place);
  const own = claims === null ? null : new Set(claims.flatMap((claim) => claimed(claim, marketplace)));
  const subjects = marketplace.subjects.filter((subject) => own === null || own.has(subject));
  const names = new Set(subjects.map(({ entry }) => entryName(entry)));
  const readers = { marketplace: client, plugins: client, dates: true };
  const seen = await readHeads(readers, marketplace, subjects, () => false);
  const plan = makePlan(marketplace, seen, { ...AS_BY_DEFAULT, plugins: (name) => names.has(name) });
  return { marketplace, seen, plan };
}
