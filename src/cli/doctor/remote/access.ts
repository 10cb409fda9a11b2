import { whyOf } from '../../../findings/github.ts';
import { causeOf } from '../../../github/cause.ts';
import type { Client } from '../../../github/client/client.ts';
import { GitHubError } from '../../../github/client/error.ts';
import type { TokenKind } from '../../../github/client/token.ts';
import { watchExpiry } from '../../../notify/send/token-expiry.ts';
import type { Cli } from '../../cli.ts';
import { connect } from '../../server/connection.ts';
import type { Server } from '../../server/server.ts';
import type { Token } from '../../server/token.ts';

/** A way to GitHub, or why there is none: then nothing is asked for. */
export type Access =
  | { readonly kind: 'open'; readonly client: Client; readonly token: Token }
  | { readonly kind: 'closed'; readonly why: string };

/** What GitHub says to a token before anything is asked of it. */
export interface Probe {
  readonly token: Token;
  readonly access: Access;
  readonly isRejected: boolean;
  /** Whether GitHub answered the first question: else its headers told nothing. */
  readonly isAnswered: boolean;
  /** Epoch milliseconds; null where GitHub has told no end. */
  readonly expiry: () => number | null;
}

/**
 * READ: whether GitHub answers, and takes the token: one request, which costs none of the rate limit, instead of many
 * that fail alike. Many requests with a bad token even shut out the good ones
 * (https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#failed-login-limit).
 */
export async function probe(cli: Cli, server: Server, token: Token): Promise<Probe> {
  const watch = watchExpiry(token.kind, () => cli.clock.now());
  const client = connect(cli, server, token, watch.see);
  const open: Access = { kind: 'open', client, token };
  try {
    await client.request('GET /rate_limit', {}, { what: 'Looking at the token' });
    return { token, access: open, isRejected: false, isAnswered: true, expiry: watch.expiry };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const why = whyClosed(error, token);
    const access: Access = why === null ? open : { kind: 'closed', why };
    return {
      token,
      access,
      isRejected: error.status === 401,
      isAnswered: error.status === 404,
      expiry: watch.expiry,
    };
  }
}

/** Null where other requests may well be answered: GitHub Enterprise Server may have no rate limit, and says 404. */
function whyClosed(error: GitHubError, { from }: Token): string | null {
  const cause = causeOf(error);
  switch (cause.kind) {
    case 'token-rejected':
      return `GitHub rejects the token of ${from} (401)`;
    case 'no-answer':
    case 'rate-limit':
    case 'login-attempts':
      return whyOf(cause);
    case 'refused':
      return cause.refusal === 'proxy-page' || cause.refusal === 'account-suspended' ? whyOf(cause) : null;
    default:
      return null;
  }
}

/** Whether it is a person's, who may do what their role allows, and not what was ticked for the token. */
export function goesByRole(kind: TokenKind): boolean {
  return kind === 'classic' || kind === 'oauth';
}
