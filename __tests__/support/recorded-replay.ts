import { isObject } from '../../src/plugin/json.ts';
import type { RecordedAnswer } from '../corpus/github-answers/answers.ts';
import type { Reply, Seen } from './http-server.ts';
import { BRANCH, type WayName } from './recorded-ways.ts';
import { NEW, OLD } from './update-fixtures.ts';

/** Another answer that is cut lacks nothing that is read from it. */
const SHAPES: { readonly [Name in WayName]?: object } = {
  facts: { full_name: 'acme/marketplace', default_branch: 'main' },
  tree: { sha: NEW },
  commit: { sha: NEW },
  pull: { head: { ref: BRANCH } },
  push: { object: { sha: NEW } },
};

/** An answer as the program's request would get it: ids are those of its commit, addresses those of this server. */
export function replay({ status, headers, words, body }: RecordedAnswer, way: WayName, api: string): Reply {
  const here = (text: string) => text.replaceAll(/1{40}/g, NEW).replaceAll('https://api.github.com', api);
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [[name, here(value)]],
  );
  const moved = (body as { url?: string } | null)?.url;
  const location = status === 307 && moved !== undefined ? { location: here(moved) } : {};
  const reply = { status: status ?? 200, headers: { ...location, ...Object.fromEntries(sent) } };
  if (typeof body === 'string') return { ...reply, text: here(body) };
  const isCut = words !== 'whole' && status !== null && status < 300;
  const whole = isCut ? { ...SHAPES[way], ...(body as object | null) } : body;
  return whole === null ? reply : { ...reply, body: JSON.parse(here(JSON.stringify(whole))) };
}

const TIP = { oid: NEW, message: 'x', tree: { oid: OLD }, parents: { nodes: [{ oid: OLD }] } };

const OPEN = {
  number: 7,
  headRefOid: NEW,
  url: 'https://github.com/acme/marketplace/pull/7',
  state: 'OPEN',
  isCrossRepository: false,
};

/** Where branches are while the program asks: the marketplace's, and our own. */
export interface Branches {
  readonly head: string;
  readonly ours: string | null;
}

/** What GraphQL answers around the request in question. */
function graphql(query: string, variables: object, { head, ours }: Branches): object {
  const missing = { message: "Field 'updateRefs' doesn't exist", extensions: { code: 'undefinedField' } };
  if (query.includes('updateRefs(')) return { errors: [missing] };
  if (query.includes('refPrefix'))
    return { data: { r0: { refs: { pageInfo: { hasNextPage: true }, nodes: [] } } } };
  if (query.includes('associatedPullRequests('))
    return {
      data: {
        repository: {
          id: 'R_1',
          b0: {
            target: TIP,
            compare: { status: 'DIVERGED' },
            open: { nodes: [OPEN] },
            over: { nodes: [] },
          },
        },
      },
    };
  const at = Object.values(variables).includes(`refs/heads/${BRANCH}`) ? ours : head;
  return { data: { r0: { c0: at === null ? null : { target: { __typename: 'Commit', oid: at } } } } };
}

/** A request beside the one in question is answered as it is when all is well. */
export function well({ method, path, body }: Seen, branches: Branches): Reply {
  if (path === '/graphql') {
    const { query, variables } = JSON.parse(body);
    return { body: graphql(query, variables, branches) };
  }
  if (method === 'GET') return path.startsWith('/repositories/') ? { body: SHAPES.facts } : { status: 404 };
  if (/dispatches$|^\/repositories\//.test(path) && body.includes('event_type')) return { status: 204 };
  const sent: unknown = body === '' ? {} : JSON.parse(body);
  const text = isObject(sent) ? sent['body'] : null;
  const pull = {
    number: 7,
    html_url: 'https://github.com/acme/marketplace/pull/7',
    body: text,
    head: { ref: BRANCH },
  };
  return { status: 200, body: { sha: NEW, object: { sha: NEW }, ...pull } };
}
