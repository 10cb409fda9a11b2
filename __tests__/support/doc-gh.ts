/** GitHub's own command line, as far as the docs use it, over the sandbox. */
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository, WorkflowRun, WorkflowState } from '../../sandbox/types.ts';
import type { Answer, Call, StandIn } from './stand-ins.ts';

export interface GhOptions {
  readonly token: string;
  /** What is typed at the prompt of `gh secret set`, by the secret's name. */
  readonly typed: Readonly<Record<string, string>>;
}

interface Context extends GhOptions {
  readonly sandbox: Sandbox;
  readonly call: Call;
  /** Arguments that are no options, the command's own words left out. */
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | string[] | undefined>>;
}

type Command = (context: Context) => Promise<Answer> | Answer;

/** https://cli.github.com/manual: `gh <group> <command>`; what is not here fails, and says so. */
const COMMANDS: Readonly<Record<string, Command>> = {
  // Whose configuration lies elsewhere has not signed in there.
  'auth token': ({ token, call }) =>
    call.env['GH_CONFIG_DIR'] ? { code: 1, err: 'no oauth token found\n' } : { out: `${token}\n` },
  'auth login': () => ({}),
  'auth status': () => ({ out: 'Logged in to github.com as octocat\n' }),
  'secret set': setSecret,
  'secret delete': deleteSecret,
  'secret list': async (context) => ({
    out: Object.keys((await repositoryOf(context)).options.secrets)
      .map((name) => `${name}\n`)
      .join(''),
  }),
  'workflow run': runWorkflow,
  'workflow list': listWorkflows,
  'workflow disable': (context) => switchWorkflow(context, 'disabled_manually'),
  'workflow enable': (context) => switchWorkflow(context, 'active'),
  'run list': listRuns,
  'run view': viewRun,
  'run watch': viewRun,
  'repo create': createRepository,
  'repo clone': cloneRepository,
};

export function gh(sandbox: Sandbox, options: GhOptions): StandIn {
  return {
    wantsInput: ([group, command, ...rest]) =>
      group === 'secret' && command === 'set' && !rest.some((word) => /^(?:-b|--body)/.test(word)),
    async run(call) {
      const [group = '', command = ''] = call.args;
      const known = COMMANDS[`${group} ${command}`];
      if (known === undefined)
        return { code: 1, err: `gh ${call.args.join(' ')}: not stood in for; add it to doc-gh.ts\n` };
      const { values, positionals } = parseArgs({
        args: call.args.slice(2),
        options: FLAGS,
        allowPositionals: true,
      });
      return known({ ...options, sandbox, call, words: positionals, flags: values });
    },
  };
}

const FLAGS = {
  repo: { type: 'string', short: 'R' },
  hostname: { type: 'string', short: 'h' },
  body: { type: 'string', short: 'b' },
  app: { type: 'string', short: 'a' },
  org: { type: 'string', short: 'o' },
  visibility: { type: 'string', short: 'v' },
  repos: { type: 'string', short: 'r' },
  workflow: { type: 'string', short: 'w' },
  limit: { type: 'string', short: 'L' },
  ref: { type: 'string' },
  field: { type: 'string', short: 'f', multiple: true },
  log: { type: 'boolean' },
  'log-failed': { type: 'boolean' },
  'exit-status': { type: 'boolean' },
  public: { type: 'boolean' },
  private: { type: 'boolean' },
  clone: { type: 'boolean' },
  all: { type: 'boolean' },
} as const;

const run = promisify(execFile);

/** `--repo [host/]owner/repo`, else the repository of the folder's `origin`. */
async function repositoryOf({ sandbox, flags, call }: Context): Promise<SandboxRepository> {
  if (typeof flags['repo'] === 'string')
    return sandbox.github.repository(flags['repo'].split('/').slice(-2).join('/'));
  const { stdout } = await run('git', ['-C', call.cwd, 'remote', 'get-url', 'origin'], { env: call.env });
  const [, name = ''] = /([^/:]+\/[^/]+?)(?:\.git)?\n$/.exec(stdout) ?? [];
  return sandbox.github.repository(name);
}

/** An organisation's secret is given to every repository of the account, or to those named. */
async function setSecret(context: Context): Promise<Answer> {
  const { flags, words, call, typed, sandbox } = context;
  const [name = ''] = words;
  const body = flags['body'] ?? (call.input?.trim() || typed[name]);
  if (typeof body !== 'string' || body === '') return { code: 1, err: `no text for the secret ${name}\n` };
  const kind = flags['app'] === 'dependabot' ? 'dependabotSecrets' : 'secrets';
  const named = typeof flags['repos'] === 'string' ? flags['repos'].split(',') : [];
  const targets =
    typeof flags['org'] === 'string'
      ? named.map((one) => sandbox.github.repository(one.includes('/') ? one : `${flags['org']}/${one}`))
      : [await repositoryOf(context)];
  for (const repository of targets)
    repository.update({ [kind]: { ...repository.options[kind], [name]: body } });
  return { err: `✓ Set Actions secret ${name} for ${targets.map((one) => one.fullName).join(', ')}\n` };
}

async function deleteSecret(context: Context): Promise<Answer> {
  const repository = await repositoryOf(context);
  const [name = ''] = context.words;
  const { [name]: removed, ...secrets } = repository.options.secrets;
  if (removed === undefined) return { code: 1, err: `HTTP 404: ${name} not found\n` };
  repository.update({ secrets });
  return {};
}

async function runWorkflow(context: Context): Promise<Answer> {
  const repository = await repositoryOf(context);
  const [file = ''] = context.words;
  const { github } = context.sandbox;
  const response = await fetch(
    `${github.apiUrl}/repos/${repository.fullName}/actions/workflows/${file}/dispatches`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${context.token}` },
      body: JSON.stringify({ ref: context.flags['ref'] ?? repository.options.defaultBranch }),
    },
  );
  return response.ok
    ? { out: `✓ Created workflow_dispatch event for ${file}\n` }
    : { code: 1, err: `HTTP ${response.status}: ${await response.text()}\n` };
}

async function listWorkflows(context: Context): Promise<Answer> {
  const repository = await repositoryOf(context);
  const files = await repository.listFiles(repository.options.defaultBranch, FOLDER);
  return { out: files.map((file) => `${file}  ${repository.workflowState(`${FOLDER}/${file}`)}\n`).join('') };
}

async function switchWorkflow(context: Context, state: WorkflowState): Promise<Answer> {
  const repository = await repositoryOf(context);
  const [file = ''] = context.words;
  const files = await repository.listFiles(repository.options.defaultBranch, FOLDER);
  if (!files.includes(file)) return { code: 1, err: `could not find any workflows named ${file}\n` };
  repository.setWorkflowState(`${FOLDER}/${file}`, state);
  return {};
}

const FOLDER = '.github/workflows';

async function runsOf(context: Context): Promise<WorkflowRun[]> {
  await context.sandbox.actions.idle();
  const { fullName } = await repositoryOf(context);
  const { workflow } = context.flags;
  return context.sandbox.actions.runs
    .filter(({ repository, path }) => repository === fullName && path.endsWith(String(workflow ?? '')))
    .reverse();
}

async function listRuns(context: Context): Promise<Answer> {
  const runs = (await runsOf(context)).slice(0, Number(context.flags['limit'] ?? 20));
  const line = ({ id, conclusion, workflow, event }: WorkflowRun) =>
    `completed\t${conclusion}\t${workflow}\t${event.name}\t${id}\n`;
  return { out: runs.map(line).join('') };
}

/** The newest run, or the one whose id is given; `--log` prints what its steps wrote. */
async function viewRun(context: Context): Promise<Answer> {
  const [id] = context.words;
  const found = (await runsOf(context)).find((one) => id === undefined || String(one.id) === id);
  if (found === undefined) return { code: 1, err: 'no run found\n' };
  const steps = found.jobs.flatMap((job) => job.steps);
  const text = context.flags['log'] === true ? steps.map(({ log }) => log).join('\n') : found.conclusion;
  const failed = context.flags['exit-status'] === true && found.conclusion !== 'success';
  return { code: failed ? 1 : 0, out: `${text}\n` };
}

async function createRepository({ sandbox, words, flags, call }: Context): Promise<Answer> {
  const [name = ''] = words;
  await sandbox.github.createRepository(name, { private: flags['private'] === true });
  if (flags['clone'] === true) await clone(name, call);
  return { out: `https://github.com/${name}\n` };
}

async function cloneRepository({ words, call }: Context): Promise<Answer> {
  await clone(words[0] ?? '', call, words[1]);
  return {};
}

async function clone(name: string, { cwd, env }: Call, folder?: string): Promise<void> {
  const target = folder === undefined ? [] : [folder];
  await run('git', ['clone', '--quiet', `https://github.com/${name}.git`, ...target], { cwd, env });
}
