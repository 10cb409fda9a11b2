import { UPDATE_INPUTS } from '../../../action/input-tables.ts';
import { quote } from '../../../plugin/display.ts';
import { readMinimumAge } from '../../../update/input-values.ts';
import { inputsOf, inputValues, isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import { allows, type MarketplaceEnd, ownParts } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { queueing } from './queueing.ts';

/** Whether the update workflow may do what its `mode` wants: its permissions, and what Actions is let do. */
export async function receiving(end: MarketplaceEnd): Promise<Finding[]> {
  const own = await ownParts(end);
  return (await Promise.all(own.map((one) => ofWorkflow(one, end.remote)))).flat();
}

async function ofWorkflow(part: WorkflowPart, remote: Remote): Promise<Finding[]> {
  const path = quote(part.path);
  if (isOnlyCalled(part)) {
    const why = 'whoever calls the workflow starts it, and limits its permissions';
    return [unchecked(remote.name, `whether ${path} may write`, why)];
  }
  const own = usesRunToken(part) ? [...(await ofRunToken(part, remote)), ...unseenTeams(part, remote)] : [];
  const young = readMinimumAge(inputValues(UPDATE_INPUTS, inputsOf(part))) > 0;
  const missed = young ? 'takes what `minimum-age` holds' : 'makes up for a lost event';
  const noSchedule = flaw('warning', 'no-schedule', remote.name, [
    `${path} has no \`schedule\`, so nothing ${missed}`,
    "Add `schedule: [{cron: '23 7 * * *'}]` to `on:`.",
  ]);
  const found = [...own, ...queueing(part, remote)];
  const all = part.workflow.events.includes('schedule') ? found : [...found, noSchedule];
  const needs = modeOf(part) === 'pull-request' ? 'pull requests need' : 'a commit needs';
  return all.length > 0 ? all : [fine(remote.name, `${path} has the permissions that ${needs}`)];
}

/** Null where only a run knows it. */
export function modeOf(part: WorkflowPart): 'push' | 'pull-request' | null {
  const { role } = part;
  return role.kind === 'update' ? role.mode : null;
}

/** Another token has rights of its own, whatever the job's permissions. */
export function usesRunToken({ token }: WorkflowPart): boolean {
  return token.kind === 'none' || token.kind === 'run';
}

/** `GITHUB_TOKEN` has no rights in the organisation (https://github.com/actions/github-script/issues/572). */
function unseenTeams(part: WorkflowPart, remote: Remote): Finding[] {
  if (modeOf(part) !== 'pull-request' || (inputsOf(part)['team-reviewers'] ?? '').trim() === '') return [];
  const what = `${quote(part.path)} names \`team-reviewers\`, but passes no \`token\`, and the run's own can't see teams`;
  const todo = 'Pass the `token` of a GitHub App with "Members: read", or of a person.';
  return [flaw('warning', 'receiver-permission', remote.name, [what, todo])];
}

async function ofRunToken(part: WorkflowPart, remote: Remote): Promise<Finding[]> {
  const { permissions } = part;
  const path = quote(part.path);
  const proposes = modeOf(part) === 'pull-request';
  const starts = proposes && (inputsOf(part)['checks'] ?? '').trim() !== '';
  const reports = (inputsOf(part)['report-issue'] ?? '').trim() !== '';
  const more = [...(proposes ? ['pull-requests'] : []), ...(starts ? ['actions'] : [])];
  const needed = ['contents', ...more, ...(reports ? ['issues'] : [])];
  const words = (names: readonly string[]) => names.map((name) => `${name}: write`);
  const write = `Write \`permissions: {${words(needed).join(', ')}}\` in it`;
  const lacking = permissions === null ? [] : needed.filter((name) => !allows(permissions, name, 'write'));
  const lacks = words(lacking).map((one) => `\`${one}\``);
  const what = `the job in ${path} lacks ${lacks.join(' and ')}`;
  const flaws =
    lacking.length === 0 ? [] : [flaw('problem', 'receiver-permission', remote.name, [what, `${write}.`])];
  if (permissions !== null && !proposes) return flaws;
  const rights = await remote.settings.rights();
  const wanted =
    permissions === null ? 'whether workflows may write' : 'whether Actions may open pull requests';
  if (rights.kind === 'unseen') return [...flaws, unchecked(remote.name, wanted, rights.why)];
  const settings = `${remote.url}/settings/actions`;
  const readOnly = `${path} sets no \`permissions\`, and workflows here may only read`;
  const tick = `Tick "Allow GitHub Actions to create and approve pull requests" at ${settings}; where it is grey, the organisation’s setting forbids it.`;
  const mayNot = '`mode` is `pull-request`, but Actions may not open pull requests';
  if (permissions === null && !rights.value.mayWrite)
    flaws.push(
      flaw('problem', 'actions-read-only', remote.name, [
        readOnly,
        `${write} (better than the setting at ${settings}).`,
      ]),
    );
  if (proposes && !rights.value.mayOpenPullRequests)
    flaws.push(flaw('problem', 'actions-may-not-open-pull-requests', remote.name, [mayNot, tick]));
  return flaws;
}
