/** Logged requests, and the faults that a test can add. */

/** One request, and its answer. */
export interface LoggedRequest {
  method: string;
  /** Path and query as received. */
  path: string;
  /** The token's text, or null. */
  token: string | null;
  headers: Record<string, string>;
  /** Parsed JSON body, if there was one. */
  body: unknown;
  status: number;
  /** Milliseconds since the sandbox started: received, answered. */
  receivedAt: number;
  answeredAt: number;
  kind: 'graphql' | 'rest' | 'git';
}

/** A part of a GraphQL answer that fails. */
export interface GraphqlFault {
  /**
   * The response path of a field (or of an item of a list): its value becomes null, and so do its parents, as far up as
   * the schema forbids null. Without a path, or with one that the answer does not have: an error beside the data.
   */
  path?: (string | number)[];
  type?: string;
  message: string;
}

/** A body that is a string is sent as it is, anything else as JSON. */
export interface FaultyAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What to do to requests that match, instead of or before answering them. */
export interface Fault {
  /** Tested against `METHOD path`, e.g. `POST /repos/acme/market/dispatches`, and a GraphQL query as `POST /graphql`. */
  match: RegExp;
  /** Only requests with this token. */
  token?: string;
  /** Only requests whose body, as JSON, matches: e.g. `/updateRefs/` for one mutation. */
  matchBody?: RegExp;
  /** How many requests it applies to. Default 1; Infinity for always. */
  times?: number;
  /** How many matching requests go through before it starts. Default 0. */
  after?: number;
  /** Answer this instead of handling the request. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as text/html, anything else as JSON. */
  body?: unknown;
  /**
   * Close the socket without an answer: `before` handling or `after` (the request took effect); `midway`: in the answer.
   * `stall`: half of the answer, and then nothing more.
   */
  drop?: 'before' | 'after' | 'midway' | 'stall';
  /** Milliseconds to wait before handling. */
  delay?: number;
  /** For GraphQL: run the query, and let these parts fail. */
  graphqlError?: GraphqlFault | GraphqlFault[];
  /** Changes the answer after the request has been handled. */
  rewrite?: (answer: FaultyAnswer) => FaultyAnswer;
  /** Run before handling (e.g. to move a head). */
  effect?: () => Promise<void> | void;
}
