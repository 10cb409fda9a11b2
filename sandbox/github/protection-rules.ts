import type { RuleName } from '../types.ts';
import { type Commit, readCommit } from './commits.ts';
import { isAncestor, listCommits } from './history.ts';
import type { Protection, RefChange } from './protection.ts';
import type { Repository } from './repository.ts';
import type { Shape } from './shapes.ts';

/** A rule that a ruleset or a classic branch protection may have. */
interface Rule {
  /** Its words, where a ruleset may have it. */
  ruleset?: string;
  /** Where a classic branch protection may. */
  classic?: string;
  /** Which changes of a ref break it. */
  brokenBy: (repository: Repository, change: RefChange) => boolean | Promise<boolean>;
  /** As `GET rules/branches/{branch}` shows it. */
  shown?: Shape;
}

/** The one status check that a protection asks for, where it asks for one. */
export const CHECK = 'ci';

const isWrite = (_repository: Repository, { after }: RefChange) => after !== null;
const PULL_REQUEST = 'Changes must be made through a pull request.';
const QUEUE = 'Changes must be made through the merge queue';
const NO_MERGES = 'This branch must not contain merge commits.';
const NO_FORCE = 'Cannot force-push to this branch';
const NO_DELETION = 'Cannot delete this branch';

/**
 * Words in the public record:
 * - pull requests: https://github.com/satisfactory-factories/application/issues/67 (ruleset),
 *   https://github.com/googleapis/repo-automation-bots/issues/5551 (classic)
 * - merge queue: https://github.com/cli/cli/issues/8746
 * - creations: https://github.com/googleapis/release-please-action/issues/1194
 * - status checks: https://github.com/georust/proj/pull/178
 * - signatures: https://github.com/vercel/workflow/pull/1937 (ruleset), https://github.com/chdsbd/kodiak/issues/89 (classic)
 * - merge commits, access, locks, reviews: dependabot-core, pr_updater
 * - paths: https://github.com/renovatebot/renovate/issues/42554. They are refused when the tree is made.
 */
export const RULES: Record<RuleName, Rule> = {
  'pull-request': {
    ruleset: PULL_REQUEST,
    classic: PULL_REQUEST,
    brokenBy: isWrite,
    shown: {
      type: 'pull_request',
      parameters: {
        allowed_merge_methods: ['merge', 'squash', 'rebase'],
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count: 0,
        required_review_thread_resolution: false,
      },
    },
  },
  'status-checks': {
    ruleset: `Required status check "${CHECK}" is expected.`,
    classic: `Required status check "${CHECK}" is expected.`,
    brokenBy: isWrite,
    shown: {
      type: 'required_status_checks',
      parameters: {
        do_not_enforce_on_create: false,
        required_status_checks: [{ context: CHECK }],
        strict_required_status_checks_policy: false,
      },
    },
  },
  signatures: {
    ruleset: 'Commits must have verified signatures.',
    classic: 'Commits must have valid signatures.',
    brokenBy: async (repository, change) =>
      (await newCommits(repository, change)).some((commit) => commit === null || commit.signature === null),
    shown: { type: 'required_signatures' },
  },
  'merge-queue': {
    ruleset: QUEUE,
    classic: QUEUE,
    brokenBy: isWrite,
    shown: {
      type: 'merge_queue',
      parameters: {
        check_response_timeout_minutes: 60,
        grouping_strategy: 'ALLGREEN',
        max_entries_to_build: 5,
        max_entries_to_merge: 5,
        merge_method: 'MERGE',
        min_entries_to_merge: 1,
        min_entries_to_merge_wait_minutes: 5,
      },
    },
  },
  update: {
    ruleset: 'Cannot update this protected ref.',
    brokenBy: (_repository, { before, after }) => before !== null && after !== null,
    shown: { type: 'update', parameters: { update_allows_fetch_and_merge: false } },
  },
  creation: {
    ruleset: 'Cannot create ref due to creations being restricted.',
    brokenBy: (_repository, { before }) => before === null,
    shown: { type: 'creation' },
  },
  deletion: {
    ruleset: NO_DELETION,
    brokenBy: (_repository, { after }) => after === null,
    shown: { type: 'deletion' },
  },
  'linear-history': {
    ruleset: NO_MERGES,
    classic: NO_MERGES,
    brokenBy: async (repository, change) =>
      (await newCommits(repository, change)).some((commit) => (commit?.parents.length ?? 0) > 1),
    shown: { type: 'required_linear_history' },
  },
  'force-push': { ruleset: NO_FORCE, brokenBy: isForced, shown: { type: 'non_fast_forward' } },
  secret: { ruleset: 'Secret detected in content', brokenBy: isWrite },
  'push-access': { classic: "You're not authorized to push to this branch.", brokenBy: isWrite },
  lock: { classic: 'Cannot change this locked branch', brokenBy: isWrite },
  review: {
    classic: 'At least 1 approving review is required by reviewers with write access.',
    brokenBy: isWrite,
  },
  'file-path': { ruleset: 'File path is restricted', brokenBy: () => false },
};

/** What a rule says; undefined where this kind of protection can't have it. */
export function wordsOf({ requires, by, checks }: Protection): string | undefined {
  if (requires === 'status-checks' && checks > 1)
    return `${checks} of ${checks} required status checks are expected.`;
  return by === 'ruleset' ? RULES[requires].ruleset : RULES[requires].classic;
}

/** What classic protections forbid besides, unless somebody allows it. */
export async function classicMessages(repository: Repository, change: RefChange): Promise<string[]> {
  if (change.after === null) return [NO_DELETION];
  return (await isForced(repository, change)) ? [NO_FORCE] : [];
}

async function isForced({ store }: Repository, { before, after }: RefChange): Promise<boolean> {
  if (before === null || after === null || (await store.read(after)) === null) return false;
  return !(await isAncestor(store, before, after));
}

/** Null means a commit that the repository does not have yet. */
async function newCommits(repository: Repository, { before, after }: RefChange): Promise<(Commit | null)[]> {
  if (after === null) return [];
  const { store } = repository;
  const oids = await listCommits(
    store,
    [after],
    before === null ? [...repository.refs().values()] : [before],
  );
  if (oids.length === 0 && (await readCommit(store, after)) === null) return [null];
  return Promise.all(oids.map((oid) => readCommit(store, oid)));
}
