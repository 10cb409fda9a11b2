import type { Answer, Client, ReadOptions } from '../../src/github/client/client.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import type { GraphqlAnswer } from '../../src/github/client/graphql-answer.ts';

export interface RestCall {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface GraphqlCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly options: ReadOptions | undefined;
}

export interface FakeClient extends Client {
  readonly calls: RestCall[];
  readonly queries: GraphqlCall[];
  /** What `pause` was told, in order. */
  readonly pauses: { readonly what: string; readonly why: string; readonly tries: number }[];
}

export interface FakeAnswers {
  readonly request?: (call: RestCall) => Promise<Answer> | Answer;
  readonly graphql?: (call: GraphqlCall) => Promise<GraphqlAnswer> | GraphqlAnswer;
  /** How often a caller may try once more. */
  readonly pauses?: number;
}

/** A client that answers as it is told and remembers what it was asked; a question without answer is an error. */
export function fakeClient({ request, graphql, pauses = 3 }: FakeAnswers): FakeClient {
  const client: FakeClient = {
    calls: [],
    queries: [],
    pauses: [],
    async request(route, parameters, { check }) {
      const call = { route, parameters };
      client.calls.push(call);
      if (request === undefined) throw new Error(`unexpected request: ${route}`);
      const given = await request(call);
      check?.(given);
      return given;
    },
    async graphql(query, variables, options) {
      const call = { query, variables, options };
      client.queries.push(call);
      if (graphql === undefined) throw new Error('unexpected query');
      return graphql(call);
    },
    async pause(what, why, tries) {
      client.pauses.push({ what, why, tries });
      return tries <= pauses;
    },
  };
  return client;
}

export function answer(fields: Partial<Answer> = {}): Answer {
  return { status: 200, headers: {}, data: {}, url: 'https://api.github.test/', attempts: 1, ...fields };
}

export interface ErrorFields {
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attempts?: number;
  readonly until?: number | null;
}

export function githubError(status: number | null, fields: ErrorFields = {}): GitHubError {
  const { message = '', headers = {}, attempts = 1, until = null } = fields;
  return new GitHubError({ status, headers, message }, { attempts, until });
}
