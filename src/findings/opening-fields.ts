import { causeOf, mayPass } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { quote, some } from '../plugin/display.ts';
import type { Code } from './codes.ts';
import { answerProblem, isShared } from './github.ts';
import { type Problem, said } from './problem.ts';
import { UNARCHIVE } from './writing.ts';

/** A name of an input that a pull request should get. */
export interface FieldWish {
  readonly field: 'labels' | 'assignees' | 'reviewers' | 'team-reviewers';
  readonly name: string;
}

const CODES: Readonly<Record<FieldWish['field'], Code>> = {
  labels: 'labels-not-added',
  assignees: 'assignees-not-added',
  reviewers: 'reviewers-not-requested',
  'team-reviewers': 'reviewers-not-requested',
};

/** PURE: names that a pull request did not get; the pull request itself is there. */
export function fieldFailure(error: GitHubError, wishes: readonly FieldWish[], number: number): Problem {
  const { field = 'labels' } = wishes[0] ?? {};
  return {
    code: CODES[field],
    what: `Pull request #${number} did not get ${namesOf(wishes)}${said(error.message)}`,
    remedy: mayPass(error) ? `${limited(error)}${NEXT_RUN}` : `${remedyOf(error, wishes)} ${BY_HAND}`,
  };
}

/** PURE: all was set, but the mark that it is still to be done could not be removed. */
export function fieldsUnfinished(error: GitHubError, number: number): Problem {
  return {
    code: 'labels-not-added',
    what: `Pull request #${number} is open, but its description could not be brought up to date${said(error.message)}`,
    remedy: `${limited(error)}The next run sets its labels, reviewers and assignees again.`,
  };
}

/** PURE: assignees whom GitHub left out of its answer. */
export function notAssigned(wishes: readonly FieldWish[], number: number): Problem {
  return {
    code: 'assignees-not-added',
    what: `Pull request #${number} did not get ${namesOf(wishes)}: GitHub leaves out accounts that can't be assigned`,
    remedy: `Give them access to this repository, or correct \`assignees\`. ${BY_HAND}`,
  };
}

/** `"bug" of `labels`, "octocat" of `reviewers``. */
function namesOf(wishes: readonly FieldWish[]): string {
  return some(wishes.map(({ field, name }) => `${quote(name)} of \`${field}\``));
}

/** Not every answer that limits says so. */
function limited({ limit }: GitHubError): string {
  return limit === null ? '' : 'GitHub limits the rate of requests. ';
}

const NEXT_RUN = 'The pull request itself is open, and the next run sets this.';
const BY_HAND = 'The pull request itself is open; set this there by hand.';

const PERMISSION =
  'Write `permissions: pull-requests: write` in the workflow; a token of your own needs "Pull requests: read and write" and, for labels, "Issues: read and write".';

/** Sources: docs/github.md, under "Writing". */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /create labels/i,
    'Create the label on the page Issues → Labels, or write `permissions: issues: write`, so that GitHub creates it.',
  ],
  [/pull request author/i, "Who opens a pull request can't review it: remove that name from `reviewers`."],
  [
    /only be requested from collaborators/i,
    'Only people and teams with access to this repository can review: give them access, or correct the name.',
  ],
  [
    /could not resolve to a node/i,
    'The token can\'t see the organisation\'s teams, which `GITHUB_TOKEN` never can: pass the `token` of a GitHub App with "Members: read", or of a person.',
  ],
];

function remedyOf(error: GitHubError, wishes: readonly FieldWish[]): string {
  const { status, message } = error;
  const cause = causeOf(error);
  if (cause.kind !== 'unexpected-answer' && isShared(cause)) return answerProblem(cause, '', 'update').remedy;
  if (/archived/i.test(message)) return UNARCHIVE;
  const known = REMEDIES.find(([words]) => words.test(message))?.[1];
  if (known !== undefined) return known;
  if (status === 403) return PERMISSION;
  const inputs = [...new Set(wishes.map(({ field }) => `\`${field}\``))].join(' and ');
  return `Check the spelling in ${inputs}, or do what GitHub asks for.`;
}
