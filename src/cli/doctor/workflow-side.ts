import type { Folder, LocalWorkflow } from '../folder.ts';
import { EVENT_TYPE, isOurs } from '../recognise.ts';
import type { WorkflowFile, WorkflowStep } from '../workflow-file.ts';
import type { Remote } from './remote.ts';
import type { WorkflowFiles } from './remote-workflows.ts';
import type { Seen } from './seen.ts';

/** PURE: what the workflows of either end are, as far as the checks ask. */

export const isNotify = ({ role }: LocalWorkflow) => role.kind === 'notify';
export const isSender = ({ role }: LocalWorkflow) => role.kind === 'notify' || role.kind === 'other-sender';
export const isUpdate = ({ role }: LocalWorkflow) => role.kind === 'update';
/** A listener that does something else, such as a message to a chat, is none. */
export const isReceiver = ({ role }: LocalWorkflow) =>
  role.kind === 'update' || (role.kind === 'other-receiver' && role.updates);

/** The step that uses this project's action. */
export function stepOf({ steps }: WorkflowFile): WorkflowStep | undefined {
  return steps.find(({ uses }) => isOurs(uses, '') || isOurs(uses, '/update'));
}

/** What the job of that step may do; null where the workflow does not say. */
export function permissionsOf(workflow: WorkflowFile): Readonly<Record<string, string>> | null {
  const step = stepOf(workflow);
  return workflow.jobs.find(({ id }) => id === step?.job)?.permissions ?? null;
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

/** The types that a sender sends and whether a receiver hears one of them. */
export function sentType({ role }: LocalWorkflow): string | null {
  if (role.kind === 'notify' || role.kind === 'other-sender') return role.eventType ?? EVENT_TYPE;
  return null;
}

export function hears({ workflow }: LocalWorkflow, type: string): boolean {
  if (!workflow.events.includes('repository_dispatch')) return false;
  return workflow.dispatchTypes === null || workflow.dispatchTypes.includes(type);
}

/** Whether a sender tells this marketplace. */
export function tells({ role }: LocalWorkflow, marketplace: string): boolean {
  if (role.kind !== 'notify' && role.kind !== 'other-sender') return false;
  return role.marketplaces.some((name) => name.toLowerCase() === marketplace.toLowerCase());
}

interface End {
  readonly remote: Remote | null;
  readonly checkout: Pick<Folder, 'workflows' | 'brokenWorkflows'> | null;
}

/** The files that count: those of the default branch, or, where these can't be seen, those of the checkout. */
export async function filesOf(end: End): Promise<WorkflowFiles> {
  const seen: Seen<WorkflowFiles> | undefined = await end.remote?.workflows();
  if (seen?.kind === 'seen') return seen.value;
  const { checkout } = end;
  return { workflows: checkout?.workflows ?? [], broken: checkout?.brokenWorkflows ?? [] };
}
