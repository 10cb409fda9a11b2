import picomatch from 'picomatch';
import { PATTERN_OPTIONS } from '../../../action/patterns.ts';
import { display, quote, some } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { Chain, PluginEnd } from '../chain.ts';
import { type Finding, fine, flaw } from '../finding.ts';
import { allows, filesOf, isNotify, isSender, permissionsOf, stepOf, tells } from '../workflow-side.ts';

/** Whether the plugin's workflow starts when a version is pushed, may read it, and passes what it needs. */
export async function sending({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  if (plugin === null) return [];
  const { workflows } = await filesOf(plugin);
  const where = plugin.remote?.name ?? 'this checkout';
  const branch = await defaultBranchOf(plugin);
  const own = workflows.filter(isNotify);
  const flaws = own.flatMap((one) => flawsOf(one, { where, branch, plugin }));
  const doubles = marketplaces.flatMap(({ remote }) =>
    twice(
      workflows.filter((one) => isSender(one) && tells(one, remote.name)),
      { where, marketplace: remote.name },
    ),
  );
  if (own.length === 0 || flaws.length + doubles.length > 0) return [...flaws, ...doubles];
  return own.map((one) => fine(where, startedBy(one, branch)));
}

function startedBy(
  { workflow: { path, events, pushBranches, pushTags } }: LocalWorkflow,
  branch: string | null,
): string {
  const onTags = pushTags !== null && pushBranches === null;
  if (events.includes('push') && !onTags) {
    return `a version that is pushed to ${branch === null ? 'the default branch' : quote(branch)} starts the workflow`;
  }
  const others = events.filter((event) => STARTS.includes(event)).map((event) => quote(event));
  return `${quote(path)} starts on ${onTags ? 'pushed tags' : some(others)}`;
}

async function defaultBranchOf({ checkout, remote }: PluginEnd): Promise<string | null> {
  const facts = await remote?.facts();
  return facts?.kind === 'seen' ? facts.value.branch : checkout.defaultBranch;
}

interface Context {
  readonly where: string;
  /** Null where it is not known. */
  readonly branch: string | null;
  readonly plugin: PluginEnd;
}

function flawsOf(one: LocalWorkflow, context: Context): Finding[] {
  return [
    ...namesNobody(one, context),
    ...startsNever(one, context),
    ...otherBranch(one, context),
    ...otherPaths(one, context),
    ...mayNotRead(one, context),
    ...passesNoToken(one, context),
  ];
}

function namesNobody({ workflow, role }: LocalWorkflow, { where }: Context): Finding[] {
  const given = stepOf(workflow)?.with['marketplace'] ?? '';
  if (role.kind !== 'notify' || role.marketplaces.length > 0 || given.includes('${{')) return [];
  const what = `${quote(workflow.path)} names no marketplace that can be read as owner/repo${given === '' ? '' : `: ${quote(given)}`}`;
  return [
    flaw('problem', 'sender-names-no-marketplace', where, [
      what,
      'Write `marketplace: owner/repo` below `with:`.',
    ]),
  ];
}

const STARTS = ['push', 'release', 'workflow_run', 'schedule', 'create', 'workflow_call', 'registry_package'];

function startsNever({ workflow }: LocalWorkflow, { where }: Context): Finding[] {
  if (workflow.events.some((event) => STARTS.includes(event))) return [];
  const what = `${quote(workflow.path)} starts on ${some(workflow.events.map((event) => quote(event))) || 'nothing'}, not when a version is pushed`;
  return [
    flaw('problem', 'sender-never-starts', where, [what, 'Add `push:` with your default branch to `on:`.']),
  ];
}

function otherBranch({ workflow }: LocalWorkflow, { where, branch }: Context): Finding[] {
  const { pushBranches } = workflow;
  if (branch === null || !workflow.events.includes('push') || pushBranches === null) return [];
  const own = stepOf(workflow)?.with['branches'];
  if (lastMatch(pushBranches, branch) || own !== undefined) return [];
  const what = `${quote(workflow.path)} starts on pushes to ${some(pushBranches.map((one) => quote(one)))}, but the default branch is ${quote(branch)}`;
  return [
    flaw('problem', 'branch-filter', where, [
      what,
      `Write \`branches: [${display(branch)}]\` below \`push:\`.`,
    ]),
  ];
}

/** Of `paths`, as GitHub reads them: the last pattern that matches counts. */
function otherPaths({ workflow }: LocalWorkflow, { where, plugin }: Context): Finding[] {
  const { pushPaths } = workflow;
  if (pushPaths === null) return [];
  const missed = plugin.checkout.manifests.filter(({ path }) => !lastMatch(pushPaths, path));
  if (missed.length === 0) return [];
  const what = `\`paths\` of ${quote(workflow.path)} leaves out ${some(missed.map(({ path }) => quote(path)))}, so a bump there starts nothing`;
  return [
    flaw('problem', 'paths-filter', where, [
      what,
      "Write `paths: ['**/.claude-plugin/plugin.json']` below `push:`.",
    ]),
  ];
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#patterns-to-match-branches-and-tags */
function lastMatch(patterns: readonly string[], text: string): boolean {
  const last = patterns.findLast((pattern) => picomatch(pattern.replace(/^!/, ''), PATTERN_OPTIONS)(text));
  return last !== undefined && !last.startsWith('!');
}

function mayNotRead({ workflow }: LocalWorkflow, { where }: Context): Finding[] {
  const permissions = permissionsOf(workflow);
  if (permissions === null || allows(permissions, 'contents', 'read')) return [];
  const what = `the job in ${quote(workflow.path)} has \`permissions\` without \`contents: read\`: in a private repository it can't read plugin.json`;
  return [flaw('warning', 'sender-permission', where, [what, 'Write `permissions: contents: read`.'])];
}

function passesNoToken({ workflow, role }: LocalWorkflow, { where }: Context): Finding[] {
  if (role.kind !== 'notify' || stepOf(workflow)?.with['token'] !== undefined) return [];
  const foreign = role.marketplaces.some((name) => name.toLowerCase() !== where.toLowerCase());
  if (!foreign) return [];
  const what = `${quote(workflow.path)} passes no \`token\`, and the run’s own reaches only its own repository`;
  return [
    flaw('problem', 'token-not-passed', where, [
      what,
      `Add \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\` below \`with:\`.`,
    ]),
  ];
}

function twice(
  own: readonly LocalWorkflow[],
  { where, marketplace }: { readonly where: string; readonly marketplace: string },
): Finding[] {
  if (own.length < 2) return [];
  const names = some(own.map(({ workflow }) => quote(workflow.path)));
  return [
    flaw('warning', 'two-senders', where, [
      `${names} all send events to ${marketplace}: each bump arrives more than once`,
      'Remove all but one; `notify-marketplace setup --migrate` replaces copied ones.',
    ]),
  ];
}
