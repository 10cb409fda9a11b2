import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, orError, reason, shapeless } from '../../github/client/error.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { isObject } from '../../plugin/json.ts';

interface IssueTexts {
  readonly title: string;
  readonly body: string;
}

/**
 * WRITE: opens an issue, and returns its number. A request that does not repeat harmlessly: after an answer that was
 * lost, `find` looks whether it was opened all the same. Throws `GitHubError`.
 */
export async function openIssue(
  client: Client,
  { owner, name: repo }: RepositoryName,
  { texts, find }: { readonly texts: IssueTexts; readonly find: () => Promise<number | null> },
): Promise<number> {
  const options = {
    what: 'Opening an issue',
    check: (answer: CheckedAnswer) => void numberIn(answer),
    retry: ({ limit }: GitHubError) => limit !== null,
  };
  for (let tries = 1; ; tries++) {
    const route = 'POST /repos/{owner}/{repo}/issues';
    const answer = await orError(client.request(route, { owner, repo, ...texts }, options));
    if (!(answer instanceof GitHubError)) return numberIn(answer);
    const isLost = answer.status === null || answer.status >= 500 || answer.status < 300;
    if (!isLost || !(await client.pause('Opening an issue', reason(answer), tries))) throw answer;
    const found = await find();
    if (found !== null) return found;
  }
}

function numberIn(answer: CheckedAnswer): number {
  const number = isObject(answer.data) ? answer.data['number'] : null;
  if (typeof number !== 'number') throw shapeless(answer);
  return number;
}

/** WRITE: another body, and another state where one is given. Repeats harmlessly. Throws `GitHubError`. */
export async function editIssue(
  client: Client,
  { owner, name: repo }: RepositoryName,
  {
    number,
    ...fields
  }: { readonly number: number; readonly body: string; readonly state?: 'open' | 'closed' },
): Promise<void> {
  const check = (answer: CheckedAnswer) => {
    const state = isObject(answer.data) ? answer.data['state'] : null;
    if (numberIn(answer) !== number || (fields.state ?? state) !== state) throw shapeless(answer);
  };
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  await client.request(
    route,
    { owner, repo, issue_number: number, ...fields },
    { what: 'Updating an issue', check },
  );
}
