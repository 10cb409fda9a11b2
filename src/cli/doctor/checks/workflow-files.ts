import { quote } from '../../../plugin/display.ts';
import type { Folder, LocalWorkflow } from '../../folder.ts';
import type { Chain, MarketplaceEnd, PluginEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { WorkflowFiles } from '../remote-workflows.ts';
import type { Seen } from '../seen.ts';
import { isReceiver, isSender } from '../workflow-side.ts';

/** What one end's workflow is for, and how it is got. */
interface Side {
  readonly end: PluginEnd | MarketplaceEnd;
  readonly where: string;
  readonly belongs: (workflow: LocalWorkflow) => boolean;
  /** Events that start it, where only those can. */
  readonly startsOn: string | null;
  readonly missing: readonly [code: string, what: string, remedy: string];
  readonly copied: readonly [code: string, what: string, remedy: string];
}

/** The workflow of each end: there, readable, this project's own, and on the default branch. */
export async function workflowFiles({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  const sides = [...(plugin === null ? [] : [senderSide(plugin)]), ...marketplaces.map(receiverSide)];
  return (await Promise.all(sides.map(findingsOf))).flat();
}

function senderSide(end: PluginEnd): Side {
  const where = end.remote?.name ?? 'this checkout';
  return {
    end,
    where,
    belongs: isSender,
    startsOn: null,
    missing: [
      'sender-missing',
      'no workflow here tells a marketplace of new versions',
      'Run `notify-marketplace setup --marketplace owner/repo` here.',
    ],
    copied: [
      'copied-sender',
      'sends events by a script or action of its own, which misses bumps and hides failures',
      'Run `notify-marketplace setup --migrate` here: it shows the difference, and keeps secret and branches.',
    ],
  };
}

function receiverSide(end: MarketplaceEnd): Side {
  return {
    end,
    where: end.remote.name,
    belongs: isReceiver,
    startsOn: 'repository_dispatch',
    missing: [
      'receiver-missing',
      'no workflow listens to repository_dispatch, so events are accepted and nothing happens',
      'Run `notify-marketplace setup` in the marketplace’s checkout, commit and push.',
    ],
    copied: [
      'copied-receiver',
      'follows events by a script of its own, not by the update action',
      'Run `notify-marketplace setup --migrate` in the marketplace’s checkout, unless it is meant to be so.',
    ],
  };
}

async function findingsOf(side: Side): Promise<Finding[]> {
  const { end, where } = side;
  const seen = (await end.remote?.workflows()) ?? NO_REMOTE;
  if (seen.kind === 'seen') return onGitHub(side, seen.value);
  const notSeen = unchecked(where, 'whether the workflow is on the default branch', seen.why);
  return end.checkout === null ? [notSeen] : [...inCheckout(side, end.checkout), notSeen];
}

/** All that can be told without GitHub. */
function inCheckout(side: Side, { workflows, brokenWorkflows }: Folder): Finding[] {
  const own = workflows.filter(side.belongs);
  return [...broken(brokenWorkflows, side), ...judged({ own, all: workflows }, side, 'is in this checkout')];
}

function onGitHub(side: Side, files: WorkflowFiles): Finding[] {
  const { end, where, belongs } = side;
  const local = end.checkout?.workflows.filter(belongs) ?? [];
  const own = files.workflows.filter(belongs);
  const waiting = local.filter(({ workflow }) => !own.some((other) => other.workflow.path === workflow.path));
  return [
    ...broken(files.broken, side),
    ...waiting.map((one) => notThere(one, side)),
    ...(waiting.length > 0 && own.length === 0
      ? []
      : judged({ own, all: files.workflows }, side, 'is on the default branch')),
    ...local.flatMap((one) => differing(one, own, where)),
  ];
}

function broken(files: WorkflowFiles['broken'], { where }: Side): Finding[] {
  return files.map(({ path, line, message }) => ({
    ...flaw('problem', 'workflow-broken', where, [
      `${quote(path)} is no valid YAML: ${quote(message)}; GitHub runs nothing of it`,
      'Mend it there.',
    ]),
    at: { file: path, line },
  }));
}

const NO_REMOTE: Seen<never> = { kind: 'unseen', why: 'this checkout has no remote on GitHub' };

/** What is there is right, or a copy, or nothing. */
function judged({ own, all }: Judged, side: Side, is: string): Finding[] {
  const { where, missing, copied } = side;
  if (own.length === 0) {
    const called = all.flatMap((one) => calledIn(one, side));
    if (called.length > 0) return called;
    const [code, what, remedy] = missing;
    return [flaw('problem', code, where, [what, remedy])];
  }
  return own.map(({ workflow: { path }, role }) => {
    const [code, what, remedy] = copied;
    return role.kind === 'notify' || role.kind === 'update'
      ? fine(where, `${quote(path)} ${is}`)
      : flaw('warning', code, where, [`${quote(path)} ${what}`, remedy]);
  });
}

interface Judged {
  readonly own: readonly LocalWorkflow[];
  readonly all: readonly LocalWorkflow[];
}

/** A workflow of another repository may do it (https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows). */
function calledIn({ workflow: { jobs, events } }: LocalWorkflow, { where, startsOn }: Side): Finding[] {
  if (startsOn !== null && !events.includes(startsOn)) return [];
  const called = jobs.flatMap(({ uses }) => uses ?? []).filter((uses) => /plugin|marketplace/i.test(uses));
  const why = 'doctor does not read workflows of other repositories';
  return called.map((uses) => unchecked(where, `what the called ${quote(uses)} does`, why));
}

/** It starts nothing before it is there (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch). */
function notThere({ workflow: { path } }: LocalWorkflow, { where }: Side): Finding {
  return flaw('problem', 'workflow-not-on-default-branch', where, [
    `${quote(path)} is in this checkout, but not on the default branch of the repository, so nothing starts it`,
    'Commit and push it there, or merge the branch that it is on.',
  ]);
}

function differing({ workflow }: LocalWorkflow, own: readonly LocalWorkflow[], where: string): Finding[] {
  const there = own.find((other) => other.workflow.path === workflow.path);
  if (there === undefined || there.workflow.text === workflow.text) return [];
  return [
    flaw('warning', 'workflow-differs', where, [
      `${quote(workflow.path)} differs between this checkout and the default branch; the latter is what runs`,
      'Push your change, or pull what is there.',
    ]),
  ];
}
