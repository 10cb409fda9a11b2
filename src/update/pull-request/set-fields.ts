import { type FieldWish, fieldFailure, notAssigned } from '../../findings/opening-fields.ts';
import type { Problem } from '../../findings/problem.ts';
import { mayPass } from '../../github/cause.ts';
import type { CheckedAnswer } from '../../github/client/client.ts';
import { GitHubError, orError, shapeless } from '../../github/client/error.ts';
import { groupBy } from '../../plugin/group-by.ts';
import { isObject } from '../../plugin/json.ts';
import type { FieldName, OpeningFields } from '../opening-fields.ts';
import type { PullRequestContext } from './pull-request-result.ts';

/** What goes into one request. */
interface FieldRequest {
  readonly route: string;
  /** Under which key of the request each field's names go. */
  readonly keys: Readonly<Partial<Record<FieldName, string>>>;
  readonly check: (answer: CheckedAnswer) => void;
}

/** The route's number is that of the pull request, which is an issue too. */
const REQUESTS: readonly FieldRequest[] = [
  {
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    keys: { labels: 'labels' },
    check: (answer) => shows(answer, Array.isArray(answer.data)),
  },
  {
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
    keys: { assignees: 'assignees' },
    check: (answer) => shows(answer, isObject(answer.data) && Array.isArray(answer.data['assignees'])),
  },
  {
    route: 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    keys: { reviewers: 'reviewers', 'team-reviewers': 'team_reviewers' },
    check: (answer) => shows(answer, isObject(answer.data) && typeof answer.data['number'] === 'number'),
  },
];

function shows(answer: CheckedAnswer, isShown: boolean): void {
  if (!isShown) throw shapeless(answer);
}

/**
 * WRITE: labels, assignees and reviewers of a pull request, each kind whatever became of the others. All of it may be
 * repeated. Returns what could not be set; throws nothing of GitHub's.
 */
export async function setOpeningFields(context: PullRequestContext, number: number): Promise<Unset[]> {
  const unset: Unset[] = [];
  for (const request of REQUESTS) {
    const wishes = wishesOf(context.options.fields, request);
    if (wishes.length > 0) unset.push(...(await ask(context, number, { request, wishes })));
  }
  return unset;
}

/** What could not be set, and whether GitHub failed, so that the next run should try again. */
export interface Unset {
  readonly problem: Problem;
  readonly isPassing: boolean;
}

function wishesOf(fields: OpeningFields, { keys }: FieldRequest): FieldWish[] {
  return (Object.keys(keys) as FieldName[]).flatMap((field) =>
    fields[field].map((name) => ({ field, name })),
  );
}

interface Asking {
  readonly request: FieldRequest;
  readonly wishes: readonly FieldWish[];
}

/**
 * GitHub refuses all names of a request because of one, and does not say which: then each is asked for by itself. (So
 * does Kubernetes' own bot: https://github.com/kubernetes/test-infra/issues/15811.)
 */
async function ask(context: PullRequestContext, number: number, asking: Asking): Promise<Unset[]> {
  const { wishes } = asking;
  const answer = await send(context, number, asking);
  if (!(answer instanceof GitHubError)) return leftOut(wishes, answer, number);
  if (wishes.length === 1 || !isAboutOne(answer)) return [unsetBy(wishes, answer, number)];
  return askEach(context, number, asking);
}

/** Those that are refused for one reason are named together. */
async function askEach(context: PullRequestContext, number: number, asking: Asking): Promise<Unset[]> {
  const left: Unset[] = [];
  const refused: { readonly wish: FieldWish; readonly error: GitHubError }[] = [];
  for (const wish of asking.wishes) {
    const answer = await send(context, number, { ...asking, wishes: [wish] });
    if (answer instanceof GitHubError) refused.push({ wish, error: answer });
    else left.push(...leftOut([wish], answer, number));
  }
  const byReason = groupBy(refused, ({ error }) => `${error.status} ${error.message}`);
  const unset = [...byReason.values()].flatMap((all) => {
    const wishes = all.map(({ wish }) => wish);
    return all.slice(0, 1).map(({ error }) => unsetBy(wishes, error, number));
  });
  return [...left, ...unset];
}

function unsetBy(wishes: readonly FieldWish[], error: GitHubError, number: number): Unset {
  return { problem: fieldFailure(error, wishes, number), isPassing: mayPass(error) };
}

/** A label that may not be created, a reviewer who can't review, an account that does not exist. */
function isAboutOne({ status, message, limit }: GitHubError): boolean {
  if (limit !== null) return false;
  return status === 422 || status === 404 || (status === 403 && /create labels/i.test(message));
}

function send({ client, marketplace }: PullRequestContext, number: number, { request, wishes }: Asking) {
  const { owner, name: repo } = marketplace.repository;
  const { route, keys, check } = request;
  const fields = groupBy(wishes, ({ field }) => keys[field] ?? field);
  const names = [...fields].map(([key, all]) => [key, all.map(({ name }) => name)] as const);
  const place = { owner, repo, issue_number: number, pull_number: number };
  const [other] = route.includes('{issue_number}') ? ['pull_number'] : ['issue_number'];
  const parameters = Object.fromEntries(
    [...Object.entries(place), ...names].filter(([key]) => key !== other),
  );
  return orError(
    client.request(route, parameters, { what: `Setting ${[...fields.keys()].join(' and ')}`, check }),
  );
}

/** Who can't be assigned is left out without a word (https://docs.github.com/rest/issues/assignees). */
function leftOut(wishes: readonly FieldWish[], { data }: CheckedAnswer, number: number): Unset[] {
  const assigned = isObject(data) && Array.isArray(data['assignees']) ? data['assignees'] : [];
  const logins = new Set(assigned.map((one) => (isObject(one) ? String(one['login']).toLowerCase() : '')));
  const missing = wishes.filter(
    ({ field, name }) => field === 'assignees' && !logins.has(name.toLowerCase()),
  );
  return missing.length === 0 ? [] : [{ problem: notAssigned(missing, number), isPassing: false }];
}
