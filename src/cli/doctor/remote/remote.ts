import { isRepositoryName, repositoryKey } from '../../../github/repository.ts';
import type { WorkflowFiles } from '../../workflows/parts.ts';
import type { About } from './about.ts';
import type { Access } from './access.ts';
import { type Facts, readFacts } from './facts.ts';
import { type Protection, protectionOf } from './protection.ts';
import { type Runs, runsOf } from './runs.ts';
import { type Secrets, secretsOf } from './secrets.ts';
import { ask, attempt, once, type Seen } from './seen.ts';
import { type Settings, settingsOf } from './settings.ts';
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
  readonly runs: Runs;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly protection: Protection;
}

export interface Around {
  readonly access: Access;
  readonly serverUrl: string;
}

/** A repository by a name that was checked. */
export function remoteRepository(name: string, { access, serverUrl }: Around): Remote {
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
    settings: settingsOf(about),
    protection: protectionOf(about),
  };
}
