import type { SandboxRepository } from '../../sandbox/types.ts';
import { type Entry, entriesIn, homeOf, type RealCatalogue } from './update-catalogues-corpus.ts';
import { type Fate, fateOf } from './update-catalogues-rules.ts';
import { buildWorld, goOn, type World } from './update-catalogues-world.ts';
import { CATALOGUE, type Updated, update } from './update-support.ts';

/** A run, and what was due before it. */
export interface Step {
  readonly run: Updated;
  readonly due: ReadonlyMap<Entry, Fate>;
  readonly textBefore: string;
  /** Every path whose entry in the tree differs after it, with what is there then. */
  readonly changed: ReadonlyMap<string, string>;
}

/** One real marketplace: nothing is due; then time goes by; then once more. */
export interface Played {
  readonly catalogue: RealCatalogue;
  readonly first: Step;
  readonly second: Step;
  readonly third: Step;
  readonly violations: readonly string[];
}

/** Side by side: each run waits for a process of its own. */
const AT_ONCE = 3;

export async function playAll(catalogues: readonly RealCatalogue[]): Promise<Played[]> {
  const played: Played[] = [];
  const queue = [...catalogues.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      played[next[0]] = await play(next[1], next[0] * 7);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return played;
}

async function play(catalogue: RealCatalogue, seed: number): Promise<Played> {
  const world = await buildWorld(catalogue, seed);
  try {
    const first = await step(world);
    await goOn(world);
    const second = await step(world);
    const third = await step(world);
    return { catalogue, first, second, third, violations: world.sandbox.github.schemaViolations };
  } finally {
    await world.sandbox.close();
  }
}

/** The addresses in the catalogues are github.com's, which is to be this GitHub. */
const ENVIRONMENT = { GITHUB_SERVER_URL: 'https://github.com' };

async function step(world: World): Promise<Step> {
  const { market, catalogue } = world;
  const { repository } = market;
  const head = repository.tip('main') ?? '';
  const textBefore = (await repository.readFile(head, CATALOGUE)) ?? '';
  const due = new Map<Entry, Fate>();
  for (const entry of entriesIn(textBefore)) {
    due.set(entry, await fateOf(world, entry, homeOf(entry, catalogue), head));
  }
  const run = await update(market, { env: ENVIRONMENT });
  return { run, due, textBefore, changed: await treeChanges(repository, run) };
}

async function treeChanges(
  repository: SandboxRepository,
  { before, after }: Updated,
): Promise<Map<string, string>> {
  if (before === after) return new Map();
  const paths = await repository.changedFiles(before, after);
  return new Map(
    await Promise.all(
      paths.map(async (path) => {
        const entry = await repository.entry(after, path);
        return [path, `${entry?.mode.toString(8)} ${entry?.oid}`] as const;
      }),
    ),
  );
}
