import type { Problem } from '../../../findings/problem.ts';
import { marketplaceProblem } from '../../../findings/reading.ts';
import { MarketplaceError } from '../../../marketplace/cause.ts';
import type { Folder } from '../../checkout/folder.ts';
import { type PlannedMarketplace, type PlanRequest, readPlanned } from '../../marketplaces/planned.ts';
import { hears, marketplacesIn, type WorkflowFiles, type WorkflowPart } from '../../workflows/parts.ts';
import { EVENT_TYPE } from '../../workflows/roles.ts';
import type { Access } from '../remote/access.ts';
import type { Facts, Remote } from '../remote/remote.ts';
import { attempt, type Seen, type Unseen } from '../remote/seen.ts';

/** Where versions are made: a plugin's checkout. */
export interface PluginEnd {
  readonly kind: 'plugin';
  readonly checkout: Folder;
  /** Its name, for people. */
  readonly where: string;
  /** Why there is none where the checkout has no remote on this GitHub. */
  readonly remote: Remote | Unseen;
}

/** Where versions are listed. */
export interface MarketplaceEnd {
  readonly kind: 'marketplace';
  readonly where: string;
  readonly remote: Remote;
  /** Where the command was run in it. */
  readonly checkout: Folder | null;
  /** Whether all its plugins are looked at, or only those of the checkout. */
  readonly isWhole: boolean;
  readonly planned: () => Promise<Planned>;
}

export type End = PluginEnd | MarketplaceEnd;

export const HERE = 'this clone';

export function remoteOf({ remote }: End): Remote | null {
  return 'kind' in remote ? null : remote;
}

/** The files that count: those of the default branch, or, where these can't be seen, those of the checkout. */
export async function filesOf(end: End): Promise<WorkflowFiles> {
  const seen = await remoteOf(end)?.workflows();
  if (seen?.kind === 'seen') return seen.value;
  return end.checkout ?? { parts: [], broken: [] };
}

/** The parts of an end's files that this project's action plays. */
export async function ownParts(end: End): Promise<WorkflowPart[]> {
  return (await filesOf(end)).parts.filter(end.kind === 'plugin' ? isNotify : isUpdate);
}

/** PURE: what a part is, as far as the checks ask. */

export const isNotify = ({ role }: WorkflowPart) => role.kind === 'notify';
export const isUpdate = ({ role }: WorkflowPart) => role.kind === 'update';
export const isSender = ({ role }: WorkflowPart) => role.kind === 'notify' || role.kind === 'other-sender';

/** It makes the catalogue follow. What listens to other events, or to any, e.g. to tell a chat, does not. */
export function isReceiver({ role, workflow }: WorkflowPart): boolean {
  if (role.kind === 'update') return true;
  if (role.kind !== 'other-receiver') return false;
  return role.updates || workflow.dispatchTypes?.some((type) => /plugin|version/i.test(type)) === true;
}

/** What plays an end's part in the chain, each file once. */
export function ownFiles({ kind }: End, parts: readonly WorkflowPart[]): WorkflowPart[] {
  const own = parts.filter(kind === 'plugin' ? isSender : isReceiver);
  return [...new Map(own.map((part) => [part.path, part])).values()];
}

/** The reusable workflows that an end calls. */
export function calledBy(parts: readonly WorkflowPart[]): string[] {
  return [...new Set(parts.flatMap(({ role }) => (role.kind === 'calls' ? role.workflows : [])))];
}

/** The type that a sender sends; null where only a run knows it, or where it starts the workflow by its name. */
export function sentType({ role }: WorkflowPart): string | null {
  if (role.kind === 'notify') return role.eventType;
  return role.kind === 'other-sender' && role.by === 'repository_dispatch' ? role.eventType : null;
}

/** The type that plugins would send: a marketplace's own, where it hears none of the usual one, is a choice, not a slip. */
export function commonType(receivers: readonly WorkflowPart[]): string {
  const own = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
  return receivers.some((one) => hears(one, EVENT_TYPE)) ? EVENT_TYPE : (own[0] ?? EVENT_TYPE);
}

/** Whether a sender notifies this marketplace. */
export function tells(part: WorkflowPart, marketplace: string): boolean {
  return marketplacesIn(part).some((name) => name.toLowerCase() === marketplace.toLowerCase());
}

/** Whether a sender may notify marketplaces that only a run knows. */
export function namesMore({ role }: WorkflowPart): boolean {
  if (role.kind === 'other-sender' || role.kind === 'notify') return role.unknown.length > 0;
  return role.kind === 'calls';
}

/** Whether a job may do it, by its permissions. */
export function allows(
  permissions: Readonly<Record<string, string>>,
  name: string,
  access: 'read' | 'write',
): boolean {
  const granted = permissions[name] ?? permissions['all']?.replace(/-all$/, '');
  return granted === 'write' || (access === 'read' && granted === 'read');
}

/** A marketplace as its own update workflow would see it now. */
type Planned =
  | { readonly kind: 'seen'; readonly value: PlannedMarketplace }
  | Unseen
  /** It is there, but no marketplace. */
  | { readonly kind: 'broken'; readonly problem: Problem };

/** READ: the marketplace, its plugins' repositories, and what would be done. */
export async function readPlan(access: Access, facts: Facts, request: PlanRequest): Promise<Planned> {
  const read: Seen<Planned> = await attempt(access, async (client) => {
    try {
      return { kind: 'seen', value: await readPlanned(client, facts, request) };
    } catch (error) {
      // What is wrong with the files is a finding; what keeps them from being read is not.
      if (!(error instanceof MarketplaceError) || error.reason.kind === 'unread') throw error;
      return { kind: 'broken', problem: marketplaceProblem(error.reason, 'command-line') };
    }
  });
  return read.kind === 'unseen' ? read : read.value;
}
