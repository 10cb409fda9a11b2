/**
 * Every code that can be printed, once for each place where it has its row in the docs. To add a finding, write its
 * code here, its words where they are said, and its row in the table.
 */

/** The titles of the notify action’s annotations: docs/notify.md. */
// biome-ignore format: a list to look through
export const NOTIFY_CODES = [
  'account-problem', 'account-suspended', 'announced', 'blocked-for-legal-reasons', 'branches-only-exclude',
  'changed', 'commit-not-found', 'dispatch-refused', 'downgrade', 'dry-run', 'environment-invalid',
  'event-incomplete', 'event-type-too-long', 'event-unreadable', 'github-token-across-repositories',
  'github-token-empty', 'github-token-rejected', 'in-pull-request', 'input-invalid', 'ip-allow-list',
  'login-attempts', 'manifest-binary', 'manifest-byte-order-mark', 'manifest-directory',
  'manifest-lfs-pointer', 'manifest-link-broken', 'manifest-link-outside', 'manifest-link-to-link',
  'manifest-no-name', 'manifest-not-an-object', 'manifest-not-json', 'manifest-not-matched',
  'manifest-not-utf8', 'manifest-submodule', 'manifest-too-large', 'manifest-version-not-text',
  'manifests-invalid', 'marketplace-archived', 'marketplace-invalid', 'marketplace-missing',
  'marketplace-not-found', 'marketplace-renamed', 'more', 'no-answer', 'no-default-branch', 'no-manifest',
  'no-repository', 'not-in-marketplace', 'not-listed-yet', 'not-looked-at', 'not-seen',
  'nothing-to-wait-for', 'oauth-app-restrictions', 'payload-clash', 'payload-invalid', 'payload-too-large',
  'payload-too-many-keys', 'permission-missing', 'proxy-page', 'rate-limit', 'read-failed',
  'read-forbidden', 'removed', 'repository-blocked', 'server-error', 'single-sign-on', 'submodule',
  'token-expires', 'token-malformed', 'token-missing', 'token-not-allowed', 'token-rejected',
  'token-withheld-from-dependabot', 'two-manifests-one-name', 'unbumped', 'unchanged', 'unexpected-answer',
  'unknown-revision',
] as const;

/** The titles of the update action’s annotations: docs/update.md. */
// biome-ignore format: a list to look through
export const UPDATE_CODES = [
  'account-problem', 'account-suspended', 'assignees-not-added', 'blocked-for-legal-reasons', 'branch-has-other-commits',
  'branch-kept',
  'branch-missing', 'branch-moved', 'branch-not-ours', 'branch-protected', 'catalogue-byte-order-mark', 'catalogue-missing',
  'catalogue-no-plugins', 'catalogue-not-a-file', 'catalogue-not-an-object', 'catalogue-not-json',
  'catalogue-too-deep', 'catalogue-two-plugins', 'check-not-started', 'collaborators-only', 'downgrade',
  'dry-run', 'entry-lowered', 'environment-invalid', 'event-differs', 'event-unreadable',
  'gitmodules-invalid', 'head-keeps-moving', 'held', 'input-invalid', 'input-unused', 'ip-allow-list', 'issue-not-written',
  'issues-forbidden', 'issues-off', 'labels-not-added', 'login-attempts', 'marketplace-archived', 'marketplace-version', 'more', 'no-answer', 'no-branch', 'no-repository',
  'nothing-read', 'oauth-app-restrictions', 'pattern-without-plugin', 'plugin-left-out',
  'plugin-not-listed', 'plugins-token-rejected', 'proxy-page', 'pull-request-declined',
  'pull-requests-forbidden', 'pull-requests-not-allowed', 'push-rule', 'rate-limit', 'read-failed',
  'read-forbidden', 'repository-blocked', 'reviewers-not-requested', 'server-error', 'single-sign-on', 'skipped', 'tag-missing',
  'token-empty', 'token-malformed', 'token-not-allowed', 'token-rejected', 'unexpected-answer',
  'write-forbidden', 'write-refused',
] as const;

/** In brackets behind what `doctor` finds: docs/troubleshooting.md. */
// biome-ignore format: a list to look through
export const DOCTOR_CODES = [
  'account-problem', 'account-suspended', 'action-not-allowed', 'action-not-pinned',
  'actions-may-not-open-pull-requests', 'actions-off', 'actions-read-only', 'app-token-elsewhere',
  'blocked-for-legal-reasons', 'branch-filter', 'branch-missing', 'branch-rules', 'bumped-by-bot',
  'catalogue-byte-order-mark', 'catalogue-missing', 'catalogue-no-plugins', 'catalogue-not-a-file',
  'catalogue-not-an-object', 'catalogue-not-json', 'catalogue-too-deep', 'catalogue-two-plugins',
  'claude-validate', 'copied-receiver', 'copied-sender', 'directory-missing', 'dispatch-refused', 'dry-run',
  'entry-held', 'entry-without-name', 'event-type-mismatch', 'event-type-too-long', 'file-not-read',
  'gitmodules-invalid', 'input-invalid', 'input-unknown', 'ip-allow-list', 'last-run-failed',
  'listed-from-elsewhere', 'manifest-byte-order-mark', 'manifest-no-name', 'manifest-not-an-object',
  'manifest-not-json', 'manifest-not-matched', 'manifest-version-not-text', 'manifests-invalid',
  'marketplace-archived', 'marketplace-not-found', 'marketplace-not-told', 'marketplace-renamed',
  'never-ran', 'no-manifest', 'no-schedule', 'no-version', 'not-listed', 'oauth-app-restrictions',
  'paths-filter', 'payload-clash', 'payload-invalid', 'payload-too-large', 'payload-too-many-keys',
  'permission-missing', 'plugin-archived', 'plugin-is-fork', 'plugin-private', 'plugin-renamed',
  'plugin-unreadable', 'plugins-tell-nothing', 'proposal-branch-rules', 'proxy-page', 'queue-unknown', 'receiver-missing',
  'receiver-permission', 'repository-blocked', 'required-checks-wait', 'run-token-passed', 'run-waits', 'runs-dropped', 'secret-missing',
  'secret-old', 'sender-missing', 'sender-names-no-marketplace', 'sender-never-starts', 'sender-permission',
  'single-sign-on', 'source-invalid', 'submodule-not-listed', 'submodule-private',
  'submodule-without-pointer', 'submodule-without-section', 'tag-missing', 'tag-not-semantic', 'token-expires',
  'token-in-workflow', 'token-not-allowed', 'token-not-passed', 'token-rejected', 'token-short-lived',
  'two-entries-one-name', 'two-manifests-one-name', 'two-receivers', 'two-senders', 'unexpected-answer',
  'update-due', 'variable-missing', 'version-not-pushed', 'version-not-semantic', 'workflow-broken', 'workflow-differs',
  'workflow-disabled', 'workflow-not-on-default-branch',
] as const;

export type DoctorCode = (typeof DOCTOR_CODES)[number];

/** Stable, for programs and for searching the docs. */
export type Code = (typeof NOTIFY_CODES)[number] | (typeof UPDATE_CODES)[number] | DoctorCode;
