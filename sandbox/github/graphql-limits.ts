import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import { wholeQueryFailure } from '../known-answers.ts';
import type { Counted, Excess, GraphqlLimits } from '../types.ts';
import type { Answer } from './answers.ts';
import { BareError, GitHubError } from './graphql-errors.ts';
import { kindsOf, noCounts, type QuerySize } from './graphql-size.ts';

/** "The maximum limit of 500,000 nodes" (GitHub's docs, GraphQL, node limit). */
const MOST_NODES = 500_000;

/** What one answer may still take; a field past it is null beside an error. */
export class Budget {
  readonly #left: Partial<Record<Counted, number>>;
  readonly #isTraced: boolean;

  constructor(left: Partial<Record<Counted, number>>, isTraced: boolean) {
    this.#left = left;
    this.#isTraced = isTraced;
  }

  /** Throws where a field is past the limit. */
  take({ fieldNodes }: GraphQLResolveInfo): void {
    const [field] = fieldNodes;
    for (const kind of field === undefined ? [] : kindsOf(field)) {
      const left = this.#left[kind];
      if (left === undefined) continue;
      if (left <= 0) throw this.#error();
      this.#left[kind] = left - 1;
    }
  }

  #error(): GraphQLError {
    const message = 'Resource limits for this query exceeded.';
    return this.#isTraced ? new GitHubError('RESOURCE_LIMITS_EXCEEDED', message) : new BareError(message);
  }
}

/** How a query fares under the limits: refused whole, answered as far as the budget goes, or unhindered. */
export type Verdict =
  | { kind: 'refused'; answer: Answer; tookTooLong: boolean }
  | { kind: 'budget'; budget: Budget }
  | { kind: 'free' };

export function judge({ counts, nodes }: QuerySize, limits: GraphqlLimits, now: Date): Verdict {
  if (nodes > MOST_NODES) return { kind: 'refused', answer: tooManyNodes(nodes), tookTooLong: false };
  const isOver = (kind: Counted) => counts[kind] > (limits.most[kind] ?? Number.POSITIVE_INFINITY);
  const over = kinds().filter(isOver);
  if (over.length > 0) return exceeded(limits.excess, limits.most, { now, tookTooLong: false });
  const took = kinds().reduce((sum, kind) => sum + counts[kind] * (limits.duration[kind] ?? 0), 0);
  if (took <= limits.mostDuration) return { kind: 'free' };
  const share = limits.mostDuration / took;
  const most = Object.fromEntries(kinds().map((kind) => [kind, Math.floor(counts[kind] * share)]));
  return exceeded(limits.timeout, most, { now, tookTooLong: true });
}

function kinds(): Counted[] {
  return Object.keys(noCounts()) as Counted[];
}

function exceeded(
  excess: Excess,
  most: GraphqlLimits['most'],
  { now, tookTooLong }: { now: Date; tookTooLong: boolean },
): Verdict {
  switch (excess) {
    case 'resource-limits':
      return { kind: 'budget', budget: new Budget({ ...most }, true) };
    case 'resource-limits-untraced':
      return { kind: 'budget', budget: new Budget({ ...most }, false) };
    case 'resource-limits-all':
      return { kind: 'budget', budget: new Budget(Object.fromEntries(limited(most)), true) };
    default:
      return { kind: 'refused', answer: wholeQueryFailure(excess, now), tookTooLong };
  }
}

function limited(most: GraphqlLimits['most']): [string, number][] {
  return Object.keys(most).map((kind) => [kind, 0]);
}

/** https://github.com/semantic-release/github/issues/911 */
function tooManyNodes(nodes: number): Answer {
  const number = (value: number) => value.toLocaleString('en-US');
  const message = `This query requests up to ${number(nodes)} possible nodes which exceeds the maximum limit of ${number(MOST_NODES)}.`;
  return { status: 200, body: { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] } };
}
