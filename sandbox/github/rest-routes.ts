import type { PermissionName } from '../types.ts';
import type { Answer } from './answers.ts';
import type { Call } from './rest.ts';
import { listActivities } from './rest-activity.ts';
import { getBranch, getBranchProtection, getBranchRules } from './rest-branches.ts';
import { createCommit } from './rest-commits.ts';
import { compareCommits } from './rest-compare.ts';
import { getBlob, getCommit } from './rest-git.ts';
import { createIssue, updateIssue } from './rest-issues.ts';
import { addAssignees, addLabels, requestReviewers } from './rest-pull-fields.ts';
import { createComment, createPull, getPull, listPulls, updatePull } from './rest-pulls.ts';
import { createRef, deleteReference, getRef, listMatchingRefs, updateRef } from './rest-refs.ts';
import { createDispatch, getRepository } from './rest-repository.ts';
import { listRuns, listWorkflowRuns } from './rest-runs.ts';
import { getDependabotSecret, getSecret, listOrganizationSecrets, listSecrets } from './rest-secrets.ts';
import { getActionsPermissions, getSelectedActions, getWorkflowPermissions } from './rest-settings.ts';
import { createTree } from './rest-trees.ts';
import { listOrganizationVariables, listVariables } from './rest-variables.ts';
import { dispatchWorkflow, getWorkflow, listWorkflows } from './rest-workflows.ts';

/** As `X-Accepted-GitHub-Permissions` writes it. */
export type Permission = `${PermissionName | 'metadata'}=${'read' | 'write'}`;

export interface Route {
  operation: string;
  pattern: RegExp;
  /** One of these is enough. */
  permissions: Permission[];
  handle: (call: Call) => Promise<Answer> | Answer;
  /** As the header names them. `;` separates alternatives, `,` joins: GitHub's docs, troubleshooting the REST API. */
  accepted: string;
  /** Scopes that the header names to classic tokens. */
  acceptedScopes: string;
  /** The message that a classic token gets with its 403. Default: it gets a 404. */
  classicRefusal: string | undefined;
}

type Extra = Partial<Pick<Route, 'accepted' | 'acceptedScopes' | 'classicRefusal'>>;

/** Parameters that may hold slashes, written as such or as `%2F`. */
const MULTI_SEGMENT = new Set(['ref', 'basehead', 'branch']);

const REPOSITORY = '/repos/{owner}/{repo}';

/** https://github.com/cli/cli/issues/7100 is about who may; the text is what `gh secret list` shows to others. */
const SECRETS =
  'You must have repository read permissions or have the repository secrets fine-grained permission.';
const POLICIES =
  'You must have repository read permissions or have the repository Actions policies fine-grained permission.';

const [ofSecrets, ofPolicies]: Extra[] = [{ classicRefusal: SECRETS }, { classicRefusal: POLICIES }];
/** What changes workflow files takes a second permission. In recordings of both calls, and of refusals. */
const ofRefs: Extra = { accepted: 'contents=write; contents=write,workflows=write' };
/** In recordings: PyGithub/PyGithub, hub4j/github-api */
const noScopes: Extra = { acceptedScopes: '' };

/**
 * What each call takes is listed in
 * https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
const ROUTES: Route[] = [
  route('GET', '', 'metadata=read', getRepository),
  route('POST', '/dispatches', 'contents=write', createDispatch, noScopes),
  route('GET', '/activity', 'contents=read', listActivities),
  route('GET', '/git/blobs/{file_sha}', 'contents=read', getBlob),
  route('GET', '/compare/{basehead}', 'contents=read', compareCommits),
  route('GET', '/commits/{ref}', 'contents=read', getCommit),
  route('GET', '/git/matching-refs/{ref}', 'contents=read', listMatchingRefs),
  route('GET', '/git/ref/{ref}', 'contents=read', getRef),
  route('POST', '/git/refs', 'contents=write', createRef, ofRefs),
  route('PATCH', '/git/refs/{ref}', 'contents=write', updateRef, ofRefs),
  route('DELETE', '/git/refs/{ref}', 'contents=write', deleteReference),
  route('POST', '/git/trees', 'contents=write', createTree),
  route('POST', '/git/commits', 'contents=write', createCommit),
  route('GET', '/pulls', 'pull_requests=read', listPulls),
  route('GET', '/pulls/{pull_number}', 'pull_requests=read', getPull),
  route('POST', '/pulls', 'pull_requests=write', createPull, noScopes),
  route('PATCH', '/pulls/{pull_number}', 'pull_requests=write', updatePull),
  route('POST', '/issues/{issue_number}/labels', ['issues=write', 'pull_requests=write'], addLabels),
  route('POST', '/issues/{issue_number}/assignees', ['issues=write', 'pull_requests=write'], addAssignees),
  route('POST', '/pulls/{pull_number}/requested_reviewers', 'pull_requests=write', requestReviewers),
  route('POST', '/issues', 'issues=write', createIssue),
  route('PATCH', '/issues/{issue_number}', 'issues=write', updateIssue),
  route('POST', '/issues/{issue_number}/comments', ['issues=write', 'pull_requests=write'], createComment),
  route('GET', '/rules/branches/{branch}', 'metadata=read', getBranchRules),
  route('GET', '/branches/{branch}/protection', 'administration=read', getBranchProtection),
  route('GET', '/branches/{branch}', 'contents=read', getBranch),
  route('GET', '/actions/workflows', 'actions=read', listWorkflows),
  route('GET', '/actions/workflows/{workflow_id}', 'actions=read', getWorkflow),
  route('GET', '/actions/workflows/{workflow_id}/runs', 'actions=read', listWorkflowRuns),
  route('POST', '/actions/workflows/{workflow_id}/dispatches', 'actions=write', dispatchWorkflow, noScopes),
  route('GET', '/actions/runs', 'actions=read', listRuns),
  route('GET', '/actions/permissions', 'administration=read', getActionsPermissions, ofPolicies),
  route('GET', '/actions/permissions/workflow', 'administration=read', getWorkflowPermissions, ofPolicies),
  route(
    'GET',
    '/actions/permissions/selected-actions',
    'administration=read',
    getSelectedActions,
    ofPolicies,
  ),
  route('GET', '/actions/secrets', 'secrets=read', listSecrets, ofSecrets),
  route('GET', '/actions/secrets/{secret_name}', 'secrets=read', getSecret, ofSecrets),
  route('GET', '/actions/organization-secrets', 'secrets=read', listOrganizationSecrets, ofSecrets),
  route('GET', '/actions/variables', 'actions_variables=read', listVariables),
  route('GET', '/actions/organization-variables', 'actions_variables=read', listOrganizationVariables),
  route(
    'GET',
    '/dependabot/secrets/{secret_name}',
    'dependabot_secrets=read',
    getDependabotSecret,
    ofSecrets,
  ),
];

/** Operations whose paths the patterns of `commits/{ref}` and `branches/{branch}` would swallow. */
const OTHER_OPERATION =
  /^\/repos\/[^/]+\/[^/]+\/(commits\/.+\/(branches-where-head|check-runs|check-suites|comments|pulls|status|statuses)|branches\/.+\/(rename|protection\/.+))$/;

function route(
  method: string,
  below: string,
  permission: Permission | Permission[],
  handle: Route['handle'],
  extra: Extra = {},
): Route {
  const operation = `${method} ${REPOSITORY}${below}`;
  const source = operation
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${MULTI_SEGMENT.has(name) ? '.+' : '[^/]+'})`);
  const permissions = [permission].flat();
  const pattern = new RegExp(`^${source}$`);
  const usual = { accepted: permissions.join('; '), acceptedScopes: 'repo', classicRefusal: undefined };
  return { operation, permissions, handle, pattern, ...usual, ...extra };
}

/** The route of a request and the parameters in its path, or null. */
export function findRoute(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | null {
  if (OTHER_OPERATION.test(path)) return null;
  const request = `${method} ${path}`;
  const found = ROUTES.find(({ pattern }) => pattern.test(request));
  if (found === undefined) return null;
  const params = Object.entries(found.pattern.exec(request)?.groups ?? {});
  return { route: found, params: Object.fromEntries(params.map(([name, text]) => [name, decoded(text)])) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
