import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import type { GraphqlAnswer, GraphqlProblem } from './graphql-answer.ts';
import { IN_FLIGHT } from './in-flight.ts';
import type { Query } from './query.ts';
import { asksTooMuch, isRefusedQuery } from './retry.ts';

/** A GraphQL query over many items, and how its answer is read. */
export interface BatchedQuery<Item, Result> {
  readonly build: (items: readonly Item[]) => Pick<Query, 'text' | 'variables'>;
  /** One result per item, in order. */
  readonly read: (items: readonly Item[], answer: GraphqlAnswer) => readonly Result[];
  /** Whether GitHub answered for the item, whatever it said. */
  readonly isRead: (result: Result) => boolean;
  /** Of an item that came in part: what came, and what is still to be asked for; else null. */
  readonly inPart?: (item: Item, result: Result) => InPart<Item, Result> | null;
  /** The result for an item of a request that failed as a whole. */
  readonly failed: (error: GitHubError) => Result;
  /** Two smaller batches; null where there is too little to be too much. `toTheLast`: GitHub itself says it is. */
  readonly halve: (items: readonly Item[], toTheLast: boolean) => readonly [Item[], Item[]] | null;
  /** How many repositories a batch is about: one of many may be why all are refused. */
  readonly repositoriesIn: (items: readonly Item[]) => number;
}

export interface Read<Item, Result> {
  readonly item: Item;
  readonly result: Result;
}

export interface InPart<Item, Result> {
  readonly came: Read<Item, Result>;
  readonly again: Item;
}

/**
 * READ: all batches, {@link IN_FLIGHT} at once. What GitHub fails on, in whole or in part, is asked for again by
 * halves; what cannot be halved as the retry policy has it. Whoever refuses the token, is out of reach, or says that
 * a limit is used up is not asked for the rest. Never throws for GitHub's answers.
 */
export async function readByHalves<Item, Result>(
  client: Client,
  query: BatchedQuery<Item, Result>,
  batches: readonly (readonly Item[])[],
): Promise<readonly Read<Item, Result>[]> {
  return new Halving(client, query).run(batches);
}

/** Items that are asked for together, and how often these very ones have been. */
interface Batch<Item> {
  readonly items: readonly Item[];
  readonly tries: number;
}

class Halving<Item, Result> {
  readonly #client: Client;
  readonly #query: BatchedQuery<Item, Result>;
  readonly #done: Read<Item, Result>[] = [];
  #queue: Batch<Item>[] = [];
  /** Whether GitHub has answered anything: one that never does is not asked for the rest. */
  #hasAnswered = false;
  #givenUp: GitHubError | null = null;

  constructor(client: Client, query: BatchedQuery<Item, Result>) {
    this.#client = client;
    this.#query = query;
  }

  async run(batches: readonly (readonly Item[])[]): Promise<readonly Read<Item, Result>[]> {
    this.#queue = batches.map((items) => ({ items, tries: 1 }));
    const worker = async () => {
      for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
        await this.#ask(batch);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return this.#done;
  }

  async #ask(batch: Batch<Item>): Promise<void> {
    const { items } = batch;
    if (this.#givenUp !== null) return this.#fail(items, this.#givenUp);
    const isSmall = this.#query.halve(items, false) === null;
    const { text, variables } = this.#query.build(items);
    try {
      const retry = (error: GitHubError) => isSmall || error.limit !== null;
      const answer = await this.#client.graphql(text, variables, { retry });
      await this.#take(batch, this.#query.read(items, answer), answer.errors);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      const isOne = this.#query.repositoriesIn(items) === 1;
      const halves = worthHalving(error, isOne) ? this.#query.halve(items, isTooMuch(error)) : null;
      if (halves === null) this.#giveUp(items, error);
      else this.#next(halves, 1);
    }
  }

  /** Keeps what came, and asks again for what did not. */
  async #take(
    { items, tries }: Batch<Item>,
    results: readonly Result[],
    errors: readonly GraphqlProblem[],
  ): Promise<void> {
    const reads = results.flatMap((result, index) =>
      items.slice(index, index + 1).map((item) => ({ item, result })),
    );
    const good = reads.filter(({ result }) => this.#query.isRead(result));
    const bad = reads.filter(({ result }) => !this.#query.isRead(result));
    const parts = bad.map(({ item, result }) => this.#query.inPart?.(item, result) ?? null);
    const came = [...good, ...parts.flatMap((part) => (part === null ? [] : [part.came]))];
    this.#done.push(...came);
    this.#hasAnswered ||= came.length > 0;
    if (bad.length === 0) return;
    const again = bad.map(({ item }, index) => parts[index]?.again ?? item);
    const tooMuch = errors.some(asksTooMuch);
    const halves = this.#query.halve(again, tooMuch);
    if (halves !== null) this.#next(halves, 1);
    else if (came.length > 0) this.#next([again], 1);
    else if (
      !tooMuch &&
      (await this.#client.pause('Reading from GitHub', 'part of the answer failed', tries))
    ) {
      this.#next([again], tries + 1);
    } else {
      // The least that can be asked, and nothing came for anybody: the rest would fare no better.
      if (!this.#hasAnswered) this.#givenUp ??= unanswered(errors);
      this.#done.push(...bad);
    }
  }

  /** Halves come before whatever else waits: where GitHub is down, that shows soonest. */
  #next(batches: readonly (readonly Item[])[], tries: number): void {
    this.#queue.unshift(...batches.map((items) => ({ items, tries })));
  }

  #giveUp(items: readonly Item[], error: GitHubError): void {
    const isDown = !this.#hasAnswered && isNoAnswer(error) && !isForbidden(error);
    if (error.limit !== null || error.status === 401 || isDown) this.#givenUp = error;
    this.#fail(items, error);
  }

  #fail(items: readonly Item[], error: GitHubError): void {
    const result = this.#query.failed(error);
    this.#done.push(...items.map((item) => ({ item, result })));
  }
}

function unanswered([first]: readonly GraphqlProblem[]): GitHubError {
  const message = first?.message ?? 'the answer is incomplete';
  return new GitHubError({ status: 200, headers: {}, message });
}

/** Asking for less helps where GitHub failed or says so, and where one of many repositories is why all are refused. */
function worthHalving(error: GitHubError, isOneRepository: boolean): boolean {
  if (error.limit !== null || error.problems?.some(isRefusedQuery)) return false;
  if (isForbidden(error)) return !isOneRepository;
  return isNoAnswer(error);
}

/** GitHub did not get to the query, or says that it can't answer it. */
function isNoAnswer({ status }: GitHubError): boolean {
  return status === null || status < 300 || status >= 500;
}

/** PURE: whether GraphQL refuses the whole request for want of a right. */
export function isForbidden({ problems = [] }: Pick<GitHubError, 'problems'>): boolean {
  return problems.some(({ type }) => type === 'FORBIDDEN');
}

function isTooMuch({ problems = [] }: GitHubError): boolean {
  return problems.some(asksTooMuch);
}
