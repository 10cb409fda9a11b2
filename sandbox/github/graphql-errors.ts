import { GraphQLError } from 'graphql';
import type { GitHubSwitches } from '../types.ts';
import type { Answer } from './answers.ts';

/** An error of GitHub's own kind: its `type` stands beside the message, not in `extensions`. */
export class GitHubError extends GraphQLError {
  readonly type: string | null;

  constructor(type: string | null, message: string, extensions?: Record<string, unknown>) {
    super(message, extensions === undefined ? {} : { extensions });
    this.type = type;
  }
}

/** An error that is shown as a message and nothing else: no type, no path, no place in the query. */
export class BareError extends GraphQLError {}

/** An error that concerns the whole query: nothing else is answered. */
export class QueryError extends GitHubError {
  readonly hasData: boolean;

  /** @param hasData whether `data` is null, or not there at all */
  constructor(type: string | null, message: string, options: { hasData: boolean; extensions?: object }) {
    super(type, message, options.extensions as Record<string, unknown> | undefined);
    this.hasData = options.hasData;
  }
}

/** Something that the schema allows and the sandbox does not know: the whole answer becomes a 501. */
export class NotImplemented extends Error {}

/** GitHub answers 200 to a query it refuses. */
export function refusedQuery(errors: readonly GraphQLError[], switches: GitHubSwitches): Answer {
  return { status: 200, body: { errors: errors.map((error) => errorShape(error, switches)) } };
}

/** The answer to a query that one of its errors ends. */
export function endedQuery(
  { type, message, extensions, hasData }: QueryError,
  switches: GitHubSwitches,
): Answer {
  const typed = type !== null && switches.errorTypes === 'typed' ? { type } : {};
  const more = Object.keys(extensions).length === 0 ? {} : { extensions };
  return {
    status: 200,
    body: { ...(hasData ? { data: null } : {}), errors: [{ ...typed, ...more, message }] },
  };
}

/** As they stand in an answer: GitHub resolves fields one after another, as the query names them. */
export function errorShapes(errors: readonly GraphQLError[], switches: GitHubSwitches): object[] {
  return errors.toSorted(byPlace).map((error) => errorShape(error, switches));
}

function byPlace({ locations: [a] = [] }: GraphQLError, { locations: [b] = [] }: GraphQLError): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** GitHub writes an error's `type` beside its message, and its keys in this order. */
function errorShape(error: GraphQLError, { errorTypes }: GitHubSwitches): object {
  const { message, locations, path, extensions, originalError } = error;
  if (originalError instanceof BareError) return { message };
  const type = originalError instanceof GitHubError && errorTypes === 'typed' ? originalError.type : null;
  return {
    ...(type === null ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}
