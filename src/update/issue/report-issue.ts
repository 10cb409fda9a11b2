import type { Problem } from '../../findings/problem.ts';
import { issueFailure, issuesOff } from '../../findings/report-issue.ts';
import type { Client, Log } from '../../github/client/client.ts';
import { GitHubError } from '../../github/client/error.ts';
import { entryName, type Marketplace } from '../../marketplace/marketplace.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan } from '../plan/plan.ts';
import { editIssue, openIssue } from './issue-api.ts';
import { duplicateText, wantedList, writingOf } from './issue-text.ts';
import { type IssuesRead, type ReportIssue, readIssues } from './read-issues.ts';
import { bodyWith, fingerprintOf, type Listed, type ReportPart, reportPartText } from './report-part.ts';

/** What became of the issue that lists what is held. */
export type IssueResult =
  /** None is wanted, and there is none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | {
      readonly kind: 'issue';
      readonly number: number;
      /** `declined`: a person closed it while exactly this was held. */
      readonly outcome: 'opened' | 'updated' | 'kept' | 'reopened' | 'closed' | 'declined';
    };

export interface IssueContext {
  readonly client: Client;
  readonly log: Log;
  readonly options: UpdateOptions;
  readonly marketplace: Marketplace;
  readonly plan: Plan;
  /** Whether this run left a plugin to other runs, because its event names another repository. */
  readonly isLeft: (name: string) => boolean;
}

const NONE: IssueResult = { kind: 'none' };

/**
 * WRITE: the issue `report-issue`: opened where something is held or failed, brought up to date in place, closed where
 * nothing is. It is written only where its list changes. Throws nothing of GitHub's: the update is done by then.
 */
export async function reportIssue(context: IssueContext): Promise<IssueResult> {
  if (context.options.reportIssue === null || context.options.dryRun !== null) return NONE;
  try {
    const result = await sync(context);
    if (result.kind === 'issue') context.log.info(issueLine(result));
    return result;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { kind: 'failed', problem: issueFailure(error, context.marketplace.repository) };
  }
}

/** PURE: `Issue #7 opened.` */
export function issueLine({ number, outcome }: Extract<IssueResult, { kind: 'issue' }>): string {
  return `Issue #${number} ${ISSUE_OUTCOMES[outcome]}.`;
}

export const ISSUE_OUTCOMES = {
  opened: 'opened, with what is held',
  updated: 'brought up to date with what is held',
  kept: 'still lists what is held',
  reopened: 'opened again, because what is held has changed',
  closed: 'closed: nothing is held any more',
  declined: 'was closed by a person, and what is held has not changed since',
} as const;

async function sync(context: IssueContext): Promise<IssueResult> {
  const open = await find(context, 'OPEN');
  if (open.kind === 'off') return off(context);
  const [first, ...others] = open.issues;
  if (first !== undefined) {
    for (const other of others) await closeDuplicate(context, other, first.number);
    return bringUpToDate(context, first);
  }
  const wanted = listOf(context, null);
  if (isEmpty(wanted)) return NONE;
  const closed = await find(context, 'CLOSED', open.login);
  const last = closed.kind === 'issues' ? closed.issues.at(-1) : undefined;
  return last === undefined ? openNew(context, wanted, open.login) : openAgain(context, last);
}

function find(
  { client, marketplace, options }: IssueContext,
  state: 'OPEN' | 'CLOSED',
  login?: string,
): Promise<IssuesRead> {
  const { repository } = marketplace;
  const who = login === undefined ? {} : { login };
  return readIssues(client, { repository, title: options.reportIssue ?? '', state, ...who });
}

/** Switched off while nothing is held is no news. */
function off(context: IssueContext): IssueResult {
  if (isEmpty(listOf(context, null))) return NONE;
  return { kind: 'failed', problem: issuesOff(context.marketplace.repository) };
}

function listOf({ plan, marketplace, isLeft }: IssueContext, present: ReportPart | null): Listed {
  const names = marketplace.subjects.map(({ entry }) => entryName(entry));
  return wantedList({ held: listedOf(plan), names, isLeft }, present);
}

/** What is too young needs nobody, and how long it has to wait changes from run to run. */
function listedOf({ held }: Plan): Plan['held'] {
  return held.filter(({ cause }) => cause !== 'young');
}

function isEmpty({ items, more }: Listed): boolean {
  return items.length + more === 0;
}

/** An issue that could not be given its own number yet is written once more. */
async function bringUpToDate(context: IssueContext, { number, section }: ReportIssue): Promise<IssueResult> {
  const wanted = listOf(context, section);
  const isSame = fingerprintOf(wanted) === section.fingerprint && section.issue !== null;
  if (isSame && !isEmpty(wanted)) return { kind: 'issue', number, outcome: 'kept' };
  const body = bodyWith(section, textOf(context, wanted, number));
  const state = isEmpty(wanted) ? 'closed' : 'open';
  await editIssue(context.client, context.marketplace.repository, {
    number,
    body,
    // Said in both ways: another run may have closed it meanwhile, and that must not look like a person's decision.
    state,
  });
  return { kind: 'issue', number, outcome: state === 'closed' ? 'closed' : 'updated' };
}

/**
 * A person who closes the issue knows of what it lists: it stays closed until something else is held. One that we
 * closed lists nothing, so anything is something else.
 */
async function openAgain(context: IssueContext, { number, section }: ReportIssue): Promise<IssueResult> {
  const wanted = listOf(context, section);
  if (isEmpty(wanted)) return NONE;
  if (fingerprintOf(wanted) === section.fingerprint) return { kind: 'issue', number, outcome: 'declined' };
  const body = bodyWith(section, textOf(context, wanted, number));
  await editIssue(context.client, context.marketplace.repository, { number, body, state: 'open' });
  return { kind: 'issue', number, outcome: 'reopened' };
}

/** Only an issue that is there has a number, so it is written into the body afterwards. */
async function openNew(context: IssueContext, wanted: Listed, login: string): Promise<IssueResult> {
  const { client, options, marketplace } = context;
  const texts = { title: options.reportIssue ?? '', body: textOf(context, wanted, null) };
  const number = await openIssue(client, marketplace.repository, {
    texts,
    find: async () => {
      const open = await find(context, 'OPEN', login);
      return open.kind === 'issues' ? (open.issues[0]?.number ?? null) : null;
    },
  });
  const body = textOf(context, wanted, number);
  await editIssue(client, marketplace.repository, { number, body, state: 'open' });
  return { kind: 'issue', number, outcome: 'opened' };
}

function textOf({ options }: IssueContext, wanted: Listed, number: number | null): string {
  return reportPartText(wanted, writingOf(options, number));
}

/** What is closed so has no marker any more, so it is never found again. */
async function closeDuplicate(
  { client, marketplace }: IssueContext,
  { number, section }: ReportIssue,
  original: number,
): Promise<void> {
  const body = bodyWith(section, duplicateText(original));
  await editIssue(client, marketplace.repository, { number, body, state: 'closed' });
}
