import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { type Answer, type ApiRequest, INVALID_JSON, notImplemented, problem } from './answers.ts';

const DOCUMENTATION = 'https://docs.github.com/graphql';

/** A query that can be read. */
export interface Query {
  kind: 'query';
  text: string;
  document: DocumentNode;
  variables: Record<string, unknown>;
  operationName: string | undefined;
}

/** Or why it can't be. */
export type ReadQuery = Query | { kind: 'refused'; answer: Answer } | { kind: 'syntax'; error: GraphQLError };

/** Reads a GraphQL request; of a body over `mostBytes` GitHub finds no query. */
export function readQuery({ method, body, bytes }: ApiRequest, mostBytes: number): ReadQuery {
  if (method !== 'POST') return { kind: 'refused', answer: notImplemented(`${method} /graphql`) };
  if (body === INVALID_JSON) return refused('Problems parsing JSON');
  const { query, variables, operationName } = asObject(body);
  if (typeof query !== 'string' || bytes > mostBytes)
    return refused('A query attribute must be specified and must be a string.');
  const document = parsed(query);
  if (document instanceof GraphQLError) return { kind: 'syntax', error: document };
  return {
    kind: 'query',
    text: query,
    document,
    variables: asObject(variables),
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

function refused(message: string): ReadQuery {
  return { kind: 'refused', answer: problem(400, message, DOCUMENTATION) };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** By their text: batches of one size are alike. */
const known = new Map<string, DocumentNode>();

function parsed(text: string): DocumentNode | GraphQLError {
  const document = known.get(text);
  if (document !== undefined) return document;
  try {
    const read = parse(text);
    if (known.size >= 100) known.clear();
    known.set(text, read);
    return read;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** The operation that is to run, where it is clear which. */
export function operationOf({ document, operationName }: Query): OperationDefinitionNode | null {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const all = operations as OperationDefinitionNode[];
  return all.find(({ name }) => operationName === undefined || name?.value === operationName) ?? null;
}
