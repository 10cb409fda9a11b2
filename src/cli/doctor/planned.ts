import { type InputTable, UPDATE_INPUTS } from '../../action/input-tables.ts';
import { InputValues } from '../../action/input-values.ts';
import { patternList } from '../../action/patterns.ts';
import type { Problem } from '../../findings/problem.ts';
import { marketplaceProblem } from '../../findings/reading.ts';
import type { Client } from '../../github/client.ts';
import { MarketplaceError } from '../../marketplace/cause.ts';
import { type Claim, claimed } from '../../marketplace/claim.ts';
import { entryName, readMarketplace } from '../../marketplace/marketplace.ts';
import { readFile } from '../../update/input-values.ts';
import { readHeads } from '../../update/observe/heads.ts';
import { makePlan, type PlanOptions } from '../../update/plan/plan.ts';
import type { PlannedMarketplace } from '../marketplace-plan.ts';
import type { Access } from './access.ts';
import type { Facts } from './remote/facts.ts';
import { attempt, type Seen, type Unseen } from './seen.ts';
import type { Part } from './workflows/parts.ts';

/** A marketplace as its own update workflow would see it now. */
export interface OwnPlan extends PlannedMarketplace {
  /** Whether the workflow follows the plugin of this name at all. */
  readonly follows: (name: string) => boolean;
}

export type Planned =
  | { readonly kind: 'seen'; readonly value: OwnPlan }
  | Unseen
  /** It is there, but no marketplace. */
  | { readonly kind: 'broken'; readonly problem: Problem };

export interface PlanRequest {
  readonly facts: Facts;
  readonly serverUrl: string;
  /** Plugins that it is about; null for all. */
  readonly claims: readonly Claim[] | null;
  /** `with:` of the update action; what an expression says is taken for not written. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** READ: the marketplace, its plugins' repositories, and what would be done. */
export async function readPlan(access: Access, request: PlanRequest): Promise<Planned> {
  const read: Seen<OwnPlan | Problem> = await attempt(access, (client) => planOrProblem(client, request));
  if (read.kind === 'unseen') return read;
  const { value } = read;
  return 'plan' in value ? { kind: 'seen', value } : { kind: 'broken', problem: value };
}

/** What is wrong with the files is a finding; what keeps them from being read is not. */
async function planOrProblem(client: Client, request: PlanRequest): Promise<OwnPlan | Problem> {
  try {
    return await planned(client, request);
  } catch (error) {
    if (!(error instanceof MarketplaceError) || error.reason.kind === 'unread') throw error;
    return marketplaceProblem(error.reason, 'command-line');
  }
}

async function planned(client: Client, { facts, serverUrl, claims, inputs }: PlanRequest): Promise<OwnPlan> {
  const { file, releases, follows, policy } = wishesOf(inputs);
  const { repository, branch } = facts;
  const marketplace = await readMarketplace(client, { repository, branch, file, server: serverUrl });
  const own = claims === null ? null : new Set(claims.flatMap((claim) => claimed(claim, marketplace)));
  const subjects = marketplace.subjects.filter((subject) => own === null || own.has(subject));
  const names = new Set(subjects.map(({ entry }) => entryName(entry)));
  const seen = await readHeads({ marketplace: client, plugins: client }, marketplace, subjects, releases);
  const plan = makePlan(marketplace, seen, { ...policy, plugins: (name) => names.has(name) });
  return { marketplace, seen, plan, follows };
}

interface Wishes {
  readonly file: string;
  readonly releases: (name: string) => boolean;
  readonly follows: (name: string) => boolean;
  readonly policy: Omit<PlanOptions, 'plugins'>;
}

function wishesOf(inputs: PlanRequest['inputs']): Wishes {
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
    },
  };
}

/** PURE: `with:` as the actions read it. What an expression says only a run knows: it counts as not written. */
export function inputValues<Table extends InputTable>(
  table: Table,
  inputs: Readonly<Record<string, string>>,
): InputValues<Table> {
  const known = new Map(Object.entries(inputs).map(([name, text]) => [name.toLowerCase(), text.trim()]));
  return new InputValues(table, (name) => {
    const text = known.get(name) ?? '';
    return text.includes('${{') ? '' : text;
  });
}

/** PURE: the inputs of a part's step. */
export function inputsOf({ step }: Part): Readonly<Record<string, string>> {
  return step?.with ?? {};
}
