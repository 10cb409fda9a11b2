import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import { type GraphqlProblem, graphqlData, graphqlProblems } from './graphql-answer.ts';
import { type FailedAnswer, isPrimary, type Limit, limitIn, limitOf } from './limit.ts';
import { withoutPasswords } from './own-token.ts';

interface ErrorDetails {
  readonly attempts?: number;
  readonly until?: number | null;
  readonly cause?: unknown;
}

/**
 * No success after all tries: an answer that says so, one that is unusable in spite of its status (below 300), or
 * none at all (`status` null).
 */
export class GitHubError extends Error implements FailedAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a GraphQL request: its `errors`; undefined for REST. */
  readonly problems: readonly GraphqlProblem[] | undefined;
  readonly isPage: boolean;
  /** What has to be waited for, where that is all. */
  readonly limit: Limit | null;
  /** How often it was asked; 0 where it was not, because the token's limit is known to be used up. */
  readonly attempts: number;
  /** Epoch milliseconds at which GitHub would answer again, where it said so. */
  readonly until: number | null;

  constructor(answer: FailedAnswer, { attempts = 1, until = null, cause }: ErrorDetails = {}) {
    super(answer.message, { cause });
    this.name = 'GitHubError';
    this.status = answer.status;
    this.headers = answer.headers;
    this.problems = answer.problems;
    this.isPage = answer.isPage ?? false;
    this.limit = limitOf(answer);
    this.attempts = attempts;
    this.until = until;
  }
}

/** READ: what came of a request: its value, or how GitHub failed. */
export async function orError<Value>(asked: Promise<Value>): Promise<Value | GitHubError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof GitHubError) return error;
    throw error;
  }
}

/** A success that does not show what was asked for: an empty, cut or foreign body. It may pass, as any failure may. */
export function shapeless({ status, headers }: Pick<FailedAnswer, 'status' | 'headers'>): GitHubError {
  return new GitHubError({ status, headers, message: 'the answer is incomplete' });
}

/** A query whose answer lacks what was asked for; `type` is GitHub's own word for why. */
export function failedQuery(message: string, type?: string): GitHubError {
  const problems = type === undefined ? [{ message }] : [{ message, type }];
  return new GitHubError({ status: 200, headers: {}, message, problems });
}

/** For `retry`, of what does not repeat harmlessly: what took it for something else may have done it all the same. */
export function isNoSuccess({ status }: GitHubError): boolean {
  return status === null || status >= 300;
}

/** What octokit hands back, or throws as `response`. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
  readonly url: string;
}

/** octokit's headers, all as text. */
export function textHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** octokit throws one type for answers and for connections that failed: the second has no `response`. */
export function failedAnswer(error: unknown, isGraphql: boolean): FailedAnswer {
  const response = (error as { response?: RawAnswer }).response;
  if (response === undefined) return { status: null, headers: {}, message: connectionMessage(error) };
  const { status, headers, data } = response;
  return {
    status,
    headers: textHeaders(headers),
    message: isObject(data) ? saidBy(data) : '',
    ...(isGraphql ? { problems: graphqlProblems(data) } : {}),
    isPage: typeof data === 'string' && /<(?:!doctype|html|head|body|title)\b/i.test(data),
  };
}

/** GitHub's `message`, and what its `errors` add to it. */
function saidBy({ message, errors }: Record<string, unknown>): string {
  const details = (Array.isArray(errors) ? errors : []).map(detailOf);
  return withoutPasswords(
    [message, ...details].filter((text) => typeof text === 'string' && text !== '').join(' '),
  );
}

/** Some name only what is wrong with which field: `{"resource": "PullRequest", "field": "head", "code": "invalid"}`. */
function detailOf(error: unknown): unknown {
  if (!isObject(error)) return error;
  const { message, field, code } = error;
  if (typeof message === 'string' && message !== '') return message;
  return typeof field === 'string' && typeof code === 'string' ? `${field}: ${code}` : code;
}

/** The innermost message: "fetch failed" alone does not say that a host name did not resolve. */
function connectionMessage(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause instanceof Error; depth++) {
    inner = inner.cause;
  }
  const { message, code } = inner as { message?: unknown; code?: unknown };
  return [message, code].find((text) => typeof text === 'string' && text !== '')?.toString() ?? 'no answer';
}

/** Why a request is tried again, in a few words. */
export function reason(error: GitHubError): string {
  if (error.status === null) return `no answer (${quote(error.message)})`;
  if (error.limit === 'login-attempts')
    return 'GitHub accepts no token from this address after too many invalid ones';
  if (error.limit !== null) return 'GitHub limits the rate of requests';
  if (error.status < 300 && (error.problems ?? []).length === 0) return `no usable answer (${error.status})`;
  const words = (error.problems ?? []).length === 0 ? '' : `: ${quote(error.message)}`;
  return `GitHub answered ${error.status}${words}`;
}

/** Why something could not be read: as GitHub says it, but for a limit, of which its words say less than ours. */
export function whyUnread(error: GitHubError): string {
  return error.limit !== null || error.message === '' ? reason(error) : error.message;
}

/**
 * GraphQL reports rate limits, and queries that ran too long or asked for too much, in a 200
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
export function checkGraphql(
  data: unknown,
  { status, headers }: Pick<FailedAnswer, 'status' | 'headers'>,
): void {
  const problems = graphqlProblems(data);
  const came = graphqlData(data);
  // Beside what did come, words alone say little: they may be about a part, or somebody else's.
  const isByWords =
    headers['retry-after'] !== undefined || Object.values(came ?? {}).every((value) => value === null);
  const limited =
    problems.find(isPrimary) ??
    (isByWords ? problems.find(({ message }) => limitIn(message) !== null) : undefined);
  if (limited === undefined && came !== null) return;
  // A secondary limit may come as a mere `message` (github-answers: secondary-limit).
  const message = (limited ?? problems[0])?.message ?? (isObject(data) ? saidBy(data) : '');
  throw new GitHubError({ status, headers, message, problems });
}
