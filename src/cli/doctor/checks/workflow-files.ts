import { display, quote, some } from '../../../plugin/display.ts';
import { shellWord } from '../../shell-word.ts';
import { EVENT_TYPE } from '../../workflows/recognise.ts';
import type { Chain } from '../chain.ts';
import {
  commonType,
  filesOf,
  HERE,
  isReceiver,
  isSender,
  type MarketplaceEnd,
  type PluginEnd,
  remoteOf,
  tells,
} from '../ends.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { WorkflowFiles } from '../remote/workflow-files.ts';
import type { Part } from '../workflows/parts.ts';

/** What one end's workflow is for, and how it is got. */
interface Side {
  readonly end: PluginEnd | MarketplaceEnd;
  readonly belongs: (part: Part) => boolean;
  readonly missing: Finding;
  readonly copied: (part: Part) => Finding;
}

/** The workflow of each end: there, readable, this project's own, and on the default branch. */
export async function workflowFiles({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  const sender = plugin === null ? [] : [senderSide(plugin, await setupOptions(marketplaces))];
  const senders = plugin === null ? [] : (await plugin.checkout.workflows()).parts.filter(isSender);
  const receivers = marketplaces
    .filter(({ where }) => !startsByName(senders, where))
    .map((one) => receiverSide(one));
  return (await Promise.all([...sender, ...receivers].map(findingsOf))).flat();
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

/** A copied sender that starts the marketplace's workflow by its name: no event is sent, so none need be heard. */
function startsByName(senders: readonly Part[], marketplace: string): boolean {
  const own = senders.filter((one) => tells(one, marketplace));
  return (
    own.length > 0 && own.every(({ role }) => role.kind === 'other-sender' && role.by === 'workflow_dispatch')
  );
}

function senderSide(end: PluginEnd, options: string): Side {
  const { where } = end;
  return {
    end,
    belongs: isSender,
    missing: flaw('problem', 'sender-missing', where, [
      'no workflow here tells a marketplace of new versions',
      `Run \`notify-marketplace setup ${options}\` here, commit and push.`,
    ]),
    copied: ({ path }) =>
      flaw('warning', 'copied-sender', where, [
        `${quote(path)} sends events by a script or action of its own, which misses bumps and hides failures`,
        'Run `notify-marketplace setup --migrate` here: it shows the difference, and keeps secret and branches.',
      ]),
  };
}

function receiverSide(end: MarketplaceEnd): Side {
  const { where } = end;
  return {
    end,
    belongs: isReceiver,
    missing: flaw('problem', 'receiver-missing', where, [
      'no workflow follows the events, so GitHub accepts them and nothing happens',
      'Run `notify-marketplace setup` in the marketplace’s checkout, commit and push.',
    ]),
    copied: ({ path }) =>
      flaw('warning', 'copied-receiver', where, [
        `${quote(path)} follows events by a script of its own, not by the update action`,
        'Run `notify-marketplace setup --migrate` in the marketplace’s checkout, unless it is meant to be so.',
      ]),
  };
}

const ON_DEFAULT_BRANCH = 'whether the workflow is on the default branch';

async function findingsOf(side: Side): Promise<Finding[]> {
  const { end } = side;
  const remote = remoteOf(end);
  const seen = remote === null ? end.remote : await remote.workflows();
  if ('kind' in seen && seen.kind === 'seen') return onGitHub(side, seen.value);
  const why = 'kind' in seen ? seen.why : '';
  const notSeen = unchecked(end.where, ON_DEFAULT_BRANCH, why);
  if (end.checkout === null) return [notSeen];
  return [...judged(side, await end.checkout.workflows(), 'is in this checkout'), notSeen];
}

async function onGitHub(side: Side, files: WorkflowFiles): Promise<Finding[]> {
  const { end, belongs } = side;
  const here = await end.checkout?.workflows();
  const local = distinct(here?.parts.filter(belongs) ?? []);
  const own = distinct(files.parts.filter(belongs));
  const waiting = local.filter(({ path }) => !own.some((other) => other.path === path));
  const all = [
    ...waiting.map(({ path }) => notThere(path, side)),
    ...(waiting.length > 0 && own.length === 0 ? [] : judged(side, files, 'is on the default branch')),
  ];
  return [...all, ...local.flatMap((one) => differing(one, own, side))];
}

/** One part for each file. */
function distinct(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [part.path, part])).values()];
}

/** What is there is right, or a copy, or nothing. */
function judged(side: Side, files: WorkflowFiles, is: string): Finding[] {
  const { end, belongs, missing, copied } = side;
  const own = distinct(files.parts.filter(belongs));
  const broken = brokenFlaws(files, end.where, own.length === 0);
  if (own.length === 0 && files.hidden.length > 0) return [...broken, hidden(files, side)];
  // A broken file may be the one that is missed.
  if (own.length === 0) return broken.length > 0 ? broken : [missing];
  const told = own.map((part) =>
    part.role.kind === 'notify' || part.role.kind === 'update'
      ? fine(end.where, `${quote(part.path)} ${is}`)
      : copied(part),
  );
  return [...broken, ...told];
}

function hidden({ hidden: uses }: WorkflowFiles, { end }: Side): Finding {
  const names = some(uses.map((one) => quote(one)));
  return unchecked(
    end.where,
    'whether a workflow plays its part',
    `it may be in ${names}, which can’t be read`,
  );
}

/** GitHub runs nothing of it; that matters here where it may be the one that is looked for. */
function brokenFlaws({ broken }: WorkflowFiles, where: string, isMissed: boolean): Finding[] {
  return broken.map(({ path, line, message }) => ({
    ...flaw(isMissed ? 'problem' : 'warning', 'workflow-broken', where, [
      `${quote(path)} is no valid YAML: ${quote(message)}; GitHub runs nothing of it`,
      'Fix it there.',
    ]),
    at: { file: path, line },
  }));
}

/** It starts nothing before it is there (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch). */
function notThere(path: string, { end }: Side): Finding {
  return flaw('problem', 'workflow-not-on-default-branch', end.where, [
    `${quote(path)} is in this checkout, but not on the default branch of the repository, so nothing starts it`,
    'Commit and push it there, or merge the branch that it is on.',
  ]);
}

/** Line ends are git's matter (https://git-scm.com/docs/gitattributes#_end_of_line_conversion). */
function differing({ path, text }: Part, own: readonly Part[], { end }: Side): Finding[] {
  const there = own.find((other) => other.path === path);
  const plain = (one: string) => one.replaceAll('\r\n', '\n');
  if (there === undefined || plain(there.text) === plain(text)) return [];
  return [
    flaw('warning', 'workflow-differs', end.where, [
      `${quote(path)} differs between ${HERE} and the default branch; the latter is what runs`,
      'Push your change, or pull what is there.',
    ]),
  ];
}
