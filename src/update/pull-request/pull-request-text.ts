import { fullName } from '../../github/repository.ts';
import { displayCode, fitting, sentenceMarkdown } from '../../plugin/display.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Update } from '../plan/decision.ts';
import type { Plan } from '../plan/plan.ts';
import { short } from '../plan/rules.ts';
import { commitTitle } from '../write/message.ts';
import { fingerprint, type Proposal } from './proposals.ts';

/** PURE: what a maintainer reviews from. It says nothing that changes from run to run, so it is written seldom. */

/** GitHub takes 65,536 characters; what does not fit is counted, and the commit names it. */
const LONGEST_TABLE = 30_000;
const LONGEST_LIST = 20_000;

export function pullRequestTitle({ changes }: Proposal, title: string | null): string {
  return title ?? commitTitle(changes.flatMap(({ updates }) => updates));
}

interface Context {
  readonly plan: Plan;
  readonly options: Pick<UpdateOptions, 'addresses' | 'pullRequestBranch'>;
}

/** Which plan the words are about: a comment, which GitHub does not show. */
function markOf(proposal: Proposal): string {
  return `<!-- Plan: ${fingerprint(proposal)} -->`;
}

/** PURE: whether words of ours are about another plan than the branch, because a run ended between the two. */
export function isAboutAnother(body: string, proposal: Proposal): boolean {
  const [mark] = /<!-- Plan: [0-9a-f]+ -->/.exec(body) ?? [];
  return mark !== undefined && mark !== markOf(proposal);
}

export function pullRequestBody(proposal: Proposal, { plan, options }: Context): string {
  const { serverUrl } = options.addresses;
  const updates = proposal.changes.flatMap((change) => change.updates);
  const rows = fitting(
    updates.map((update) => row(update, serverUrl)),
    LONGEST_TABLE,
  );
  // Said once: where each plugin has its own, all would change whenever one is held.
  const mentioned = options.pullRequestBranch.includes('{plugin}') ? [] : plan.held;
  const held = fitting(
    mentioned.map(({ plugin, reason }) => `- ${displayCode(plugin)}: ${sentenceMarkdown(reason)}`),
    LONGEST_LIST,
  );
  const blocks = [
    'The plugins’ repositories have moved on; merging this lets the marketplace follow.',
    ['| plugin | version | commits |', '|---|---|---|', ...rows].join('\n'),
    more(updates.length - rows.length, 'the commit names them all'),
    held.length === 0 ? '' : `Held, because a person must decide:\n\n${held.join('\n')}`,
    more(mentioned.length - held.length, 'the job summary lists them all'),
    'This branch is replaced as the plugins move on, unless somebody else commits to it, and closed when nothing is left to update.',
    markOf(proposal),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function more(number: number, where: string): string {
  return number > 0 ? `… and ${number} more: ${where}.` : '';
}

function row(update: Update, serverUrl: string): string {
  return `| ${displayCode(update.plugin)} | ${versions(update)} | ${commits(update, serverUrl)} |`;
}

/** `2.0.0` → `2.0.1`, with a mark where it goes down. */
export function versions({ previousVersion, version, downgrade, tags }: Update): string {
  const show = (text: string | null) => (text === null ? 'none' : displayCode(text));
  const steps = `${show(previousVersion ?? tags?.previous ?? null)} → ${show(version ?? tags?.next ?? null)}`;
  return `${steps}${downgrade ? ' ⚠️ lower' : ''}`;
}

/** What lies between two commits, as a link to look at it. */
export function commits({ previousCommit, commit, repository }: Update, serverUrl: string): string {
  if (previousCommit === null || commit === null || previousCommit === commit) return '';
  const range = `${previousCommit}...${commit}`;
  return `[${short(previousCommit)} → ${short(commit)}](${serverUrl}/${fullName(repository)}/compare/${range})`;
}

export const CLOSING_WORDS =
  'Closed: the marketplace already lists what this would have changed, or the plugins no longer ask for it. Nothing is left to update.';
