import { quote } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote } from '../remote.ts';
import { allows, filesOf, isUpdate, permissionsOf, stepOf } from '../workflow-side.ts';

/** Whether the update workflow may do what its `mode` wants: its permissions, and what Actions is let do. */
export async function receiving({ marketplaces }: Chain): Promise<Finding[]> {
  const found = await Promise.all(
    marketplaces.map(async (marketplace) => {
      const { workflows } = await filesOf(marketplace);
      return Promise.all(workflows.filter(isUpdate).map((one) => ofWorkflow(one, marketplace)));
    }),
  );
  return found.flat(2);
}

async function ofWorkflow(one: LocalWorkflow, { remote }: MarketplaceEnd): Promise<Finding[]> {
  const { workflow, role } = one;
  const proposes = role.kind === 'update' && role.mode === 'pull-request';
  const lacking = lackingPermissions(one, proposes);
  const own = [
    ...lacking.map((permission) => lacksPermission(workflow.path, permission, remote)),
    ...(workflow.events.includes('schedule') ? [] : [noSchedule(workflow.path, remote)]),
  ];
  const rights = await ofRights(one, proposes, remote);
  if (own.length + rights.length > 0) return [...own, ...rights];
  return [
    fine(
      remote.name,
      `${quote(workflow.path)} may do what ${proposes ? 'pull requests take' : 'a commit takes'}`,
    ),
  ];
}

/** Of a job that says what it may; one with a token of its own needs none. */
function lackingPermissions({ workflow }: LocalWorkflow, proposes: boolean): string[] {
  const permissions = permissionsOf(workflow);
  const step = stepOf(workflow);
  if (permissions === null || step?.with['token'] !== undefined) return [];
  const needed = [
    'contents',
    ...(proposes ? ['pull-requests'] : []),
    ...((step?.with['checks'] ?? '') === '' ? [] : ['actions']),
  ];
  return needed.filter((name) => !allows(permissions, name, 'write'));
}

function lacksPermission(path: string, permission: string, { name }: Remote): Finding {
  return flaw('problem', 'receiver-permission', name, [
    `the job in ${quote(path)} lacks \`${permission}: write\``,
    `Write \`permissions: ${permission}: write\` in it.`,
  ]);
}

function noSchedule(path: string, { name }: Remote): Finding {
  return flaw('warning', 'no-schedule', name, [
    `${quote(path)} has no \`schedule\`, so nothing repairs what a lost event would have brought`,
    "Add `schedule: [{cron: '23 7 * * *'}]` to `on:`.",
  ]);
}

async function ofRights(one: LocalWorkflow, proposes: boolean, remote: Remote): Promise<Finding[]> {
  const silent = permissionsOf(one.workflow) === null && stepOf(one.workflow)?.with['token'] === undefined;
  if (!silent && !proposes) return [];
  const rights = await remote.rights();
  const what = proposes ? 'whether Actions may open pull requests' : 'whether workflows may write';
  if (rights.kind === 'unseen') return [unchecked(remote.name, what, rights.why)];
  const { mayWrite, mayOpenPullRequests } = rights.value;
  return [
    ...(silent && !mayWrite ? [readOnly(one.workflow.path, remote)] : []),
    ...(proposes && !mayOpenPullRequests ? [mayNotPropose(remote)] : []),
  ];
}

function readOnly(path: string, { name, url }: Remote): Finding {
  return flaw('problem', 'actions-read-only', name, [
    `${quote(path)} says nothing of \`permissions\`, and workflows here may only read`,
    `Write \`permissions: contents: write\` in it (better than the setting at ${url}/settings/actions).`,
  ]);
}

function mayNotPropose({ name, url }: Remote): Finding {
  return flaw('problem', 'actions-may-not-open-pull-requests', name, [
    '`mode` is `pull-request`, but Actions may not open pull requests',
    `Tick "Allow GitHub Actions to create and approve pull requests" at ${url}/settings/actions; where it is grey, the organisation’s setting forbids it.`,
  ]);
}
