import { fullName, isRepositoryName, repositoryKey } from '../../../github/repository.ts';
import { factsOf, type RepositoryFacts } from '../../../github/repository-facts.ts';
import type { WorkflowFiles } from '../../workflows/parts.ts';
import type { Access } from './access.ts';
import { protectionOf } from './protection.ts';
import { runsOf } from './runs.ts';
import { secretsOf } from './secrets.ts';
import { type About, ask, attempt, once, type Seen } from './seen.ts';
import { settingsOf } from './settings.ts';
import { variablesOf } from './variables.ts';
import { readWorkflowFiles } from './workflow-files.ts';

/** What GitHub shows of one repository, each thing asked for once. */
export interface Remote {
  readonly name: string;
  /** Its page. */
  readonly url: string;
  /** As gh takes it: `[HOST/]OWNER/REPO` (https://cli.github.com/manual/gh_secret_set). */
  readonly ghName: string;
  facts(): Promise<Seen<Facts>>;
  /** Of the default branch. */
  workflows(): Promise<Seen<WorkflowFiles>>;
  readonly runs: ReturnType<typeof runsOf>;
  readonly secrets: ReturnType<typeof secretsOf>;
  readonly variables: ReturnType<typeof variablesOf>;
  readonly settings: ReturnType<typeof settingsOf>;
  readonly protection: ReturnType<typeof protectionOf>;
}

export interface Around {
  readonly access: Access;
  readonly serverUrl: string;
  /** The time, in epoch milliseconds. */
  readonly now: () => number;
}

/** A repository by a name that was checked. */
export function remoteRepository(
  name: string,
  { access, serverUrl }: Pick<Around, 'access' | 'serverUrl'>,
): Remote {
  if (!isRepositoryName(name)) throw new TypeError(`${name} is not a repository name`);
  const [owner = '', repo = ''] = name.split('/');
  const about: About = (question, more = {}) =>
    ask(access, { ...question, parameters: { owner, repo, ...more }, what: `Looking at ${name}` });
  const { host } = new URL(serverUrl);
  return {
    name,
    url: `${serverUrl}/${name}`,
    ghName: host === 'github.com' ? name : `${host}/${name}`,
    facts: once(() => readFacts(access, name)),
    workflows: once(async () => {
      const repository = { owner, name: repo };
      const read = await attempt(access, (client) => readWorkflowFiles(client, [repository]));
      if (read.kind === 'unseen') return read;
      return read.value.get(repositoryKey(repository)) ?? { kind: 'unseen', why: 'it was not read' };
    }),
    runs: runsOf(about),
    secrets: secretsOf(about),
    variables: variablesOf(about),
    settings: settingsOf(about),
    protection: protectionOf(about),
  };
}

/** What GitHub says about a repository. */
export interface Facts extends RepositoryFacts {
  /** Its present `owner/name`. */
  readonly name: string;
}

/** READ: a repository by `owner/name`, under its present name. */
export function readFacts(access: Access, name: string): Promise<Seen<Facts>> {
  const [owner = '', repo = ''] = name.split('/');
  return ask(access, {
    route: 'GET /repos/{owner}/{repo}',
    parameters: { owner, repo },
    what: `Looking at ${name}`,
    need: { permission: 'Metadata: read', role: '`repo`' },
    missing: `there is no ${name}, or this token can’t see it`,
    check: factsOf,
    read: (data, headers) => {
      const facts = factsOf({ status: 200, headers, data });
      return { ...facts, name: fullName(facts.repository) };
    },
  });
}
