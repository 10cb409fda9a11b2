/** What nobody else may read is taken out of an answer before it is compared, printed or written. */
import { isIP } from 'node:net';
import type { RawAnswer } from './question.ts';
import { isObject } from './shape.ts';

export interface Secrets {
  readonly tokens: readonly string[];
  /** The account; written as `acme`. */
  readonly owner: string;
  /** Logins, names and addresses of people, as far as they are known. */
  readonly people: readonly string[];
  /** What names of repositories start with; `<prefix>-paths` is written as `paths`. */
  readonly prefix: string;
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

export interface Redactor {
  text(text: string): string;
  answer(answer: RawAnswer): RawAnswer;
  /** What of all that was to be taken out is still there, in words; null: nothing. */
  leftIn(text: string): string | null;
}

/** Headers that the project, or the ledger, has something to say about. */
const HEADERS = [
  'content-type',
  'location',
  'link',
  'retry-after',
  'github-authentication-token-expiration',
  'x-accepted-github-permissions',
  'x-accepted-oauth-scopes',
  'x-oauth-scopes',
  'x-github-sso',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-resource',
];

type Rule = readonly [RegExp, string];

/** What can be told by its form, whoever asks. */
const FORMS: readonly Rule[] = [
  [/\bgh[pousr]_[A-Za-z0-9_.-]{16,}|\bgithub_pat_\w{16,}/g, 'TOKEN'],
  [/(?<![\w.+-])(?!noreply@github\.com)[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, 'somebody@example.com'],
  [/\b[0-9A-F]{2,8}(:[0-9A-F]{1,12}){3,}\b/g, 'ID'],
  [/\b\d{1,3}(\.\d{1,3}){3}\b/g, '192.0.2.1'],
  [/(?<![\w:])[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}(?![\w:])/gi, '2001:db8::1'],
  [/\/\d{2,}(?=[/?#\s"']|$)/g, '/1'],
  [/\b(id|ID|installation|user)(:? |=)\d+/g, '$1$21'],
  [/\borganizations=[\d,]+/g, 'organizations=1'],
  [/\b[A-Z]{1,5}_k[gw]D[\w-]{4,}|\b[A-Z]{1,5}_lA[DH][\w-]{4,}|\bMDE?[\w]{1,3}6[\w=]{8,}/g, 'NODE_ID'],
];

export function createRedactor(secrets: Secrets): Redactor {
  const rules = [...namedRules(secrets), ...FORMS];
  const text = (input: string) => rules.reduce((left, [from, to]) => left.replaceAll(from, to), input);
  const walk = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return isHidden(key) ? hidden(key, value) : text(value);
    if (typeof value === 'number') return isId(key) ? 1 : value;
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (!isObject(value)) return value;
    const made = Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]);
    return withoutPerson(Object.fromEntries(made));
  };
  return {
    text,
    answer: ({ headers, body, ...rest }) => ({
      ...rest,
      headers: Object.fromEntries(
        HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, text(headers[name])]])),
      ),
      body: walk(body),
    }),
    leftIn: (output) => leftIn(secrets, output),
  };
}

/** The longest first: an address holds the name of its host. */
function namedRules({ tokens, owner, people, prefix, url, apiUrl, graphqlUrl }: Secrets): Rule[] {
  const { host, hostname } = new URL(url);
  const suffix = prefix.slice(prefix.lastIndexOf('-') + 1);
  return [
    ...tokens.map((token): Rule => [literal(token), 'TOKEN']),
    [literal(graphqlUrl), 'https://api.github.com/graphql'],
    [literal(apiUrl), 'https://api.github.com'],
    [literal(url), 'https://github.com'],
    [literal(host), 'github.com'],
    // An address in numbers is replaced by its form: it may be the one who asks.
    ...(isIP(hostname) === 0 ? [[literal(hostname), 'github.com'] as const] : []),
    [literal(`${prefix}-`), ''],
    [literal(prefix), 'probe'],
    [literal(suffix), 'probe'],
    ...people.map((person): Rule => [word(person), 'somebody']),
    [word(owner), 'acme'],
  ];
}

function literal(text: string): RegExp {
  return new RegExp(escaped(text), 'gi');
}

/** Not as a part of another name. */
function word(text: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9-])${escaped(text)}(?![A-Za-z0-9-])`, 'gi');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function isId(key: string): boolean {
  return /^(id|.*_id|.*Id)$/.test(key);
}

/** Values that say who somebody is, whatever they look like. */
function isHidden(key: string): boolean {
  return /^(id|node_id|signature|payload|login|gravatar_id)$/.test(key);
}

function hidden(key: string, value: string): string {
  if (key === 'login') return value.endsWith('[bot]') ? 'app[bot]' : 'somebody';
  if (value === '') return '';
  return key === 'signature' || key === 'payload' ? '…' : 'NODE_ID';
}

/** An author's or committer's name; that GitHub itself is the committer is worth knowing. */
function withoutPerson(value: Record<string, unknown>): Record<string, unknown> {
  const isPerson = typeof value['name'] === 'string' && typeof value['email'] === 'string';
  if (!isPerson || value['email'] === 'noreply@github.com') return value;
  return { ...value, name: 'Somebody' };
}

function leftIn({ tokens, owner, people, prefix, url }: Secrets, output: string): string | null {
  const { host } = new URL(url);
  const secret: (readonly [RegExp, string])[] = [
    ...tokens.map((token) => [literal(token), 'a token'] as const),
    ...people.map((person) => [word(person), 'a person'] as const),
    ...(owner === 'acme' ? [] : [[word(owner), 'the account'] as const]),
    [literal(prefix), 'the name of a repository'],
    ...(host === 'github.com' ? [] : [[literal(host), 'the server'] as const]),
  ];
  return secret.find(([pattern]) => pattern.test(output))?.[1] ?? null;
}
