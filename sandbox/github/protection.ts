import picomatch from 'picomatch';
import type { ProtectionOptions } from '../types.ts';
import { classicMessages, RULES, wordsOf } from './protection-rules.ts';
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

/** A protection as its options have it; throws where GitHub knows no such rule for its kind. */
export function newProtection(pattern: string, options: ProtectionOptions): Protection {
  const { by, bypass = [], requires = 'pull-request', checks = 1, paths = [] } = options;
  const protection = { pattern, by, bypass, requires, checks, paths };
  if (wordsOf(protection) === undefined) throw new Error(`GitHub has no ${by} that requires ${requires}`);
  return protection;
}

/** What keeps somebody from changing a branch directly, or null. Rulesets are asked first. */
export async function findViolation(
  repository: Repository,
  login: string,
  change: RefChange,
): Promise<Violation | null> {
  const { ref } = change;
  const holding = protectionsOf(repository, ref).filter(({ bypass }) => !bypass.includes(login));
  for (const by of ['ruleset', 'branch-protection'] as const) {
    const own = holding.filter((protection) => protection.by === by);
    const messages = await Promise.all(own.map((protection) => broken(repository, protection, change)));
    const classic = by === 'branch-protection' && own.length > 0;
    const all = [...messages.flat(), ...(classic ? await classicMessages(repository, change) : [])];
    if (all.length > 0) return { by, ref, messages: [...new Set(all)] };
  }
  return null;
}

/** "You can use the wildcard `*` […] does not match /" (GitHub's docs, about branch protection rules). */
export function protectionsOf(repository: Repository, ref: string): Protection[] {
  if (!ref.startsWith('refs/heads/')) return [];
  const branch = ref.slice('refs/heads/'.length);
  return repository.protections.filter(({ pattern }) => picomatch.isMatch(branch, pattern, { dot: true }));
}

async function broken(repository: Repository, protection: Protection, change: RefChange): Promise<string[]> {
  const isBroken = await RULES[protection.requires].brokenBy(repository, change);
  return isBroken ? [wordsOf(protection) ?? ''] : [];
}

/** The first of these paths that a push ruleset keeps somebody from changing, in any branch; undefined where none does. */
export function restrictedPath(repository: Repository, login: string, paths: string[]): string | undefined {
  const restricted = repository.protections
    .filter(({ requires, bypass }) => requires === 'file-path' && !bypass.includes(login))
    .flatMap((protection) => protection.paths);
  return restricted.length === 0
    ? undefined
    : paths.find((path) => picomatch.isMatch(path, restricted, { dot: true }));
}

/** https://github.com/satisfactory-factories/application/issues/67 */
export function rulesetText(messages: string[]): string {
  return `Repository rule violations found\n\n${messages.map((message) => `${message}\n\n`).join('')}`;
}
