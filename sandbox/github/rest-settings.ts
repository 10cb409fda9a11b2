import { type Answer, notImplemented } from './answers.ts';
import type { Call } from './rest.ts';

/** "Settings → Actions → General" of a repository. */
export function getActionsPermissions({ world, repository }: Call): Answer {
  const { actionsEnabled: enabled, allowedActions: allowed_actions } = repository.options;
  if (!enabled) return { status: 200, body: { enabled } };
  const url = `${world.apiUrl}/repos/${repository.fullName}/actions/permissions/selected-actions`;
  const selected = allowed_actions === 'selected' ? { selected_actions_url: url } : {};
  return { status: 200, body: { enabled, allowed_actions, ...selected, sha_pinning_required: false } };
}

export function getWorkflowPermissions({ repository }: Call): Answer {
  const { defaultWorkflowPermissions, actionsMayOpenPullRequests } = repository.options;
  const body = {
    default_workflow_permissions: defaultWorkflowPermissions,
    can_approve_pull_request_reviews: actionsMayOpenPullRequests,
  };
  return { status: 200, body };
}

/** "The repository policy for `allowed_actions` must be configured to `selected`" (GitHub's description). */
export function getSelectedActions({ repository }: Call): Answer {
  const { actionsEnabled, allowedActions, selectedActions } = repository.options;
  if (!actionsEnabled || allowedActions !== 'selected')
    return notImplemented('selected actions of a repository that selects none');
  const { githubOwned, verified, patterns } = selectedActions;
  const body = {
    github_owned_allowed: githubOwned,
    verified_allowed: verified,
    patterns_allowed: patterns,
  };
  return { status: 200, body };
}
