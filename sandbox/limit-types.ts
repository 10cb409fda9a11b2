/** How much GitHub lets somebody ask, and how soon it shows what was written. Tests change it at any time. */

/** What a GraphQL query can have too many of. */
export type Counted = 'aliases' | 'repositories' | 'paths' | 'compares' | 'pullRequestBranches';

/**
 * What GraphQL answers to too much. `resource-limits`: the first ones, an error at each of the others; `-all`: an
 * error at each; `-untraced`: the first ones, beside errors that have no path. `cut-off`: half an answer.
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
  /** Of a request's body. More is read as if it had no query. Default 262,144, which others keep to. */
  bodyBytes: number;
  /** Of each in one query. Default: any number; `PROVEN_SIZES` has what others run in production. */
  most: Partial<Record<Counted, number>>;
  /** What more of them is answered with. Default `bad-gateway-html`. */
  excess: Excess;
  /** How long a query takes, in milliseconds for each of what it has. Nothing is waited for. Default: no time. */
  duration: Partial<Record<Counted, number>>;
  /** The longest that a query may take. Default 10,000, as GitHub documents. */
  mostDuration: number;
  /** What a longer one is answered with. Default `gateway-timeout`. */
  timeout: Excess;
}

/** Secondary limits, of each token: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export interface SecondaryLimits {
  /** A minute's points of REST: a read is 1, a write 5. Default: no limit. GitHub's is 900. */
  restPoints: number;
  /** A minute's points of GraphQL: a query is 1, a mutation 5. Default: no limit. GitHub's is 2,000. */
  graphqlPoints: number;
  /** A minute's writes through REST. Default: no limit. GitHub's is 80. */
  writes: number;
  /** REST's answer. Default 403. */
  restStatus: 403 | 429;
  /** GraphQL's. Default 200. */
  graphqlStatus: 200 | 403 | 429;
  /** The header, in seconds; null: none. Default 60. */
  retryAfter: number | null;
  words: SecondaryWords;
}

/** `secondary` is today's, `abuse` the older one; `bare` says nothing at all. Default `secondary`. */
export type SecondaryWords = 'secondary' | 'abuse' | 'bare';

export interface GitHubLimits {
  readonly graphql: GraphqlLimits;
  readonly secondary: SecondaryLimits;
}

/** While it is on, a ref or a commit that changes is seen by reads of the API only later. */
export interface Replication {
  /** So many further requests to the API don't see it yet. Default 0. */
  requests: number;
  /** So long it is not seen, by the sandbox's clock (`github.advance`). Default 0. */
  milliseconds: number;
}

export interface UsedUp {
  /** Points still left. Default 0. */
  left?: number;
  /** Seconds until there are new ones. Default 3,600. */
  resetsIn?: number;
}
