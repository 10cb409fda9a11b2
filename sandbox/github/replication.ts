import { AsyncLocalStorage } from 'node:async_hooks';
import type { Replication as Settings } from '../types.ts';
import type { Clock } from './clock.ts';
import { listCommits } from './history.ts';
import type { ObjectStore } from './objects.ts';

type Refs = Map<string, string>;

/** A change that some reads don't see yet. */
interface Unseen {
  /** What the refs held before; null: nothing. */
  refs: ReadonlyMap<string, string | null>;
  commits: ReadonlySet<string>;
  seenFrom: { request: number; time: number };
}

/**
 * Which requests are answered by a copy that lags behind. Writes, and what they read, never are.
 * A commit just pushed may be unknown: https://github.com/peter-evans/repository-dispatch/issues/402 and many others.
 */
export class Replication {
  readonly settings: Settings = { requests: 0, milliseconds: 0 };
  readonly #clock: Clock;
  readonly #lagging = new AsyncLocalStorage<boolean>();
  #request = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request to the API. */
  arrived(): void {
    this.#request++;
  }

  /** Does something as a copy sees the world. */
  onCopy<T>(work: () => T): T {
    return this.#lagging.run(true, work);
  }

  /** Does something as the world is, in the midst of a read. */
  onOriginal<T>(work: () => T): T {
    return this.#lagging.run(false, work);
  }

  get isOnCopy(): boolean {
    return this.#lagging.getStore() === true;
  }

  get isOff(): boolean {
    return this.settings.requests === 0 && this.settings.milliseconds === 0;
  }

  /** From when on a change of now is seen. */
  seenFrom(): Unseen['seenFrom'] {
    const { requests, milliseconds } = this.settings;
    return { request: this.#request + requests + 1, time: this.#clock.now() + milliseconds };
  }

  isSeen({ seenFrom }: Unseen): boolean {
    return this.#request >= seenFrom.request && this.#clock.now() >= seenFrom.time;
  }
}

/** One repository as a copy sees it. */
export class Copy {
  readonly #replication: Replication;
  #unseen: Unseen[] = [];

  constructor(replication: Replication) {
    this.#replication = replication;
  }

  get isOff(): boolean {
    return this.#replication.isOff;
  }

  /** Takes note of refs that changed, and of the commits that came with them. */
  async changed(store: ObjectStore, before: Refs, after: Refs): Promise<void> {
    if (this.isOff) return;
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const changed = names.filter((name) => before.get(name) !== after.get(name));
    const commits = await listCommits(store, [...after.values()], [...before.values()]);
    this.#add({ refs: new Map(changed.map((name) => [name, before.get(name) ?? null])), commits });
  }

  /** Takes note of a commit that no ref leads to. */
  committed(oid: string): void {
    if (!this.isOff) this.#add({ refs: new Map(), commits: [oid] });
  }

  #add({ refs, commits }: { refs: Unseen['refs']; commits: string[] }): void {
    this.#unseen.push({ refs, commits: new Set(commits), seenFrom: this.#replication.seenFrom() });
  }

  /** What the copy takes a ref for, of which `value` is true. */
  ref(name: string, value: string | null): string | null {
    const first = this.#lag().find(({ refs }) => refs.has(name));
    return first === undefined ? value : (first.refs.get(name) ?? null);
  }

  refs(all: Refs): Refs {
    const lag = this.#lag();
    if (lag.length === 0) return all;
    const names = [...new Set([...all.keys(), ...lag.flatMap(({ refs }) => [...refs.keys()])])].sort();
    return new Map(
      names.flatMap((name) => {
        const value = this.ref(name, all.get(name) ?? null);
        return value === null ? [] : [[name, value] as const];
      }),
    );
  }

  /** Whether the copy lacks a commit. */
  lacks(oid: string): boolean {
    return this.#lag().some(({ commits }) => commits.has(oid));
  }

  /** What this request does not see, the oldest first. */
  #lag(): readonly Unseen[] {
    if (this.isOff || this.#unseen.length === 0 || !this.#replication.isOnCopy) return [];
    this.#unseen = this.#unseen.filter((change) => !this.#replication.isSeen(change));
    return this.#unseen;
  }
}
