import type { RuleName } from './rules.ts';

/** A repository of the probe's, with a commit on its default branch. */
export interface Place {
  /** `owner/name`. */
  readonly repository: string;
  /** Its default branch. */
  readonly branch: string;
  /** The first commit. */
  readonly head: string;
}

/** What a person does with an account, which the sandbox has other means for than REST. */
export interface Hands {
  createRepository(suffix: string, options: { private: boolean }): Promise<Place>;
  /** Without a commit. */
  createEmptyRepository(suffix: string): Promise<{ readonly repository: string }>;
  rename(repository: string, suffix: string): Promise<void>;
  archive(repository: string): Promise<void>;
  disableActions(repository: string): Promise<void>;
  disableWorkflow(repository: string, path: string): Promise<void>;
  /** By a ruleset for this branch alone. Throws `Skipped` where the plan, or the sandbox, has no such rule. */
  protect(repository: string, branch: string, rule: RuleName): Promise<void>;
  /** By classic branch protection, which asks for a pull request. */
  protectClassically(repository: string, branch: string): Promise<void>;
  /** An annotated tag of a commit: the id of the tag object. */
  tagObject(place: Place, name: string): Promise<string>;
  /** `owner/name` of public repositories with a commit, of whomever. */
  publicRepositories(count: number): Promise<readonly string[]>;
  /** A public repository of another owner. */
  elsewhere(): Promise<string>;
}
