/** The shapes that the sandbox's parts share. Nothing in `src/` knows this folder. */
import type { Dialect } from './dialects.ts';
import type { Fault, LoggedRequest } from './fault-types.ts';
import type { GitHubLimits, Replication, UsedUp } from './limit-types.ts';
import type {
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

/** What a token may do in one repository, as GitHub's permission names have it. */
export type Access = 'none' | 'read' | 'write';
export type PermissionName =
  | 'contents'
  | 'actions'
  | 'issues'
  | 'pull_requests'
  | 'secrets'
  | 'dependabot_secrets'
  | 'administration';
export type Permissions = { [Name in PermissionName | 'metadata']?: Access };

/**
 * The kinds of token and what they may reach.
 * - `actions`: the `GITHUB_TOKEN` of a run; `repository` only (and it reads public ones).
 * - `app`: a GitHub App installation token, for the repositories named.
 * - `app-user`: a token that an App has of one of its users: never more than either may. It always ends within hours.
 * - `fine-grained`: a personal access token with permissions for the repositories named.
 * - `classic`: a personal access token with scopes; it reaches whatever its owner may.
 */
export type TokenKind = 'actions' | 'app' | 'app-user' | 'fine-grained' | 'classic';

export interface TokenOptions {
  kind: TokenKind;
  /** For all kinds but `classic`: `owner/name` → permissions. */
  repositories?: Record<string, Permissions>;
  /** For `classic`: e.g. `['repo']`, `['public_repo']`, `[]`. */
  scopes?: string[];
  /** For personal tokens: repositories its owner may write to (default: all that exist). */
  mayWrite?: string[];
  /** For personal tokens: those whose admin its owner is (default: those of `mayWrite`). */
  mayAdminister?: string[];
  /** For personal tokens: private ones that its owner may read, beside those of `mayWrite`. */
  mayRead?: string[];
  /** For tokens of people: when it expires; sent as `github-authentication-token-expiration`. Expired: 401. */
  expires?: Date;
  /** What that header holds instead: once it held the time of the request (https://github.com/google/go-github/issues/3708). */
  shownExpiry?: Date;
  /** For `fine-grained`: the zone of its owner, in which the header is written. Default `+0200`; `UTC` is one too. */
  zone?: string;
  revoked?: boolean;
  /** Every request is refused, though the token is right: its owner's account is suspended, or too many wrong ones came. */
  refused?: 'suspended' | 'login-attempts';
  /** Who acts with it. Default: `octocat`; `github-actions[bot]` and `sandbox-app[bot]` for the kinds of machines. */
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
  /** Made at the default branch's tip where it does not exist. */
  tag: string;
  /** Make the tag, where it does not exist, an annotated one. */
  annotated?: boolean;
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
 * What differs between GitHubs, or is not documented: the choices of `dialects.ts`, and what no dialect sets. Tests
 * change it at any time.
 */
export interface GitHubSwitches extends Dialect {
  /** So many times a pull request's `mergeable` is still `UNKNOWN`, counted for each. Default 0. */
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
   * Bugs of the sandbox: crashes, and answers that GitHub's own description refuses (sent as 500).
   * Tests assert that it is empty.
   */
  readonly schemaViolations: string[];
  /** Milliseconds added to every API answer; may be changed at any time. */
  latency: number;
  /** The same for every answer to git. */
  gitLatency: number;
  readonly switches: GitHubSwitches;
  readonly limits: GitHubLimits;
  /** How far reads lag behind writes. Off at first. */
  readonly replication: Replication;
  /** Uses up a token's points of the hour. */
  useUp(token: string, resource: 'core' | 'graphql', options?: UsedUp): void;
  /** Lets the sandbox's time pass at once: of limits, of replication, of tokens. */
  advance(milliseconds: number): void;
  createRepository(fullName: string, options?: RepositoryOptions): Promise<SandboxRepository>;
  /** By present or former name, ignoring case; throws where there is none. */
  repository(fullName: string): SandboxRepository;
  createToken(options: TokenOptions): string;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Called for each event, in order. */
  onEvent(listener: (event: WorkflowEvent) => void): void;
  /** Whose runs REST lists; `startSandbox` names its own Actions. */
  showRunsOf(actions: { readonly runs: readonly WorkflowRun[] }): void;
  /** Hands an event to the listeners and to `events`. */
  emit(event: Omit<WorkflowEvent, 'at'>): void;
  /** Makes `refs/pull/N/head` and `refs/pull/N/merge` and emits `pull_request` (opened). */
  openPullRequest(repository: SandboxRepository, options: PullRequestOptions): Promise<PullRequest>;
  /** All of a repository, oldest first. */
  pullRequests(repository: SandboxRepository): Promise<PullRequestState[]>;
  /** A person merges, whatever protects the branch; emits `push` and `pull_request` (closed). Returns the commit. */
  mergePullRequest(
    repository: SandboxRepository,
    number: number,
    method: 'merge' | 'squash',
  ): Promise<string>;
  /** A person closes without merging; emits `pull_request` (closed). */
  closePullRequest(repository: SandboxRepository, number: number): Promise<void>;
  /** Keeps the release (a latest one is asked for by GraphQL) and emits `release`. */
  publishRelease(repository: SandboxRepository, options: ReleaseOptions): Promise<void>;
  /** Emits `workflow_dispatch`, as a person does with the button. */
  runWorkflow(repository: SandboxRepository, options: WorkflowDispatchOptions): Promise<void>;
  /** Emits `schedule` for a cron line. */
  runSchedule(repository: SandboxRepository, cron: string): Promise<void>;
  /** Milliseconds since the sandbox started. */
  now(): number;
  close(): Promise<void>;
}
