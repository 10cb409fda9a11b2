import { readFile } from 'node:fs/promises';
import { type Sandbox, startSandbox } from '../index.ts';
import type { SandboxRepository } from '../types.ts';
import { type BenchOptions, type BenchResult, grouped } from './results.ts';
import { makePlugins, type Plugin } from './world.ts';

const SIZES = [10, 100, 1000, 3000, 10_000];
/** What `GITHUB_TOKEN` has in an hour and a repository, of requests to REST and of points of GraphQL. */
const AN_HOUR = 1000;

interface Measured {
  readonly plugins: number;
  readonly scope: 'all' | 'event';
  readonly requests: number;
  readonly rest: number;
  readonly points: number;
}

/** One bump, by its event, in marketplaces of several sizes: what a run costs, and how many an hour that allows. */
export async function benchRequests({ most }: BenchOptions): Promise<BenchResult> {
  const sandbox = await startSandbox();
  try {
    const sizes = SIZES.filter((size) => size <= most);
    const plugins = await makePlugins(sandbox.github, 'acme', { count: Math.max(...sizes) });
    const scopes = (await knowsScope()) ? (['all', 'event'] as const) : (['all'] as const);
    const data: Measured[] = [];
    for (const size of sizes) {
      for (const scope of scopes) {
        data.push(await measure(sandbox, plugins.slice(0, size), scope));
        console.error(`measured: ${size} plugins, scope ${scope}`);
      }
    }
    return result(data);
  } finally {
    await sandbox.close();
  }
}

/** Whether the update action has that input. */
async function knowsScope(): Promise<boolean> {
  return /^ {2}scope:/m.test(await readFile(new URL('../../update/action.yml', import.meta.url), 'utf8'));
}

async function measure(
  sandbox: Sandbox,
  plugins: readonly Plugin[],
  scope: Measured['scope'],
): Promise<Measured> {
  const { github, actions } = sandbox;
  const repository = await pinning(sandbox, `markets/${scope}-${plugins.length}`, plugins);
  const githubToken = github.createToken({
    kind: 'actions',
    repositories: { [repository.fullName]: { contents: 'write', metadata: 'read' } },
  });
  const seen = github.requests.length;
  const claim = { plugin: 'plugin-1', version: '1.0.1', repository: 'acme/plugin-1' };
  const result = await actions.runAction({
    action: 'update',
    repository: repository.fullName,
    event: {
      name: 'repository_dispatch',
      ref: 'refs/heads/main',
      payload: {
        action: 'plugin-updated',
        client_payload: { ...claim, path: '.claude-plugin/plugin.json' },
        repository: { full_name: repository.fullName, default_branch: 'main' },
      },
    },
    inputs: scope === 'event' ? { scope } : {},
    githubToken,
  });
  if (JSON.parse(result.outputs['updates'] ?? '[]').length !== 1) throw new Error(result.log);
  const requests = github.requests.slice(seen);
  const rest = requests.filter(({ kind }) => kind === 'rest').length;
  const limits = await fetch(`${github.apiUrl}/rate_limit`, {
    headers: { authorization: `Bearer ${githubToken}` },
  });
  const { resources } = (await limits.json()) as { resources: { graphql: { used: number } } };
  const points = resources.graphql.used;
  return { plugins: plugins.length, scope, requests: requests.length, rest, points };
}

/** One of them is a version behind. */
async function pinning(
  { github }: Sandbox,
  fullName: string,
  plugins: readonly Plugin[],
): Promise<SandboxRepository> {
  const repository = await github.createRepository(fullName);
  const entries = plugins.map(({ repository: one, first }, n) => ({
    name: `plugin-${n}`,
    source: { source: 'github', repo: one.fullName, sha: n === 1 ? first : one.tip() },
    version: n === 1 ? '1.0.0' : '1.0.1',
  }));
  const catalogue = { name: 'bench', owner: { name: 'Bench' }, plugins: entries };
  const text = `${JSON.stringify(catalogue, null, 2)}\n`;
  await repository.commit({ files: { '.claude-plugin/marketplace.json': text } });
  return repository;
}

/** REST and GraphQL are counted apart; what is used up first counts. */
const perHour = ({ rest, points }: Measured) => Math.floor(AN_HOUR / Math.max(rest, points));

function result(data: readonly Measured[]): BenchResult {
  return {
    name: 'requests',
    title: 'Requests of a run, and bumps an hour',
    about: `One plugin of a marketplace that pins commits was bumped, and its event starts the update action. \`GITHUB_TOKEN\` has ${grouped(AN_HOUR)} REST requests and ${grouped(AN_HOUR)} points of GraphQL an hour; the one that is used up first says how many bumps an hour are possible, if nothing else uses the token. Points are counted by GitHub's published formula.`,
    head: ['plugins', '`scope`', 'requests', 'REST', 'GraphQL points', 'bumps an hour'],
    rows: data.map((one) => [
      grouped(one.plugins),
      one.scope,
      ...[one.requests, one.rest, one.points, perHour(one)].map(grouped),
    ]),
    chart: {
      title: `Bumps an hour with GITHUB_TOKEN`,
      scale: 'shared',
      groups: [...new Set(data.map(({ plugins }) => plugins))].map((size) => ({
        name: `${grouped(size)} plugins`,
        bars: data
          .filter(({ plugins }) => plugins === size)
          .map((one) => ({
            label: `scope: ${one.scope}, ${one.requests} requests a run`,
            value: perHour(one),
            text: grouped(perHour(one)),
            own: true,
          })),
      })),
    },
    data,
  };
}
