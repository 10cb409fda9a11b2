import { UPDATE_INPUTS } from '../../action/input-tables.ts';
import { patternList } from '../../action/patterns.ts';
import type { Client } from '../../github/client/client.ts';
import { type RepositoryName, repositoryKey } from '../../github/repository.ts';
import type { RepositoryFacts } from '../../github/repository-facts.ts';
import { type Claim, claimed } from '../../marketplace/claim.ts';
import { entryName, type Marketplace, readMarketplace, type Subject } from '../../marketplace/marketplace.ts';
import { type AgeOptions, onlyOldEnough } from '../../update/age/old-enough.ts';
import { readFile, readMinimumAge } from '../../update/input-values.ts';
import { readHeads } from '../../update/observe/heads.ts';
import type { Observation } from '../../update/observe/observation.ts';
import { makePlan, type Plan } from '../../update/plan/plan.ts';
import { inputValues, type StepInputs } from '../workflows/parts.ts';

/** A marketplace, what its plugins' repositories hold, and what the update action would do now. */
export interface PlannedMarketplace {
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  readonly plan: Plan;
  /** Whether its update workflow follows the plugin of this name at all. */
  readonly follows: (name: string) => boolean;
}

export interface PlanRequest {
  readonly serverUrl: string;
  /** Plugins that it is about; null for all. */
  readonly claims: readonly Claim[] | null;
  /** What its workflow passes to the update action; what an expression says counts as not written. */
  readonly inputs: StepInputs;
  /** The time, in epoch milliseconds. */
  readonly now: () => number;
}

/** READ: the marketplace and its plugins' repositories as the update action reads them. Throws `ProblemError`. */
export async function readPlanned(
  client: Client,
  { repository, branch }: Pick<RepositoryFacts, 'repository' | 'branch'>,
  { serverUrl: server, claims, inputs, now }: PlanRequest,
): Promise<PlannedMarketplace> {
  const { file, releases, follows, policy } = wishesOf(inputs);
  const marketplace = await readMarketplace(client, { repository, branch, file, server });
  const own = claims === null ? null : new Set(claims.flatMap((claim) => claimed(claim, marketplace)));
  const subjects = marketplace.subjects.filter((subject) => own === null || own.has(subject));
  const names = new Set(subjects.map(({ entry }) => entryName(entry)));
  const readers = { marketplace: client, plugins: client, dates: true };
  const all = await readHeads(readers, marketplace, subjects, releases);
  const options = { ...policy, plugins: (name: string) => names.has(name) };
  const seen = await onlyOldEnough(all, { client, marketplace, options, now });
  const plan = makePlan(marketplace, seen, options);
  return { marketplace, seen, plan, follows };
}

interface Wishes {
  readonly file: string;
  readonly releases: (name: string) => boolean;
  readonly follows: (name: string) => boolean;
  readonly policy: Omit<AgeOptions, 'plugins'>;
}

function wishesOf(inputs: StepInputs): Wishes {
  const values = inputValues(UPDATE_INPUTS, inputs);
  const releases = values.patterns('releases');
  return {
    file: readFile(values),
    releases: releases.length === 0 ? () => false : patternList(releases, ['**']).matches,
    follows: patternList(values.patterns('plugins'), ['**']).matches,
    policy: {
      advance: values.choice('advance'),
      downgrades: values.choice('downgrades'),
      versionField: values.choice('version-field'),
      marketplaceVersion: 'keep',
      minimumAge: readMinimumAge(values),
    },
  };
}

/** PURE: where an entry's plugin comes from, if that is a repository of its own on this GitHub. */
export function repositoryOf({ source }: Subject): RepositoryName | null {
  if (source.kind === 'remote') return source.repository;
  return source.kind === 'submodule' ? source.pointer.repository : null;
}

/** PURE: the repositories of a marketplace's plugins, besides its own, each once. */
export function pluginRepositories({ subjects, repository }: Marketplace): RepositoryName[] {
  const all = subjects.map(repositoryOf).filter((one) => one !== null);
  const found = new Map(all.map((one) => [repositoryKey(one), one]));
  found.delete(repositoryKey(repository));
  return [...found.values()];
}
