import type { Client } from '../client/client.ts';
import { GitHubError } from '../client/error.ts';
import { forbids, type GraphqlAnswer, type GraphqlProblem } from '../client/graphql-answer.ts';
import type { Query } from '../client/graphql-query.ts';
import { IN_FLIGHT } from '../client/in-flight.ts';
import { asksTooMuch, isRedirectLoop, isRefusedQuery } from '../client/retry.ts';

/** A GraphQL query over many items, and how its answer is read. */
export interface BatchedQuery<Item, Result> {
  readonly build: (items: readonly Item[]) => Query;
  /** One result per item. */
  readonly read: (items: readonly Item[], answer: GraphqlAnswer) => ReadonlyMap<Item, Result>;
  /** Whether GitHub answered for the item, whatever it said. */
  readonly isRead: (result: Result) => boolean;
  /** Of an item that came in part: what came, and what is still to be asked for; else null. */
  readonly inPart?: (item: Item, result: Result) => InPart<Item, Result> | null;
  /** The result for an item of a request that failed as a whole. */
  readonly failed: (error: GitHubError) => Result;
  /** Smaller batches; null where there is too little to be too much. `toTheLast`: GitHub itself says it is. */
  readonly halve: (items: readonly Item[], toTheLast: boolean) => readonly Item[][] | null;
  /** How many repositories a batch is about: one of many may be why all are refused. */
  readonly repositoriesIn: (items: readonly Item[]) => number;
}

export interface InPart<Item, Result> {
  readonly came: readonly [Item, Result];
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
): Promise<ReadonlyMap<Item, Result>> {
  return new Halving(client, query).run(batches);
}

/** So many of the smallest requests that are too much for GitHub, and none that is not: so it is for the rest. */
const MOST_TOO_MUCH = 8;

/** Items that are asked for together, and how often these very ones have been. */
interface Batch<Item> {
  readonly items: readonly Item[];
  readonly tries: number;
}

const PART_FAILED = 'part of the answer failed';

function firstTry<Item>(items: readonly Item[]): Batch<Item> {
  return { items, tries: 1 };
}

class Halving<Item, Result> {
  readonly #client: Client;
  readonly #query: BatchedQuery<Item, Result>;
  readonly #done = new Map<Item, Result>();
  #queue: Batch<Item>[] = [];
  /** Whether GitHub has answered anything: one that never does is not asked for the rest. */
  #hasAnswered = false;
  /** Batches that brought nothing; one of them may be at fault by itself. */
  #unanswered = 0;
  #givenUp: GitHubError | null = null;

  constructor(client: Client, query: BatchedQuery<Item, Result>) {
    this.#client = client;
    this.#query = query;
  }

  async run(batches: readonly (readonly Item[])[]): Promise<ReadonlyMap<Item, Result>> {
    this.#queue = batches.map(firstTry);
    const worker = async () => {
      for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
        // Halves come before whatever else waits: where GitHub is down, that shows soonest.
        this.#queue.unshift(...(await this.#ask(batch)));
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return this.#done;
  }

  /** What is to be asked for next of a batch. */
  async #ask(batch: Batch<Item>): Promise<Batch<Item>[]> {
    const { items } = batch;
    if (this.#givenUp !== null) return this.#fail(items, this.#givenUp);
    const isSmall = this.#query.halve(items, false) === null;
    const { text, variables } = this.#query.build(items);
    try {
      const retry = (error: GitHubError) => isSmall || error.limit !== null || saysWhen(error);
      const answer = await this.#client.graphql(text, variables, { retry });
      return await this.#take(batch, answer);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      const isOne = this.#query.repositoriesIn(items) === 1;
      const halves = worthHalving(error, isOne) ? this.#query.halve(items, isTooMuch(error)) : null;
      if (halves !== null) return halves.map(firstTry);
      if (error.limit !== null || error.status === 401) this.#givenUp = error;
      if (isTooMuch(error)) this.#countUnanswered(error, MOST_TOO_MUCH);
      else if (isNoAnswer(error)) this.#countUnanswered(error, error.status === null ? 1 : 2);
      return this.#fail(items, error);
    }
  }

  /** Keeps what came, and asks again for what did not. */
  async #take({ items, tries }: Batch<Item>, answer: GraphqlAnswer): Promise<Batch<Item>[]> {
    const rest = new Map<Item, Result>();
    const before = this.#done.size;
    for (const [item, result] of this.#query.read(items, answer)) {
      const isRead = this.#query.isRead(result);
      const part = isRead ? null : (this.#query.inPart?.(item, result) ?? null);
      if (part !== null) this.#done.set(...part.came);
      if (isRead) this.#done.set(item, result);
      else rest.set(part?.again ?? item, result);
    }
    const cameSome = this.#done.size > before;
    this.#hasAnswered ||= cameSome;
    const next = await this.#again({ items: [...rest.keys()], tries }, answer.errors, cameSome);
    if (next.length === 0) for (const [item, result] of rest) this.#done.set(item, result);
    return next;
  }

  /** What to ask for next of items that did not come; nothing where that is in vain. */
  async #again({ items, tries }: Batch<Item>, errors: readonly GraphqlProblem[], cameSome: boolean) {
    if (items.length === 0 || errors.some(isRefusedQuery)) return [];
    const tooMuch = errors.some(asksTooMuch);
    const halves = this.#query.halve(items, tooMuch);
    if (halves !== null) return halves.map(firstTry);
    if (cameSome) return [firstTry(items)];
    const isLeft = !tooMuch && (await this.#client.pause('Reading from GitHub', PART_FAILED, tries));
    if (isLeft) return [{ items, tries: tries + 1 }];
    // Nothing for anybody, not even of the least that can be asked for: the rest would fare no better.
    this.#countUnanswered(unanswered(errors), tooMuch ? MOST_TOO_MUCH : 1);
    return [];
  }

  /** Where GitHub never answers, the rest is not asked for after `most` batches without an answer. */
  #countUnanswered(error: GitHubError, most: number): void {
    this.#unanswered++;
    if (!this.#hasAnswered && this.#unanswered >= most) this.#givenUp ??= error;
  }

  #fail(items: readonly Item[], error: GitHubError): [] {
    for (const item of items) this.#done.set(item, this.#query.failed(error));
    return [];
  }
}

function unanswered([first]: readonly GraphqlProblem[]): GitHubError {
  const message = first?.message ?? 'the answer is incomplete';
  return new GitHubError({ status: 200, headers: {}, message });
}

/** A server that names a time is not asked for anything before, however little. */
function saysWhen({ headers }: GitHubError): boolean {
  return headers['retry-after'] !== undefined;
}

/** Asking for less helps where GitHub failed or says so, and where one of many repositories is why all are refused. */
function worthHalving(error: GitHubError, isOneRepository: boolean): boolean {
  if (error.limit !== null || saysWhen(error)) return false;
  if (error.problems?.some(isRefusedQuery) || isRedirectLoop(error)) return false;
  if (isForbidden(error)) return !isOneRepository;
  return isNoAnswer(error) || error.status === 200 || isTooBig(error);
}

/** GitHub did not get to the query, whatever it asks. */
function isNoAnswer({ status, problems = [] }: GitHubError): boolean {
  if (status === null || status >= 500) return true;
  return (
    status < 300 &&
    !problems.some((problem) => forbids(problem) || isRefusedQuery(problem) || asksTooMuch(problem))
  );
}

/** Of a body that is too big GitHub finds no query (github-answers: oversized-body). */
function isTooBig({ message }: GitHubError): boolean {
  return /query attribute must be specified/i.test(message);
}

/** PURE: whether GraphQL refuses the whole request because the token lacks a permission. */
export function isForbidden({ problems = [] }: Pick<GitHubError, 'problems'>): boolean {
  return problems.some(forbids);
}

function isTooMuch({ problems = [] }: GitHubError): boolean {
  return problems.some(asksTooMuch);
}
