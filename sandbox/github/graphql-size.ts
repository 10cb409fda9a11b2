import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Counted } from '../types.ts';
import { operationOf, type Query } from './graphql-query.ts';

/** How much a query asks for. */
export interface QuerySize {
  counts: Record<Counted, number>;
  /** Points of the hour's limit. */
  points: number;
  /** Objects that it may return. */
  nodes: number;
  mutates: boolean;
}

interface Tally {
  counts: Record<Counted, number>;
  /** Requests to connections, at their parents' full counts. */
  connections: number;
  nodes: number;
}

interface Scope {
  variables: Record<string, unknown>;
  fragments: Map<string, FragmentDefinitionNode>;
  tally: Tally;
}

/**
 * "Add up the number of requests needed to fulfill each unique connection in the call. Assume every request will reach
 * the `first` or `last` argument limits. Divide the number by 100 and round the result […]. Note that the minimum value
 * is 1" (GitHub's docs, rate limits and query limits for the GraphQL API).
 */
export function sizeOf(query: Query): QuerySize {
  const operation = operationOf(query);
  const tally: Tally = { counts: noCounts(), connections: 0, nodes: 0 };
  const scope = {
    variables: { ...defaultsOf(operation), ...query.variables },
    fragments: fragmentsOf(query),
    tally,
  };
  if (operation !== null) walk(operation.selectionSet, 1, scope);
  const points = Math.max(1, Math.round(tally.connections / 100));
  return { counts: tally.counts, points, nodes: tally.nodes, mutates: operation?.operation === 'mutation' };
}

function defaultsOf(operation: OperationDefinitionNode | null): Record<string, unknown> {
  const definitions = operation?.variableDefinitions ?? [];
  return Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, numberOf(defaultValue, {})]],
    ),
  );
}

export function noCounts(): Record<Counted, number> {
  return { aliases: 0, repositories: 0, paths: 0, compares: 0, pullRequestBranches: 0 };
}

function fragmentsOf({ document }: Query): Scope['fragments'] {
  return new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
}

function walk({ selections }: SelectionSetNode, parents: number, scope: Scope): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) walkField(selection, parents, scope);
    else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, parents, scope);
    else {
      const fragment = scope.fragments.get(selection.name.value);
      if (fragment !== undefined) walk(fragment.selectionSet, parents, scope);
    }
  }
}

function walkField(field: FieldNode, parents: number, scope: Scope): void {
  const { tally } = scope;
  for (const kind of kindsOf(field)) tally.counts[kind]++;
  const size = pageSize(field, scope);
  if (size !== null) {
    tally.connections += parents;
    tally.nodes += parents * size;
  }
  if (field.selectionSet !== undefined) walk(field.selectionSet, parents * (size ?? 1), scope);
}

/** What a field counts as. */
export function kindsOf({ name, alias, arguments: given = [] }: FieldNode): Counted[] {
  const has = (argument: string) => given.some((one) => one.name.value === argument);
  const kinds: Counted[] = alias === undefined ? [] : ['aliases'];
  if (name.value === 'repository' && has('owner')) kinds.push('repositories');
  if (name.value === 'file' || (name.value === 'object' && has('expression'))) kinds.push('paths');
  if (name.value === 'compare') kinds.push('compares');
  if (name.value === 'pullRequests' && has('headRefName')) kinds.push('pullRequestBranches');
  return kinds;
}

/** Of a connection; null for other fields. */
function pageSize({ arguments: given = [] }: FieldNode, { variables }: Scope): number | null {
  const size = given.find(({ name }) => name.value === 'first' || name.value === 'last');
  if (size === undefined) return null;
  const value = numberOf(size.value, variables);
  return value !== null && value > 0 ? value : 0;
}

function numberOf(value: ValueNode, variables: Record<string, unknown>): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return typeof given === 'number' ? given : null;
}
