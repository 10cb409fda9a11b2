/** The shapes that the sandbox's parts share. Nothing in `src/` knows this folder. */

/** What a token may do in one repository, as GitHub's permission names have it. */
export type Access = 'none' | 'read' | 'write';
export interface Permissions {
  metadata?: Access;
  contents?: Access;
  actions?: Access;
  pull_requests?: Access;
}

/**
 * The kinds of token and what they may reach.
 * - `actions`: the `GITHUB_TOKEN` of a run; `repository` only (and it reads public ones).
 * - `app`: a GitHub App installation token, for the repositories named.
 * - `fine-grained`: a personal access token with permissions for the repositories named.
 * - `classic`: a personal access token with scopes; it reaches whatever its owner may.
 */
export type TokenKind = 'actions' | 'app' | 'fine-grained' | 'classic';

export interface TokenOptions {
  kind: TokenKind;
  /** For all kinds but `classic`: `owner/name` → permissions. */
  repositories?: Record<string, Permissions>;
  /** For `classic`: e.g. `['repo']`, `['public_repo']`, `[]`. */
  scopes?: string[];
  /** For `classic`: repositories its owner may write to (default: all that exist). */
  mayWrite?: string[];
  /** When it expires; sent as `github-authentication-token-expiration`. Expired: 401. */
  expires?: Date;
  revoked?: boolean;
  /** Who acts with it. Default: `octocat`; `github-actions[bot]` and `sandbox-app[bot]` for the kinds of machines. */
  login?: string;
}

export interface RepositoryOptions {
  private?: boolean;
  defaultBranch?: string;
  archived?: boolean;
  fork?: boolean;
  /** Answer 403 with `X-GitHub-SSO: required; url=…` to personal tokens. */
  sso?: boolean;
  /** GitHub Actions secrets, by name. */
  secrets?: Record<string, string>;
  /** Dependabot secrets: what a run of Dependabot's push sees instead. */
  dependabotSecrets?: Record<string, string>;
  variables?: Record<string, string>;
}

/** One request that reached the API, and what was answered. Git's own requests are kept apart. */
export interface LoggedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** The token's text, or null. */
  token: string | null;
  headers: Record<string, string>;
  /** Parsed JSON body, where there was one. */
  body: unknown;
  status: number;
  /** Milliseconds since the sandbox started: received, answered. */
  receivedAt: number;
  answeredAt: number;
  kind: 'graphql' | 'rest' | 'git';
}

/** What to do to requests that match, instead of or before answering them. */
export interface Fault {
  /** Tested against `METHOD path`, e.g. `POST /repos/acme/market/dispatches`, and a GraphQL query as `POST /graphql`. */
  match: RegExp;
  /** Only requests with this token. */
  token?: string;
  /** How many requests it applies to; then it is spent. Default 1; Infinity for always. */
  times?: number;
  /** How many matching requests go through before it starts. Default 0. */
  after?: number;
  /** Answer this instead of handling the request. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as text/html, anything else as JSON. */
  body?: unknown;
  /** Close the socket without an answer: `before` handling or `after` (the effect took place). */
  drop?: 'before' | 'after';
  /** Milliseconds to wait before handling. */
  delay?: number;
  /** For GraphQL: let it run, then null the value at this response path and add this error. */
  graphqlError?: { path: (string | number)[]; type: string; message: string };
  /** Run before handling (e.g. to move a head). */
  effect?: () => Promise<void> | void;
}

/** A `repository_dispatch` that GitHub accepted. */
export interface ReceivedDispatch {
  repository: string;
  event_type: string;
  client_payload: Record<string, unknown>;
  token: string;
  at: number;
}

/** An event as GitHub hands it to Actions. */
export interface WorkflowEvent {
  name: string;
  /** `owner/name` of the repository whose workflows listen. */
  repository: string;
  /** `GITHUB_REF`, e.g. `refs/heads/main`, `refs/pull/1/merge`. */
  ref: string;
  /** `GITHUB_SHA`. */
  sha: string;
  /** The commit from which the workflow files are read. */
  workflowSha: string;
  actor: string;
  payload: Record<string, unknown>;
  /** Files the push or pull request changed, for `paths` filters; null where there is no such list. */
  changedFiles: string[] | null;
  at: number;
}

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
  endLine?: number;
  col?: number;
  endColumn?: number;
}

export interface StepResult {
  name: string;
  /** `success`, `failure` or `skipped`. */
  outcome: 'success' | 'failure' | 'skipped';
  exitCode: number | null;
  outputs: Record<string, string>;
  /** What a person sees in the log: commands interpreted, secrets masked. */
  log: string;
  /** Exactly what the process wrote. */
  rawOutput: string;
  annotations: Annotation[];
  /** Markdown, as written to `GITHUB_STEP_SUMMARY`. */
  summary: string;
  /** Milliseconds since the sandbox started. */
  startedAt: number;
  endedAt: number;
}

export interface JobResult {
  id: string;
  conclusion: 'success' | 'failure' | 'skipped';
  steps: StepResult[];
}

export interface WorkflowRun {
  id: number;
  repository: string;
  workflow: string;
  path: string;
  event: WorkflowEvent;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | null;
  jobs: JobResult[];
  /** A workflow file that did not parse, or something in it that the sandbox does not implement. */
  error?: string;
}

/** Files to write in a commit: text, bytes, or what else a tree can hold; null deletes. */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { symlink: string }
  | { gitlink: string }
  | { text: string; executable: true };

export interface CommitOptions {
  /** Default: the repository's default branch. It is created where it does not exist. */
  branch?: string;
  message?: string;
  files: Record<string, FileChange>;
  /** Default: the tip of the branch. Several make a merge commit; `[]` a root commit. */
  parents?: string[];
  /** False: make the objects, move no ref. Default true. Neither way emits an event: only pushes do. */
  updateRef?: boolean;
}

export interface SandboxRepository {
  readonly id: number;
  /** Present `owner/name` (renames change it). */
  readonly fullName: string;
  readonly options: Required<RepositoryOptions>;
  /** The bare repository's folder. */
  readonly directory: string;
  /** URL that `git clone` and `git push` understand; with a token it carries the credentials. */
  cloneUrl(token?: string): string;
  /** Makes a commit without a working tree and without an event; returns its sha. */
  commit(options: CommitOptions): Promise<string>;
  /** Runs git in the bare repository, returns trimmed stdout, throws with stderr. */
  git(...args: string[]): Promise<string>;
  /** Text of a file at a commit, or null. */
  readFile(commit: string, path: string): Promise<string | null>;
  /** Names in a folder at a commit (empty where there is none). */
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
  /** Present the head as a fork's: what Actions then withholds is the runner's matter. Default false. */
  fromFork?: boolean;
  /** Default: `octocat`, and `contributor` from a fork. */
  actor?: string;
}

export interface PullRequest {
  number: number;
  head: string;
  base: string;
  /** The merge commit at `refs/pull/N/merge`; null where the two conflict (then there is no event either). */
  merge: string | null;
}

export interface ReleaseOptions {
  /** Made at the default branch's tip where it does not exist. */
  tag: string;
  prerelease?: boolean;
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
  createRepository(fullName: string, options?: RepositoryOptions): Promise<SandboxRepository>;
  /** By present or former name, ignoring case; throws where there is none. */
  repository(fullName: string): SandboxRepository;
  createToken(options: TokenOptions): string;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Called for each event, in order. */
  onEvent(listener: (event: WorkflowEvent) => void): void;
  /** Hands an event to the listeners and to `events`. */
  emit(event: Omit<WorkflowEvent, 'at'>): void;
  /** Makes `refs/pull/N/head` and `refs/pull/N/merge` and emits `pull_request` (opened). */
  openPullRequest(repository: SandboxRepository, options: PullRequestOptions): Promise<PullRequest>;
  /** Emits `release`. */
  publishRelease(repository: SandboxRepository, options: ReleaseOptions): Promise<void>;
  /** Emits `workflow_dispatch`, as a person does with the button. */
  runWorkflow(repository: SandboxRepository, options: WorkflowDispatchOptions): Promise<void>;
  /** Emits `schedule` for a cron line. */
  runSchedule(repository: SandboxRepository, cron: string): Promise<void>;
  /** Milliseconds since the sandbox started. */
  now(): number;
  close(): Promise<void>;
}
