/** A repository, as tests create and inspect it. */

export interface RepositoryOptions {
  private?: boolean;
  defaultBranch?: string;
  archived?: boolean;
  fork?: boolean;
  /** The owner has the Free plan: if the repository is private too, it has no branch protection. Default false. */
  freePlan?: boolean;
  /** Answer 403 with `X-GitHub-SSO: required; url=…` to personal tokens. */
  sso?: boolean;
  /** Another rule that refuses tokens with access. Default null. */
  refusal?: RepositoryRefusal | null;
  /** GitHub Actions secrets, by name. */
  secrets?: Record<string, string>;
  /** Dependabot secrets: what a run of Dependabot's push sees instead. */
  dependabotSecrets?: Record<string, string>;
  variables?: Record<string, string>;
  /** Variables of its organization that it may use. They are only shown. */
  organizationVariables?: Record<string, string>;
  /** Secrets of its organization that it may use; its own secrets of the same name win. */
  organizationSecrets?: Record<string, string>;
  /** When secrets of any kind were set, by name. Default: when the repository was created or `update` changed them. */
  secretsSetAt?: Record<string, Date>;
  /** If false, no workflow runs. Default true. */
  actionsEnabled?: boolean;
  /** "Actions permissions": what a `uses:` may name. Only shown, not enforced. Default `all`. */
  allowedActions?: 'all' | 'local_only' | 'selected';
  /** What is allowed if `allowedActions` is `selected`. */
  selectedActions?: SelectedActions;
  /** What a `GITHUB_TOKEN` may do if the workflow does not say. Default `read`, as on GitHub. */
  defaultWorkflowPermissions?: 'read' | 'write';
  /** "Allow GitHub Actions to create and approve pull requests". Default false, as on GitHub. */
  actionsMayOpenPullRequests?: boolean;
  /** Labels that exist. Default: the nine that GitHub makes. */
  labels?: string[];
  /** Logins that can review, and be assigned. Default: none but those of its owner's account. */
  collaborators?: string[];
  /** Slugs of its organization's teams that can review. */
  teams?: string[];
  /** Whether the repository has issues. Default true. */
  issuesEnabled?: boolean;
}

/**
 * Rules of an organization (for every token; for personal ones; for fine-grained ones), or a repository that GitHub
 * itself has blocked.
 */
export type RepositoryRefusal = 'ip-allow-list' | 'oauth-restrictions' | 'token-lifetime' | 'tos' | 'dmca';

export interface SelectedActions {
  githubOwned: boolean;
  verified: boolean;
  /** E.g. `acme/*`, `org/notify-marketplace@*`. */
  patterns: string[];
}

/** Whether a workflow runs: https://docs.github.com/rest/actions/workflows#get-a-workflow */
export type WorkflowState = 'active' | 'disabled_manually' | 'disabled_inactivity' | 'disabled_fork';

/** Files to write in a commit: text, bytes, or another kind of tree entry; null deletes. */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { symlink: string }
  | { gitlink: string }
  | { text: string; executable: true };

export interface CommitOptions {
  /** Default: the repository's default branch. It is created if it does not exist. */
  branch?: string;
  message?: string;
  files: Record<string, FileChange>;
  /** Default: the tip of the branch. Several make a merge commit; `[]` a root commit. */
  parents?: string[];
  /** False: create the objects, move no ref. Default true. Neither emits an event: only pushes do. */
  updateRef?: boolean;
  /** When it was made. Default: now. */
  date?: Date;
  /** When GitHub received it, by its own record. Default: now. */
  pushedAt?: Date;
}

/**
 * What a protection requires. Rulesets have no `push-access`, `lock` and `review`. Classic protections have no
 * `update`, `creation`, `deletion`, `force-push`, `secret` and `file-path` (they always forbid deletions and force pushes).
 */
export type RuleName =
  | 'pull-request'
  | 'status-checks'
  | 'signatures'
  | 'merge-queue'
  | 'update'
  | 'creation'
  | 'deletion'
  | 'linear-history'
  | 'force-push'
  | 'secret'
  | 'push-access'
  | 'lock'
  | 'review'
  | 'file-path';

/** How a ruleset, or a classic branch protection, forbids direct changes of a branch. */
export interface ProtectionOptions {
  by: 'ruleset' | 'branch-protection';
  /** Logins that may bypass it, e.g. `github-actions[bot]`. Default: none. */
  bypass?: string[];
  /** Default `pull-request`. A direct change never has status checks; only bots' commits are signed. */
  requires?: RuleName;
  /** How many status checks. Default 1. */
  checks?: number;
  /** Patterns of a push ruleset (`file-path`), which applies to every branch. */
  paths?: string[];
}

export interface SandboxRepository {
  readonly id: number;
  /** Current `owner/name` (renames change it). */
  readonly fullName: string;
  readonly options: Required<RepositoryOptions>;
  /** The bare repository's folder; it is created when git first runs in it. */
  readonly directory: string;
  /** URL that `git clone` and `git push` understand; with a token it carries the credentials. */
  cloneUrl(token?: string): string;
  /** Makes a commit without a working tree and without an event; returns its sha. */
  commit(options: CommitOptions): Promise<string>;
  /** Creates (or moves) a tag at a commit (default: the default branch's), without an event; returns the ref's object. */
  tag(name: string, commit?: string, options?: { annotated?: boolean }): Promise<string>;
  /** Protects branches whose names match the pattern (`*` within a segment) from API and git; not from `commit()`. */
  protect(pattern: string, options: ProtectionOptions): void;
  /** Disables the workflow in that file (e.g. `.github/workflows/notify.yml`); `active` enables it again. */
  setWorkflowState(path: string, state: WorkflowState): void;
  workflowState(path: string): WorkflowState;
  /** The commit that a branch (default: the default branch) points at, or null. */
  tip(branch?: string): string | null;
  /** The commit that a revision leads to, through annotated tags, or null. */
  resolveCommit(revision: string): Promise<string | null>;
  /** Points a fully named ref at an object, without an event. */
  setRef(name: string, oid: string, at?: Date): Promise<void>;
  /** Runs git in the bare repository, returns trimmed stdout, throws with stderr. */
  git(...args: string[]): Promise<string>;
  /** All refs by their full names, with the objects that they point at. */
  refs(): ReadonlyMap<string, string>;
  /** What lies at a path of a commit (the mode as a number: `0o160000` is a submodule), or null. */
  entry(commit: string, path: string): Promise<{ readonly mode: number; readonly oid: string } | null>;
  /** Text of a file at a commit, or null. */
  readFile(commit: string, path: string): Promise<string | null>;
  /** Names in a folder at a commit (empty if there is no such folder). */
  listFiles(commit: string, directory: string): Promise<string[]>;
  /** Changed paths between two commits (null before: all files). */
  changedFiles(before: string | null, after: string): Promise<string[]>;
  rename(fullName: string): Promise<void>;
  delete(): Promise<void>;
  update(options: Partial<RepositoryOptions>): void;
}

/** A pull request to open between two branches (or commits) of one repository's objects. */
export interface PullRequestOptions {
  head: string;
  base: string;
  /** Treat the head as a fork's; the runner then withholds secrets. Default false. */
  fromFork?: boolean;
  /** Default: `octocat`, and `contributor` from a fork. */
  actor?: string;
  /** Default: `Merge <head>`. */
  title?: string;
  body?: string;
}

/** What a test sees of a pull request. */
export interface PullRequestState {
  number: number;
  title: string;
  body: string | null;
  /** Names of branches. */
  head: string;
  base: string;
  /** Where the head is, or was when the pull request was closed. */
  headOid: string;
  state: 'open' | 'closed' | 'merged';
  author: string;
  comments: { author: string; body: string }[];
  labels: string[];
  assignees: string[];
  reviewers: string[];
  teams: string[];
}

/** An issue. Tests change it as people do: they edit, close, lock and delete. */
export interface IssueState {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  locked: boolean;
  /** A bot's login ends with `[bot]`. */
  author: string;
  readonly createdAt: string;
  updatedAt: string;
  /** How often it was changed through the API. */
  edits: number;
}

export interface PullRequest {
  number: number;
  head: string;
  base: string;
  /** The merge commit at `refs/pull/N/merge`; null if the two conflict (then there is no event either). */
  merge: string | null;
}
