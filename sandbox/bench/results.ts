import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Chart, chartSvg } from './chart.ts';

export interface BenchOptions {
  /** Plugins at most. */
  readonly most: number;
  readonly rounds: number;
  /** Folders of copies of these actions. */
  readonly checkout: string | undefined;
  readonly repositoryDispatch: string | undefined;
}

/** What a benchmark measured. */
export interface BenchResult {
  readonly name: 'notify' | 'update' | 'requests';
  readonly title: string;
  /** What was measured, and how. */
  readonly about: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly chart: Chart;
  /** The numbers as they were measured. */
  readonly data: readonly object[];
}

interface Kept extends BenchResult {
  readonly date: string;
  readonly machine: string;
}

const FOLDER = fileURLToPath(new URL('../../docs/bench/', import.meta.url));
const ORDER = ['notify', 'update', 'requests'] as const;

/** Prints the table, and writes it with its chart and its numbers into `docs/bench`; other benchmarks stay there. */
export async function writeBench(result: BenchResult): Promise<void> {
  const processor = cpus()[0]?.model ?? 'processor';
  const kept: Kept = {
    ...result,
    date: new Date().toISOString().slice(0, 10),
    machine: `Node ${process.version}, ${cpus().length} × ${processor}`,
  };
  console.log(`\n${result.title}\n\n${markdownTable(result.head, result.rows)}\n`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}${result.name}.json`, `${JSON.stringify(kept, null, 1)}\n`);
  for (const theme of ['light', 'dark'] as const) {
    await writeFile(`${FOLDER}${result.name}-${theme}.svg`, chartSvg(result.chart, theme));
  }
  const all = await Promise.all(ORDER.map(readKept));
  await writeFile(`${FOLDER}README.md`, benchPage(all.flat()));
}

async function readKept(name: string): Promise<Kept[]> {
  try {
    return [JSON.parse(await readFile(`${FOLDER}${name}.json`, 'utf8'))];
  } catch {
    return [];
  }
}

/** PURE: `docs/bench/README.md`. */
function benchPage(all: readonly Kept[]): string {
  const sections = all.map(
    ({ name, title, about, head, rows, date, machine }) => `## ${title}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="${name}-dark.svg">
  <img src="${name}-light.svg" alt="${title}: the numbers are in the table below" width="400">
</picture>

${about}

${markdownTable(head, rows)}

${date}, ${machine}. [The numbers](${name}.json)
`,
  );
  return `${HEAD}\n${sections.join('\n')}`;
}

const HEAD = `# Benchmarks

\`npm run bench\` measures all of this in one run on one machine against the [sandbox](../sandbox.md), and writes this page and its files. The sandbox answers on a thread of the same machine; "added" is what every answer, also git's, takes longer, as over a network. Handshakes, which git makes for each repository and Node once, cost nothing here.

Nothing here was measured on GitHub. Three things differ there. GitHub needs time of its own, more than the sandbox, for a query about 20 repositories. Its git server does not share the processor with the git that asks; here each answer to git starts a process. And a runner has to load an action first. So the numbers of requests are exact, and the times show how they grow.

To repeat it, run it on a machine that does nothing else: git's rows alone take more than 20 minutes. One part, or less of it: \`npm run bench -- notify\`, \`npm run bench -- update --most 100 --rounds 3\`, \`npm run bench -- requests\`.
`;

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) => {
    const cells = line.map((text, n) =>
      n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0),
    );
    return `| ${cells.join(' | ')} |`;
  });
  const rule = `|${widths.map((width, n) => `${'-'.repeat(width + 1)}${n === 0 ? '-' : ':'}`).join('|')}|`;
  return [padded[0], rule, ...padded.slice(1)].join('\n');
}

/** PURE: three digits: `0.76 s`, `42.3 s`, `435 s`. */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} s`;
}

export const grouped = (value: number) => value.toLocaleString('en-US');
