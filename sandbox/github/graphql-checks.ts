import {
  coerceInputValue,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  print,
  TypeInfo,
  typeFromAST,
  type VariableDefinitionNode,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { GitHubSwitches } from '../types.ts';
import { type Answer, notImplemented } from './answers.ts';
import { refusedQuery } from './graphql-errors.ts';
import { missingErrors } from './graphql-missing.ts';
import { operationOf, type Query } from './graphql-query.ts';
import type { GithubSchemas, Resolvers } from './graphql-schema.ts';

/** Documents that were found good, with their schema: batches of one size are alike, and checking takes longest. */
const good = new WeakMap<DocumentNode, GraphQLSchema>();

/** The schema to run a query by, or GitHub's refusal of a whole query, before any of it runs. */
export function checkQuery(
  query: Query,
  {
    schemas,
    resolvers,
    switches,
  }: { schemas: GithubSchemas; resolvers: Resolvers; switches: GitHubSwitches },
): { schema: GraphQLSchema } | { refusal: Answer } {
  const { document } = query;
  const missing = missingErrors(document, switches);
  if (missing.length > 0) return { refusal: { status: 200, body: { errors: missing } } };
  const [part, whole] = schemas;
  const known = good.get(document) ?? (validate(part(), document).length === 0 ? part() : null);
  const schema = known ?? whole();
  if (known === null) {
    const invalid = validate(schema, document);
    if (invalid.length > 0) return { refusal: refusedQuery(invalid, switches) };
  }
  const unknown = good.has(document) ? null : unimplementedField(schema, resolvers, document);
  if (unknown !== null) return { refusal: notImplemented(unknown) };
  good.set(document, schema);
  const wrong = (operationOf(query)?.variableDefinitions ?? []).flatMap((variable) =>
    wrongVariable(schema, variable, query.variables),
  );
  return wrong.length === 0 ? { schema } : { refusal: { status: 200, body: { errors: wrong } } };
}

/** The first field that the schema has and the sandbox has not, as `Type.field`; null where there is none. */
function unimplementedField(
  schema: GraphQLSchema,
  resolvers: Resolvers,
  document: DocumentNode,
): string | null {
  const types = new TypeInfo(schema);
  let found: string | null = null;
  const Field = ({ name }: { name: { value: string } }) => {
    const parent = types.getParentType()?.name ?? '';
    if (name.value.startsWith('__') || parent.startsWith('__')) return;
    const known = Object.hasOwn(resolvers, parent) && Object.hasOwn(resolvers[parent] ?? {}, name.value);
    if (!known) found ??= `the GraphQL field ${parent}.${name.value}`;
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return found;
}

interface Problem {
  path: (string | number)[];
  explanation: string;
}

/**
 * A value that does not fit its type: one wrong id and nothing is answered. The words are graphql-ruby's
 * (lib/graphql/query/variable_validation_error.rb), as quoted in many issues.
 */
function wrongVariable(
  schema: GraphQLSchema,
  { variable, type: node, defaultValue, loc }: VariableDefinitionNode,
  given: Record<string, unknown>,
): object[] {
  const type = typeFromAST(schema, node) as GraphQLInputType | undefined;
  const name = variable.name.value;
  if (type === undefined || (!Object.hasOwn(given, name) && (defaultValue || !isNonNullType(type))))
    return [];
  const value = given[name] ?? null;
  const problems = problemsOf(value, type);
  if (problems.length === 0) return [];
  const below = problems.filter(({ path }) => path.length > 0);
  const where = below.map(({ path, explanation }) => `${path.join('.')} (${explanation})`).join(', ');
  const message = `Variable $${name} of type ${print(node)} was provided invalid value`;
  const place = loc === undefined ? [] : [{ line: loc.startToken.line, column: loc.startToken.column }];
  return [
    {
      extensions: { value, problems },
      locations: place,
      message: where === '' ? message : `${message} for ${where}`,
    },
  ];
}

function problemsOf(value: unknown, type: GraphQLInputType): Problem[] {
  if (value === null && isNonNullType(type))
    return [{ path: [], explanation: 'Expected value to not be null' }];
  const problems: Problem[] = [];
  coerceInputValue(value, type, (path, _value, { message }: GraphQLError) => {
    problems.push({ path: [...path], explanation: message });
  });
  return problems;
}
