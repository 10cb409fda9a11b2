import { NOTIFY_INPUTS } from '../../../action/input-tables.ts';
import { display, quote, some } from '../../../plugin/display.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { doubledSteps } from '../../workflows/doubled-steps.ts';
import {
  inputsOf,
  inputValues,
  isOnlyCalled,
  marketplacesIn,
  type WorkflowPart,
} from '../../workflows/parts.ts';
import { type PushFilter, takesBranch, takesPath, takesTags } from '../../workflows/push-filter.ts';
import { announcedIn } from '../chain/announced.ts';
import type { Chain } from '../chain/chain.ts';
import { filesOf, isNotify, isSender, namesMore, type PluginEnd, remoteOf, tells } from '../chain/ends.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether the plugin's workflow starts when a version is pushed, and which marketplaces it notifies. */
export async function sending(plugin: PluginEnd, { marketplaces }: Chain): Promise<Finding[]> {
  const { parts } = await filesOf(plugin);
  const context = await contextOf(plugin);
  return [
    ...parts.filter(isNotify).flatMap((one) => ofWorkflow(one, context)),
    ...marketplaces.flatMap(({ where }) => notTold(parts, where, context)),
    ...marketplaces.flatMap(({ where }) => twice(parts, where, context)),
  ];
}

interface Context {
  readonly where: string;
  /** Null where it is not known. */
  readonly branch: string | null;
  /** The manifests that are announced. */
  readonly manifests: readonly LocalManifest[];
}

async function contextOf(plugin: PluginEnd): Promise<Context> {
  const facts = await remoteOf(plugin)?.facts();
  const { defaultBranch } = plugin.checkout.state;
  return {
    where: plugin.where,
    branch: facts?.kind === 'seen' ? facts.value.branch : defaultBranch,
    manifests: await announcedIn(plugin),
  };
}

function ofWorkflow(one: WorkflowPart, context: Context): Finding[] {
  if (isOnlyCalled(one)) {
    const why = 'whoever calls the workflow starts it, and passes the token';
    return [unchecked(context.where, `whether a version starts ${quote(one.path)}`, why)];
  }
  const flaws = [...namesNobody(one, context), ...startsNever(one, context)];
  if (flaws.length > 0) return flaws;
  const filtered = [...otherBranch(one, context), ...otherPaths(one, context)];
  return filtered.length > 0 ? filtered : [starts(one, context)];
}

function namesNobody(part: WorkflowPart, { where }: Context): Finding[] {
  const { role, path } = part;
  const given = inputsOf(part)['marketplace'] ?? '';
  if (role.kind !== 'notify' || role.marketplaces.length > 0) return [];
  if (given.includes('${{')) {
    const why = `only a run knows what ${quote(given)} in ${quote(path)} is; pass --marketplace owner/repo`;
    return [unchecked(where, 'which marketplace it notifies', why)];
  }
  const what = `${quote(path)} names no marketplace as owner/repo${given === '' ? '' : `: ${quote(given)}`}`;
  const remedy = 'Write `marketplace: owner/repo` below `with:`.';
  return [flaw('problem', 'sender-names-no-marketplace', where, [what, remedy])];
}

/** What announces versions; other events it only looks at, or not at all. */
const STARTS = ['push', 'release', 'workflow_run', 'schedule', 'repository_dispatch'];

function startsNever({ workflow: { events }, path }: WorkflowPart, { where }: Context): Finding[] {
  if (events.some((event) => STARTS.includes(event))) return [];
  const named = some(events.map((event) => quote(event))) || 'nothing';
  const what = `${quote(path)} starts on ${named}, not when a version is pushed`;
  const remedy = 'Add `push:` with your default branch to `on:`.';
  return [flaw('problem', 'sender-never-starts', where, [what, remedy])];
}

/** Whether anything besides a push to a branch starts it. */
function hasOtherStart({ workflow: { events, push } }: WorkflowPart): boolean {
  return (
    events.some((event) => event !== 'push' && STARTS.includes(event)) || (push !== null && takesTags(push))
  );
}

function otherBranch(part: WorkflowPart, { where, branch }: Context): Finding[] {
  const { path, workflow } = part;
  const { push } = workflow;
  const counting = branchesThatCount(part, branch);
  if (push === null || hasOtherStart(part) || counting.some((one) => takesBranch(push, one))) return [];
  if (counting.length === 0) return [];
  const what = `${quote(path)} starts on pushes to ${shownBranches(push)}, but ${some(counting.map((one) => quote(one)))} is the branch that counts`;
  const remedy = `Write \`branches: [${counting.map(yamlWord).join(', ')}]\` below \`push:\`.`;
  return [flaw('problem', 'branch-filter', where, [what, remedy])];
}

/** The `branches` of the step, where they are plain names; else the default branch. None if only a run knows. */
function branchesThatCount(part: WorkflowPart, branch: string | null): string[] {
  const given = inputsOf(part)['branches'] ?? '';
  const names = inputValues(NOTIFY_INPUTS, inputsOf(part)).patterns('branches');
  if (given.trim() === '') return branch === null ? [] : [branch];
  return names.some((name) => /[!*?[\]{}()]/.test(name)) ? [] : names;
}

function shownBranches({ branches, branchesIgnore }: PushFilter): string {
  if (branches !== null) return some(branches.map((one) => quote(one)));
  return `all but ${some((branchesIgnore ?? []).map((one) => quote(one)))}`;
}

function yamlWord(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) ? display(text) : JSON.stringify(display(text));
}

/** Paths are not looked at for tags; and what else starts it finds the version, though later. */
function otherPaths(part: WorkflowPart, { where, manifests }: Context): Finding[] {
  const { path, workflow } = part;
  const { push } = workflow;
  if (push === null || hasOtherStart(part)) return [];
  return manifests
    .map(({ path }) => path)
    .filter((one) => !takesPath(push, one))
    .map((one) => {
      const what = `\`${push.paths === null ? 'paths-ignore' : 'paths'}\` of ${quote(path)} leaves out ${quote(one)}, so a version bump there starts no workflow run`;
      const remedy = "Write `paths: ['**/.claude-plugin/plugin.json']` below `push:`.";
      return flaw('problem', 'paths-filter', where, [what, remedy], { about: one });
    });
}

function starts({ workflow: { events, push }, path }: WorkflowPart, { where, branch }: Context): Finding {
  if (push !== null && branch === null && (push.branches ?? push.branchesIgnore) !== null) {
    const why = `it starts on pushes to ${shownBranches(push)}, and the default branch is not known`;
    return unchecked(where, 'whether a version that is pushed starts the workflow', why);
  }
  if (push !== null && (branch === null || takesBranch(push, branch))) {
    const shown = branch === null ? 'the default branch' : quote(branch);
    return fine(where, `a version that is pushed to ${shown} starts the workflow`);
  }
  const others = events
    .filter((event) => STARTS.includes(event) && event !== 'push')
    .map((one) => quote(one));
  const tags = push !== null && takesTags(push) ? ['pushed tags'] : [];
  return fine(where, `${quote(path)} starts on ${some([...tags, ...others])}`);
}

/** A marketplace that was asked about, in the checkout of a plugin that notifies other marketplaces. */
function notTold(parts: readonly WorkflowPart[], marketplace: string, { where }: Context): Finding[] {
  const own = parts.filter(isSender);
  if (own.length === 0 || parts.some(namesMore) || own.some((one) => tells(one, marketplace))) return [];
  if (marketplace.toLowerCase() === where.toLowerCase()) return [];
  const named = own.flatMap(marketplacesIn);
  const what = `no workflow here notifies ${marketplace} of new versions; the workflows here name ${some(named) || 'no marketplace'}`;
  const remedy = `Add ${marketplace} to \`marketplace\` below \`with:\`, on its own line.`;
  return [flaw('problem', 'marketplace-not-told', where, [what, remedy])];
}

/** What a copied script sends is not known; steps of ours may share the work. */
function twice(
  parts: readonly WorkflowPart[],
  marketplace: string,
  { where, manifests }: Context,
): Finding[] {
  const pushes = ({ role }: WorkflowPart) => role.kind === 'other-sender' && role.by === 'push';
  const own = parts.filter((one) => isSender(one) && tells(one, marketplace) && !pushes(one));
  const names = manifests.flatMap(({ parsed }) => (parsed.kind === 'manifest' ? [parsed.manifest.name] : []));
  const copied = own.some(({ step }) => step === null) ? own : [];
  const paths = [...new Set([...copied, ...doubledSteps(own, names)].map(({ path }) => quote(path)))];
  if (copied.length === 1 || paths.length === 0) return [];
  const what =
    paths.length === 1
      ? `two steps in ${paths[0]} send the same events to ${marketplace}: each bump arrives more than once`
      : `${some(paths)} all send events to ${marketplace}: each bump arrives more than once`;
  const remedy = 'Remove all but one; `notify-marketplace setup --migrate` replaces copied ones.';
  return [flaw('warning', 'two-senders', where, [what, remedy])];
}
