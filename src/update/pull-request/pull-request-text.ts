import { blocksOf } from '../../action/report.ts';
import { fullName } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { display, displayCode, fitting, sentenceMarkdown } from '../../plugin/display.ts';
import type { UpdateOptions } from '../inputs.ts';
import { stepsOf, type Update } from '../plan/decision.ts';
import type { Plan } from '../plan/plan.ts';
import { short } from '../plan/rules.ts';
import { commitTitle } from '../write/message.ts';
import { markOf } from './marks.ts';
import type { PullRequestResult } from './pull-request-result.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

/** PURE: what a maintainer reviews from. It says nothing that changes from run to run, so it is written seldom. */

/** GitHub takes 65,536 characters; what does not fit is counted, and the commit names it. */
const LONGEST_TABLE = 30_000;
const LONGEST_LIST = 20_000;

export function pullRequestTitle({ changes }: WantedPullRequest, title: string | null): string {
  return title ?? commitTitle(changes.flatMap(({ updates }) => updates));
}

interface Context {
  readonly plan: Plan;
  readonly options: Pick<UpdateOptions, 'addresses' | 'pullRequestBranch'>;
  readonly marketplace?: Pick<Marketplace, 'scope'>;
}

export function pullRequestBody(wanted: WantedPullRequest, { plan, options, marketplace }: Context): string {
  const { serverUrl } = options.addresses;
  const updates = wanted.changes.flatMap((change) => change.updates);
  const all = updates.map((update) => row(update, serverUrl));
  const rows = fitting(all, LONGEST_TABLE);
  // Said once: where each plugin has its own, all would change whenever one is held. One event's run knows of few.
  const isPartial = marketplace?.scope !== undefined || options.pullRequestBranch.includes('{plugin}');
  // How long something has to wait changes from run to run.
  const mentioned = isPartial ? [] : plan.held.filter(({ cause }) => cause !== 'young');
  const held = fitting(
    mentioned.map(({ plugin, reason }) => `- ${displayCode(plugin)}: ${sentenceMarkdown(reason)}`),
    LONGEST_LIST,
  );
  const blocks = [
    'The plugins’ repositories have changed. Merge this pull request to update the marketplace.',
    ['| plugin | version | commits |', '|---|---|---|', ...rows].join('\n'),
    more(updates.length - rows.length, 'the commit names them all'),
    held.length === 0 ? '' : `Held, because a person must decide:\n\n${held.join('\n')}`,
    more(mentioned.length - held.length, 'the job summary lists them all'),
    'Later runs update this pull request as the plugins change, unless somebody else commits to its branch. They close it when nothing is left to update.',
    markOf(wanted),
  ];
  return blocksOf(blocks);
}

function more(number: number, where: string): string {
  return number > 0 ? `… and ${number} more: ${where}.` : '';
}

function row(update: Update, serverUrl: string): string {
  return `| ${displayCode(update.plugin)} | ${versions(update)} | ${commits(update, serverUrl)} |`;
}

/** `2.0.0` → `2.0.1`, with a mark where it goes down. */
export function versions(update: Update): string {
  const show = (text: string | null) => (text === null ? 'none' : displayCode(text));
  const { from, to } = stepsOf(update);
  return `${show(from)} → ${show(to)}${update.downgrade ? ' ⚠️ lower' : ''}`;
}

/** What lies between two commits, as a link to look at it. */
export function commits(update: Update, serverUrl: string): string {
  const { commits: both } = stepsOf(update);
  if (both === null) return '';
  const url = `${serverUrl}/${fullName(update.repository)}/compare/${both.join('...')}`;
  return `[${both.map(short).join(' → ')}](${url})`;
}

export const CLOSING_WORDS =
  'Closed, because nothing is left to update now: the marketplace already has these changes, the plugins no longer need them, or their versions are too young for `minimum-age`.';

/** `Pull request #7 opened from notify-marketplace/update: https://github.com/…` */
export function resultLine({ outcome, branch, pullRequest }: PullRequestResult): string {
  const which = pullRequest === null ? 'The branch' : `Pull request #${pullRequest.number}`;
  const url = pullRequest === null ? '' : `: ${display(pullRequest.url, 300)}`;
  return `${which} ${OUTCOMES[outcome]} (${display(branch)})${url}`;
}

/** What became of a pull request, in a few words. */
export const OUTCOMES: Record<PullRequestResult['outcome'], string> = {
  opened: 'opened',
  updated: 'brought up to date',
  kept: 'still open, unchanged',
  left: 'left unchanged: somebody else committed to its branch',
  declined: 'was closed by a person',
  closed: 'closed: nothing is left to update',
  unsettled: 'left open, unchanged: this run did not read all of its plugins, or was for other plugins',
};
