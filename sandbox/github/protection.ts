import picomatch from 'picomatch';
import type { ProtectionOptions } from '../types.ts';
import { type Commit, readCommit } from './commits.ts';
import { listCommits } from './history.ts';
import type { Repository } from './repository.ts';

/** A ruleset or a classic branch protection. */
export interface Protection extends Required<ProtectionOptions> {
  /** Of branch names, e.g. `main`, `release/*`. */
  pattern: string;
}

/** Why a direct change of a branch is refused. */
export interface Violation {
  by: Protection['by'];
  ref: string;
  /** One sentence per rule. */
  messages: string[];
}

/** A change of one ref; null where there is nothing. */
export interface RefChange {
  ref: string;
  before: string | null;
  after: string | null;
}

/**
 * Texts in the public record:
 * - pull requests: https://github.com/satisfactory-factories/application/issues/67 (ruleset),
 *   https://github.com/googleapis/repo-automation-bots/issues/5551 (classic)
 * - status checks: https://github.com/renovatebot/renovate/issues/2948
 * - signatures: https://github.com/vercel/workflow/pull/1937 (ruleset),
 *   https://github.com/chdsbd/kodiak/issues/89 (classic)
 */
const MESSAGES: Record<Protection['requires'], Record<Protection['by'], string>> = {
  'pull-request': {
    ruleset: 'Changes must be made through a pull request.',
    'branch-protection': 'Changes must be made through a pull request.',
  },
  'status-checks': {
    ruleset: 'Required status check "ci" is expected.',
    'branch-protection': 'Required status check "ci" is expected.',
  },
  signatures: {
    ruleset: 'Commits must have verified signatures.',
    'branch-protection': 'Commits must have valid signatures.',
  },
};

/** What keeps somebody from changing a branch directly, or null. Rulesets are asked first. */
export async function findViolation(
  repository: Repository,
  login: string,
  change: RefChange,
): Promise<Violation | null> {
  const { ref } = change;
  for (const by of ['ruleset', 'branch-protection'] as const) {
    const messages: string[] = [];
    for (const protection of protectionsOf(repository, ref)) {
      if (protection.by !== by || protection.bypass.includes(login)) continue;
      if (await isViolated(repository, protection, change)) messages.push(MESSAGES[protection.requires][by]);
    }
    if (messages.length > 0) return { by, ref, messages: [...new Set(messages)] };
  }
  return null;
}

/** "You can use the wildcard `*` […] does not match /" (GitHub's docs, about branch protection rules). */
export function protectionsOf(repository: Repository, ref: string): Protection[] {
  if (!ref.startsWith('refs/heads/')) return [];
  const branch = ref.slice('refs/heads/'.length);
  return repository.protections.filter(({ pattern }) => picomatch.isMatch(branch, pattern, { dot: true }));
}

async function isViolated(
  repository: Repository,
  { requires }: Protection,
  { before, after }: RefChange,
): Promise<boolean> {
  if (requires !== 'signatures' || after === null) return true;
  const known = before === null ? [...repository.refs().values()] : [before];
  const commits = await newCommits(repository, after, known);
  return commits.some((commit) => commit === null || commit.signature === null);
}

/** Null stands for a commit that the repository does not have yet. */
async function newCommits({ store }: Repository, after: string, known: string[]): Promise<(Commit | null)[]> {
  const oids = await listCommits(store, [after], known);
  if (oids.length === 0 && (await readCommit(store, after)) === null) return [null];
  return Promise.all(oids.map((oid) => readCommit(store, oid)));
}
