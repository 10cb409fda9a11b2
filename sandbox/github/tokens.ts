import { randomBytes } from 'node:crypto';
import type { TokenKind, TokenOptions } from '../types.ts';
import type { Clock } from './clock.ts';

/** Kinds can be told apart by prefix only: `ghs_` tokens are about 520 characters with dots. */
const PREFIX: Record<TokenKind, string> = {
  actions: 'ghs_',
  app: 'ghs_',
  'fine-grained': 'github_pat_',
  classic: 'ghp_',
};

const LOGIN: Record<TokenKind, string> = {
  actions: 'github-actions[bot]',
  app: 'sandbox-app[bot]',
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
  if (kind === 'classic') return PREFIX[kind] + letters(36);
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

/** The token's text in an `Authorization` header: `token X`, `Bearer X`, or the password of basic auth. */
export function tokenText(header: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  if (/^(token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return header === undefined ? null : '';
  const [user = '', ...password] = Buffer.from(value, 'base64').toString().split(':');
  return password.join(':') || user;
}

/** E.g. `2026-12-01 19:07:53 UTC`, as `github-authentication-token-expiration` writes it. */
export function expirationText(expires: Date): string {
  return `${expires.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
