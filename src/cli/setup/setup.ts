import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryKey } from '../../github/repository.ts';
import { type Checkout, checkoutSeenFrom, fileText } from '../checkout/checkout.ts';
import { type Folder, readFolder } from '../checkout/folder.ts';
import type { Cli, ExitCode, Own } from '../cli.ts';
import { warnOfProxy } from '../server/connection.ts';
import { type Server, serverOf } from '../server/server.ts';
import { commandHere } from '../shell/command-here.ts';
import { isOwnAction } from '../workflows/roles.ts';
import { pinnedVersion } from './action-version.ts';
import { marketplaceBeside, NOT_KNOWN } from './marketplace-beside.ts';
import { mentionsOf } from './mentions.ts';
import { nextSteps } from './next-steps.ts';
import { notLookedInto } from './not-looked-into.ts';
import { unfinishedIn } from './not-on-github.ts';
import { notifyPath, planNotify } from './notify.ts';
import { type BranchGuard, branchGuard } from './other-branch.ts';
import type { SetupFlags, SetupStep } from './plan.ts';
import { type PluginFolder, pluginFolders } from './plugin-folders.ts';
import { removedBy } from './removed.ts';
import { type Shown, showBroken, showRefusal, showSkipped, showStatus, showStep } from './report.ts';
import { type Wanted, wantedOf } from './targets.ts';
import { planUpdate, updatePath } from './update.ts';
import { possible, refused, writeStep } from './write.ts';

/** `setup`: writes the workflows, filled in, and says what to do next. */
export async function setup(cli: Cli, flags: SetupFlags, own: Own): Promise<ExitCode> {
  const here = await readFolder(cli.cwd, cli.env);
  const wanted = wantedOf(cli, here, flags);
  const server = serverOf(cli.env, here);
  warnOfProxy(cli, server);
  const check = flags.check === true;
  const shown = { check, call: { program: commandHere(cli, own), flags }, guard: branchGuard(cli, flags) };
  const plugins = await foldersOf(cli, here, wanted);
  const version = await pinnedVersion(cli, own, { action: flags.action, server });
  const outcomes: Outcome[] = [];
  if (wanted.update && here !== null) {
    const checkout = checkoutSeenFrom(cli.cwd, here);
    outcomes.push(...(await carryOutAll(cli, await updateSteps(checkout, flags, { own, version }), shown)));
  }
  const update = outcomes[0]?.step ?? null;
  for (const folder of plugins)
    outcomes.push(...(await carryOutIn(cli, folder, { here, update, wanted, server, own, version, shown })));
  const named = here === null ? ` --marketplace ${wanted.marketplaces.join(',')}` : '';
  if (!check) await showWhatIsLeft(cli, outcomes, `${shown.call.program} doctor${named}`);
  return outcomes.some(({ fine }) => !fine) ? 1 : 0;
}

/** What came of one folder. */
interface Outcome {
  /** Null where there was nothing to write to. */
  readonly step: SetupStep | null;
  /** With `--check`: nothing is missing. Else: nothing was refused. */
  readonly fine: boolean;
}

async function foldersOf(cli: Cli, here: Folder | null, { notify }: Wanted): Promise<PluginFolder[]> {
  if (notify === null) return [];
  if (notify !== 'here') return pluginFolders(cli, here, notify);
  return here === null ? [] : [{ kind: 'checkout', checkout: checkoutSeenFrom(cli.cwd, here) }];
}

interface Work {
  readonly here: Folder | null;
  /** What became of the update workflow here; null where it was not asked for. */
  readonly update: SetupStep | null;
  readonly wanted: Wanted;
  readonly server: Server;
  readonly own: Own;
  /** That of the action that was named; null where it is not known. */
  readonly version: string | null;
  readonly shown: Guarded;
}

interface Guarded extends Shown {
  readonly guard: BranchGuard;
}

async function carryOutIn(cli: Cli, folder: PluginFolder, work: Work): Promise<Outcome[]> {
  switch (folder.kind) {
    case 'checkout':
      return carryOutAll(cli, await notifySteps(folder.checkout, work), work.shown);
    case 'refused':
      showRefusal(cli, folder.shown, folder);
      return [{ step: null, fine: false }];
    case 'skipped':
      showSkipped(cli, folder.shown, folder.why);
      return [{ step: null, fine: true }];
  }
}

/** Writes what each step says, then reports it, so that only what happened is reported. */
async function carryOutAll(cli: Cli, planned: readonly SetupStep[], shown: Guarded): Promise<Outcome[]> {
  const { check, guard } = shown;
  const outcomes: Outcome[] = [];
  for (const [index, one] of planned.entries()) {
    const refusal = check ? null : await guard(one);
    const removed = await removedWith(one);
    const outcome = check ? one : written(refusal === null ? one : refused(one, refusal));
    const isRefused = outcome.action.kind === 'refuse';
    const step = { ...outcome, warnings: [...outcome.warnings, ...(isRefused ? [] : removed)] };
    if (index === 0) showBroken(cli, step.checkout);
    showStep(cli, step, shown);
    const { kind } = step.action;
    outcomes.push({ step, fine: check ? kind === 'keep' && !step.twice : kind !== 'refuse' });
  }
  return outcomes;
}

/** What a person should know besides the difference; looked for while the old files are there. */
async function removedWith(step: SetupStep): Promise<string[]> {
  return [...removedBy(step), ...notLookedInto(step), ...(await mentionsOf(step))];
}

function written(step: SetupStep): SetupStep {
  const { kind } = step.action;
  const refusal = kind === 'keep' || kind === 'refuse' ? null : writeStep(step);
  return refusal === null ? step : refused(step, refusal);
}

async function updateSteps(
  checkout: Checkout,
  flags: SetupFlags,
  { own, version }: Pick<Work, 'own' | 'version'>,
): Promise<SetupStep[]> {
  const template = await readFile(join(own.root, 'templates/update-marketplace.yml'), 'utf8');
  const present = await fileText(checkout, updatePath(checkout.folder));
  const wishes = { ...flags, version, present, usualAction: actionOf(own) };
  return planUpdate(checkout, template, wishes).map((step) => possible(step, flags.check === true));
}

async function notifySteps(
  checkout: Checkout,
  { here, update, wanted, server, own, version, shown }: Work,
): Promise<SetupStep[]> {
  const { marketplaces } = wanted;
  const template = await readFile(join(own.root, 'templates/notify-marketplace.yml'), 'utf8');
  const present = await fileText(checkout, notifyPath(checkout.folder));
  const key = here?.origin == null ? '' : repositoryKey(here.origin.repository);
  const beside = marketplaces.some((name) => name.toLowerCase() === key)
    ? marketplaceBeside({ here, update, server: server.serverUrl }, checkout.folder)
    : NOT_KNOWN;
  const usualAction = actionOf(own) ?? actionIn(here);
  const wishes = { ...shown.call.flags, version, marketplaces, present, beside, usualAction };
  return planNotify(checkout, template, wishes).map((step) => possible(step, shown.check));
}

function actionOf({ publisher }: Own): string | null {
  return publisher === null ? null : `${publisher}@v1`;
}

/** The copy that the marketplace here uses. */
function actionIn(here: Folder | null): string | null {
  const actions = here?.parts.flatMap(({ role }) => (role.kind === 'update' ? [role.action] : [])) ?? [];
  return actions.find((action) => isOwnAction(action, '')) ?? null;
}

/** What git sees in each checkout, and the commands that are left. */
async function showWhatIsLeft(cli: Cli, outcomes: readonly Outcome[], doctor: string): Promise<void> {
  const steps = outcomes.flatMap(({ step }) =>
    step === null || step.action.kind === 'refuse' ? [] : [step],
  );
  const checkouts = new Map(steps.map(({ checkout }) => [checkout.folder.root, checkout]));
  const unfinished = [];
  for (const checkout of checkouts.values()) {
    await showStatus(cli, checkout);
    const own = steps.filter((step) => step.checkout.folder.root === checkout.folder.root);
    unfinished.push((await unfinishedIn(checkout, own)) ?? []);
  }
  const left = unfinished.flat();
  if (left.length === 0) return;
  for (const line of nextSteps(left, doctor)) cli.terminal.print(line);
}
