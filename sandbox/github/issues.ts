import type { IssueState } from '../repository-types.ts';
import type { Repository } from './repository.ts';
import { isoTime, nodeId, type Shape, userShape } from './shapes.ts';
import type { World } from './world.ts';

export type NewIssue = Pick<IssueState, 'title' | 'body' | 'author'>;

/** Keeps a new issue; pull requests have their numbers out of the same row. */
export function addIssue(repository: Repository, wanted: NewIssue): IssueState {
  const now = isoTime(new Date());
  const issue: IssueState = {
    ...wanted,
    number: ++repository.lastPullRequest,
    state: 'open',
    locked: false,
    createdAt: now,
    updatedAt: now,
    edits: 0,
  };
  repository.issues.push(issue);
  return issue;
}

/** An issue as REST writes it. */
export function issueShape(world: World, repository: Repository, issue: IssueState): Shape {
  const { number, state, createdAt, updatedAt } = issue;
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const url = `${api}/issues/${number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${world.url}/${repository.fullName}/issues/${number}`,
    id: repository.id * 1000 + number,
    node_id: nodeId('I', `${repository.id}:${number}`),
    number,
    title: issue.title,
    user: userShape(world, issue.author),
    labels: [],
    state,
    locked: issue.locked,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: createdAt,
    updated_at: updatedAt,
    closed_at: state === 'closed' ? updatedAt : null,
    author_association: 'NONE',
    active_lock_reason: null,
    body: issue.body,
    state_reason: state === 'closed' ? 'completed' : null,
  };
}
