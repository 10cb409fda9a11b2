import type { IssueState } from '../repository-types.ts';
import { assertMay, type Viewer } from './graphql-access.ts';
import { connection, type Page, paginate } from './graphql-connections.ts';
import { NotImplemented } from './graphql-errors.ts';
import type { Resolvers } from './graphql-schema.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

interface IssueSource {
  repository: Repository;
  issue: IssueState;
}

interface Order {
  field: string;
  direction: 'ASC' | 'DESC';
}

/** A login with `[bot]` finds a bot's: public programs ask so (renovate's `getIssuesQuery`, and actions that ask for `github-actions[bot]`). */
export function issuesOf(viewer: Viewer, repository: Repository, args: Record<string, unknown>): Page {
  assertMay(viewer, repository, 'issues', 'read');
  const { states, filterBy, orderBy, labels, ...page } = args;
  if (labels != null) throw new NotImplemented('Repository.issues with labels');
  const { createdBy, ...others } = (filterBy ?? {}) as Record<string, unknown>;
  if (Object.values(others).some((value) => value != null && value !== false))
    throw new NotImplemented('Repository.issues by more than the author');
  const wanted = states as string[] | null | undefined;
  // GET /issues answers [] where issues are switched off.
  const all = repository.options.issuesEnabled ? repository.issues : [];
  const found = all.filter(
    ({ state, author }) =>
      (wanted?.includes(state.toUpperCase()) ?? true) && (createdBy == null || createdBy === author),
  );
  const sorted = sortIssues(found, orderBy as Order | null | undefined);
  return paginate('issues', sorted, page, (issue) => ({ repository, issue }));
}

function sortIssues(issues: IssueState[], order: Order | null | undefined): IssueState[] {
  const { field, direction } = order ?? { field: 'CREATED_AT', direction: 'ASC' };
  if (field === 'COMMENTS') throw new NotImplemented('issues by their comments');
  const key = ({ createdAt, updatedAt }: IssueState) => (field === 'CREATED_AT' ? createdAt : updatedAt);
  const sorted = issues.toSorted((a, b) => key(a).localeCompare(key(b)) || a.number - b.number);
  return direction === 'DESC' ? sorted.reverse() : sorted;
}

export const issueResolvers: Resolvers = {
  IssueConnection: connection,
  Issue: {
    id: ({ repository, issue }: IssueSource) => nodeId('I', `${repository.id}:${issue.number}`),
    number: ({ issue }: IssueSource) => issue.number,
    title: ({ issue }: IssueSource) => issue.title,
    body: ({ issue }: IssueSource) => issue.body,
    state: ({ issue }: IssueSource) => issue.state.toUpperCase(),
    url: ({ repository, issue }: IssueSource, _args, { world }) =>
      `${world.url}/${repository.fullName}/issues/${issue.number}`,
    viewerDidAuthor: ({ issue }: IssueSource, _args, { token }) => issue.author === token.login,
  },
};
