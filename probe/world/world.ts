import { type HttpRequest, send } from '../http.ts';
import { type RawAnswer, Skipped } from '../question.ts';
import type { Hands } from './hands.ts';
import { TOKENS, type TokenName, type Tokens } from './tokens.ts';

/** Time, passed in so that tests don't wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

/** Where the questions are asked. */
export interface Server {
  readonly kind: 'sandbox' | 'github.com' | 'enterprise';
  /** For people: `sandbox`, `github.com`, `GitHub Enterprise Server 3.19`. */
  readonly title: string;
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the address of the API, e.g. `/repos/acme/one`; `/graphql` for GraphQL. */
  readonly path: string;
  readonly body?: unknown;
  /** Default: the main one. */
  readonly token?: TokenName | 'nobody';
  /** Together with another that writes. */
  readonly atOnce?: boolean;
  /** A refusal because of a rate limit is the answer wanted. */
  readonly limitIsAnswer?: boolean;
}

/** What questions are asked of. */
export interface World {
  readonly server: Server;
  /** The account that owns the repositories. */
  readonly owner: string;
  /** What the names of its repositories start with. */
  readonly prefix: string;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly hands: Hands;
  /** Names of the repositories made so far, as they are now. */
  readonly created: Set<string>;
  /** `owner/name` of a repository of the probe's own. */
  named(suffix: string): string;
  call(call: Call): Promise<RawAnswer>;
  /** Makes a thing when it is first wanted; later everybody gets the same. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}

export interface WorldOptions {
  readonly server: Server;
  readonly owner: string;
  readonly prefix: string;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Milliseconds between two requests that write. */
  readonly pace: number;
  /** For whoever watches. */
  readonly note: (line: string) => void;
  readonly hands: (world: World) => Hands;
}

export function createWorld(options: WorldOptions): World {
  const { server, owner, prefix, tokens, clock } = options;
  const made = new Map<string, Promise<unknown>>();
  const sendPaced = paced(options);
  const world: World = {
    ...{ server, owner, prefix, tokens, clock },
    created: new Set(),
    named: (suffix) => `${owner}/${prefix}-${suffix}`,
    call: (call) => sendPaced(call, requestOf(options, call)),
    once<T>(key: string, make: () => Promise<T>) {
      const known = made.get(key) ?? make();
      made.set(key, known);
      return known as Promise<T>;
    },
    get hands() {
      return hands;
    },
  };
  const hands = options.hands(world);
  return world;
}

function requestOf({ server, tokens }: WorldOptions, call: Call): HttpRequest {
  const { method, path, body, token = 'main' } = call;
  const graphql = path === '/graphql';
  const text = token === 'nobody' ? null : tokens[token];
  if (text === undefined) throw new Skipped('not-asked', `set ${TOKENS[token as TokenName]}`);
  const url = graphql ? server.graphqlUrl : server.apiUrl + path;
  return {
    method,
    url,
    token: text,
    api: graphql ? 'graphql' : 'rest',
    ...(body === undefined ? {} : { body }),
  };
}

/** So often a request that a rate limit refused is sent again. */
const MOST_WAITS = 3;
/** GitHub: "wait for at least one minute before retrying" (docs, rate limits for the REST API). */
const SHORTEST_WAIT = 60;

/** Writes at a distance from each other, and what GitHub's secondary limit asks to wait for is waited for. */
function paced({ clock, pace, note }: WorldOptions) {
  let lastWrite = Number.NEGATIVE_INFINITY;
  return async (call: Call, request: HttpRequest): Promise<RawAnswer> => {
    for (let waits = 0; ; waits++) {
      if (isWrite(call) && call.atOnce !== true) {
        const early = lastWrite + pace - clock.now();
        if (early > 0) await clock.pause(early);
        lastWrite = clock.now();
      }
      const answer = await send(request);
      const seconds = secondsToWait(answer);
      if (seconds === null || call.limitIsAnswer === true || waits === MOST_WAITS) return answer;
      note(`GitHub's secondary rate limit: waiting ${seconds} s.`);
      await clock.pause(seconds * 1000);
    }
  };
}

export function isWrite({ method, path, body }: Call): boolean {
  if (path !== '/graphql') return method !== 'GET';
  return JSON.stringify(body ?? null).startsWith('{"query":"mutation');
}

/** Of a secondary limit; null for every other answer. The words: secondary-limit-without-headers, abuse-detection. */
function secondsToWait({ status, headers, body }: RawAnswer): number | null {
  if (status !== 403 && status !== 429) return null;
  const said = Number(headers['retry-after']);
  if (said > 0) return said;
  return /secondary rate limit|abuse detection/.test(JSON.stringify(body)) ? SHORTEST_WAIT : null;
}
