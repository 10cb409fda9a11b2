import type { GitHubSwitches, ReceivedDispatch, WorkflowEvent, WorkflowRun } from '../types.ts';
import type { Replication } from './replication.ts';
import type { Repositories } from './repositories.ts';
import type { Tokens } from './tokens.ts';

/** What the parts of the sandbox's GitHub share. */
export interface World {
  /** `http://127.0.0.1:<port>`; REST is below `/api/v3`, GraphQL at `/api/graphql`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly repositories: Repositories;
  readonly tokens: Tokens;
  readonly dispatches: ReceivedDispatch[];
  readonly schemaViolations: string[];
  readonly switches: GitHubSwitches;
  /** Of every repository; none until Actions are there. */
  runs(): readonly WorkflowRun[];
  emit(event: Omit<WorkflowEvent, 'at'>): void;
  now(): number;
  date(): Date;
  readonly replication: Replication;
}
