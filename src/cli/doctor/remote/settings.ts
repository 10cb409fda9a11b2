import { isObject } from '../../../plugin/json.ts';
import { type About, type AboutQuestion, NEED_ADMIN, once, textIn } from './seen.ts';

interface ActionsSettings {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string;
  /** Whether actions must be named by a full commit id. */
  readonly pinned: boolean;
}

/** What may be used where `allowed` is `selected`. */
interface AllowedActions {
  readonly patterns: readonly string[];
  /** Those whose creators GitHub has verified; which they are, GitHub's API does not say. */
  readonly verified: boolean;
}

interface WorkflowRights {
  readonly mayWrite: boolean;
  readonly mayOpenPullRequests: boolean;
}

/** "Settings → Actions → General" (https://docs.github.com/rest/actions/permissions). */
export function settingsOf(about: About) {
  return {
    actions: once(() => about(ACTIONS)),
    allowed: once(() => about(ALLOWED)),
    rights: once(() => about(RIGHTS)),
  };
}

const ACTIONS: AboutQuestion<ActionsSettings> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions',
  need: NEED_ADMIN,
  read: (data) => ({
    enabled: isObject(data) && data['enabled'] === true,
    allowed: isObject(data) ? textIn(data, 'allowed_actions') : '',
    pinned: isObject(data) && data['sha_pinning_required'] === true,
  }),
};

const ALLOWED: AboutQuestion<AllowedActions> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions/selected-actions',
  need: NEED_ADMIN,
  read: (data) => {
    const patterns = isObject(data) ? data['patterns_allowed'] : [];
    return {
      patterns: Array.isArray(patterns) ? patterns.map(String) : [],
      verified: isObject(data) && data['verified_allowed'] === true,
    };
  },
};

const RIGHTS: AboutQuestion<WorkflowRights> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions/workflow',
  need: NEED_ADMIN,
  read: (data) => ({
    mayWrite: isObject(data) && data['default_workflow_permissions'] === 'write',
    mayOpenPullRequests: isObject(data) && data['can_approve_pull_request_reviews'] === true,
  }),
};
