/**
 * If GitHub's answer is unknown, or its servers differ, each possible answer is a choice. The first value of each list
 * is the default: what public records say about github.com, or what is most likely.
 */
export const CHOICES = {
  /**
   * `Commit.file(path:)` of a missing path: null with a NOT_FOUND at its alias (changesets/ghcommit,
   * tests/integration); null alone, as older servers answer; or null with an error that has only a message.
   */
  missingPath: ['not-found', 'null', 'message-only'],
  /** `object(oid:)` of an id that the repository does not have. Not in the public record; its neighbours are null. */
  unknownOid: ['null', 'not-found'],
  /** `Commit.file(path:)` of a submodule: an entry, as observed once; or the same as for a missing path. */
  gitlinkFile: ['entry', 'not-found'],
  /** `Ref.compare` with an unknown id: github/gh-actions-lock, internal/ghapi/graphql_reachability.go expects null. */
  unknownComparison: ['null', 'not-found'],
  /** `Ref.compare` of histories without a common commit. Not in the public record. */
  unrelatedComparison: ['not-found', 'null'],
  /**
   * `Ref.compare` accepts a commit's id as `headRef`. GitHub documents only refs, but accepts ids:
   * https://github.com/refined-github/refined-github/issues/6094.
   */
  compareTakesOids: [true, false],
  /** The mutation `updateRefs` exists: it is of April 2024, and older GitHub Enterprise Servers have none. */
  hasUpdateRefs: [true, false],
  /**
   * What `updateRefs` says if a ref has moved: a message without a type, with or without data; or a type, as in
   * `createCommitOnBranch`.
   */
  staleRef: ['null-data', 'no-data', 'unprocessable', 'stale-data'],
  /** What `PATCH git/refs` says if the branch has moved: https://github.com/osunyorg/admin/issues/119 */
  movedBranch: ['not-fast-forward', 'cannot-be-updated'],
  /**
   * `git/matching-refs`: all at once (https://github.com/google/go-github/pull/3924), or in pages, as its documentation
   * once said: https://github.com/github/docs/issues/3863
   */
  matchingRefs: ['all', 'pages'],
  /** Whether a GraphQL error carries its `type`. */
  errorTypes: ['typed', 'untyped'],
  /**
   * GraphQL's answer when the points of this hour are used up: as seen in 2026, without `data`; the same with
   * `data: null`; or as documented (https://github.com/github/docs/issues/22607).
   */
  usedUp: ['RATE_LIMIT', 'RATE_LIMIT-null-data', 'RATE_LIMITED'],
  /** Whether the headers of that answer say so: in one report they showed points left. */
  usedUpRemaining: ['zero', 'points-left'],
  /** A write to an archived repository: the message says so, or it is the same as for a missing permission. */
  archived: ['read-only', 'forbidden'],
  /** What is checked first for a dispatch without `event_type`. Not in the public record for this call. */
  dispatchOrder: ['right-first', 'body-first'],
  /** The payload of `schedule`: with the repository since the changelog of 2022-09-27, without it before. */
  schedulePayload: ['repository', 'schedule-only'],
  /**
   * The path of the error for a repository that single sign-on, an IP allow list or the like closes: its alias; each
   * field below it (https://github.com/fwouts/prmonitor/issues/1042); or none, and there is no data
   * (github/gh-actions-lock, internal/ghapi).
   */
  accessError: ['at-alias', 'below', 'whole-query'],
  /** What REST answers for a private repository behind single sign-on; GitHub's docs name both. */
  samlStatus: ['forbidden', 'not-found'],
  /** What GraphQL answers without a token: asserted by a test against the real API, and measured in 2026. */
  anonymousGraphql: ['unauthorized', 'no-points'],
} as const;

/** One value for each of the choices. */
export type Dialect = { -readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] };

/** GitHub.com according to public records: the sandbox's default. */
const STRICT = Object.fromEntries(
  Object.entries(CHOICES).map(([name, values]) => [name, values[0]]),
) as unknown as Dialect;

/**
 * Servers that may exist. Together they cover every value of every choice. To use one of them:
 * `Object.assign(github.switches, DIALECTS['older-server'])`, or `startSandbox({ dialect: 'older-server' })`.
 */
export const DIALECTS = {
  strict: STRICT,
  /** An older GitHub Enterprise Server. */
  'older-server': {
    ...STRICT,
    missingPath: 'null',
    compareTakesOids: false,
    hasUpdateRefs: false,
    matchingRefs: 'pages',
    usedUp: 'RATE_LIMITED',
    schedulePayload: 'schedule-only',
  },
  /** Errors say as little as possible. */
  'terse-errors': {
    ...STRICT,
    missingPath: 'message-only',
    unrelatedComparison: 'null',
    staleRef: 'no-data',
    errorTypes: 'untyped',
    usedUp: 'RATE_LIMIT-null-data',
    archived: 'forbidden',
    samlStatus: 'not-found',
    anonymousGraphql: 'no-points',
  },
  /** Everything that is missing has an error at its place. */
  'errors-everywhere': {
    ...STRICT,
    unknownOid: 'not-found',
    gitlinkFile: 'not-found',
    unknownComparison: 'not-found',
    staleRef: 'unprocessable',
    accessError: 'below',
  },
  /** Errors that affect more than the alias that caused them, and misleading headers. */
  'whole-query': {
    ...STRICT,
    staleRef: 'stale-data',
    movedBranch: 'cannot-be-updated',
    usedUpRemaining: 'points-left',
    dispatchOrder: 'body-first',
    accessError: 'whole-query',
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
