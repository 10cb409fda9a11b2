/**
 * The terminal of somebody who follows a page of the docs: `bash`, with the sandbox as github.com.
 *
 * ```ts
 * const sandbox = await sharedSandbox();
 * const shell = await docShell(sandbox, { typed: { MARKETPLACE_UPDATE_TOKEN: token } });
 * afterAll(() => shell.close());
 * const run = await shell.run('git clone https://github.com/acme/marketplace.git && cd marketplace');
 * expect(run).toMatchObject({ code: 0 });
 * ```
 *
 * What is there, besides what the machine has (`git`, and `curl` only where it is installed):
 * - `notify-marketplace` and `npx … github:org/notify-marketplace`: the command line, in the test's process;
 * - `gh`: a stand-in over the sandbox (see doc-gh.ts): secrets, workflows, runs, repositories, `api`, `auth token`;
 * - `https://github.com/…`, `git@github.com:…` lead git to the sandbox, as a person who may push everywhere;
 * - whatever the test adds or replaces by `commands`: a function answers each call.
 *
 * The folder and the exported variables last from one block to the next, as in a terminal. A block stops at
 * its first command that fails (`set -e -o pipefail`), and its exit code is the block's. After each block all
 * workflow runs that it set off have ended. `atSandbox(text)` writes the sandbox's addresses into a text that
 * names GitHub's: for blocks that speak HTTP by themselves.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import { alone } from '../scenarios/cli-support.ts';
import { gh } from './doc-gh.ts';
import { type StandIn, startStandIns, writeProgram } from './stand-ins.ts';

export interface ShellRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface DocShell {
  /** Where the terminal was opened; empty at first. */
  readonly folder: string;
  /** What git and `gh` are signed in with: a classic token that may write everywhere. */
  readonly token: string;
  /** Every call of a stand-in so far: the program's name, then its arguments. */
  readonly calls: readonly (readonly string[])[];
  /** Runs a block where the one before ended. `cwd` goes somewhere else first, below `folder`. */
  run(text: string, options?: ShellOptions): Promise<ShellRun>;
  /** GitHub's addresses in a text, as the sandbox has them. */
  atSandbox(text: string): string;
  close(): Promise<void>;
}

export interface ShellOptions {
  readonly cwd?: string;
  /** More variables, for this block alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the reader types or pastes while it runs. Default: nothing. */
  readonly input?: string;
}

export interface DocShellOptions {
  /** What the reader types where `gh secret set` asks for a secret's text, by the secret's name. */
  readonly typed?: Readonly<Record<string, string>>;
  /** More programs, or others in the place of those that are there. */
  readonly commands?: Readonly<Record<string, StandIn>>;
  /** A GitHub Enterprise Server's host that leads to the sandbox too, e.g. `github.acme.example`. */
  readonly enterpriseHost?: string;
}

export async function docShell(sandbox: Sandbox, options: DocShellOptions = {}): Promise<DocShell> {
  const { github } = sandbox;
  const machine = await mkdtemp(join(github.root, 'reader-'));
  const [home, bin, folder] = ['home', 'bin', 'work'].map((name) => join(machine, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [home, bin, folder]) await mkdir(made, { recursive: true });
  const token = github.createToken({ kind: 'classic', scopes: ['repo', 'workflow'] });
  const hosts = ['github.com', ...(options.enterpriseHost === undefined ? [] : [options.enterpriseHost])];
  await writeFile(join(home, '.gitconfig'), gitConfig(github.url, token, hosts));
  const standIns = await startStandIns(bin, {
    'notify-marketplace': commandLine(sandbox),
    gh: gh(sandbox, { token, typed: options.typed ?? {} }),
    ...options.commands,
  });
  await writeNpx(bin);
  const session = { machine, folder, env: environment(sandbox, home, bin) };
  return {
    folder,
    token,
    calls: standIns.calls,
    async run(text, at = {}) {
      const result = await runBlock(session, text, at);
      await sandbox.actions.idle();
      return result;
    },
    atSandbox: (text) => addressed(text, github, hosts),
    close: standIns.close,
  };
}

/** In this very process; what is piped into it is read where `-` stands for it. */
function commandLine(sandbox: Sandbox): StandIn {
  return {
    wantsInput: (args) => args.includes('-'),
    run: ({ args, cwd, env, input }) => alone(sandbox, cwd, args, { env, input: input ?? '' }),
  };
}

/** `npx` that knows one package: what is behind it runs as npm would run it. */
function writeNpx(bin: string): Promise<void> {
  const drop = 'while [ $# -gt 0 ]; do case "$1" in -*) shift;; *) break;; esac; done';
  const refuse = 'echo "npx: $1 is not stood in for" >&2; exit 1';
  const pick = `case "$1" in github:org/notify-marketplace*) shift;; *) ${refuse};; esac`;
  return writeProgram(bin, 'npx', `${drop}\n${pick}\nexec "${bin}/notify-marketplace" "$@"`);
}

function gitConfig(url: string, token: string, hosts: readonly string[]): string {
  const instead = hosts.flatMap((host) => [
    `\tinsteadOf = https://${host}/`,
    `\tinsteadOf = git@${host}:`,
    `\tinsteadOf = ssh://git@${host}/`,
  ]);
  return [
    '[user]',
    '\tname = Ada',
    '\temail = ada@example.com',
    '[init]',
    '\tdefaultBranch = main',
    '[commit]',
    '\tgpgSign = false',
    `[url "${url}/"]`,
    ...instead,
    `[credential "${url}"]`,
    `\thelper = "!f() { echo username=octocat; echo password=${token}; }; f"`,
    '',
  ].join('\n');
}

function environment({ github }: Sandbox, home: string, bin: string): Record<string, string> {
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GITHUB_SERVER_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
  };
}

function addressed(text: string, { url, apiUrl, graphqlUrl }: Sandbox['github'], hosts: readonly string[]) {
  const known = hosts.flatMap((host): [string, string][] =>
    host === 'github.com'
      ? [
          ['https://api.github.com/graphql', graphqlUrl],
          ['https://api.github.com', apiUrl],
          ['https://github.com', url],
        ]
      : [[`https://${host}`, url]],
  );
  return known.reduce((done, [from, to]) => done.replaceAll(from, to), text);
}

interface Session {
  readonly machine: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What lasts is written down when the block ends, and read when the next one starts. */
function runBlock({ machine, folder, env }: Session, text: string, at: ShellOptions): Promise<ShellRun> {
  const go = at.cwd === undefined ? '' : `cd -- '${join(folder, at.cwd)}'`;
  const alone = Object.keys(at.env ?? {});
  const forget = alone.length === 0 ? '' : `unset ${alone.join(' ')}; `;
  const script = [
    `[ ! -f '${machine}/exports' ] || . '${machine}/exports'`,
    `[ ! -f '${machine}/folder' ] || cd -- "$(cat '${machine}/folder')"`,
    ...Object.entries(at.env ?? {}).map(([name, value]) => `export ${name}='${value}'`),
    go,
    `trap 'code=$?; pwd > "${machine}/folder"; ${forget}export -p > "${machine}/exports"; exit $code' EXIT`,
    'set -e -o pipefail',
    text,
  ].join('\n');
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd: folder, env });
    // A shell that has ended already reads nothing: that is no fault.
    child.stdin.on('error', () => {}).end(at.input ?? '');
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out: out.join(''), err: err.join('') }));
  });
}
