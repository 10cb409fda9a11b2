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
  const shown = { check: flags.check === true, call: { program: commandHere(cli, own), flags } };
  const folders = await foldersOf(cli, here, wanted);
  const version = await pinnedVersion(cli, own, { action: flags.action, server });
  const run = { cli, flags, own, here, wanted, server, version, shown, guard: branchGuard(cli, flags) };
  const outcomes: Outcome[] = [];
  if (wanted.update && here !== null)
    outcomes.push(...(await carryOut(run, await updateSteps(run, checkoutSeenFrom(cli.cwd, here)))));
  const update = outcomes[0]?.step ?? null;
  for (const folder of folders) outcomes.push(...(await carryOutIn(run, folder, update)));
  if (!shown.check) await showWhatIsLeft(run, outcomes);
  return outcomes.some(({ fine }) => !fine) ? 1 : 0;
}

/** One call of setup. */
interface Run {
  readonly cli: Cli;
  readonly flags: SetupFlags;
  readonly own: Own;
  readonly here: Folder | null;
  readonly wanted: Wanted;
  readonly server: Server;
  /** That of the action that was named; null where it is not known. */
  readonly version: string | null;
  readonly shown: Shown;
  readonly guard: BranchGuard;
}

/** What came of one file, or folder. */
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

/** @param update what became of the update workflow here; null where it was not asked for */
async function carryOutIn(run: Run, folder: PluginFolder, update: SetupStep | null): Promise<Outcome[]> {
  switch (folder.kind) {
    case 'checkout':
      return carryOut(run, await notifySteps(run, folder.checkout, update));
    case 'refused':
      showRefusal(run.cli, folder.shown, folder);
      return [{ step: null, fine: false }];
    case 'skipped':
      showSkipped(run.cli, folder.shown, folder.why);
      return [{ step: null, fine: true }];
  }
}

/** Writes what each step says, then reports it, so that only what happened is reported. */
async function carryOut({ cli, shown, guard }: Run, planned: readonly SetupStep[]): Promise<Outcome[]> {
  const { check } = shown;
  const outcomes: Outcome[] = [];
  for (const [index, plan] of planned.entries()) {
    const one = possible(plan, check);
    const refusal = check ? null : await guard(one);
    // What a person should know besides the difference; looked for while the old files are there.
    const removed = [...removedBy(one), ...(await mentionsOf(one))];
    const outcome = check ? one : written(refusal === null ? one : refused(one, refusal));
    const isRefused = outcome.action.kind === 'refuse';
    const step = { ...outcome, warnings: [...outcome.warnings, ...(isRefused ? [] : removed)] };
    if (index === 0) showBroken(cli, step.checkout);
    showStep(cli, step, shown);
    outcomes.push({ step, fine: check ? step.action.kind === 'keep' && !step.twice : !isRefused });
  }
  return outcomes;
}

function written(step: SetupStep): SetupStep {
  const { kind } = step.action;
  const refusal = kind === 'keep' || kind === 'refuse' ? null : writeStep(step);
  return refusal === null ? step : refused(step, refusal);
}

async function updateSteps({ flags, own, version }: Run, checkout: Checkout): Promise<SetupStep[]> {
  const template = await readFile(join(own.root, 'templates/update-marketplace.yml'), 'utf8');
  const present = await fileText(checkout, updatePath(checkout.folder));
  return planUpdate(checkout, template, { ...flags, version, present, usualAction: actionOf(own) });
}

async function notifySteps(
  { flags, own, version, here, wanted: { marketplaces }, server }: Run,
  checkout: Checkout,
  update: SetupStep | null,
): Promise<SetupStep[]> {
  const template = await readFile(join(own.root, 'templates/notify-marketplace.yml'), 'utf8');
  const present = await fileText(checkout, notifyPath(checkout.folder));
  const key = here?.origin == null ? '' : repositoryKey(here.origin.repository);
  const beside = marketplaces.some((name) => name.toLowerCase() === key)
    ? marketplaceBeside({ here, update, server: server.serverUrl }, checkout.folder)
    : NOT_KNOWN;
  const usualAction = actionOf(own) ?? actionIn(here);
  return planNotify(checkout, template, { ...flags, version, marketplaces, present, beside, usualAction });
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
async function showWhatIsLeft({ cli, here, wanted, shown }: Run, outcomes: readonly Outcome[]) {
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
  const named = here === null ? ` --marketplace ${wanted.marketplaces.join(',')}` : '';
  for (const line of nextSteps(left, `${shown.call.program} doctor${named}`)) cli.terminal.print(line);
}
