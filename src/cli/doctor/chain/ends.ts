import type { Folder } from '../../checkout/folder.ts';
import { type Part, partsOf } from '../../workflows/parts.ts';
import { EVENT_TYPE } from '../../workflows/roles.ts';
import type { Remote } from '../remote/remote.ts';
import { once, type Unseen } from '../remote/seen.ts';
import type { WorkflowFiles } from '../remote/workflow-files.ts';
import type { CalledWorkflows } from '../workflows/called.ts';
import type { Planned } from './planned.ts';

/** One repository's files as they are on disk. */
export interface Checkout {
  readonly folder: Folder;
  /** The parts that the workflows in it would play. */
  readonly workflows: () => Promise<WorkflowFiles>;
}

/** Where versions are made: a plugin's checkout. */
export interface PluginEnd {
  readonly checkout: Checkout;
  /** Its name, for people. */
  readonly where: string;
  /** Why there is none where the checkout has no remote on this GitHub. */
  readonly remote: Remote | Unseen;
}

/** Where versions are listed. */
export interface MarketplaceEnd {
  readonly where: string;
  readonly remote: Remote;
  /** Where the command was run in it. */
  readonly checkout: Checkout | null;
  /** Whether all its plugins are looked at, or only those of the checkout. */
  readonly isWhole: boolean;
  readonly planned: () => Promise<Planned>;
}

export const HERE = 'this checkout';

export function checkoutOf(folder: Folder, called: CalledWorkflows): Checkout {
  const files = folder.workflows.map(({ workflow }) => workflow);
  return {
    folder,
    workflows: once(async () => ({ ...(await partsOf(files, called)), broken: folder.brokenWorkflows })),
  };
}

export function remoteOf({ remote }: PluginEnd | MarketplaceEnd): Remote | null {
  return 'kind' in remote ? null : remote;
}

/** The files that count: those of the default branch, or, where these can't be seen, those of the checkout. */
export async function filesOf(end: PluginEnd | MarketplaceEnd): Promise<WorkflowFiles> {
  const seen = await remoteOf(end)?.workflows();
  if (seen?.kind === 'seen') return seen.value;
  return (await end.checkout?.workflows()) ?? { parts: [], hidden: [], broken: [] };
}

/** PURE: what a part is, as far as the checks ask. */

export const isNotify = ({ role }: Part) => role.kind === 'notify';
export const isUpdate = ({ role }: Part) => role.kind === 'update';
export const isSender = ({ role }: Part) => role.kind === 'notify' || role.kind === 'other-sender';

/** It makes the catalogue follow. What listens to other events, or to any, e.g. to tell a chat, does not. */
export function isReceiver({ role, workflow }: Part): boolean {
  if (role.kind === 'update') return true;
  if (role.kind !== 'other-receiver') return false;
  return role.updates || workflow.dispatchTypes?.some((type) => /plugin|version/i.test(type)) === true;
}

/** Only other workflows start it, and pass what it needs; none here does. */
export function isOnlyCalled({ workflow: { events } }: Part): boolean {
  return events.length > 0 && events.every((event) => event === 'workflow_call');
}

/** The type that a sender sends; null where only a run knows it, or where it starts the workflow by its name. */
export function sentType({ role }: Part): string | null {
  if (role.kind === 'notify') return role.eventType.includes('${{') ? null : role.eventType;
  return role.kind === 'other-sender' && role.by === 'repository_dispatch' ? role.eventType : null;
}

export function hears({ workflow }: Part, type: string): boolean {
  if (!workflow.events.includes('repository_dispatch')) return false;
  return workflow.dispatchTypes === null || workflow.dispatchTypes.includes(type);
}

/** The type that plugins would send: a marketplace's own, where it hears none of the usual one, is a choice, not a slip. */
export function commonType(receivers: readonly Part[]): string {
  const own = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
  return receivers.some((one) => hears(one, EVENT_TYPE)) ? EVENT_TYPE : (own[0] ?? EVENT_TYPE);
}

/** Whether a sender tells this marketplace. */
export function tells({ role }: Part, marketplace: string): boolean {
  if (role.kind !== 'notify' && role.kind !== 'other-sender') return false;
  return role.marketplaces.some((name) => name.toLowerCase() === marketplace.toLowerCase());
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
