import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { type NotLookedAt, uncounted } from './uncounted-branch.ts';

/** What an action knows about the event that started it. */
export interface WorkflowEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  /** `GITHUB_REF`, e.g. `refs/heads/main`. */
  readonly ref: string;
  /** `GITHUB_SHA`. */
  readonly sha: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What the person who wrote the workflow says of the range. */
export interface RangeOptions {
  /** Revisions to compare instead of the event's; `''` where not given. */
  readonly base: string;
  readonly head: string;
  /** Whether pushes to this branch count. */
  readonly branchCounts: (branch: string) => boolean;
  /** Of a branch that does not count: the pattern in `branches` that was probably meant for it; null if there is none. */
  readonly likelyMeant: (branch: string) => string | null;
  /** Whether `unbumped` asks for a check. */
  readonly checksBumps?: boolean;
}

/** A commit, before it is looked up. */
export type Target =
  | { readonly at: 'commit'; readonly oid: string }
  /** Branch, tag or sha, as a person wrote it in the input named. */
  | { readonly at: 'revision'; readonly name: string; readonly input: 'base' | 'head' }
  | { readonly at: 'default-branch' };

export type Range =
  | {
      readonly kind: 'compare';
      readonly before: Target;
      readonly after: Target;
      readonly ifGone: 'announce' | 'fail';
    }
  /** A pull request: its merge commit if it has one, else what it branched off and its head. */
  | { readonly kind: 'pull-request'; readonly merge: string; readonly base: string; readonly head: string }
  /** Nothing was there before: every plugin is new. */
  | { readonly kind: 'everything-added'; readonly after: Target }
  /** No state to compare with: every plugin is sent. `notice` says why, if no input asked for it. */
  | { readonly kind: 'announce'; readonly after: Target; readonly why: string; readonly notice?: true }
  | NotLookedAt;

interface RangeDecision {
  readonly range: Range;
  /** Why nothing is sent although all else is done; null where it is. */
  readonly dryRun: string | null;
}

const NO_COMMIT = /^0{40}$/;
const FULL_OID = /^[0-9a-f]{40}$/;

/** Event and options → which two states are compared. */
export function decideRange(event: WorkflowEvent, options: RangeOptions): RangeDecision {
  const given = options.base !== '' || options.head !== '';
  const range = given ? fromInputs(event, options) : fromEvent(event, options);
  const manual = given ? null : manualPreview(event, options);
  return { range, dryRun: PREVIEWS.get(event.name) ?? manual };
}

/** Events that come before a merge never send, whatever else is said. */
const PREVIEWS: ReadonlyMap<string, string> = new Map([
  ['pull_request', 'a pull request only shows what merging it would send'],
  ['merge_group', 'a merge group only shows what merging it would send'],
]);

/** Whether an event is about what is not merged yet. */
export function comesBeforeMerge({ name }: WorkflowEvent): boolean {
  return PREVIEWS.has(name);
}

function fromInputs(event: WorkflowEvent, { base, head }: RangeOptions): Range {
  const after: Target = head === '' ? commit(event.sha) : { at: 'revision', name: head, input: 'head' };
  if (base === '') return announce(after, 'only `head` was given');
  if (NO_COMMIT.test(base)) return announce(after, '`base` is all zeros, so there is no previous commit');
  // The event's own `before` may be gone after a forced push, as without the input.
  const ifGone = base === event.payload['before'] ? 'announce' : 'fail';
  return { kind: 'compare', before: { at: 'revision', name: base, input: 'base' }, after, ifGone };
}

function fromEvent(event: WorkflowEvent, options: RangeOptions): Range {
  switch (event.name) {
    case 'push':
      return fromPush(event, options);
    case 'pull_request':
      return fromPullRequest(event, options);
    case 'merge_group':
      return fromMergeGroup(event, options);
    case 'pull_request_target':
      return fromPullRequestTarget(options);
    case 'release':
      return fromRelease(event);
    case 'workflow_dispatch':
      return announce(commit(event.sha), 'a manual run compares nothing');
    case 'schedule':
    case 'workflow_run':
    case 'repository_dispatch':
      return announce({ at: 'default-branch' }, `a ${event.name} event has no push to compare`);
    default:
      return nothing(`the event ${quote(event.name)} says nothing about versions`);
  }
}

function fromPush({ ref, sha, payload }: WorkflowEvent, options: RangeOptions): Range {
  const { before, after, deleted } = payload;
  const branch = branchOf(ref);
  if (deleted === true || NO_COMMIT.test(String(after))) {
    // GITHUB_REF is the default branch then; only the payload says what was deleted.
    return nothing(`the push deleted ${quote(shortName(String(payload['ref'] ?? ref)))}`);
  }
  if (branch === null) return announce(commit(sha), 'a tag was pushed');
  if (!options.branchCounts(branch)) return uncounted(branch, 'push', options.likelyMeant(branch));
  const target = commit(after);
  if (!NO_COMMIT.test(String(before))) {
    return { kind: 'compare', before: commit(before), after: target, ifGone: 'announce' };
  }
  if (branch === defaultBranchOf(payload)) return { kind: 'everything-added', after: target };
  return { ...announce(target, `the push created the branch ${quote(branch)}`), notice: true };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function fromPullRequest({ sha, payload }: WorkflowEvent, options: RangeOptions): Range {
  if (payload['action'] === 'closed') {
    return nothing('the pull request was closed; if it was merged, the push to its branch is looked at');
  }
  const pull = child(payload, 'pull_request');
  const base = child(pull, 'base');
  const target = String(base['ref'] ?? '');
  if (!options.branchCounts(target)) return uncounted(target, 'merge', options.likelyMeant(target));
  const head = String(child(pull, 'head')['sha'] ?? '');
  const merge = FULL_OID.test(sha) ? sha : head;
  return { kind: 'pull-request', merge, base: String(base['sha'] ?? ''), head };
}

function fromMergeGroup({ payload }: WorkflowEvent, options: RangeOptions): Range {
  const group = child(payload, 'merge_group');
  const target = branchOf(String(group['base_ref'] ?? ''));
  if (target !== null && !options.branchCounts(target))
    return uncounted(target, 'merge', options.likelyMeant(target));
  const [before, after] = [commit(group['base_sha']), commit(group['head_sha'])];
  return { kind: 'compare', before, after, ifGone: 'announce' };
}

/** Its commit is that of the base branch, and it has secrets, which a look at what merging would send does not need. */
function fromPullRequestTarget({ checksBumps = false }: RangeOptions): Range {
  const range = nothing('the event `pull_request_target` is about the base branch');
  const remedy =
    'Write `on: pull_request`, so that `unbumped` is checked: it needs no secret, and runs for forks too.';
  return checksBumps ? { ...range, remedy } : range;
}

function fromRelease({ sha, payload }: WorkflowEvent): Range {
  const action = String(payload['action']);
  if (action === 'deleted' || action === 'unpublished') return nothing(`the release was ${quote(action)}`);
  return announce(commit(sha), `a release was ${quote(action)}`);
}

/** Why a manual run sends nothing; null where it does, and for all other events. */
function manualPreview({ name, ref }: WorkflowEvent, { branchCounts, likelyMeant }: RangeOptions) {
  const branch = branchOf(ref);
  if (name !== 'workflow_dispatch' || (branch !== null && branchCounts(branch))) return null;
  const pattern = branch === null ? null : likelyMeant(branch);
  const hint = pattern === null ? '' : ` (\`branches\` contains ${quote(pattern)})`;
  return `this manual run is for ${quote(shortName(ref))}, which is not a branch whose versions are announced${hint}`;
}

function announce(after: Target, why: string): Extract<Range, { kind: 'announce' }> {
  return { kind: 'announce', after, why };
}

function commit(oid: unknown): Target {
  return { at: 'commit', oid: String(oid) };
}

function nothing(why: string): NotLookedAt {
  return { kind: 'nothing', why };
}

/** `refs/heads/main` → `main`. */
function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

/** `repository.default_branch` of the event; `schedule` events carry no repository. */
export function defaultBranchOf(payload: Readonly<Record<string, unknown>>): string | null {
  const name = child(payload, 'repository')['default_branch'];
  return typeof name === 'string' ? name : null;
}

function child(value: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const found = value[key];
  return isObject(found) ? found : {};
}

/** Commits that the range takes from the event and that are not full object ids: the event is not GitHub's. */
export function brokenCommits(range: Range): string[] {
  const named = 'after' in range ? [range.after, ...('before' in range ? [range.before] : [])] : [];
  const oids = named.flatMap((target) => (target.at === 'commit' ? [target.oid] : []));
  const pull = range.kind === 'pull-request' ? [range.merge, range.base, range.head] : [];
  return [...oids, ...pull].filter((oid) => !FULL_OID.test(oid));
}
