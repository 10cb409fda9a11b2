import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Fault, GraphqlFault } from '../types.ts';
import { GitHubError } from './graphql-errors.ts';
import type { Resolver } from './graphql-schema.ts';

type Path = GraphQLResolveInfo['path'];

/** The parts of one answer that a test lets fail. */
export class Failures {
  readonly #left: Set<GraphqlFault>;

  constructor(faults: Fault['graphqlError']) {
    this.#left = new Set(faults === undefined ? [] : [faults].flat());
  }

  /** Those that no field met: they stand beside the data. */
  unmet(): GraphqlFault[] {
    return [...this.#left];
  }

  /** What a field resolves to where it, or an item of its list, is to fail; else the value. Its effect has taken place. */
  apply(path: Path, value: unknown): unknown {
    let result = value;
    for (const fault of this.#left) {
      if (fault.path === undefined) continue;
      const [below, ...more] = rest(fault.path, path) ?? [null, null];
      if (below === undefined) throw this.#error(fault);
      if (typeof below === 'number' && more.length === 0 && Array.isArray(result) && below in result)
        result = result.with(below, this.#error(fault));
    }
    return result;
  }

  #error(fault: GraphqlFault): GraphQLError {
    this.#left.delete(fault);
    return errorOf(fault);
  }
}

function errorOf({ type, message }: GraphqlFault): GraphQLError {
  return type === undefined ? new GraphQLError(message) : new GitHubError(type, message);
}

/** What a fault's path has beyond a field's; null where it leads elsewhere. */
function rest(wanted: (string | number)[], path: Path): (string | number)[] | null {
  const keys: (string | number)[] = [];
  for (let step: Path | undefined = path; step !== undefined; step = step.prev) keys.unshift(step.key);
  return keys.every((key, at) => key === wanted[at]) ? wanted.slice(keys.length) : null;
}

/**
 * A resolver that fails where the answer has grown too big, or where a test wants it to; nulls then rise as the schema
 * demands, which `graphql` does.
 */
export function failing(resolve: Resolver<unknown>): Resolver<unknown> {
  return (source, args, viewer, info) => {
    viewer.budget?.take(info);
    if (viewer.failures === null) return resolve(source, args, viewer, info);
    return failed(resolve, [source, args, viewer, info]);
  };
}

async function failed(
  resolve: Resolver<unknown>,
  parameters: Parameters<Resolver<unknown>>,
): Promise<unknown> {
  const [, , { failures }, { path }] = parameters;
  const value = await resolve(...parameters);
  return failures?.apply(path, value) ?? value;
}
