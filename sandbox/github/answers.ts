import { STATUS_CODES } from 'node:http';
import type { Fault } from '../types.ts';
import type { Token } from './tokens.ts';

/** A request to REST or GraphQL, read and authenticated. */
export interface ApiRequest {
  method: string;
  /** Below `/api/v3` (or `/graphql`), as received: still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  /** Undefined where there was no body; `INVALID_JSON` where it was none. */
  body: unknown;
  /** Of the body, as received. */
  bytes: number;
  token: Token | null;
  /** Parts of a GraphQL answer that a test lets fail. */
  graphqlError?: Fault['graphqlError'];
}

export const INVALID_JSON = Symbol('not JSON');

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Undefined: no body. A string or bytes are sent as they are, anything else as JSON. */
  body?: unknown;
}

export const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as REST writes it; `message` defaults to the status's own phrase. */
export function problem(status: number, message?: string, documentation = DOCUMENTATION): Answer {
  const text = message ?? STATUS_CODES[status] ?? 'Error';
  return { status, body: { message: text, documentation_url: documentation, status: String(status) } };
}

/** What the sandbox does not know how to answer: an error nobody can take for GitHub's, never a guess. */
export function notImplemented(what: string): Answer {
  return { status: 501, body: { message: `The sandbox does not implement ${what}` } };
}
