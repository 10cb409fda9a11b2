import { knownAnswers } from '../../../sandbox/index.ts';
import type { FaultyAnswer } from '../../../sandbox/types.ts';
import { isObject } from '../../../src/plugin/json.ts';
import type { FaultCase } from './faults.ts';

/** Faults of GraphQL's own: what it says in a 200, as a whole and at each place of the answer. */

type Path = (string | number)[];
type Data = Record<string, unknown>;
interface GraphqlError {
  message: string;
  type?: string;
  path?: Path;
  code?: string;
  extensions?: object;
}

const WRONG = knownAnswers.wentWrong(new Date(Date.UTC(2026, 0, 12)));
const USED_UP = 'API rate limit already exceeded for installation ID 1.';

function whole(
  name: string,
  body: object,
  more: Partial<FaultCase> & { headers?: Record<string, string> } = {},
): FaultCase {
  const { headers = {}, ...rest } = more;
  return { name: `GraphQL ${name}`, only: 'graphql', make: () => ({ status: 200, body, headers }), ...rest };
}

function limited(
  name: string,
  error: object,
  { seconds, remaining = '0' }: { seconds: number; remaining?: string },
): FaultCase {
  return {
    name: `GraphQL ${name}`,
    only: 'graphql',
    ...(seconds > 60 ? { far: 'own' } : {}),
    make: (time) => ({
      status: 200,
      headers: {
        'x-ratelimit-remaining': remaining,
        'x-ratelimit-reset': String(Math.ceil(time.now() / 1000) + seconds),
      },
      body: { errors: [error] },
    }),
  };
}

const WHOLE: readonly FaultCase[] = [
  whole('went wrong', { errors: [{ message: WRONG }] }),
  whole('went wrong, data null', { data: null, errors: [{ message: WRONG }] }),
  whole('validation timeout', { errors: [{ message: 'Timeout on validation of query' }] }),
  whole('too much', {
    errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' }],
  }),
  whole('too many nodes', {
    errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'This query requests too many nodes.' }],
  }),
  whole('forbidden', {
    data: null,
    errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
  }),
  whole('unknown field', {
    errors: [
      { message: "Field 'x' doesn't exist on type 'Repository'", extensions: { code: 'undefinedField' } },
    ],
  }),
  whole('typed', {
    data: null,
    errors: [{ type: 'SERVICE_UNAVAILABLE', message: 'The service is unavailable.' }],
  }),
  whole('an error without a message', { errors: [{}] }),
  whole('data empty', { data: {} }),
  whole('data a list', { data: [] }),
  whole('repository null', { data: { repository: null, r0: null } }),
  whole(
    'secondary',
    {
      errors: [
        {
          message:
            'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        },
      ],
    },
    { headers: { 'retry-after': '8' } },
  ),
  whole(
    'secondary, far',
    {
      errors: [
        {
          message:
            'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        },
      ],
    },
    { headers: { 'retry-after': '3600' }, far: 'all' },
  ),
  whole('secondary, no time', {
    errors: [
      {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      },
    ],
  }),
  limited(
    'RATE_LIMIT, near',
    { type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: USED_UP },
    { seconds: 20 },
  ),
  limited(
    'RATE_LIMIT, far',
    { type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: USED_UP },
    { seconds: 3000 },
  ),
  limited(
    'RATE_LIMIT, points left',
    { type: 'RATE_LIMIT', message: USED_UP },
    { seconds: 3000, remaining: '12' },
  ),
  limited('RATE_LIMITED, far', { type: 'RATE_LIMITED', message: USED_UP }, { seconds: 3000 }),
  limited(
    'graphql_rate_limit alone',
    { extensions: { code: 'graphql_rate_limit' }, message: USED_UP },
    { seconds: 3000 },
  ),
  limited('rate limit in words', { message: USED_UP }, { seconds: 3000 }),
];

/** All objects of the data, by their paths; nulls too, since each may be the trace of a failure. */
function places(value: unknown, path: Path = []): Path[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((item, n) => places(item, [...path, n]));
  if (!isObject(value)) return [];
  const below = Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

/** The first or the last place at a depth; null where there is none. */
function placeAt(data: Data, depth: number, which: 'first' | 'last'): Path | null {
  const all = places(data).filter(({ length }) => length === depth);
  if (which === 'last' && all.length < 2) return null;
  return all.at(which === 'first' ? 0 : -1) ?? null;
}

function changedAt(data: Data, path: Path, change: (parent: Data, key: string | number) => void): Data {
  const copy = structuredClone(data);
  const parent = path.slice(0, -1).reduce((value, key) => (value as Data)[key] as Data, copy);
  const key = path.at(-1);
  if (key !== undefined) change(parent, key);
  return copy;
}

function rewritten(
  name: string,
  change: (data: Data, errors: GraphqlError[]) => { data: Data; errors: GraphqlError[] } | null,
): FaultCase {
  const rewrite = (answer: FaultyAnswer): FaultyAnswer => {
    const body = isObject(answer.body) ? answer.body : {};
    const { data, errors = [] } = body;
    const changed = isObject(data) ? change(data, errors as GraphqlError[]) : null;
    if (changed === null) return answer;
    return {
      ...answer,
      body: { data: changed.data, ...(changed.errors.length === 0 ? {} : { errors: changed.errors }) },
    };
  };
  return { name: `GraphQL ${name}`, only: 'graphql', make: () => ({ rewrite }) };
}

const POSITIONS = {
  at: (path: Path): Path | null => path,
  below: (path: Path): Path | null => [...path, 'x'],
  above: (path: Path): Path | null => (path.length > 1 ? path.slice(0, -1) : null),
  'without a path': (): Path | null => null,
} as const;

/** A field failed: null stands in its place, and the error at it, below it, above it or nowhere. */
function nulled(
  depth: number,
  which: 'first' | 'last',
  position: keyof typeof POSITIONS,
  type?: string,
): FaultCase {
  const name = `null ${depth} deep, ${which}, error ${position}${type === undefined ? '' : `, ${type}`}`;
  return rewritten(name, (data, errors) => {
    const path = placeAt(data, depth, which);
    if (path === null) return null;
    const where = POSITIONS[position](path);
    const error = {
      message: WRONG,
      ...(type === undefined ? {} : { type }),
      ...(where === null ? {} : { path: where }),
    };
    // What GitHub said of that very place, or below it, gives way to the failure.
    const others = errors.filter(({ path: own }) => !path.every((key, n) => own?.[n] === key));
    const nulledData = changedAt(data, path, (parent, key) => {
      parent[key] = null;
    });
    return { data: nulledData, errors: [...others, error] };
  });
}

/** An answer that was cut, and still is JSON. */
function missing(depth: number, which: 'first' | 'last'): FaultCase {
  return rewritten(`missing ${depth} deep, ${which}`, (data, errors) => {
    const path = placeAt(data, depth, which);
    if (path === null || typeof path.at(-1) === 'number') return null;
    return { data: changedAt(data, path, (parent, key) => void delete parent[key]), errors };
  });
}

/** Every value of that name, wherever it stands. */
function without(name: string): FaultCase {
  return rewritten(`without ${name}`, (data, errors) => {
    const text = JSON.stringify(data, (key, value) => (key === name ? undefined : value));
    return text === JSON.stringify(data) ? null : { data: JSON.parse(text), errors };
  });
}

const DEPTHS = [1, 2, 3, 4, 5];
const NAMES = [
  ...[
    '__typename',
    'oid',
    'target',
    'tree',
    'entries',
    'mode',
    'object',
    'text',
    'byteSize',
    'isBinary',
    'nodes',
    'parents',
  ],
  ...[
    'status',
    'behindBy',
    'compare',
    'pageInfo',
    'hasNextPage',
    'name',
    'tagName',
    'tagCommit',
    'refs',
    'message',
  ],
  ...[
    'number',
    'url',
    'title',
    'body',
    'state',
    'mergeable',
    'isCrossRepository',
    'headRefOid',
    'id',
    'updateRefs',
    'clientMutationId',
  ],
];

const PARTIAL: readonly FaultCase[] = [
  ...DEPTHS.flatMap((depth) => [
    ...(['at', 'below', 'above', 'without a path'] as const).map((position) =>
      nulled(depth, 'first', position),
    ),
    nulled(depth, 'first', 'at', 'FORBIDDEN'),
    nulled(depth, 'first', 'at', 'RESOURCE_LIMITS_EXCEEDED'),
    nulled(depth, 'first', 'at', 'INTERNAL'),
    nulled(depth, 'first', 'below', 'NOT_FOUND'),
    nulled(depth, 'last', 'at'),
    missing(depth, 'first'),
    missing(depth, 'last'),
  ]),
  rewritten('an error beside good data', (data, errors) => ({
    data,
    errors: [...errors, { message: WRONG }],
  })),
  rewritten('absent paths failed', (data, errors) =>
    errors.some(({ type }) => type === 'NOT_FOUND')
      ? {
          data,
          errors: errors.map(({ path }) => ({ message: WRONG, ...(path === undefined ? {} : { path }) })),
        }
      : null,
  ),
  ...NAMES.map(without),
];

export const GRAPHQL_FAULTS: readonly FaultCase[] = [...WHOLE, ...PARTIAL];
