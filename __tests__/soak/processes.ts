import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Fault } from '../../sandbox/types.ts';
import {
  entriesOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  type UpdateRun,
  update,
} from '../scenarios/update-support.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { generator, shuffled } from '../support/random.ts';
import type { Part, Tried } from './part.ts';

/** How many requests a run makes there, and one more. */
const KINDS = { notify: 3, push: 6, propose: 9 } as const;
type Kind = keyof typeof KINDS;

/** Written by the process as it starts, so that it can be killed. */
const PRELOAD = `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.SOAK_PID, String(process.pid));`;

/**
 * The committed `dist` in a process of its own: killed with signal 9 at a request, or left without (the rest of) an answer
 * in real time. The next run must find nothing that it can't go on from.
 */
export function processPart(sandbox: Sandbox): Part {
  return {
    name: 'processes',
    share: 0.1,
    isEndless: false,
    tries:
      'The committed `dist` as the runner starts it: killed with `kill -9` at each request, before and after GitHub acted on it; and, in real time, an answer that never comes, and one that stops in the middle. Then the next run.',
    names: (seed) => shuffled(generator(seed), everyName()),
    run: (name) => runKilled(sandbox, name),
  };
}

function everyName(): string[] {
  return Object.entries(KINDS).flatMap(([kind, requests]) =>
    Array.from({ length: requests }, (_, n) => n + 1).flatMap((n) => [
      `${kind}, request ${n}, killed before`,
      `${kind}, request ${n}, killed after`,
      ...(n === 1 ? [`${kind}, request 1, hangs`, `${kind}, request 1, stalls`] : []),
    ]),
  );
}

/** Longer than the action waits for an answer. */
const HANGS = 40_000;

async function runKilled(sandbox: Sandbox, name: string): Promise<Tried> {
  const [, kind = '', number, how = ''] = /^(\w+), request (\d+), (.*)$/.exec(name) ?? [];
  const file = join(sandbox.github.root, `pid-${kind}-${number}-${how.replaceAll(' ', '-')}`);
  const env = {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PRELOAD)}`,
    SOAK_PID: file,
  };
  const kill = async () => {
    process.kill(Number(await readFile(file, 'utf8')), 'SIGKILL');
  };
  sandbox.github.addFault({ match: /^/, after: Number(number) - 1, ...disturbance(how, kill) });
  const seen = sandbox.github.requests.length;
  const broken = kind === 'notify' ? await notified(sandbox, env) : await updated(sandbox, kind as Kind, env);
  sandbox.github.clearFaults();
  await rm(file, { force: true });
  return { broken, runs: 2, requests: sandbox.github.requests.length - seen };
}

function disturbance(how: string, kill: () => Promise<void>): Omit<Fault, 'match'> {
  switch (how) {
    case 'hangs':
      return { delay: HANGS, drop: 'before' };
    case 'stalls':
      return { drop: 'stall' };
    case 'killed before':
      return { effect: kill, drop: 'before' };
    default:
      return {
        rewrite: (answer) => {
          void kill();
          return answer;
        },
        drop: 'after',
      };
  }
}

async function notified({ github, actions }: Sandbox, env: Record<string, string>): Promise<string[]> {
  const [one, market] = [await github.createRepository(`plugins/p${++places}`), `markets/m${places}`];
  await github.createRepository(market);
  const commit = (version: string) => one.commit({ files: { [ROOT_MANIFEST]: manifest('p', version) } });
  const [before, after] = [await commit('1.0.0'), await commit('1.0.1')];
  const token = github.createToken({
    kind: 'fine-grained',
    repositories: { [market]: { contents: 'write' } },
  });
  const run = (more: Record<string, string>) =>
    actions.runAction({
      repository: one.fullName,
      event: { name: 'push', payload: { before, after, repository: { default_branch: 'main' } } },
      inputs: { marketplace: market, token },
      env: more,
    });
  const first = await run(env);
  github.clearFaults();
  const next = await run({});
  const arrived = github.dispatches.filter(({ repository }) => repository === market);
  return [
    ...traces(first.log, [token]),
    ...(next.outcome === 'success' ? [] : [`the next run fails: ${next.log}`]),
    ...(arrived.length > 0 ? [] : ['the dispatch is lost']),
  ];
}

let places = 0;

async function updated(sandbox: Sandbox, kind: Kind, env: Record<string, string>): Promise<string[]> {
  const at: Market = await market(sandbox, { actionsMayOpenPullRequests: true });
  const made = await plugin(at, 'plugin', '1.0.0');
  await list(at, [{ name: 'plugin', source: pinned(made, made.first), version: '1.0.0' }]);
  const head = await made.bump('1.0.1');
  const options: UpdateRun =
    kind === 'propose'
      ? { inputs: { mode: 'pull-request' }, permissions: { contents: 'write', pull_requests: 'write' } }
      : {};
  const first = await update(at, { ...options, env });
  sandbox.github.clearFaults();
  const next = await update(at, options);
  const open = (await sandbox.github.pullRequests(at.repository)).filter(({ state }) => state === 'open');
  const tip = kind === 'propose' ? (at.repository.tip(open[0]?.head ?? '') ?? '') : next.after;
  const text = (await at.repository.readFile(tip, '.claude-plugin/marketplace.json')) ?? '{"plugins": []}';
  const commits = Number(await at.repository.git('rev-list', '--count', tip || 'main'));
  return [
    ...traces(first.result.log, []),
    ...(next.result.outcome === 'success' ? [] : [`the next run fails: ${next.messages.join('; ')}`]),
    ...(JSON.stringify(entriesOf({ ...next, catalogue: text })['plugin']).includes(head)
      ? []
      : ['the update is not there']),
    ...(commits === 2 ? [] : [`${commits} commits`]),
    ...(open.length === (kind === 'propose' ? 1 : 0) ? [] : [`${open.length} open pull requests`]),
  ];
}

function traces(log: string, tokens: readonly string[]): string[] {
  return [
    ...(tokens.some((token) => log.includes(token)) ? ['a token is shown'] : []),
    ...(/\n\s+at \S+ \(.*:\d+:\d+\)/.test(log) ? ['a stack trace is shown'] : []),
  ];
}
