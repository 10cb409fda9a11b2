/**
 * The header that comes with every answer to a personal access token that expires
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation).
 */
export const EXPIRY_HEADER = 'github-authentication-token-expiration';

/**
 * The header's time in epoch milliseconds, or null where there is none that can be read. Known shapes:
 * `2021-10-07 19:07:53 UTC` and `2023-05-01 10:00:00 -0700` (google/go-github#2649).
 */
export function parseExpiry(value: string | undefined): number | null {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(UTC|Z|[+-]\d\d:?\d\d)(?: UTC)?$/.exec(
    value?.trim() ?? '',
  );
  if (match === null) return null;
  const [, date, time, zone = ''] = match;
  const offset = zone.startsWith('+') || zone.startsWith('-') ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z';
  const moment = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(moment) ? null : moment;
}

/** The header and the answer's own time may be a moment apart. */
const SAME_MOMENT = 60_000;

/**
 * PURE: the expiry that an answer's headers tell, in epoch milliseconds. One that is not after the answer itself
 * contradicts it, since the token was taken: the header has held the time of the request (google/go-github#3708).
 *
 * @param now the time where the answer has no `date`.
 */
export function expiryIn(headers: Readonly<Record<string, string>>, now: number): number | null {
  const expiry = parseExpiry(headers[EXPIRY_HEADER]);
  const answered = Date.parse(headers['date'] ?? '');
  const then = Number.isNaN(answered) ? now : answered;
  return expiry !== null && expiry > then + SAME_MOMENT ? expiry : null;
}

/** The last that a Date can hold (https://tc39.es/ecma262/#sec-time-values-and-time-range). */
const LAST_MOMENT = 8.64e15;

/** `2026-12-01 19:07 UTC`. */
export function showTime(moment: number): string {
  if (!(Math.abs(moment) <= LAST_MOMENT)) return 'a time far away';
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
