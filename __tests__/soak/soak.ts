import type { Part, Tried } from './part.ts';
import type { PartResult } from './reliability-page.ts';

export interface SoakOptions {
  readonly seed: number;
  readonly milliseconds: number;
  /** Trials at most. */
  readonly most: number;
  /** The name of the only trial. */
  readonly repeat?: string | undefined;
}

/** A trial that takes longer is broken: nothing in it waits in real time. */
const LONGEST_TRIAL = 60_000;

/** Tries one part until the time is over, and prints what it broke. */
export async function soak(part: Part, options: SoakOptions): Promise<PartResult> {
  const { seed, milliseconds, most, repeat } = options;
  const started = performance.now();
  const result = { part, trials: 0, runs: 0, requests: 0, there: 0, broken: [] as string[] };
  for await (const name of repeat === undefined ? part.names(seed) : [repeat]) {
    result.there++;
    const isOver = performance.now() - started > milliseconds || result.trials >= most;
    if (isOver && part.isEndless) break;
    if (isOver) continue; // Only counted.
    const { broken, runs, requests } = await tried(part, name);
    result.trials++;
    result.runs += runs;
    result.requests += requests;
    for (const words of broken) {
      result.broken.push(`${name} :: ${words}`);
      console.log(
        `${part.name}: ${words}\n  npm run soak -- --part ${part.name} --repeat ${JSON.stringify(name)}`,
      );
    }
  }
  const { trials, runs, requests, broken } = result;
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `${part.name}: ${trials} trials, ${runs} runs, ${requests} requests in ${seconds} s; ${broken.length} broken`,
  );
  return { ...result, seconds };
}

/** What throws, or doesn't end, is broken too. */
export async function tried(part: Part, name: string): Promise<Tried> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Tried>((resolve) => {
    const broken = [`takes longer than ${LONGEST_TRIAL / 1000} s`];
    timer = setTimeout(() => resolve({ broken, runs: 0, requests: 0 }), LONGEST_TRIAL);
  });
  try {
    return await Promise.race([part.run(name), late]);
  } catch (error) {
    return {
      broken: [`the trial itself: ${error instanceof Error ? error.stack : error}`],
      runs: 0,
      requests: 0,
    };
  } finally {
    clearTimeout(timer);
  }
}
