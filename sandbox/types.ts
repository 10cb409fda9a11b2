/** The types that the sandbox's parts share. Nothing in `src/` depends on this folder. */
import type { Dialect } from './dialects.ts';
import type { Fault, LoggedRequest } from './fault-types.ts';
import type { GitHubLimits, Replication, UsedUp } from './limit-types.ts';
import type {
  IssueState,
  PullRequest,
  PullRequestOptions,
  PullRequestState,
  RepositoryOptions,
  SandboxRepository,
} from './repository-types.ts';
import type { WorkflowEvent, WorkflowRun } from './run-types.ts';

export type * from './fault-types.ts';
export type * from './limit-types.ts';
export type * from './repository-types.ts';
export type * from './run-types.ts';

/** What a token may do in one repository, by GitHub's permission names. */
export type Access = 'none' | 'read' | 'write';
export type PermissionName =
  | 'contents'
  | 'actions'
  | 'issues'
  | 'pull_requests'
  | 'secrets'
  | 'dependabot_secrets'
  | 'actions_variables'
  | 'administration';
export type Permissions = { [Name in PermissionName | 'metadata']?: Access };

/**
 * The kinds of token and what they may reach.
 * - `actions`: the `GITHUB_TOKEN` of a run; only for its repository (and it reads public ones).
 * - `app`: a GitHub App installation token, for the repositories named.
 * - `app-user`: an App's token for one of its users: never more than either may. It always expires within hours.
 * - `fine-grained`: a personal access token with permissions for the repositories named.
 * - `classic`: a personal access token with scopes; it reaches everything that its owner may.
 */
export type TokenKind = 'actions' | 'app' | 'app-user' | 'fine-grained' | 'classic';

export interface TokenOptions {
  kind: TokenKind;
  /** For all kinds except `classic`: `owner/name` → permissions. */
  repositories?: Record<string, Permissions>;
  /** For `classic`: e.g. `['repo']`, `['public_repo']`, `[]`. */
  scopes?: string[];
  /** For personal tokens: repositories its owner may write to (default: all that exist). */
  mayWrite?: string[];
  /** For personal tokens: repositories its owner administers (default: those of `mayWrite`). */
  mayAdminister?: string[];
  /** For personal tokens: private repositories its owner may read, in addition to those of `mayWrite`. */
  mayRead?: string[];
  /** For people's tokens: when it expires; sent as `github-authentication-token-expiration`. Expired: 401. */
  expires?: Date;
  /** What that header shows instead: in one report it showed the time of the request (https://github.com/google/go-github/issues/3708). */
  shownExpiry?: Date;
  /** For `fine-grained`: its owner's time zone, which the header uses. Default `+0200`; `UTC` works too. */
  zone?: string;
  revoked?: boolean;
  /** Every request is refused, although the token is right: its owner is suspended, or too many wrong tokens came. */
  refused?: 'suspended' | 'login-attempts';
  /** Who acts with it. Default: `octocat`; `github-actions[bot]` and `sandbox-app[bot]` for `actions` and `app`. */
  login?: string;
}

/** A `repository_dispatch` that GitHub accepted. */
export interface ReceivedDispatch {
  repository: string;
  event_type: string;
  client_payload: Record<string, unknown>;
  token: string;
  at: number;
}

export interface ReleaseOptions {
  /** Created at the default branch's tip if it does not exist. */
  tag: string;
  /** If the tag does not exist, create an annotated one. */
  annotated?: boolean;
  /** When it was published. Default: now. */
  publishedAt?: Date;
  prerelease?: boolean;
  /** Kept, without a tag and without an event. */
  draft?: boolean;
  /** Default `published`. */
  action?: string;
  actor?: string;
}

export interface WorkflowDispatchOptions {
  /** The workflow file's path, e.g. `.github/workflows/notify.yml`. */
  workflow: string;
  /** Branch or tag, with or without `refs/…`. Default: the default branch. */
  ref?: string;
  inputs?: Record<string, string>;
  actor?: string;
}

/**
 * What differs between GitHub servers, or is not documented: the choices of `dialects.ts`, and what no dialect sets.
 * Tests may change it at any time.
 */
export interface GitHubSwitches extends Dialect {
  /** How many times a pull request's `mergeable` is `UNKNOWN` at first, counted for each. Default 0. */
  mergeableUnknown: number;
}

/** The GitHub of the sandbox: git over HTTP, REST and GraphQL on loopback. */
export interface SandboxGitHub {
  /** `GITHUB_SERVER_URL`, e.g. `http://127.0.0.1:4711`. */
  readonly url: string;
  /** `GITHUB_API_URL`, shaped as on GitHub Enterprise Server: `<url>/api/v3`. */
  readonly apiUrl: string;
  /** `GITHUB_GRAPHQL_URL`: `<url>/api/graphql`. */
  readonly graphqlUrl: string;
  /** Folder that holds everything; removed by `close()` unless `keep`. */
  readonly root: string;
  readonly requests: LoggedRequest[];
  readonly dispatches: ReceivedDispatch[];
  readonly events: WorkflowEvent[];
  /**
   * Bugs of the sandbox: crashes, and answers that don't match GitHub's own description (sent as 500).
   * Tests assert that it is empty.
   */
  readonly schemaViolations: string[];
  /** Milliseconds added to every API answer. Tests may change it at any time. */
  latency: number;
  /** The same for every answer to git. */
  gitLatency: number;
  readonly switches: GitHubSwitches;
  readonly limits: GitHubLimits;
  /** How far reads lag behind writes. Off by default. */
  readonly replication: Replication;
  /** Uses up a token's points of this hour. */
  useUp(token: string, resource: 'core' | 'graphql', options?: UsedUp): void;
  /** Moves the sandbox's clock forward: for limits, replication and tokens. */
  advance(milliseconds: number): void;
  createRepository(fullName: string, options?: RepositoryOptions): Promise<SandboxRepository>;
  /** By current or former name, ignoring case; throws if there is none. */
  repository(fullName: string): SandboxRepository;
  createToken(options: TokenOptions): string;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Called for each event, in order. */
  onEvent(listener: (event: WorkflowEvent) => void): void;
  /** Whose runs REST lists; `startSandbox` names its own Actions. */
  showRunsOf(actions: { readonly runs: readonly WorkflowRun[] }): void;
  /** Passes an event to the listeners and adds it to `events`. */
  emit(event: Omit<WorkflowEvent, 'at'>): void;
  /** Makes `refs/pull/N/head` and `refs/pull/N/merge` and emits `pull_request` (opened). */
  openPullRequest(repository: SandboxRepository, options: PullRequestOptions): Promise<PullRequest>;
  /** All pull requests of a repository, oldest first. */
  pullRequests(repository: SandboxRepository): Promise<PullRequestState[]>;
  /** All issues of a repository, oldest first: as they are kept, so that a test may change, add and delete. */
  issues(repository: SandboxRepository): IssueState[];
  /** A person, or another program, opens an issue. */
  openIssue(repository: SandboxRepository, issue: Pick<IssueState, 'title' | 'body' | 'author'>): IssueState;
  /** A person merges, even into a protected branch; emits `push` and `pull_request` (closed). Returns the commit. */
  mergePullRequest(
    repository: SandboxRepository,
    number: number,
    method: 'merge' | 'squash',
  ): Promise<string>;
  /** A person closes without merging; emits `pull_request` (closed). */
  closePullRequest(repository: SandboxRepository, number: number): Promise<void>;
  /** Stores the release (GraphQL reads the latest one) and emits `release`. */
  publishRelease(repository: SandboxRepository, options: ReleaseOptions): Promise<void>;
  /** Emits `workflow_dispatch`, like the button "Run workflow". */
  runWorkflow(repository: SandboxRepository, options: WorkflowDispatchOptions): Promise<void>;
  /** Emits `schedule` for a cron line. */
  runSchedule(repository: SandboxRepository, cron: string): Promise<void>;
  /** Milliseconds since the sandbox started. */
  now(): number;
  close(): Promise<void>;
}
