import type { Addresses } from '../../action/inputs.ts';
import type { Log } from '../../github/client/client.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { count, display } from '../../plugin/display.ts';
import { commitsText, stepsOf, type Update } from '../plan/decision.ts';
import type { Plan, Remaining, Waiting } from '../plan/plan.ts';
import { short } from '../plan/rules.ts';
import type { Written } from './outcome.ts';
import { takeBack } from './take-back.ts';

/** What a person who follows the run reads of the plan. Every line begins with words of ours. */
export function logPlan({ branch, commit, subjects, scope }: Marketplace, plan: Plan, log: Log): void {
  const chosen = scope === undefined ? '' : `${scope.size} of `;
  const plugins = `${chosen}${count(subjects.length, 'plugin')}`;
  log.info(`Read ${plugins} of the marketplace, on ${display(branch)} at ${short(commit)}.`);
  const updates = plan.changes.flatMap((change) => change.updates);
  group(log, 'Updates', updates.map(updateLine));
  const passing = plan.held.filter(({ cause }) => cause === 'passing');
  const young = plan.held.filter(({ cause }) => cause === 'young');
  const lasting = plan.held.filter(({ cause }) => cause !== 'passing' && cause !== 'young');
  group(log, 'Held, because a person must decide', lasting.map(remainingLine('held')));
  group(log, 'Too young: a later run takes them', young.map(remainingLine('held')));
  group(log, 'Not read in this run', passing.map(remainingLine('held')));
  group(log, 'Waiting for a version bump', plan.waiting.map(waitingLine));
  group(log, 'Skipped', plan.skipped.map(remainingLine('skipped')));
}

/** What is said once it is known what was written. */
export function logTakeBack(written: Written, addresses: Pick<Addresses, 'manual'>, log: Log): void {
  const hint = takeBack(written, addresses);
  if (hint !== null) log.info(hint.page === null ? hint.text : `${hint.text} More: ${hint.page}`);
}

function group(log: Log, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  log.startGroup(`${title} (${lines.length})`);
  for (const line of lines) log.info(`  ${line}`);
  log.endGroup();
}

function updateLine(update: Update): string {
  const { from, to, commits } = stepsOf(update);
  const versions = `${display(from ?? 'none')} → ${display(to ?? 'none')}`;
  return `${update.kind}: ${display(update.plugin)} ${versions}${commitsText(commits)}`;
}

function remainingLine(word: string) {
  return ({ plugin, reason }: Remaining) => `${word}: ${display(plugin)}: ${reason}`;
}

function waitingLine({ plugin, commits, tag }: Waiting): string {
  const behind = commits === null ? `tag ${display(tag ?? 'newer')}` : count(commits, 'commit');
  return `waiting: ${display(plugin)}: ${behind}, but plugin.json says the same version`;
}
