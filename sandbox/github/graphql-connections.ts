import { GitHubError, NotImplemented, QueryError } from './graphql-errors.ts';
import type { Resolvers } from './graphql-schema.ts';

/** One page of a connection. */
export interface Page {
  totalCount: number;
  nodes: () => Promise<unknown[]>;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** The fields that all connections share. */
export const connection = {
  totalCount: ({ totalCount }: Page) => totalCount,
  nodes: ({ nodes }: Page) => nodes(),
  pageInfo: ({ pageInfo }: Page) => pageInfo,
};

export const pageInfoResolvers: Resolvers = {
  PageInfo: {
    hasNextPage: ({ hasNextPage }: Page['pageInfo']) => hasNextPage,
    hasPreviousPage: ({ hasPreviousPage }: Page['pageInfo']) => hasPreviousPage,
    startCursor: ({ startCursor }: Page['pageInfo']) => startCursor,
    endCursor: ({ endCursor }: Page['pageInfo']) => endCursor,
  },
};

/** "Values of `first` and `last` must be within 1-100." (GitHub's docs, GraphQL, using pagination) */
const MOST = 100;

/** The part of a list that a query asks for, and how each item of it is shown. */
export function paginate<Item>(
  name: string,
  all: readonly Item[],
  args: Record<string, unknown>,
  toNode: (item: Item) => unknown,
): Page {
  const [start, end] = bounds(name, all.length, args);
  const cursor = (at: number) => (end > start ? Buffer.from(`cursor:${at}`).toString('base64') : null);
  return {
    totalCount: all.length,
    nodes: () => Promise.all(all.slice(start, end).map(toNode)),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: cursor(start + 1),
      endCursor: cursor(end),
    },
  };
}

function bounds(
  name: string,
  length: number,
  { first, last, after, before }: Record<string, unknown>,
): [start: number, end: number] {
  const from = after == null ? 0 : positionOf(after);
  const to = before == null ? length : Math.min(length, positionOf(before) - 1);
  const size = sizeOf(name, first, last);
  return first == null ? [Math.max(from, to - size), to] : [from, Math.max(from, Math.min(to, from + size))];
}

function positionOf(cursor: unknown): number {
  const [, at] = /^cursor:(\d+)$/.exec(Buffer.from(String(cursor), 'base64').toString()) ?? [];
  if (at === undefined) throw new NotImplemented(`the cursor ${JSON.stringify(cursor)}`);
  return Number(at);
}

/** The texts are those that GitHub's users quote. */
function sizeOf(name: string, first: unknown, last: unknown): number {
  if (first != null && last != null) throw new NotImplemented(`both first and last of ${name}`);
  const size = first ?? last;
  if (typeof size !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new QueryError('MISSING_PAGINATION_BOUNDARIES', message, { hasData: true });
  }
  const bound = first == null ? 'last' : 'first';
  if (size > MOST) {
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MOST} records.`;
    throw new GitHubError('EXCESSIVE_PAGINATION', message);
  }
  if (size < 0) throw new NotImplemented(`${bound}: ${size}`);
  return size;
}
