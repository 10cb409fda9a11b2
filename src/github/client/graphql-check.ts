import { GitHubError } from './error.ts';
import { graphqlData, graphqlProblems } from './graphql-answer.ts';
import { type FailedAnswer, isPrimary, limitIn } from './limit.ts';

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
  const message = (limited ?? problems[0])?.message ?? '';
  throw new GitHubError({ status, headers, message, problems });
}
