/** GitHub's limits, and how soon reads show what was written. Tests may change these at any time. */

/** What a GraphQL query can have too many of. */
export type Counted = 'aliases' | 'repositories' | 'paths' | 'compares' | 'pullRequestBranches';

/**
 * GraphQL's answer to a query that exceeds a limit. `resource-limits`: the first ones, and an error at each of the
 * others; `-all`: an error at each; `-untraced`: the first ones, and errors without a path. `cut-off`: half an answer.
 */
export type Excess =
  | 'bad-gateway-html'
  | 'bad-gateway-json'
  | 'gateway-timeout'
  | 'validation-timeout'
  | 'something-went-wrong'
  | 'something-went-wrong-null-data'
  | 'resource-limits'
  | 'resource-limits-all'
  | 'resource-limits-untraced'
  | 'cut-off';

export interface GraphqlLimits {
  /** Maximum of a request's body. A larger one is read as if it had no query. Default 262,144, as others assume. */
  bodyBytes: number;
  /** Maximum of each in one query. Default: no limit; `PROVEN_SIZES` has what others run in production. */
  most: Partial<Record<Counted, number>>;
  /** The answer to a query with more of them. Default `bad-gateway-html`. */
  excess: Excess;
  /** How long a query takes: milliseconds for each of its parts. Nothing really waits. Default: no time. */
  duration: Partial<Record<Counted, number>>;
  /** The longest that a query may take. Default 10,000, as GitHub documents. */
  mostDuration: number;
  /** The answer to a longer one. Default `gateway-timeout`. */
  timeout: Excess;
}

/** Secondary limits, for each token: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export interface SecondaryLimits {
  /** Points of REST per minute: a read is 1, a write 5. Default: no limit. GitHub's is 900. */
  restPoints: number;
  /** Points of GraphQL per minute: a query is 1, a mutation 5. Default: no limit. GitHub's is 2,000. */
  graphqlPoints: number;
  /** Writes through REST per minute. Default: no limit. GitHub's is 80. */
  writes: number;
  /** The status of REST's answer. Default 403. */
  restStatus: 403 | 429;
  /** The status of GraphQL's answer. Default 200. */
  graphqlStatus: 200 | 403 | 429;
  /** The header, in seconds; null: none. Default 60. */
  retryAfter: number | null;
  words: SecondaryWords;
}

/** `secondary` is today's message, `abuse` the older one; `bare` has no message. Default `secondary`. */
export type SecondaryWords = 'secondary' | 'abuse' | 'bare';

export interface GitHubLimits {
  readonly graphql: GraphqlLimits;
  readonly secondary: SecondaryLimits;
}

/** Makes API reads show changed refs and commits only later. */
export interface Replication {
  /** For how many further API requests the change is hidden. Default 0. */
  requests: number;
  /** How long the change is hidden, by the sandbox's clock (`github.advance`). Default 0. */
  milliseconds: number;
}

export interface UsedUp {
  /** Points still left. Default 0. */
  left?: number;
  /** Seconds until the limit resets. Default 3,600. */
  resetsIn?: number;
}
