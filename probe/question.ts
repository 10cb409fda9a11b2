/** What the probe asks, and what it makes of the answers. */
import type { TokenName } from './world/tokens.ts';
import type { World } from './world/world.ts';

/** One answer as it came, or what was measured over one or several. */
export interface RawAnswer {
  /** The body is the probe's own: what was counted or timed. */
  readonly measured?: true;
  readonly api: 'graphql' | 'rest';
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  readonly milliseconds: number;
}

/**
 * What a value should be, as data. An object's further keys don't matter; a list has as many elements as here.
 * Objects with one of these keys stand for more than one value:
 * - `$matches`: a text that this regular expression matches
 * - `$contains`: a list that has, among others, an element for each of these
 * - `$absent`: nothing at all (not even null)
 * - `$present`: anything but null or nothing
 */
export type Pattern =
  | null
  | boolean
  | number
  | string
  | readonly Pattern[]
  | { readonly [key: string]: Pattern };

/** What an answer should be; what is left out doesn't matter. */
export interface Shape {
  readonly status?: number;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, Pattern>>;
  readonly body?: Pattern;
}

/** What the ledger says, under these ids; where its records allow several answers, each. */
export interface Known {
  readonly ledger: readonly string[];
  readonly oneOf: readonly Shape[];
}

/** `unknown`: nobody has recorded it; no answer contradicts. */
export type Expected = 'unknown' | Known;

export interface Question {
  /** Theme and name, e.g. `paths.missing`. */
  readonly id: string;
  /** The request or situation, in the words of the ledger: `acme/one` is a repository. */
  readonly asked: string;
  readonly expected: Expected;
  /** The ledger's open question that an answer would settle. */
  readonly open?: string;
  /** The token besides the main one that it takes. */
  readonly needs?: TokenName;
  /** Throws {@link Skipped} where it can't be asked there. */
  ask(world: World): Promise<RawAnswer>;
}

/** Questions that share repositories, in the order in which they are asked. */
export interface Theme {
  readonly name: string;
  readonly questions: readonly Question[];
  /** At most this much on a server, for whoever pays with their rate limit. */
  readonly cost: Cost;
}

export interface Cost {
  readonly repositories: number;
  readonly requests: number;
  /** Of the requests, those that write. */
  readonly writes: number;
}

/** Why a question was not asked: what is missing, or that the sandbox does not implement it. */
export class Skipped extends Error {
  readonly kind: 'not-asked' | 'not-implemented';

  constructor(kind: Skipped['kind'], why: string) {
    super(why);
    this.kind = kind;
  }
}

/** What became of a question; everything in it is redacted. */
export type Outcome =
  | { readonly kind: 'same' | 'different' | 'no-record'; readonly answer: RawAnswer }
  | { readonly kind: 'not-asked' | 'not-implemented' | 'failed'; readonly why: string };

export interface Asked {
  readonly question: Question;
  readonly outcome: Outcome;
}

/** What the ledger says under one id. */
export function known(ledger: string, ...oneOf: Shape[]): Known {
  return { ledger: [ledger], oneOf };
}
