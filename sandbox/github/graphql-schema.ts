import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import type { Viewer } from './graphql-access.ts';
import { failing } from './graphql-faults.ts';
import { implementedPart } from './graphql-part.ts';
import { OID } from './objects.ts';

/** `args` have passed GraphQL's own validation against GitHub's schema. */
export type Resolver<Source> = (
  source: Source,
  args: Record<string, unknown>,
  viewer: Viewer,
  info: GraphQLResolveInfo,
) => unknown;

/** By type and field. `never`: each type's resolvers take a source of their own. */
export type Resolvers = Record<string, Record<string, Resolver<never>>>;

/** Not through the package's entry, which reads five megabytes of JSON as well, and exports nothing else. */
const SDL = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);

const DESCRIPTION = /"""(?:\\"""|.)*?"""/gs;

/** From the part that the sandbox implements to the whole. */
export type GithubSchemas = readonly [part: () => GraphQLSchema, whole: () => GraphQLSchema];

/**
 * GitHub's published schema with the sandbox's resolvers, without the descriptions, two thirds of the text. Each is
 * built when it is first asked for. The SDL is GitHub's own and not validated again.
 */
export function githubSchemas(resolvers: Resolvers): GithubSchemas {
  const text = () => readFileSync(SDL, 'utf8').replaceAll(DESCRIPTION, '');
  return [
    once(() => build(implementedPart(text(), resolvers), resolvers)),
    once(() => build(parse(text(), { noLocation: true }), resolvers)),
  ];
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function build(document: DocumentNode, resolvers: Resolvers): GraphQLSchema {
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  attach(schema, resolvers);
  checkObjectIds(schema);
  return schema;
}

function attach(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type))
      throw new Error(`GitHub's schema has no type ${typeName}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field === undefined) throw new Error(`GitHub's schema has no field ${typeName}.${name}`);
      field.resolve = failing(resolve as Resolver<unknown>) as GraphQLFieldResolver<unknown, Viewer>;
    }
  }
}

/** `GitObjectID` takes a full id in hexadecimal and nothing else. */
function checkObjectIds(schema: GraphQLSchema): void {
  const type = schema.getType('GitObjectID');
  if (!(type instanceof GraphQLScalarType)) throw new Error("GitHub's schema has no GitObjectID");
  type.parseValue = (value) => {
    if (typeof value === 'string' && OID.test(value.toLowerCase())) return value.toLowerCase();
    throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to GitObjectID`);
  };
  type.parseLiteral = (node) => type.parseValue(node.kind === 'StringValue' ? node.value : null);
}
