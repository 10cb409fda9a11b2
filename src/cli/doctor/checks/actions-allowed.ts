import picomatch from 'picomatch';
import { quote } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote } from '../remote.ts';
import { filesOf, isNotify, isUpdate, stepOf } from '../workflow-side.ts';

/** Whether Actions is on in both repositories, and lets this project's action run. */
export async function actionsAllowed({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  const ends = [
    ...(plugin?.remote ? [{ end: plugin, remote: plugin.remote, ours: isNotify }] : []),
    ...marketplaces.map((end) => ({ end, remote: end.remote, ours: isUpdate })),
  ];
  const found = await Promise.all(
    ends.map(async ({ end, remote, ours }) =>
      ofRepository(remote, (await filesOf(end)).workflows.find(ours)),
    ),
  );
  return found.flat();
}

async function ofRepository(remote: Remote, one: LocalWorkflow | undefined): Promise<Finding[]> {
  const settings = await remote.actions();
  if (settings.kind === 'unseen') return [unchecked(remote.name, 'whether Actions is on', settings.why)];
  const { enabled, allowed } = settings.value;
  if (!enabled) return [off(remote)];
  const uses = one === undefined ? undefined : stepOf(one.workflow)?.uses;
  if (uses === undefined || uses === null || allowed === 'all') return [fine(remote.name, 'Actions is on')];
  if (allowed === 'local_only') {
    return isLocal(uses, remote) ? [fine(remote.name, 'Actions is on')] : [notAllowed(uses, remote)];
  }
  const patterns = await remote.allowedActions();
  if (patterns.kind === 'unseen') {
    return [unchecked(remote.name, `whether ${quote(uses)} is among the allowed actions`, patterns.why)];
  }
  const isAllowed = isLocal(uses, remote) || patterns.value.some((pattern) => matches(pattern, uses));
  return [
    isAllowed ? fine(remote.name, `Actions is on and lets ${quote(uses)} run`) : notAllowed(uses, remote),
  ];
}

function isLocal(uses: string, { name }: Remote): boolean {
  return uses.split('/')[0]?.toLowerCase() === name.split('/')[0]?.toLowerCase();
}

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository */
function matches(pattern: string, uses: string): boolean {
  return picomatch(pattern.toLowerCase(), { bash: true, nonegate: true })(uses.toLowerCase());
}

function off({ name, url }: Remote): Finding {
  return flaw('problem', 'actions-off', name, [
    'Actions is off, so no workflow runs',
    `Turn it on at ${url}/settings/actions.`,
  ]);
}

function notAllowed(uses: string, { name, url }: Remote): Finding {
  return flaw('problem', 'action-not-allowed', name, [
    `the settings do not let ${quote(uses)} run`,
    `Add ${quote(`${uses.split('@')[0] ?? ''}@*`)} to the allowed actions at ${url}/settings/actions, or in the organisation’s settings.`,
  ]);
}
