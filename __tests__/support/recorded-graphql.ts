import { type DocumentNode, type FieldNode, Kind, parse, type SelectionNode } from 'graphql';
import type { RecordedGraphqlAnswer } from '../corpus/github-answers/answers.ts';
import type { Reply, Seen } from './http-server.ts';

/** Answers the program's own queries as if all were there, and puts recorded answers where they belong in them. */

export const COMMIT = 'a'.repeat(40);
const BLOB = 'b'.repeat(40);

type Value = unknown;
type Step = string | number;
type Fields = Record<string, Value>;

interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What fields hold that have no fields of their own, by name. */
const LEAVES: Readonly<Fields> = {
  ...{ oid: COMMIT, committedDate: '2026-01-12T09:00:00Z', mode: 0o100644, name: 'v1', id: 'R_1' },
  ...{ byteSize: 2, isBinary: false, text: '{}', hasNextPage: false, status: 'IDENTICAL', behindBy: 0 },
  ...{ nameWithOwner: 'acme/asked', isPrivate: false, isArchived: false, clientMutationId: null },
};
const LISTS = new Set(['nodes', 'entries']);

/** PURE: an answer's data in which everything is there, and nothing is in lists. */
export function allThere({ query }: Query): Fields {
  const document = parse(query);
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation && 'selectionSet' in operation
    ? filled(operation.selectionSet.selections, 'Query', document)
    : {};
}

/** `type` is enough of a type to know which fragments apply. */
function filled(selections: readonly SelectionNode[], type: string, document: DocumentNode): Fields {
  return Object.assign({}, ...selections.map((selection) => given(selection, type, document)));
}

function given(selection: SelectionNode, type: string, document: DocumentNode): Fields {
  if (selection.kind === Kind.FIELD)
    return { [responseKey(selection)]: fieldValue(selection, type, document) };
  const fragment =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection
      : document.definitions.find((one) => 'name' in one && one.name?.value === selection.name.value);
  if (fragment === undefined || !('selectionSet' in fragment)) return {};
  const on = ('typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined) ?? type;
  return ['Tag', 'Tree'].includes(on) ? {} : filled(fragment.selectionSet.selections, on, document);
}

function fieldValue({ name, selectionSet }: FieldNode, type: string, document: DocumentNode): Value {
  if (LISTS.has(name.value)) return [];
  if (name.value === '__typename') return type;
  if (selectionSet === undefined) return LEAVES[name.value] ?? null;
  const isBlob = type === 'TreeEntry' && name.value === 'object';
  const below = isBlob ? 'Blob' : name.value === 'file' ? 'TreeEntry' : 'Commit';
  const value = filled(selectionSet.selections, below, document);
  return name.value === 'file' ? { ...value, oid: BLOB } : value;
}

function responseKey({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** Where in the program's answer something stands that a recorded answer is about. */
export type PlaceKind =
  | 'repository'
  | 'object'
  | 'target'
  | 'oid'
  | 'compare'
  | 'path'
  | 'blob'
  | 'refs'
  | 'mutation';

/** PURE: the place below the repository that is called `asked`; null where the query is not about it. */
function placeOf({ query, variables }: Query, kind: PlaceKind): Step[] | null {
  if (kind === 'mutation') return query.includes('updateRefs(') ? ['updateRefs'] : null;
  const [, repository, object] = aliasesOf({ query, variables }).find(([name]) => name === 'asked') ?? [];
  if (repository === undefined) return null;
  const commit = [
    repository,
    object ?? '',
    ...(/\bc\d+: (?:ref|defaultBranchRef)\b/.test(query) ? ['target'] : []),
  ];
  const places: Record<Exclude<PlaceKind, 'mutation'>, Step[]> = {
    repository: [repository],
    refs: [repository, 'refs'],
    object: [repository, object ?? ''],
    compare: [repository, object ?? '', 'compare'],
    target: commit,
    oid: [...commit, 'oid'],
    path: [...commit, 'f0'],
    blob: [...commit, 'f0', 'object'],
  };
  return places[kind];
}

/** Name, alias, and alias of the first object of each repository in a query. */
function aliasesOf({ query, variables }: Query): string[][] {
  const pattern = /\b(r\d+|repository)(?:: repository)?\(owner: \$\w+, name: \$(\w+)\)\s*\{\s*(\w+)/g;
  return [...query.matchAll(pattern)].map(([, alias = '', name = '', object = '']) => [
    String(variables[name]),
    alias,
    object,
  ]);
}

/** PURE: the recorded value at the place that the answer is about. */
export function recordedValue({ body, at }: RecordedGraphqlAnswer): Value {
  return ['data', ...at].reduce<Value>((value, step) => (value as Fields | null | undefined)?.[step], body);
}

type Recorded = { data?: Fields | null; errors?: { path?: Step[] }[] };

/** Whether nothing but the answer as a whole is to be replayed. */
function isWhole({ status, body }: RecordedGraphqlAnswer): boolean {
  const { data } = (typeof body === 'object' ? body : {}) as Recorded;
  return status !== 200 || data === null || data === undefined;
}

/**
 * PURE: the reply to a query as GitHub would have given the recorded answer to it: the value at the place, and each
 * error as it lies to it: at it, below it by the same steps, above it, or without a path. What the answer has null
 * beside the place is null in the other repository.
 */
export function replayed(answer: RecordedGraphqlAnswer, kind: PlaceKind, seen: Seen): Reply {
  const query: Query = JSON.parse(seen.body);
  const place = placeOf(query, kind);
  const data = allThere(query);
  if (place === null) return { body: { data } };
  const { status, headers, body } = answer;
  const sent = Object.entries(headers).filter(([, value]) => value !== null) as [string, string][];
  // Where no status was written down: GitHub's own, for a request that it can't read.
  const reply = { status: status ?? 400, headers: Object.fromEntries(sent) };
  if (isWhole(answer)) return typeof body === 'string' ? { ...reply, text: body } : { ...reply, body };
  const at = answer.at.length > 0 ? answer.at : firstNull(body as Recorded);
  const other = Object.keys(data).find((key) => key !== place[0]);
  const { data: recorded, errors = [] } = body as Recorded;
  put(data, place, merged(valueAt(data, place), recordedValue({ ...answer, at })));
  const besides = Object.entries(recorded ?? {}).filter(([key, value]) => key !== at[0] && value === null);
  if (other !== undefined && besides.length > 0) data[other] = null;
  const moved = errors.map((error) => ({ ...error, ...pathIn(error.path, { at, place, other }) }));
  return { ...reply, body: { data, ...(moved.length === 0 ? {} : { errors: moved }) } };
}

function firstNull({ data }: Recorded): Step[] {
  return Object.entries(data ?? {})
    .flatMap(([key, value]) => (value === null ? [key] : []))
    .slice(0, 1);
}

interface Move {
  readonly at: readonly Step[];
  readonly place: readonly Step[];
  readonly other: string | undefined;
}

function pathIn(path: Step[] | undefined, { at, place, other }: Move): { path?: readonly Step[] } {
  if (path === undefined) return {};
  if (path[0] !== at[0] && other !== undefined) return { path: [other, ...path.slice(1)] };
  const above = at.length - path.length;
  return { path: above > 0 ? place.slice(0, -above) : [...place, ...path.slice(at.length)] };
}

function valueAt(data: Fields, place: readonly Step[]): Value {
  return place.reduce<Value>((value, step) => (value as Fields | undefined)?.[step], data);
}

/** What was recorded is part of what the program asks for: the rest is there too. An object of another type has nothing. */
function merged(whole: Value, recorded: Value): Value {
  if (JSON.stringify(recorded) === '{}') return { __typename: 'Tree' };
  const isPart = typeof recorded === 'object' && recorded !== null && !Array.isArray(recorded);
  return isPart ? { ...(whole as object), ...recorded } : (recorded ?? null);
}

function put(data: Fields, place: readonly Step[], value: Value): void {
  const above = valueAt(data, place.slice(0, -1)) as Fields;
  above[place.at(-1) ?? ''] = value;
}
