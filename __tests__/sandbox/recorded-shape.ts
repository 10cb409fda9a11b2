import type { RecordedAnswer, RecordedGraphqlAnswer } from '../corpus/github-answers/answers.ts';
import type { Told } from './rest-asks.ts';

/** What of an answer must be the same in the sandbox: all but names, ids, numbers and times. */
export interface Comparable {
  readonly status: number | null;
  readonly message: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
}

/** PURE: words with what differs from one repository, token or moment to the next taken out. */
export function pattern(text: string): string {
  return text
    .replaceAll(/https?:\/\/[^\s`'"]+/g, '<url>')
    .replaceAll(/^\w+(?= does not have the correct permissions)/g, '<name>')
    .replaceAll(/ on (?=\d{4}-\d\d-\d\dT)\S+Z/g, '')
    .replaceAll(/\b\d{4}-\d\d-\d\d[T ][\d:]+ ?(?:Z|UTC)?/g, '<time>')
    .replaceAll(/ ?[+-]\d{4}$/g, ' <zone>')
    .replaceAll(/`[^`]*`|'[^'\s]*'|"[^"]*"/g, '<name>')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '<id>')
    .replaceAll(/\b\d+(?:\.\d+)*\b/g, '<n>')
    .replaceAll(/(?<=\bfor )acme:\w+/g, '<name>')
    .replaceAll(/(?<=\bbetween )\w+ and \w+/g, '<name> and <name>')
    .replaceAll(/(?<=No ref found for: ).*/g, '<name>');
}

/** Keys of an answer that GitHub has added since some were written down. */
const YOUNG = ['status'];

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** PURE: message, and what the first detail says. */
function messageOf(body: unknown): Words {
  const { message, errors, block } = record(body);
  const [error] = Array.isArray(errors) ? errors : [];
  const { reason } = record(block);
  const parts = [message, record(error)['message'], record(error)['code'], record(error)['field'], reason];
  return parts.map((part) => (typeof part === 'string' ? pattern(part) : null));
}

/** Of words that somebody put together, the first sentence is GitHub's, and may stand among others. */
function asFarAsKnown({ words }: RecordedAnswer, recorded: Words, told: Words): Words {
  const [first = null] = recorded;
  return words === 'inferred' && begins(first, told[0]) ? [first, ...told.slice(1)] : told;
}

function begins(recorded: string | null, told: string | null | undefined): boolean {
  return told?.includes(recorded?.split('. ')[0] ?? '') === true;
}

type Words = readonly (string | null)[];

function keysOf(body: unknown): string[] {
  const [first] = Array.isArray(body) ? body : [];
  const own = Object.keys(record(first ?? body));
  const details = record((record(body)['errors'] as unknown[] | undefined)?.[0]);
  return [
    ...own.filter((key) => !YOUNG.includes(key)),
    ...Object.keys(details).map((key) => `errors.${key}`),
  ].sort();
}

/**
 * PURE: both answers, as far as they are comparable: a whole body has the same keys; of one that is cut each key is
 * there too; headers that were written down are there, or are not.
 */
export function sideBySide(recorded: RecordedAnswer, told: Told): readonly [Comparable, Comparable] {
  const names = Object.keys(recorded.headers).filter((name) => !SELDOM.includes(name));
  const headersOf = (value: (name: string) => string | null | undefined) =>
    Object.fromEntries(names.map((name) => [name, headerPattern(value(name))]));
  const keys = keysOf(recorded.body);
  const isWhole = recorded.words === 'whole';
  const both = keysOf(told.body).filter((key) => isWhole || keys.includes(key));
  const hasWords = recorded.words !== 'none';
  const isRefusal = (recorded.status ?? 0) >= 400;
  const message = isRefusal && hasWords ? messageOf(recorded.body) : null;
  return [
    {
      status: recorded.status,
      message,
      headers: headersOf((name) => recorded.headers[name]),
      keys: hasWords ? keys : [],
    },
    {
      status: told.status,
      message: message === null ? null : asFarAsKnown(recorded, message, messageOf(told.body)),
      headers: headersOf((name) => told.headers.get(name)),
      keys: hasWords ? both : [],
    },
  ];
}

/** Nothing depends on them. */
const SELDOM = ['x-github-media-type', 'x-github-api-version-selected', 'x-squid-error'];

function headerPattern(value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : pattern(value.replaceAll(/;\s*/g, '; '));
}

/** What of a GraphQL answer must be the same. */
interface ComparableGraphql {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, unknown>>;
  /** What stands at the place: `null`, `there`, or nothing where there is no `data`. */
  readonly value: string;
  readonly errors: readonly ComparableError[];
  /** Of an answer that is none of GraphQL's. */
  readonly message: string | null;
}

interface ComparableError {
  readonly type: unknown;
  readonly code: unknown;
  readonly extensions: readonly string[];
  readonly message: string;
  /** At the place, below or above it, elsewhere, or nowhere. */
  readonly lies: string;
}

type Place = readonly (string | number)[];

/** PURE: both answers as far as they are comparable. An error's path is told by where it lies to the place. */
export function graphqlSideBySide(
  recorded: RecordedGraphqlAnswer,
  { told, at }: { readonly told: Told; readonly at: Place },
): readonly [ComparableGraphql, ComparableGraphql] {
  const names = Object.keys(recorded.headers).filter((name) => !SELDOM.includes(name));
  const headersOf = (value: (name: string) => string | null | undefined) =>
    Object.fromEntries(names.map((name) => [name, headerPattern(value(name))]));
  const own = shapeOf(recorded.body, recorded.at);
  const isWhole = recorded.words === 'whole';
  return [
    { status: recorded.status ?? told.status, headers: headersOf((name) => recorded.headers[name]), ...own },
    {
      status: told.status,
      headers: headersOf((name) => told.headers.get(name)),
      ...(isWhole ? shapeOf(told.body, at) : cutAs(own, shapeOf(told.body, at))),
    },
  ];
}

function shapeOf(body: unknown, place: Place): Omit<ComparableGraphql, 'status' | 'headers'> {
  const { errors } = record(body);
  const [message = null] = messageOf(Array.isArray(errors) ? null : body);
  return { value: valueAt(body, place), errors: errorsOf(body, place), message };
}

type ShapeOfGraphql = ReturnType<typeof shapeOf>;

/** Words that go on, and extensions that are not among the recorded ones, were left out when it was written down. */
function cutAs(recorded: ShapeOfGraphql, told: ShapeOfGraphql): ShapeOfGraphql {
  const errors = told.errors.map((error, index) => {
    const one = recorded.errors[index];
    if (one === undefined) return error;
    const extensions = error.extensions.filter((name) => one.extensions.includes(name));
    return { ...error, extensions, ...(begins(one.message, error.message) ? { message: one.message } : {}) };
  });
  const isSaid = recorded.message !== null && begins(recorded.message, told.message);
  return { ...told, errors, message: isSaid ? recorded.message : told.message };
}

function valueAt(body: unknown, at: Place): string {
  const { data } = record(body);
  if (data === undefined) return 'no data';
  if (data === null) return 'null data';
  const value = at.reduce<unknown>(
    (found, step) => (found as Record<string | number, unknown> | null)?.[step],
    data,
  );
  return value === null ? 'null' : value === undefined ? 'missing' : 'there';
}

function errorsOf(body: unknown, at: Place): ComparableError[] {
  const { errors } = record(body);
  return (Array.isArray(errors) ? errors : []).map((error) => {
    const { type, message, path, code, extensions } = record(error);
    return {
      type: type ?? null,
      code: code ?? null,
      extensions: Object.keys(record(extensions)).sort(),
      message: pattern(String(message)),
      lies: liesAt(path as Place | undefined, at),
    };
  });
}

function liesAt(path: Place | undefined, at: Place): string {
  if (path === undefined) return 'nowhere';
  if (path.length === at.length) return String(path[0]) === String(at[0]) ? 'at' : 'elsewhere';
  if (String(path[0]) !== String(at[0])) return 'elsewhere';
  return path.length > at.length ? 'below' : 'above';
}
