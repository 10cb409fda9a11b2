import { isObject } from '../../plugin/json.ts';
import { withoutPasswords } from './own-token.ts';

/** An entry of `errors[]` in an answer of GraphQL's. */
export interface GraphqlProblem {
  readonly message: string;
  /** E.g. `NOT_FOUND`; errors of GitHub's own (timeouts, failures) have none. */
  readonly type?: string;
  /** E.g. `graphql_rate_limit`, or graphql-ruby's reason for refusing a query: `undefinedField`. */
  readonly code?: string;
  /** Where in `data`; an error of the whole request has none. */
  readonly path?: readonly (string | number)[];
}

/** A GraphQL answer that has data, whole or in part. */
export interface GraphqlAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: readonly GraphqlProblem[];
}

/** PURE: a body → its `data`, null where there is none. */
export function graphqlData(body: unknown): Record<string, unknown> | null {
  const data = isObject(body) ? body['data'] : null;
  return isObject(data) ? data : null;
}

export function graphqlProblems(body: unknown): readonly GraphqlProblem[] {
  const errors = isObject(body) ? (body['errors'] ?? []) : [];
  const listed = Array.isArray(errors) ? errors : [errors];
  const data = graphqlData(body);
  return listed.map((error) => placed(problemOf(isObject(error) ? error : { message: error }), data));
}

/** An error whose path leads to nothing in the answer may be about anything in it, as one without a path. */
function placed({ path, ...problem }: GraphqlProblem, data: unknown): GraphqlProblem {
  return path !== undefined && leads(path, data) ? { ...problem, path } : problem;
}

/** Whether a path can be followed through `data`, at least up to a null. */
function leads([step, ...rest]: readonly (string | number)[], value: unknown): boolean {
  if (step === undefined || value === null) return true;
  if (typeof value !== 'object' || !Object.hasOwn(value, step)) return false;
  return leads(rest, (value as Record<string | number, unknown>)[step]);
}

/** Only what has the documented shape is taken over: an answer may come from anything that stands between. */
function problemOf({ type, message, path, code, extensions }: Record<string, unknown>): GraphqlProblem {
  const reason = code ?? (isObject(extensions) ? extensions['code'] : undefined);
  return {
    message: typeof message === 'string' ? withoutPasswords(message) : 'an error without a message',
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof reason === 'string' ? { code: reason } : {}),
    ...(Array.isArray(path) && path.length > 0 ? { path } : {}),
  };
}

/** Why there is nothing at a place of an answer. */
export type Nothing =
  /** It isn't there. `bare`: without a word why. */
  | { readonly kind: 'absent'; readonly bare: boolean }
  /** Single sign-on, an IP allow list, a permission. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /** GitHub failed: unknown, never "it isn't there". */
  | { readonly kind: 'failed'; readonly message: string };

export interface NullPlace {
  /** Of the null in `data`, by response keys. */
  readonly path: readonly (string | number)[];
  /** The `path:` argument of `Commit.file`, which GitHub names in its error. */
  readonly file?: string;
  /** Whether the request was about one repository: then an error without a path is about it. */
  readonly alone: boolean;
}

/**
 * PURE: why a null stands at a place. A field that fails makes its parents null up to the first that may be, so an
 * error below a null explains it, and so does one above it or one without a path
 * (https://spec.graphql.org/October2021/#sec-Handling-Field-Errors). Only `NOT_FOUND` at the very place, or no word
 * at all, means that it isn't there: doubt is never taken for absence.
 */
export function whyNull(errors: readonly GraphqlProblem[], place: NullPlace): Nothing {
  const concerning = errors.filter((error) => concerns(error, place));
  const others = concerning.filter((error) => !saysAbsent(error, place));
  // What lies at the place or below it outweighs that GitHub says "not found"; what lies elsewhere does not.
  const own = others.filter((error) => error.path !== undefined && reaches(error.path, place.path));
  if (concerning.length > others.length && own.length === 0) return { kind: 'absent', bare: false };
  const [first] = others;
  if (first === undefined) return { kind: 'absent', bare: true };
  const forbidden = others.find((error) => forbids(error) && (error.path !== undefined || place.alone));
  return forbidden === undefined
    ? { kind: 'failed', message: first.message }
    : { kind: 'forbidden', message: forbidden.message };
}

/** PURE: why there is no object at a place; what is missing from the answer, or has another shape, failed. */
export function nothingAt(value: unknown, errors: readonly GraphqlProblem[], place: NullPlace): Nothing {
  return value === null ? whyNull(errors, place) : INCOMPLETE;
}

export const INCOMPLETE = { kind: 'failed', message: 'the answer is incomplete' } as const;

/** A repository that was asked for below an alias, or why there is none. */
export type AliasedRepository =
  | { readonly kind: 'repository'; readonly fields: Record<string, unknown> }
  | { readonly kind: 'no-repository' }
  | Exclude<Nothing, { kind: 'absent' }>;

/** PURE: GitHub always says why a repository is null (github-answers: repository-missing); without a word it failed. */
export function aliasedRepository(
  { data, errors }: GraphqlAnswer,
  alias: string,
  alone: boolean,
): AliasedRepository {
  const fields = data[alias];
  if (isObject(fields)) return { kind: 'repository', fields };
  const why = nothingAt(fields, errors, { path: [alias], alone });
  if (why.kind !== 'absent') return why;
  return why.bare ? INCOMPLETE : { kind: 'no-repository' };
}

/** PURE: whether an error is about a right of the token, or about the address that it comes from. */
export function forbids({ type, message }: GraphqlProblem): boolean {
  if (type !== undefined) return type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES';
  return /^(?:resource (?:not accessible|protected by)|although you appear to have the correct auth)/i.test(
    message,
  );
}

export function errorWithin(
  errors: readonly GraphqlProblem[],
  place: readonly (string | number)[],
): GraphqlProblem | null {
  return errors.find(({ path }) => path !== undefined && reaches(path, place)) ?? null;
}

function concerns(error: GraphqlProblem, { path, file }: NullPlace): boolean {
  const named = missingFile(error);
  if (error.path === undefined) return named === null || named === file;
  return reaches(error.path, path) || reaches(path, error.path);
}

/** Whether `path` is `place`, or lies below it. From the end, where paths of one answer differ: there are many. */
function reaches(path: readonly unknown[], place: readonly unknown[]): boolean {
  if (path.length < place.length) return false;
  return (
    place.findLastIndex((step, index) => step !== path[index] && String(step) !== String(path[index])) < 0
  );
}

/** `NOT_FOUND` at the place, or the same words without a type. An error that names the file needs no path. */
function saysAbsent(error: GraphqlProblem, { path, file }: NullPlace): boolean {
  if (error.path === undefined) return file !== undefined && missingFile(error) === file;
  const isHere = error.path.length === path.length && reaches(error.path, path);
  if (error.type !== undefined) return isHere && error.type === 'NOT_FOUND';
  return isHere && /^could not resolve (?:file for path|to an? )/i.test(error.message);
}

/**
 * The path in "Could not resolve file for path 'x'.", asserted against github.com by changesets/ghcommit's
 * integration tests; null where an error says anything else.
 */
function missingFile({ type, message }: GraphqlProblem): string | null {
  if (type !== undefined && type !== 'NOT_FOUND') return null;
  return /^could not resolve file for path '(.*)'\.?$/is.exec(message)?.[1] ?? null;
}
