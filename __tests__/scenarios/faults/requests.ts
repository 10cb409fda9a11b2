import type { LoggedRequest } from '../../../sandbox/types.ts';
import { isObject } from '../../../src/plugin/json.ts';
import type { Place } from './place.ts';

/** Requests that ask the same of GitHub. */
export interface RequestKind {
  /** E.g. `PATCH git/refs`, `GraphQL objects`, and whose token it was where there are two. */
  readonly name: string;
  readonly api: 'rest' | 'graphql';
  readonly match: RegExp;
  readonly matchBody?: RegExp;
  /** Index in `tokens` of the place. */
  readonly token: number;
}

const GRAPHQL_KINDS: readonly (readonly [string, RegExp])[] = [
  ['updateRefs', /updateRefs/],
  ['own branches', /associatedPullRequests/],
  ['commits of a branch', /commits\(first: 100/],
  ['listed pull requests', /pullRequests\(headRefName/],
  ['open pull requests', /pullRequests\(states/],
  ['tags', /refPrefix/],
  ['issues', /hasIssuesEnabled/],
  ['publications', /release\(tagName/],
  ['comments', /comments\(last/],
  ['comparison', /compare\(headRef/],
];
const OTHERS = new RegExp(`^(?!.*(?:${GRAPHQL_KINDS.map(([, { source }]) => source).join('|')}))`, 's');

/** PURE: what a request asks. */
export function kindOf({ method, path, token, body }: LoggedRequest, { tokens }: Place): RequestKind {
  const whose = tokens.indexOf(token ?? '');
  const suffix = whose > 0 ? `, token ${whose + 1}` : '';
  if (path.endsWith('/graphql')) {
    const text = isObject(body) ? String(body['query']) : '';
    const [name, matchBody] = GRAPHQL_KINDS.find(([, words]) => words.test(text)) ?? ['objects', OTHERS];
    return {
      name: `GraphQL ${name}${suffix}`,
      api: 'graphql',
      match: /^POST \/graphql$/,
      matchBody,
      token: whose,
    };
  }
  const route = path
    .replace(/^\/api\/v3/, '')
    .replace(/\?.*$/, '')
    .replace(/^\/repos\/[^/]+\/[^/]+/, '/repos/*/*');
  const general = route
    .replace(/[0-9a-f]{40}/g, '*')
    .replace(/\.\.\.\*|\/heads%2F.*|\/tags%2F.*|\/\d+(?=\/|$)/g, '/*');
  const source = general.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return {
    name: `${method} ${general}${suffix}`,
    api: 'rest',
    match: new RegExp(`^${method} ${source}$`),
    token: whose,
  };
}
