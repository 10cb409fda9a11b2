import { type Annotation, warning } from '../../action/report.ts';
import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { expiryIn, showTime } from '../../github/client/expiry.ts';
import type { TokenKind } from '../../github/client/token.ts';
import { count } from '../../plugin/display.ts';

/** What the answers to a token have told of its end. */
export interface ExpiryWatch {
  /** For {@link createClient}'s `onAnswer`. */
  readonly see: (headers: Readonly<Record<string, string>>) => void;
  /** Epoch milliseconds; null where the token has no known end. */
  readonly expiry: () => number | null;
  /** Whether GitHub has answered this token at all. */
  readonly answered: () => boolean;
}

/** @param kind of the token: one of a GitHub App's user ends within hours, always, and is renewed by what made it. */
export function watchExpiry(kind: TokenKind, now: () => number): ExpiryWatch {
  let expiry: number | null = null;
  let answered = false;
  return {
    see: (headers) => {
      answered = true;
      expiry = kind === 'user' ? null : (expiryIn(headers, now()) ?? expiry);
    },
    expiry: () => expiry,
    answered: () => answered,
  };
}

/**
 * Asks once where nothing was sent: a token must not end unseen between two bumps. Reading the rate limit
 * costs none of it (https://docs.github.com/rest/rate-limit/rate-limit).
 */
export async function askExpiry(client: Client): Promise<Annotation[]> {
  const options = { what: 'Asking when the token expires', retry: () => false };
  const answer = await orError(client.request('GET /rate_limit', {}, options));
  return answer instanceof GitHubError && answer.status === 401 ? [REJECTED] : [];
}

const RENEW =
  'Renew it, and put the new token into the secret that the workflow passes as `token` (MARKETPLACE_UPDATE_TOKEN in the template).';

const REJECTED = warning(
  'token-rejected',
  'GitHub rejects `token` (401): it is wrong, revoked or expired. Nothing had to be sent this time, but the next ' +
    `version would not arrive. ${RENEW}`,
);

/** A warning where `expiry` (epoch milliseconds) is at most `from` days away; 0 never warns. */
export function expiryWarning(expiry: number | null, from: number, now: number): Annotation[] {
  if (expiry === null || from === 0) return [];
  if (expiry - now > from * DAY) return [];
  const text =
    expiry > now
      ? `The token expires ${inDays(expiry - now)}, on ${showTime(expiry)}: after that no version arrives. ${RENEW}`
      : `The token expired on ${showTime(expiry)}: no version arrives until it is renewed. ${RENEW}`;
  return [warning('token-expires', text)];
}

const DAY = 86_400_000;

function inDays(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  return days < 1 ? 'in less than a day' : `in ${count(days, 'day')}`;
}
