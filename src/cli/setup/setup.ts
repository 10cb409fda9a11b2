import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryKey } from '../../github/repository.ts';
import { type Checkout, readCheckout, textIn } from '../checkout.ts';
import type { Cli, ExitCode } from '../cli.ts';
import { serverOf } from '../connection.ts';
import { type Folder, readFolder } from '../folder.ts';
import { commandHere } from './command.ts';
import { type PluginFolder, pluginFolders } from './folders.ts';
import { listingOf, UNKNOWN } from './listing.ts';
import { nextSteps } from './next-steps.ts';
import { notifyPath, planNotify } from './notify.ts';
import type { SetupStep } from './plan.ts';
import { showBroken, showRefusal, showSkipped, showStatus, showStep } from './report.ts';
import { unfinishedIn } from './unfinished.ts';
import { planUpdate, updatePath } from './update.ts';
import { type SetupFlags, type Wanted, wantedOf } from './wanted.ts';
import { whyNotWritable, writeStep } from './write.ts';

/** `setup`: writes the workflows, filled in, and says what to do next. */
export async function setup(cli: Cli, flags: SetupFlags, templates: string): Promise<ExitCode> {
  const here = await readFolder(cli.cwd);
  const wanted = wantedOf(cli, here, flags);
  const check = flags.check === true;
  const plugins = await foldersOf(cli, here, wanted);
  const outcomes: Outcome[] = [];
  if (wanted.update && here !== null) {
    const checkout = await readCheckout(cli.cwd, here);
    outcomes.push(await carryOut(cli, await updateStep(checkout, wanted, templates), check));
  }
  for (const folder of plugins)
    outcomes.push(await carryOutIn(cli, folder, { here, wanted, templates, check }));
  const command = `${commandHere(cli, join(templates, '..'))} doctor`;
  const named = here === null ? ` --marketplace ${wanted.marketplaces.join(',')}` : '';
  if (!check) await showWhatIsLeft(cli, outcomes, `${command}${named}`);
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
  return here === null ? [] : [{ kind: 'checkout', checkout: await readCheckout(cli.cwd, here) }];
}

interface Work {
  readonly here: Folder | null;
  readonly wanted: Wanted;
  readonly templates: string;
  readonly check: boolean;
}

async function carryOutIn(cli: Cli, folder: PluginFolder, work: Work): Promise<Outcome> {
  switch (folder.kind) {
    case 'checkout':
      return carryOut(cli, await notifyStep(cli, folder.checkout, work), work.check);
    case 'refused':
      showRefusal(cli, folder.shown, folder);
      return { step: null, fine: false };
    case 'skipped':
      showSkipped(cli, folder.shown, folder.why);
      return { step: null, fine: true };
  }
}

/** Writes what the step says, then tells of it: what is told has happened. */
async function carryOut(cli: Cli, planned: SetupStep, check: boolean): Promise<Outcome> {
  const step = check ? planned : written(planned);
  showBroken(cli, step.checkout);
  showStep(cli, step, check);
  const { kind } = step.action;
  return { step, fine: check ? kind === 'keep' && !step.twice : kind !== 'refuse' };
}

function written(step: SetupStep): SetupStep {
  const { kind } = step.action;
  const refusal = kind === 'keep' || kind === 'refuse' ? null : writeStep(step);
  return refusal === null ? step : { ...step, action: { kind: 'refuse', ...refusal } };
}

async function updateStep(checkout: Checkout, { options }: Wanted, templates: string): Promise<SetupStep> {
  const template = await readFile(join(templates, 'update-marketplace.yml'), 'utf8');
  const present = await textIn(checkout, updatePath(checkout.folder));
  return possible(planUpdate(checkout, template, { ...options, present }));
}

async function notifyStep(
  cli: Cli,
  checkout: Checkout,
  { here, wanted, templates }: Work,
): Promise<SetupStep> {
  const { options, marketplaces } = wanted;
  const template = await readFile(join(templates, 'notify-marketplace.yml'), 'utf8');
  const present = await textIn(checkout, notifyPath(checkout.folder));
  const own = here?.origin == null ? '' : repositoryKey(here.origin.repository);
  const listing = marketplaces.some((name) => name.toLowerCase() === own)
    ? listingOf(here, checkout.folder, serverOf(cli.env, here).serverUrl)
    : UNKNOWN;
  return possible(planNotify(checkout, template, { ...options, marketplaces, present, listing }));
}

/** A step whose file can't be written is refused before anything is. */
function possible(step: SetupStep): SetupStep {
  const { kind } = step.action;
  if (kind === 'keep' || kind === 'refuse' || kind === 'remove') return step;
  const refusal = whyNotWritable(step.checkout.folder.root, step.path);
  return refusal === null ? step : { ...step, action: { kind: 'refuse', ...refusal } };
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
