import type { IssueState } from '../repository-types.ts';
import { type Answer, problem } from './answers.ts';
import { addIssue, issueShape } from './issues.ts';
import type { Call } from './rest.ts';
import { isoTime } from './shapes.ts';

interface Texts {
  title?: string;
  body?: string | null;
  state?: 'open' | 'closed';
}

/** The words of 410 stand in many programs that create issues, e.g. gh-aw's safe outputs. */
export function createIssue(call: Call): Answer {
  const { request, documentation, repository } = call;
  if (request.token === null) return problem(401, 'Requires authentication', documentation);
  const { title = '', body = null } = request.body as Texts;
  const refused = disabled(call) ?? tooLong(call, body);
  if (refused !== null) return refused;
  return answer(call, 201, addIssue(repository, { title, body: body ?? '', author: request.token.login }));
}

export function updateIssue(call: Call): Answer {
  const { request, documentation, repository, params } = call;
  if (request.token === null) return problem(401, 'Requires authentication', documentation);
  const issue = repository.issues.find(({ number }) => number === Number(params['issue_number']));
  if (issue === undefined) return problem(404, undefined, documentation);
  const { title = issue.title, body = issue.body, state = issue.state } = request.body as Texts;
  const refused = disabled(call) ?? tooLong(call, body);
  if (refused !== null) return refused;
  const edits = issue.edits + 1;
  Object.assign(issue, { title, body: body ?? '', state, edits, updatedAt: isoTime(new Date()) });
  return answer(call, 200, issue);
}

function answer({ world, repository }: Call, status: number, issue: IssueState): Answer {
  return { status, body: issueShape(world, repository, issue) };
}

function disabled({ repository, documentation }: Call): Answer | null {
  return repository.options.issuesEnabled
    ? null
    : problem(410, 'Issues has been disabled in this repository.', documentation);
}

/** "422 Validation Failed [{Resource:Issue Field:body Code:custom Message:body is too long …}]", as cockroachdb quotes it. */
const LONGEST_BODY = 65_536;

function tooLong({ documentation }: Call, body: string | null): Answer | null {
  if ([...(body ?? '')].length <= LONGEST_BODY) return null;
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  const errors = [{ resource: 'Issue', field: 'body', code: 'custom', message }];
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: documentation, status: '422' },
  };
}
