import { randomBytes } from 'node:crypto';
import type { TokenKind, TokenOptions } from '../types.ts';
import type { Clock } from './clock.ts';

/** Only the prefix distinguishes the kinds: `ghs_` tokens are about 520 characters with dots. */
const PREFIX: Record<TokenKind, string> = {
  actions: 'ghs_',
  app: 'ghs_',
  'app-user': 'ghu_',
  'fine-grained': 'github_pat_',
  classic: 'ghp_',
};

const LOGIN: Record<TokenKind, string> = {
  actions: 'github-actions[bot]',
  app: 'sandbox-app[bot]',
  'app-user': 'octocat',
  'fine-grained': 'octocat',
  classic: 'octocat',
};

export interface Token {
  readonly text: string;
  readonly options: TokenOptions;
  readonly login: string;
}

export class Tokens {
  readonly #byText = new Map<string, Token>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(options: TokenOptions): string {
    const text = newText(options.kind);
    this.#byText.set(text, { text, options, login: options.login ?? LOGIN[options.kind] });
    return text;
  }

  /** The token, or null where GitHub would say `Bad credentials`: unknown, revoked or expired. */
  valid(text: string): Token | null {
    const token = this.#byText.get(text);
    if (token === undefined || token.options.revoked) return null;
    const { expires } = token.options;
    return expires !== undefined && expires.getTime() <= this.#clock.date().getTime() ? null : token;
  }
}

function newText(kind: TokenKind): string {
  if (kind === 'classic' || kind === 'app-user') return PREFIX[kind] + letters(36);
  if (kind === 'fine-grained') return `${PREFIX[kind]}${letters(22)}_${letters(59)}`;
  return `${PREFIX[kind]}${letters(36)}.${letters(400)}.${letters(78)}`;
}

function letters(count: number): string {
  let text = '';
  while (text.length < count)
    text += randomBytes(count)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  return text.slice(0, count);
}

/** Whether it is a person's: it may do no more than its owner. */
export function isOfPerson({ options: { kind } }: Token): boolean {
  return kind === 'classic' || kind === 'fine-grained' || kind === 'app-user';
}

/** The token's text in an `Authorization` header: `token X`, `Bearer X`, or the password of basic auth. */
export function tokenText(header: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return header === undefined ? null : '';
  const [user = '', ...password] = Buffer.from(value, 'base64').toString().split(':');
  return password.join(':') || user;
}

/**
 * `github-authentication-token-expiration`; null where there is no such header: of Apps and of tokens without an end.
 * Those of Apps' users and classic ones write UTC, fine-grained ones the zone of their owner (some 1,400 recordings in hub4j/github-api,
 * PyGithub/PyGithub and octokit.rb).
 */
export function expirationText({ options }: Token): string | null {
  const { kind, expires, shownExpiry = expires, zone = '+0200' } = options;
  if (shownExpiry === undefined || expires === undefined || kind === 'actions' || kind === 'app') return null;
  return timeText(shownExpiry, kind === 'fine-grained' ? zone : 'UTC');
}

/** E.g. `2026-12-01 19:07:53 UTC`, `2024-07-31 10:13:04 +0200`. */
function timeText(time: Date, zone: string): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return `${new Date(time.getTime() + offset).toISOString().slice(0, 19).replace('T', ' ')} ${zone}`;
}
