import { type Annotation, blocksOf, folded, foldedIfMany, isMany, noteItems } from '../../action/report.ts';
import { fullName } from '../../github/repository.ts';
import { count, displayCode, fitting, sentenceMarkdown } from '../../plugin/display.ts';
import { ISSUE_OUTCOMES } from '../issue/report-issue.ts';
import type { Update } from '../plan/decision.ts';
import type { Held, Plan, Remaining } from '../plan/plan.ts';
import { short } from '../plan/rules.ts';
import type { PullRequestResult } from '../pull-request/pull-request-result.ts';
import { commits, OUTCOMES, versions } from '../pull-request/pull-request-text.ts';
import type { UpdateOutcome } from './outcome.ts';
import { takeBack } from './take-back.ts';

/** Characters of one list: GitHub takes 1 MiB of summary a step. */
const LONGEST_LIST = 150_000;

export function updateSummary(findings: UpdateOutcome, annotations: readonly Annotation[]): string {
  const { plan, options } = findings;
  const updates = plan.changes.flatMap((change) => change.updates);
  // What is held or skipped has a list of its own.
  const told = annotations.filter(({ title }) => title !== 'held' && title !== 'skipped');
  const held = (kind: HeldKind) => plan.held.filter((one) => kindOf(one) === kind).map(remainingItem);
  return page([
    `### ${updateHeadline(findings, (commit) => commitLink(findings, commit))}`,
    scopeOf(findings),
    table(updates.map((update) => updateRow(update, options.addresses.serverUrl))),
    proposals(findings),
    issueText(findings),
    takeBackText(findings),
    list('Held, because a person must decide', held('lasting')),
    list('Too young: a later run takes them', held('young')),
    list('Not read in this run: the next one tries again', held('passing')),
    list('Waiting for a version bump: users do not get these commits yet', plan.waiting.map(waitingItem)),
    limited(noteItems(told)),
    foldedList(`${count(plan.skipped.length, 'plugin')} skipped`, plan.skipped.map(remainingItem)),
  ]);
}

type HeldKind = 'young' | 'passing' | 'lasting';

/** What time, another run or a person ends. */
function kindOf({ cause }: Pick<Held, 'cause'>): HeldKind {
  return cause === 'young' || cause === 'passing' ? cause : 'lasting';
}

/** PURE: the job summary of a run that failed before there was a plan. */
export function failedSummary(first: string, annotations: readonly Annotation[]): string {
  return page([`### ${first}`, limited(noteItems(annotations))]);
}

function page(parts: readonly string[]): string {
  return `${blocksOf(parts)}\n`;
}

/** PURE: what came of a run, in a few words; `shown` is how a commit is shown. */
export function updateHeadline({ plan, written }: UpdateOutcome, shown = short): string {
  const updates = plan.changes.flatMap((change) => change.updates);
  const plugins = count(updates.length, 'plugin');
  switch (written.kind) {
    case 'nothing':
      return idle(plan);
    case 'dry-run':
      return `${plugins} would be updated`;
    case 'pushed':
      return `${plugins} updated in ${shown(written.commit)}`;
    case 'refused':
      return `${plugins} not updated: ${written.problem.code}`;
    case 'proposed': {
      const { results, problems } = written.pullRequests;
      if (problems.length > 0) return `${count(problems.length, 'problem')} with pull requests`;
      const open = results.filter(({ outcome }) => ['opened', 'updated', 'kept'].includes(outcome));
      if (updates.length === 0) return idle(plan);
      if (open.length === 0) return `${plugins} not proposed`;
      return `${plugins} proposed in ${count(open.length, 'pull request')}`;
    }
  }
}

function idle({ held, waiting }: Plan): string {
  const of = (kind: HeldKind) => held.filter((one) => kindOf(one) === kind).length;
  const unread = of('passing');
  const parts = [
    unread > 0 ? `${unread} not read` : '',
    of('lasting') > 0 ? `${of('lasting')} held` : '',
    of('young') > 0 ? `${of('young')} too young` : '',
    waiting.length > 0 ? `${waiting.length} waiting for a version bump` : '',
  ].filter((part) => part !== '');
  // What was not read may have an update.
  const found = unread > 0 ? 'No update found' : 'Nothing to update';
  return parts.length === 0 ? found : `${found}; ${parts.join(', ')}`;
}

function scopeOf(outcome: UpdateOutcome): string {
  const { seen, marketplace } = outcome;
  const plugins =
    seen.size === 1 ? '1 plugin with its repository' : `${seen.size} plugins with their repositories`;
  return `Compared ${plugins}, at ${commitLink(outcome, marketplace.commit)}.`;
}

function commitLink({ marketplace: { repository }, options }: UpdateOutcome, commit: string): string {
  return `[${short(commit)}](${options.addresses.serverUrl}/${fullName(repository)}/commit/${commit})`;
}

function table(rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const head = ['| plugin | what moves | version | commits |', '|---|---|---|---|'];
  const shown = fitting(rows, LONGEST_LIST);
  const more = rows.length - shown.length;
  const rest = more > 0 ? [`\n… and ${more} more: see the output \`updates\`.`] : [];
  return foldedIfMany(count(rows.length, 'update'), rows.length, [...head, ...shown, ...rest].join('\n'));
}

const MOVES = { submodule: 'submodule', pin: '`sha`', tag: '`ref`', version: '`version`' } as const;

function updateRow(update: Update, serverUrl: string): string {
  return `| ${displayCode(update.plugin)} | ${MOVES[update.kind]} | ${versions(update)} | ${commits(update, serverUrl)} |`;
}

function proposals({ written, marketplace, options }: UpdateOutcome): string {
  if (written.kind !== 'proposed') return '';
  const here = `${options.addresses.serverUrl}/${fullName(marketplace.repository)}`;
  return written.pullRequests.results.map((one) => proposalItem(one, here)).join('\n');
}

/** PURE: a pull request's page; `here` is the repository's. */
export function pullUrl(here: string, number: number): string {
  return `${here}/pull/${number}`;
}

function proposalItem({ outcome, pullRequest, plugins }: PullRequestResult, here: string): string {
  const link =
    pullRequest === null ? 'The branch' : `[#${pullRequest.number}](${pullUrl(here, pullRequest.number)})`;
  const names = plugins.length === 0 ? '' : `: ${plugins.slice(0, 10).map(displayCode).join(', ')}`;
  return `- ${link} ${OUTCOMES[outcome]}${names}`;
}

function issueText({ issue, marketplace, options }: UpdateOutcome): string {
  if (issue.kind !== 'issue') return '';
  const here = `${options.addresses.serverUrl}/${fullName(marketplace.repository)}`;
  const link = `[#${issue.number}](${here}/issues/${issue.number})`;
  return `Issue ${link} ${ISSUE_OUTCOMES[issue.outcome]}.`;
}

function takeBackText({ written, options }: UpdateOutcome): string {
  const hint = takeBack(written, options.addresses);
  if (hint === null) return '';
  const more = hint.page === null ? '' : ` [How to take a release back](${hint.page})`;
  return `${sentenceMarkdown(hint.text)}${more}`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return isMany(items.length)
    ? foldedList(`${title}: ${items.length}`, items)
    : `**${title}**\n\n${limited(items)}`;
}

function foldedList(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : folded(title, limited(items));
}

function limited(items: readonly string[]): string {
  const shown = fitting(items, LONGEST_LIST);
  const more = items.length - shown.length;
  return [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

function remainingItem({ plugin, reason }: Remaining): string {
  return `- ${displayCode(plugin)}: ${sentenceMarkdown(reason)}`;
}

function waitingItem({ plugin, commits: behind, tag }: UpdateOutcome['plan']['waiting'][number]): string {
  const newer =
    tag === undefined ? 'a newer tag' : `tag ${displayCode(tag)}, but plugin.json says the same version`;
  return `- ${displayCode(plugin)}: ${behind === null ? newer : count(behind, 'commit')}`;
}
