import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Fault } from '../types.ts';
import { type Answer, notImplemented } from './answers.ts';
import type { Viewer } from './graphql-access.ts';
import { checkQuery } from './graphql-checks.ts';
import { endedQuery, errorShapes, NotImplemented, QueryError, refusedQuery } from './graphql-errors.ts';
import { Failures } from './graphql-faults.ts';
import type { Budget } from './graphql-limits.ts';
import type { Query, ReadQuery } from './graphql-query.ts';
import { RESOLVERS } from './graphql-resolvers.ts';
import { githubSchemas } from './graphql-schema.ts';
import type { QuerySize } from './graphql-size.ts';
import type { Quota } from './rate-limit.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

export interface GraphqlCall {
  token: Token;
  read: ReadQuery;
  /** What is left after this query. */
  quota: Quota;
  size: QuerySize | null;
  budget: Budget | null;
  failures: Fault['graphqlError'];
}

const SCHEMAS = githubSchemas(RESOLVERS);

/** Answers a GraphQL request whose token is valid, by GitHub's published schema. */
export async function answerGraphql(world: World, call: GraphqlCall): Promise<Answer> {
  const { read } = call;
  const { switches } = world;
  if (read.kind === 'refused') return read.answer;
  if (read.kind === 'syntax') return refusedQuery([read.error], switches);
  const checked = checkQuery(read, { schemas: SCHEMAS, resolvers: RESOLVERS, switches });
  if ('refusal' in checked) return checked.refusal;
  const answer = () => run(read, checked.schema, newViewer(world, call));
  return call.size?.mutates ? answer() : world.replication.onCopy(answer);
}

function newViewer(world: World, { token, quota, size, budget, failures }: GraphqlCall): Viewer {
  return {
    world,
    token,
    quota,
    points: size?.points ?? 1,
    nodes: size?.nodes ?? 0,
    budget,
    failures: failures === undefined ? null : new Failures(failures),
    headers: {},
  };
}

async function run(
  { document, variables, operationName }: Query,
  schema: GraphQLSchema,
  viewer: Viewer,
): Promise<Answer> {
  const { data, errors = [] } = await execute({
    schema,
    document,
    contextValue: viewer,
    variableValues: variables,
    operationName: operationName ?? null,
  });
  const { switches } = viewer.world;
  const causes = errors.map(({ originalError }) => originalError);
  const gap = causes.find((cause) => cause instanceof NotImplemented);
  if (gap !== undefined) return notImplemented(gap.message);
  const crash = causes.find((cause) => cause && !(cause instanceof GraphQLError));
  if (crash) throw crash;
  const end = causes.find((cause) => cause instanceof QueryError);
  if (end !== undefined) return { ...endedQuery(end, switches), headers: viewer.headers };
  const shown = [...errorShapes(errors, switches), ...(viewer.failures?.unmet() ?? [])];
  const body = { ...(data === undefined ? {} : { data }), ...(shown.length === 0 ? {} : { errors: shown }) };
  return { status: 200, headers: viewer.headers, body };
}
