import { quote } from '../../../plugin/display.ts';
import { inputsOf } from '../../workflows/inputs.ts';
import { isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import { allows, type MarketplaceEnd, ownParts } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether the update workflow may do what its `mode` wants: its permissions, and what Actions is let do. */
export async function receiving(end: MarketplaceEnd): Promise<Finding[]> {
  const own = await ownParts(end);
  return (await Promise.all(own.map((one) => ofWorkflow(one, end)))).flat();
}

async function ofWorkflow(part: WorkflowPart, { remote }: MarketplaceEnd): Promise<Finding[]> {
  if (isOnlyCalled(part)) {
    const why = 'whoever calls the workflow starts it, and limits its permissions';
    return [unchecked(remote.name, `whether ${quote(part.path)} may write`, why)];
  }
  const mode = modeOf(part);
  const own = usesRunToken(part) ? await ofRunToken(part, mode, remote) : [];
  const schedule = part.workflow.events.includes('schedule') ? [] : [noSchedule(part.path, remote)];
  if (own.length + schedule.length > 0) return [...own, ...schedule];
  const needs = mode === 'pull-request' ? 'pull requests need' : 'a commit needs';
  return [fine(remote.name, `${quote(part.path)} has the permissions that ${needs}`)];
}

/** Null where only a run knows it. */
export function modeOf(part: WorkflowPart): 'push' | 'pull-request' | null {
  const { role } = part;
  if ((inputsOf(part)['mode'] ?? '').includes('${{')) return null;
  return role.kind === 'update' ? role.mode : null;
}

/** Another token has rights of its own, whatever the job's permissions. */
export function usesRunToken({ token }: WorkflowPart): boolean {
  return token.kind === 'none' || token.kind === 'run';
}

async function ofRunToken(
  part: WorkflowPart,
  mode: ReturnType<typeof modeOf>,
  remote: Remote,
): Promise<Finding[]> {
  const { permissions } = part;
  const needed = neededOf(part, mode);
  const lacking = permissions === null ? [] : needed.filter((name) => !allows(permissions, name, 'write'));
  const flaws = lacking.length === 0 ? [] : [lacksPermission(part.path, lacking, needed, remote)];
  if (permissions !== null && mode !== 'pull-request') return flaws;
  return [...flaws, ...(await ofRights(part, mode, remote))];
}

function neededOf(part: WorkflowPart, mode: ReturnType<typeof modeOf>): string[] {
  const starts = (inputsOf(part)['checks'] ?? '').trim() !== '';
  return [
    'contents',
    ...(mode === 'pull-request' ? ['pull-requests'] : []),
    ...(mode === 'pull-request' && starts ? ['actions'] : []),
  ];
}

function lacksPermission(
  path: string,
  lacking: readonly string[],
  needed: readonly string[],
  { name }: Remote,
): Finding {
  const all = needed.map((permission) => `${permission}: write`).join(', ');
  return flaw('problem', 'receiver-permission', name, [
    `the job in ${quote(path)} lacks ${lacking.map((permission) => `\`${permission}: write\``).join(' and ')}`,
    `Write \`permissions: {${all}}\` in it.`,
  ]);
}

function noSchedule(path: string, { name }: Remote): Finding {
  return flaw('warning', 'no-schedule', name, [
    `${quote(path)} has no \`schedule\`, so nothing makes up for a lost event`,
    "Add `schedule: [{cron: '23 7 * * *'}]` to `on:`.",
  ]);
}

async function ofRights(
  part: WorkflowPart,
  mode: ReturnType<typeof modeOf>,
  remote: Remote,
): Promise<Finding[]> {
  const isSilent = part.permissions === null;
  const rights = await remote.settings.rights();
  const what = isSilent ? 'whether workflows may write' : 'whether Actions may open pull requests';
  if (rights.kind === 'unseen') return [unchecked(remote.name, what, rights.why)];
  const { mayWrite, mayOpenPullRequests } = rights.value;
  return [
    ...(isSilent && !mayWrite ? [readOnly(part, mode, remote)] : []),
    ...(mode === 'pull-request' && !mayOpenPullRequests ? [mayNotPropose(remote)] : []),
  ];
}

function readOnly(part: WorkflowPart, mode: ReturnType<typeof modeOf>, { name, url }: Remote): Finding {
  const all = neededOf(part, mode).map((permission) => `${permission}: write`);
  return flaw('problem', 'actions-read-only', name, [
    `${quote(part.path)} sets no \`permissions\`, and workflows here may only read`,
    `Write \`permissions: {${all.join(', ')}}\` in it (better than the setting at ${url}/settings/actions).`,
  ]);
}

function mayNotPropose({ name, url }: Remote): Finding {
  return flaw('problem', 'actions-may-not-open-pull-requests', name, [
    '`mode` is `pull-request`, but Actions may not open pull requests',
    `Tick "Allow GitHub Actions to create and approve pull requests" at ${url}/settings/actions; where it is grey, the organisation’s setting forbids it.`,
  ]);
}
