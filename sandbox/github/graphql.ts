import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { GitHubSwitches } from '../types.ts';
import { type Answer, type ApiRequest, INVALID_JSON, notImplemented, problem } from './answers.ts';
import { BareError, GitHubError, NotImplemented, type Viewer } from './graphql-access.ts';
import { Failures } from './graphql-faults.ts';
import { missingErrors } from './graphql-missing.ts';
import { RESOLVERS } from './graphql-resolvers.ts';
import { githubSchema } from './graphql-schema.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

const DOCUMENTATION = 'https://docs.github.com/graphql';

interface Query {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | undefined;
}

/** Answers a GraphQL request whose token is valid, by GitHub's published schema. */
export async function answerGraphql(world: World, token: Token, request: ApiRequest): Promise<Answer> {
  if (request.method !== 'POST') return notImplemented(`${request.method} /graphql`);
  if (request.body === INVALID_JSON) return problem(400, 'Problems parsing JSON', DOCUMENTATION);
  const query = asQuery(request.body);
  if (query === null)
    return problem(400, 'A query attribute must be specified and must be a string.', DOCUMENTATION);
  const schema = githubSchema(RESOLVERS);
  const document = known.get(query.query) ?? parsed(query.query);
  if (document instanceof GraphQLError) return errorsOnly(world, [document]);
  const missing = missingErrors(document, world.switches);
  if (missing.length > 0) return { status: 200, body: { errors: missing } };
  if (!known.has(query.query)) {
    const invalid = validate(schema, document);
    if (invalid.length > 0) return errorsOnly(world, invalid);
    const unknown = unimplementedField(schema, document);
    if (unknown !== null) return notImplemented(unknown);
    remember(query.query, document);
  }
  const failures = request.graphqlError === undefined ? null : new Failures(request.graphqlError);
  return run(schema, document, { query, viewer: { world, token, failures } });
}

/** Queries that were found good, as text: batches of one size are alike, and checking takes most of the time. */
const known = new Map<string, DocumentNode>();

function remember(text: string, document: DocumentNode): void {
  if (known.size >= 100) known.clear();
  known.set(text, document);
}

function asQuery(body: unknown): Query | null {
  if (typeof body !== 'object' || body === null) return null;
  const { query, variables, operationName } = body as Record<string, unknown>;
  if (typeof query !== 'string') return null;
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? (variables as Query['variables']) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** GitHub answers 200 to a query it refuses. */
function errorsOnly({ switches }: World, errors: readonly GraphQLError[]): Answer {
  return { status: 200, body: { errors: errors.map((error) => errorShape(error, switches)) } };
}

/** The first field that the schema has and the sandbox has not, as `Type.field`; null where there is none. */
function unimplementedField(schema: GraphQLSchema, document: DocumentNode): string | null {
  const types = new TypeInfo(schema);
  let found: string | null = null;
  const Field = ({ name }: { name: { value: string } }) => {
    const parent = types.getParentType()?.name ?? '';
    if (name.value.startsWith('__') || parent.startsWith('__')) return;
    const known = Object.hasOwn(RESOLVERS, parent) && Object.hasOwn(RESOLVERS[parent] ?? {}, name.value);
    if (!known) found ??= `the GraphQL field ${parent}.${name.value}`;
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return found;
}

async function run(
  schema: GraphQLSchema,
  document: DocumentNode,
  { query, viewer }: { query: Query; viewer: Viewer },
): Promise<Answer> {
  const { variables, operationName } = query;
  const result = await execute({
    schema,
    document,
    contextValue: viewer,
    variableValues: variables,
    operationName: operationName ?? null,
  });
  const gap = result.errors?.find(({ originalError }) => originalError instanceof NotImplemented);
  if (gap !== undefined) return notImplemented(gap.message);
  const crash = result.errors?.find(
    ({ originalError }) => originalError && !(originalError instanceof GraphQLError),
  );
  if (crash?.originalError) throw crash.originalError;
  const { data, errors } = result;
  const shown = (errors ?? []).toSorted(byPlace).map((error) => errorShape(error, viewer.world.switches));
  const beside = viewer.failures?.unmet() ?? [];
  const body = { ...(data === undefined ? {} : { data }), ...withErrors([...shown, ...beside]) };
  return { status: 200, body };
}

function withErrors(errors: object[]): { errors?: object[] } {
  return errors.length === 0 ? {} : { errors };
}

/** GitHub's fields are resolved one after another, as the query names them. */
function byPlace({ locations: [a] = [] }: GraphQLError, { locations: [b] = [] }: GraphQLError): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** GitHub writes an error's `type` beside its message, and its keys in this order. */
function errorShape(error: GraphQLError, { errorTypes }: GitHubSwitches): Record<string, unknown> {
  const { message, locations, path, extensions, originalError } = error;
  if (originalError instanceof BareError) return { message };
  return {
    ...(originalError instanceof GitHubError && errorTypes === 'typed' ? { type: originalError.type } : {}),
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}
