import { display, quote, some } from '../../../plugin/display.ts';
import { shellWord } from '../../shell/shell-word.ts';
import type { WorkflowFiles, WorkflowPart } from '../../workflows/parts.ts';
import { EVENT_TYPE } from '../../workflows/roles.ts';
import type { Chain } from '../chain/chain.ts';
import {
  calledBy,
  commonType,
  type End,
  filesOf,
  HERE,
  isReceiver,
  isSender,
  type MarketplaceEnd,
  ownFiles,
  remoteOf,
  tells,
} from '../chain/ends.ts';
import { type Finding, type Flaw, fine, flaw, unchecked } from '../report/finding.ts';

/** One end, and what to pass to `setup` there. */
interface Side {
  readonly end: End;
  readonly options: string;
}

/** The workflow of an end: there, readable, this project's own, and on the default branch. */
export async function workflowFiles(end: End, { plugin, marketplaces }: Chain): Promise<Finding[]> {
  if (end.kind === 'plugin') return findingsOf({ end, options: await setupOptions(marketplaces) });
  const senders = plugin?.checkout.parts.filter(isSender) ?? [];
  return startsByName(senders, end.where) ? [] : findingsOf({ end, options: '' });
}

/** What `setup` must be told: the marketplaces, and a type of theirs that is not the usual one. */
async function setupOptions(marketplaces: readonly MarketplaceEnd[]): Promise<string> {
  const names = marketplaces.map(({ where }) => where).join(',');
  const heard = await Promise.all(
    marketplaces.map(async (end) => commonType((await filesOf(end)).parts.filter(isReceiver))),
  );
  const [type = EVENT_TYPE] = heard;
  const other = type === EVENT_TYPE || display(type) !== type ? '' : ` --event-type ${shellWord(type)}`;
  return `--marketplace ${names === '' ? 'owner/repo' : names}${other}`;
}

/** A copied sender that starts the marketplace's workflow by its name, or pushes: no event is sent, so none need be heard. */
function startsByName(senders: readonly WorkflowPart[], marketplace: string): boolean {
  const own = senders.filter((one) => tells(one, marketplace));
  const sendsNoEvent = ({ role }: WorkflowPart) =>
    role.kind === 'other-sender' && role.by !== 'repository_dispatch';
  return own.length > 0 && own.every(sendsNoEvent);
}

function missing({ end: { kind, where }, options }: Side): Flaw {
  if (kind === 'plugin') {
    const what = 'no workflow here notifies a marketplace of new versions';
    const remedy = `Run \`notify-marketplace setup ${options}\` here, commit and push.`;
    return flaw('problem', 'sender-missing', where, [what, remedy]);
  }
  return flaw('problem', 'receiver-missing', where, [
    'no workflow follows the events, so GitHub accepts them and nothing happens',
    'Run `notify-marketplace setup` in the marketplace’s clone, commit and push.',
  ]);
}

function copied({ path, role }: WorkflowPart, { kind, where }: End): Flaw {
  if (role.kind === 'other-sender' && role.by === 'push')
    return flaw('warning', 'copied-sender', where, [
      `${quote(path)} pushes into ${some([...role.marketplaces, ...role.unknown].map((one) => quote(one)))} itself`,
      'Let the marketplace’s own workflow do that (`notify-marketplace setup` in its clone), and remove it here.',
    ]);
  return kind === 'plugin'
    ? flaw('warning', 'copied-sender', where, [
        `${quote(path)} sends events with its own script or action, which misses bumps and hides failures`,
        'Run `notify-marketplace setup --migrate` here: it shows the difference, and keeps secret and branches.',
      ])
    : flaw('warning', 'copied-receiver', where, [
        `${quote(path)} follows the events with its own script, not with the update action`,
        'Run `notify-marketplace setup --migrate` in the marketplace’s clone, unless that is intended.',
      ]);
}

async function findingsOf(side: Side): Promise<Finding[]> {
  const { end } = side;
  const remote = remoteOf(end);
  const seen = remote === null ? end.remote : await remote.workflows();
  if ('kind' in seen && seen.kind === 'seen') return onGitHub(side, seen.value);
  const why = 'kind' in seen ? seen.why : '';
  const notSeen = unchecked(end.where, 'whether the workflow is on the default branch', why);
  return end.checkout === null ? [notSeen] : [...judged(side, end.checkout, 'is in this clone'), notSeen];
}

function onGitHub(side: Side, files: WorkflowFiles): Finding[] {
  const { end } = side;
  const local = ownFiles(end, end.checkout?.parts ?? []);
  const own = ownFiles(end, files.parts);
  const waiting = local.filter(({ path }) => !own.some((other) => other.path === path));
  // It starts nothing before it is there (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch).
  const notThere = waiting.map(({ path }) =>
    flaw('problem', 'workflow-not-on-default-branch', end.where, [
      `${quote(path)} is in this clone, but not on the default branch of the repository, so nothing starts it`,
      'Commit and push it there, or merge the branch that it is on.',
    ]),
  );
  const there =
    notThere.length > 0 && own.length === 0 ? [] : judged(side, files, 'is on the default branch');
  return [...notThere, ...there, ...local.flatMap((one) => differing(one, own, end.where))];
}

/** What is there is right, or a copy, or nothing. */
function judged(side: Side, files: WorkflowFiles, is: string): Finding[] {
  const { end } = side;
  const own = ownFiles(end, files.parts);
  const broken = brokenFlaws(files, end.where, own.length === 0);
  const called = calledBy(files.parts).map((one) => quote(one));
  if (own.length === 0 && called.length > 0) {
    const what = `whether a workflow ${end.kind === 'plugin' ? 'notifies a marketplace' : 'follows the events'}`;
    const why = `reusable workflows are not looked into: ${some(called)}`;
    return [...broken, unchecked(end.where, what, why)];
  }
  // A broken file may be the one that is missed.
  if (own.length === 0) return broken.length > 0 ? broken : [missing(side)];
  const told = own.map((part) =>
    part.step === null ? copied(part, end) : fine(end.where, `${quote(part.path)} ${is}`),
  );
  return [...broken, ...told];
}

/** GitHub runs nothing of it; that matters here where it may be the one that is looked for. */
function brokenFlaws({ broken }: WorkflowFiles, where: string, isMissed: boolean): Finding[] {
  return broken.map(({ path, line, message }) => {
    const what = `${quote(path)} is not valid YAML: ${quote(message)}, so GitHub does not run it`;
    const at = { file: path, line };
    return flaw(isMissed ? 'problem' : 'warning', 'workflow-broken', where, [what, 'Fix it there.'], { at });
  });
}

/** Line ends are git's matter (https://git-scm.com/docs/gitattributes#_end_of_line_conversion). */
function differing({ path, workflow }: WorkflowPart, own: readonly WorkflowPart[], where: string): Finding[] {
  const there = own.find((other) => other.path === path);
  const plain = (one: string) => one.replaceAll('\r\n', '\n');
  if (there === undefined || plain(there.workflow.text) === plain(workflow.text)) return [];
  const what = `${quote(path)} differs between ${HERE} and the default branch; GitHub runs the one on the default branch`;
  return [flaw('warning', 'workflow-differs', where, [what, 'Push your change, or pull what is there.'])];
}
