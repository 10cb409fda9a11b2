import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import type { ReceivedDispatch, SandboxRepository, StepResult, WorkflowEvent } from '../../sandbox/types.ts';
import type { Case } from './history-rules.ts';

/** What one real commit, pushed, came to. */
export interface Replay {
  event: WorkflowEvent;
  step: StepResult;
  /** Those that arrived for the commit, by path. */
  dispatches: ReceivedDispatch[];
}

const MARKETPLACE = 'acme/marketplace';

/** Steps run side by side: more than the cores of a small machine, because each also waits. */
const AT_ONCE = 4;
/** Every so many steps one runs on the machine's own Node instead of the one in `action.yml`. */
const OWN_NODE_EVERY = 8;
const NODE_24 = join(import.meta.dirname, '../../node_modules/node/bin/node');
const OWN_NODE = process.env['npm_node_execpath'] ?? process.execPath;

const GIT_ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

interface Numbered {
  commit: Case;
  /** Position in the corpus; names the commit's refs at the author's. */
  number: number;
}

interface Stage {
  sandbox: Sandbox;
  /** The authors' side: one repository that holds the commits of all. */
  author: string;
  /** Of each ref at the author's. */
  commits: Map<string, string>;
  /** May send to the marketplace. */
  token: string;
}

/** Pushes every commit to a repository of its name and hands the push's own event to the action. */
export async function replayAll(sandbox: Sandbox, cases: readonly Case[]): Promise<Map<string, Replay>> {
  const stage = await prepare(sandbox, cases);
  const replays = new Map<string, Replay>();
  const queue = byRepository(cases);
  const work = async () => {
    for (let history = queue.shift(); history; history = queue.shift()) {
      await replayHistory(stage, history, replays);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return replays;
}

async function prepare(sandbox: Sandbox, cases: readonly Case[]): Promise<Stage> {
  const { github } = sandbox;
  await github.createRepository(MARKETPLACE);
  const author = join(github.root, 'author.git');
  await git(github.root, ['init', '--quiet', '--bare', author]);
  await git(author, ['fast-import', '--quiet'], cases.map(importStream).join(''));
  const refs = await git(author, ['for-each-ref', '--format=%(refname) %(objectname)']);
  const commits = new Map(
    refs.split('\n').map((line): [string, string] => [line.slice(0, -41), line.slice(-40)]),
  );
  return { sandbox, author, commits, token: tokenFor(sandbox, MARKETPLACE) };
}

/** The longest histories first, so that none is left over at the end; a root commit before the others. */
function byRepository(cases: readonly Case[]): Numbered[][] {
  const histories = new Map<string, Numbered[]>();
  cases.forEach((commit, number) => {
    const history = histories.get(commit.repository) ?? [];
    histories.set(commit.repository, history);
    if (commit.parent === null) history.unshift({ commit, number });
    else history.push({ commit, number });
  });
  return [...histories.values()].sort((one, other) => other.length - one.length);
}

async function replayHistory(stage: Stage, history: Numbered[], replays: Map<string, Replay>): Promise<void> {
  const { github } = stage.sandbox;
  const name = history[0]?.commit.repository ?? '';
  const repository = await github.createRepository(name);
  const token = tokenFor(stage.sandbox, name);
  // The states before, as pushed at some earlier time: nothing points at them until their turn comes.
  const parents = history.filter(({ commit }) => commit.parent !== null).map(parentRef);
  if (parents.length > 0) await repository.git('fetch', '--quiet', stage.author, ...parents);
  for (const numbered of history) {
    const event = await push(stage, { repository, token, numbered });
    replays.set(numbered.commit.id, await notify(stage, event, numbered.number));
  }
}

/** Puts the default branch at the commit's parent, then pushes the commit as a person does. */
async function push(
  { sandbox, author, commits }: Stage,
  { repository, token, numbered }: { repository: SandboxRepository; token: string; numbered: Numbered },
): Promise<WorkflowEvent> {
  const parent = commits.get(parentRef(numbered));
  if (parent !== undefined) await repository.setRef('refs/heads/main', parent);
  const events = sandbox.github.events;
  const from = events.length;
  await git(author, ['push', '--quiet', repository.cloneUrl(token), `${afterRef(numbered)}:refs/heads/main`]);
  const event = events.slice(from).find(({ repository: name }) => name === repository.fullName);
  if (event === undefined) throw new Error(`No event for the push of ${numbered.commit.id}`);
  return event;
}

async function notify({ sandbox, token }: Stage, event: WorkflowEvent, number: number): Promise<Replay> {
  const { github, actions } = sandbox;
  const step = await actions.runAction({
    github,
    repository: event.repository,
    event,
    inputs: { marketplace: MARKETPLACE, token, manifests: '**/.claude-plugin/plugin.json' },
    node: number % OWN_NODE_EVERY === 0 ? OWN_NODE : NODE_24,
  });
  const dispatches = github.dispatches.filter(
    ({ client_payload: payload }) =>
      payload['repository'] === event.repository && payload['commit'] === event.sha,
  );
  return { event, step, dispatches: dispatches.sort((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1)) };
}

function tokenFor({ github }: Sandbox, repository: string): string {
  return github.createToken({ kind: 'fine-grained', repositories: { [repository]: { contents: 'write' } } });
}

const pathOf = ({ client_payload: payload }: ReceivedDispatch) => String(payload['path']);
const parentRef = ({ number }: { number: number }) => `refs/cases/${number}/parent`;
const afterRef = ({ number }: { number: number }) => `refs/cases/${number}/after`;

/**
 * The commands of `git fast-import` that make a commit and its first parent. A merge gets a second parent
 * that brings the changes, as a pull request does.
 */
function importStream(commit: Case, number: number): string {
  const before = commit.changes.map(({ path, before: text }) => fileCommand(path, text)).join('');
  const after = commit.changes.map(({ path, after: text }) => fileCommand(path, text)).join('');
  const readme = fileCommand('README.md', `# ${commit.repository}\n`);
  const parts = {
    parent: commitCommand(parentRef({ number }), `Before ${commit.commit}`) + readme + before,
    side: `${commitCommand(`refs/cases/${number}/side`, 'Work')}from ${parentRef({ number })}\n${after}`,
    after: commitCommand(afterRef({ number }), `As ${commit.commit}`),
  };
  if (commit.parent === null) return `${parts.after}${readme}${after}`;
  const child = `${parts.after}from ${parentRef({ number })}\n`;
  if (!commit.tags.includes('merge-commit')) return `${parts.parent}${child}${after}`;
  return `${parts.parent}${parts.side}${child}merge refs/cases/${number}/side\n${after}`;
}

function commitCommand(ref: string, message: string): string {
  return `commit ${ref}\ncommitter Octo Cat <octocat@example.com> 1767225600 +0000\n${data(message)}`;
}

function fileCommand(path: string, text: string | null): string {
  return text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

async function git(cwd: string, args: string[], input?: string): Promise<string> {
  const running = promisify(execFile)('git', args, { cwd, env: GIT_ENVIRONMENT });
  if (input !== undefined) running.child.stdin?.end(input);
  return (await running).stdout.trim();
}
