import { readFileSync } from 'node:fs';
import { getInput, setSecret } from '@actions/core';
import { settingProblem } from '../findings/settings.ts';
import {
  brokenAddresses,
  brokenProxies,
  type Environment,
  networkOf,
  serverAddress,
} from '../github/client/network-settings.ts';
import { isTokenText } from '../github/client/token.ts';
import { fullName, isRepositoryName, type RepositoryName } from '../github/repository.ts';
import { isObject } from '../plugin/json.ts';
import type { InputTable } from './input-tables.ts';
import { InputValues, type Refusing } from './input-values.ts';
import { rememberSecret } from './secrets.ts';

/** What both actions read of a runner's inputs and environment; each of them has its own `inputs.ts` besides. */

export interface Addresses {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  /** The page of this run. */
  readonly runUrl: string;
  /** The folder of the pages about this action; left out where the action does not come out of a repository. */
  readonly manual?: string;
  /** The variables that say by which proxy. */
  readonly network?: Environment;
}

export function stepInputs<Table extends InputTable>(table: Table): InputValues<Table> {
  return new InputValues(table, (name) => getInput(name));
}

/** A variable of the runner, `''` where it is not set. */
export function environment(name: string): string {
  return process.env[name] ?? '';
}

export function runRepository(values: Refusing): RepositoryName {
  const [owner = '', name = ''] = environment('GITHUB_REPOSITORY').split('/');
  if (owner === '' || name === '') {
    values.refuse('no-repository', 'GITHUB_REPOSITORY is not set', 'Run this as an action, in a workflow.');
  }
  return { owner, name };
}

/** A token out of an input: masked in the log, refused where it can be none. */
export function readTokenInput<Table extends InputTable>(
  values: InputValues<Table>,
  input: keyof Table & string,
): string {
  const token = values.text(input);
  if (token !== '') setSecret(token);
  rememberSecret(token);
  // Not quoted: half a token is a secret too.
  if (token !== '' && !isTokenText(token)) {
    const remedy =
      'Store the secret again: one line, without spaces, quotes or a comment, as GitHub showed the token.';
    values.refuse('token-malformed', `\`${input}\` contains characters that no token has`, remedy);
  }
  return token;
}

export function readEventPayload(values: Refusing): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(readFileSync(environment('GITHUB_EVENT_PATH'), 'utf8'));
    if (isObject(payload)) return payload;
  } catch {
    // Told below, like any other text that is no event.
  }
  const remedy = 'Run this as an action, in a workflow; GitHub writes that file.';
  values.refuse('event-unreadable', 'The event in GITHUB_EVENT_PATH could not be read', remedy);
  return {};
}

/**
 * https://docs.github.com/actions/reference/workflows-and-actions/variables; GitHub Enterprise Server has its own. What
 * can't be asked is refused here, because it would fail late, and look like a fault of GitHub's.
 */
export function readAddresses(values: Refusing, repository: RepositoryName): Addresses {
  const address = (name: string, usual: string) => {
    const given = serverAddress(environment(name) || usual);
    return given.kind === 'usable' ? given.url : usual;
  };
  const serverUrl = address('GITHUB_SERVER_URL', 'https://github.com');
  const apiUrl = address('GITHUB_API_URL', 'https://api.github.com');
  const graphqlUrl = address('GITHUB_GRAPHQL_URL', 'https://api.github.com/graphql');
  const broken = [...brokenAddresses(process.env), ...brokenProxies(process.env, [apiUrl, graphqlUrl])];
  for (const { code, what, remedy } of broken.map(settingProblem)) {
    values.refuse(code, what, `${remedy} ${WHERE_SET}`);
  }
  const runUrl = `${serverUrl}/${fullName(repository)}/actions/runs/${environment('GITHUB_RUN_ID')}`;
  return { serverUrl, apiUrl, graphqlUrl, runUrl, network: networkOf(process.env), ...manualAt(serverUrl) };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables: the ref is a tag, a branch or a commit. */
function manualAt(serverUrl: string): Pick<Addresses, 'manual'> {
  const [repository, ref] = [environment('GITHUB_ACTION_REPOSITORY'), environment('GITHUB_ACTION_REF')];
  if (!isRepositoryName(repository) || !/^[\w./-]+$/.test(ref)) return {};
  return { manual: `${serverUrl}/${repository}/blob/${ref}/docs` };
}

/** https://docs.github.com/actions/how-tos/manage-runners/use-proxy-servers */
const WHERE_SET = "The variable is set in the runner's .env file, or under `env:` in the workflow.";
