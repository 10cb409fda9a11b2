/**
 * The rules that refuse something, as `POST /repos/{owner}/{repo}/rulesets` takes them:
 * https://docs.github.com/rest/repos/rules#create-a-repository-ruleset
 */
export type RuleName = keyof typeof RULES;

const REVIEW = {
  dismiss_stale_reviews_on_push: false,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_approving_review_count: 0,
  required_review_thread_resolution: false,
};

const QUEUE = {
  check_response_timeout_minutes: 60,
  grouping_strategy: 'ALLGREEN',
  max_entries_to_build: 5,
  max_entries_to_merge: 5,
  merge_method: 'MERGE',
  min_entries_to_merge: 1,
  min_entries_to_merge_wait_minutes: 5,
};

/** What the push rules close. */
export const CLOSED_FOLDER = 'closed';
export const CLOSED_EXTENSION = 'closed';

export const RULES = {
  'pull-request': { type: 'pull_request', parameters: REVIEW },
  signatures: { type: 'required_signatures' },
  'status-checks': {
    type: 'required_status_checks',
    parameters: { required_status_checks: [{ context: 'ci' }], strict_required_status_checks_policy: false },
  },
  update: { type: 'update', parameters: { update_allows_fetch_and_merge: false } },
  creation: { type: 'creation' },
  deletion: { type: 'deletion' },
  'non-fast-forward': { type: 'non_fast_forward' },
  'linear-history': { type: 'required_linear_history' },
  'merge-queue': { type: 'merge_queue', parameters: QUEUE },
  'file-path': {
    type: 'file_path_restriction',
    parameters: { restricted_file_paths: [`${CLOSED_FOLDER}/**/*`] },
  },
  'file-extension': {
    type: 'file_extension_restriction',
    parameters: { restricted_file_extensions: [CLOSED_EXTENSION] },
  },
  /** In megabytes. */
  'file-size': { type: 'max_file_size', parameters: { max_file_size: 1 } },
} as const;

const PUSH_RULES: readonly RuleName[] = ['file-path', 'file-extension', 'file-size'];

/** The body of the request: a ruleset for one branch, or, for rules on files, for every push. */
export function rulesetOf(branch: string, rule: RuleName): object {
  const shared = { name: `${rule} ${branch}`, enforcement: 'active', rules: [RULES[rule]] };
  if (PUSH_RULES.includes(rule)) return { ...shared, target: 'push' };
  const conditions = { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } };
  return { ...shared, target: 'branch', conditions };
}
