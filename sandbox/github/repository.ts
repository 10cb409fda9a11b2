import type { IssueState } from '../repository-types.ts';
import type {
  CommitOptions,
  ProtectionOptions,
  RepositoryOptions,
  SandboxRepository,
  WorkflowState,
} from '../types.ts';
import { Activities } from './activities.ts';
import { makeBareFolder, pointHead } from './bare-folder.ts';
import { OCTOCAT, peel, readCommit, writeCommit, writeTag } from './commits.ts';
import { git } from './git.ts';
import { ObjectStore } from './objects.ts';
import { newProtection, type Protection } from './protection.ts';
import type { Pull } from './pulls.ts';
import { RefStore } from './refs.ts';
import type { Release } from './releases.ts';
import { Copy } from './replication.ts';
import type { Repositories } from './repositories.ts';
import { defaultOptions, newlySet } from './repository-options.ts';
import { resolveRevision } from './revisions.ts';
import { changedPaths } from './tree-diff.ts';
import { changeTree, findEntry, MODE, readTree, type TreeEntry } from './trees.ts';

interface Setup {
  id: number;
  fullName: string;
  options: RepositoryOptions;
  directory: string;
  registry: Repositories;
}

/** One repository: a bare git repository on disk, and what GitHub knows beside it. */
export class Repository implements SandboxRepository {
  readonly id: number;
  readonly directory: string;
  readonly options: Required<RepositoryOptions>;
  readonly store: ObjectStore;
  /** How those see it that a lagging copy answers. */
  readonly copy: Copy;
  readonly refStore = new RefStore(this);
  readonly createdAt = new Date();
  pushedAt = new Date();
  readonly protections: Protection[] = [];
  /** In the order of their creation. */
  readonly releases: Release[] = [];
  readonly pulls: Pull[] = [];
  readonly activities = new Activities();
  readonly issues: IssueState[] = [];
  /** Issues and pull requests are numbered in one row. */
  lastPullRequest = 0;
  fullName: string;
  readonly #registry: Repositories;
  readonly #workflowStates = new Map<string, WorkflowState>();
  #queue: Promise<unknown> = Promise.resolve();
  #isOnDisk = false;

  constructor({ id, fullName, options, directory, registry }: Setup) {
    this.id = id;
    this.fullName = fullName;
    this.directory = directory;
    this.options = { ...defaultOptions(), ...options };
    this.copy = new Copy(registry.replication);
    this.store = new ObjectStore(directory, (oid) => this.copy.lacks(oid));
    this.#registry = registry;
  }

  get owner(): string {
    return this.fullName.split('/')[0] ?? '';
  }

  get name(): string {
    return this.fullName.split('/')[1] ?? '';
  }

  cloneUrl(token?: string): string {
    const url = new URL(`${this.#registry.serverUrl}/${this.fullName}.git`);
    if (token !== undefined) {
      url.username = 'x-access-token';
      url.password = token;
    }
    return url.href;
  }

  /** The commit that a branch (default: the default branch) points at, or null. */
  tip(branch: string = this.options.defaultBranch): string | null {
    return this.ref(`refs/heads/${branch}`);
  }

  /** What a fully named ref points at (the tag object of an annotated tag), or null. */
  ref(name: string): string | null {
    return this.copy.ref(name, this.refStore.read(name));
  }

  /** All refs by full name, as `ref` gives them. */
  refs(): Map<string, string> {
    return this.copy.refs(this.refStore.all());
  }

  /** A branch that does not exist starts at the default branch, as `git switch --create` would. */
  async commit(options: CommitOptions): Promise<string> {
    const branch = options.branch ?? this.options.defaultBranch;
    const tip = this.tip(branch) ?? this.tip();
    const parents = options.parents ?? (tip === null ? [] : [tip]);
    const base = parents[0] === undefined ? null : await this.#treeOf(parents[0]);
    const tree = await changeTree(this.store, base, options.files);
    const message = options.message ?? `Change ${Object.keys(options.files).join(', ') || 'nothing'}`;
    const author = { ...OCTOCAT, date: options.date?.toISOString() };
    const oid = writeCommit(this.store, { tree, parents, message, author });
    if (options.updateRef !== false) await this.setRef(`refs/heads/${branch}`, oid, options.pushedAt);
    return oid;
  }

  /** Waits for a push under way, whose events would otherwise include this change. */
  setRef(name: string, oid: string, at = new Date()): Promise<void> {
    return this.serialize(async () => {
      this.activities.record([{ ref: name, before: this.refStore.read(name), after: oid }], 'octocat', at);
      const before = this.copy.isOff ? null : this.refs();
      await this.refStore.write(name, oid);
      if (before !== null) await this.copy.changed(this.store, before, this.refs());
      this.pushedAt = new Date();
    });
  }

  async tag(name: string, commit?: string, { annotated = false } = {}): Promise<string> {
    const target = await this.resolveCommit(commit ?? this.options.defaultBranch);
    if (target === null) throw new Error(`${this.fullName} has no commit ${commit}`);
    const oid = annotated ? writeTag(this.store, { name, target }) : target;
    await this.setRef(`refs/tags/${name}`, oid);
    return oid;
  }

  protect(pattern: string, options: ProtectionOptions): void {
    this.protections.push(newProtection(pattern, options));
  }

  setWorkflowState(path: string, state: WorkflowState): void {
    this.#workflowStates.set(path, state);
  }

  workflowState(path: string): WorkflowState {
    return this.#workflowStates.get(path) ?? 'active';
  }

  async git(...args: string[]): Promise<string> {
    return (await git(this, args)).toString().trim();
  }

  /** What lies at a path, or null. */
  async entry(commit: string, path: string): Promise<TreeEntry | null> {
    const tree = await this.#treeOf(commit);
    return tree === null ? null : findEntry(this.store, tree, path);
  }

  async readFile(commit: string, path: string): Promise<string | null> {
    const entry = await this.entry(commit, path);
    if (entry === null || entry.mode === MODE.gitlink || entry.mode === MODE.tree) return null;
    return (await this.store.read(entry.oid))?.data.toString() ?? null;
  }

  async listFiles(commit: string, directory: string): Promise<string[]> {
    const path = directory.replace(/^\.?\/|\/$|^\.$/g, '');
    const root = await this.#treeOf(commit);
    if (root === null) return [];
    const entry = path === '' ? null : await findEntry(this.store, root, path);
    const oid = path === '' ? root : entry?.mode === MODE.tree ? entry.oid : '';
    return ((await readTree(this.store, oid)) ?? []).map(({ name }) => name);
  }

  async changedFiles(before: string | null, after: string): Promise<string[]> {
    const old = before === null ? null : await this.#treeOf(before);
    return changedPaths(this.store, old, await this.#treeOf(after));
  }

  /** The id of the object a revision names (a branch, a sha, any expression of git's), or null. */
  resolve(revision: string): Promise<string | null> {
    return resolveRevision(this, revision);
  }

  /** The commit a revision leads to, through annotated tags, or null. */
  async resolveCommit(revision: string): Promise<string | null> {
    const oid = await this.resolve(revision);
    const commit = oid === null ? null : await readCommit(this.store, await peel(this.store, oid));
    return commit?.oid ?? null;
  }

  async rename(fullName: string): Promise<void> {
    this.#registry.rename(this, fullName);
    this.fullName = fullName;
  }

  async delete(): Promise<void> {
    this.store.close();
    this.#registry.delete(this);
  }

  update(options: Partial<RepositoryOptions>): void {
    const secretsSetAt = { ...newlySet(this.options, options), ...options.secretsSetAt };
    const known = this.options.secretsSetAt;
    Object.assign(this.options, options, { secretsSetAt: { ...known, ...secretsSetAt } });
    if (this.#isOnDisk) pointHead(this.directory, this.options.defaultBranch);
  }

  /** Puts the repository on disk, where git is to run in it: of a thousand most are only asked through the API. */
  writeOut(): void {
    if (this.#isOnDisk) return;
    this.#isOnDisk = true;
    makeBareFolder(this.directory, this.options.defaultBranch);
    this.store.writeOut();
    this.refStore.writeOut();
  }

  /** Reads it as it is, for any token. */
  onOriginal<T>(work: () => T): T {
    return this.#registry.replication.onOriginal(work);
  }

  /** Runs one task at a time, so that pushes can be distinguished. */
  serialize<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #treeOf(commit: string): Promise<string | null> {
    const oid = await this.resolveCommit(commit);
    return oid === null ? null : ((await readCommit(this.store, oid))?.tree ?? null);
  }
}
