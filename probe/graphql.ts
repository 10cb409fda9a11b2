import type { Pattern, RawAnswer, Shape } from './question.ts';
import type { TokenName } from './world/tokens.ts';
import type { World } from './world/world.ts';

type Variables = Readonly<Record<string, unknown>>;

/** One GraphQL request. */
export function graphql(
  world: World,
  query: string,
  variables: Variables = {},
  token: TokenName = 'main',
): Promise<RawAnswer> {
  return world.call({ method: 'POST', path: '/graphql', body: { query, variables }, token });
}

/** Fields of one repository; `declared` are further variables, e.g. `$oid: GitObjectID!`. */
export function ofRepository(
  world: World,
  repository: string,
  { declared = '', fields, variables = {} }: { declared?: string; fields: string; variables?: Variables },
): Promise<RawAnswer> {
  const [owner, name] = repository.split('/');
  const query = `query($owner: String!, $name: String!${declared === '' ? '' : `, ${declared}`}) { repository(owner: $owner, name: $name) { ${fields} } }`;
  return graphql(world, query, { owner, name, ...variables });
}

/** Fields of one commit of a repository. */
export function ofCommit(
  world: World,
  { repository, commit }: { repository: string; commit: string },
  { declared = '', fields, variables = {} }: { declared?: string; fields: string; variables?: Variables },
): Promise<RawAnswer> {
  return ofRepository(world, repository, {
    declared: `$oid: GitObjectID!${declared === '' ? '' : `, ${declared}`}`,
    fields: `object(oid: $oid) { ... on Commit { ${fields} } }`,
    variables: { oid: commit, ...variables },
  });
}

/** A whole answer: this data, and no error. */
export function data(repository: Pattern): Shape {
  return { status: 200, body: { data: { repository }, errors: { $absent: true } } };
}

/** Data, and these errors beside it. */
export function dataWith(repository: Pattern, ...errors: Pattern[]): Shape {
  return { status: 200, body: { data: { repository }, errors } };
}
