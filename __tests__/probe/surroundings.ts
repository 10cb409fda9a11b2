import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES } from '../../probe/answer-files.ts';
import { type ExitCode, run, type Surroundings } from '../../probe/run.ts';

/** What the probe did, to whoever started it. */
export interface Ran {
  readonly code: ExitCode;
  readonly printed: string;
  readonly noted: string;
  /** By name, e.g. `rest.jsonl`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the probe in this process, with a folder of its own for the answers. */
export async function ran(args: readonly string[], around: Partial<Surroundings> = {}): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  const [printed, noted]: [string[], string[]] = [[], []];
  try {
    const code = await run(['--out', folder, ...args], {
      env: {},
      clock: { now: () => Date.now(), pause: () => Promise.reject(new Error('no test waits')) },
      print: (line) => void printed.push(line),
      note: (line) => void noted.push(line),
      ...around,
    });
    const texts = FILES.map(async (name) => [
      name,
      await readFile(join(folder, name), 'utf8').catch(() => ''),
    ]);
    return {
      code,
      printed: printed.join('\n'),
      noted: noted.join('\n'),
      files: Object.fromEntries(await Promise.all(texts)),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A question's row of the table: expected, answered, same?, each in one line. */
export function rowOf(
  { printed }: Ran,
  id: string,
): { expected: string; answered: string; same: string } | null {
  const rows = printed
    .split(/^[┌├└].*$/m)
    .map((row) => row.split('\n').filter((line) => line.startsWith('│')));
  const found = rows.find(([first]) => first?.startsWith(`│ ${id} `));
  if (found === undefined) return null;
  const cell = (index: number) =>
    found
      .map((line) => (line.split('│')[index] ?? '').trim())
      .join(' ')
      .trim();
  return { expected: cell(2), answered: cell(3), same: cell(4) };
}

/** The questions that the ledger contradicts, or that failed. */
export function wrong({ printed }: Ran): string[] {
  const contradicted = [...printed.matchAll(/^(\S+) contradicts the ledger\.$/gm)].map(([, id]) => id ?? '');
  return [...contradicted, ...printed.split('\n').filter((line) => / FAILED +│$/.test(line))];
}
