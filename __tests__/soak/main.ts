import { existsSync, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../sandbox/index.ts';
import { ourSandbox } from '../support/our-sandbox.ts';
import { fuzzPart } from './fuzz.ts';
import { killsPart } from './kills.ts';
import { goodRuns, matrixPart } from './matrix-part.ts';
import type { Part } from './part.ts';
import { processPart } from './processes.ts';
import { racesPart } from './races.ts';
import { type PartResult, reliabilityPage } from './reliability-page.ts';
import { soak } from './soak.ts';

/**
 * `npm run soak`: tries both actions for long, in several ways; prints what they broke and how to repeat it. `--minutes 10`:
 * for how long in all; `--most 100`: at most so many trials of each part; `--seed 7`: which ones; `--part races`: one
 * part alone; `--repeat "<name>"` (with `--part`): one trial. `--write`: the summary goes into `docs/reliability.md`.
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    most: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    part: { type: 'string', default: '' },
    repeat: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const seed = Number(options.seed);
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'soak-'));
const sandbox = await ourSandbox({ root: join(root, 'in-process') });
const bundles = await startSandbox({ root: join(root, 'bundles') });
const goodOf = goodRuns(sandbox);
const parts: readonly Part[] = [
  matrixPart(sandbox, goodOf),
  racesPart(sandbox),
  killsPart(sandbox, goodOf),
  fuzzPart(sandbox, goodOf),
  processPart(bundles),
].filter(({ name }) => name.includes(options.part));
const shares = parts.reduce((sum, { share }) => sum + share, 0);
const results: PartResult[] = [];
try {
  console.log(`seed ${seed}`);
  for (const part of parts) {
    const milliseconds = (Number(options.minutes) * 60_000 * part.share) / shares;
    results.push(
      await soak(part, { seed, milliseconds, most: Number(options.most), repeat: options.repeat }),
    );
  }
  for (const line of new Set(sandbox.github.schemaViolations)) console.log(`a fault of the sandbox: ${line}`);
  if (options.write) {
    const asked = { seed, minutes: Number(options.minutes), date: new Date() };
    await writeFile('docs/reliability.md', reliabilityPage(results, asked));
  }
} finally {
  await sandbox.close();
  await bundles.close();
  await rm(root, { recursive: true, force: true });
}
process.exitCode = results.some(({ broken }) => broken.length > 0) ? 1 : 0;
