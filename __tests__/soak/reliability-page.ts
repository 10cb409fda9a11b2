import type { Part } from './part.ts';

/** What came of one part. */
export interface PartResult {
  readonly part: Part;
  readonly trials: number;
  readonly runs: number;
  readonly requests: number;
  /** Whether everything that there is was tried. */
  readonly all: boolean;
  readonly seconds: number;
  readonly broken: readonly string[];
}

/** PURE: `docs/reliability.md`. */
export function reliabilityPage(results: readonly PartResult[], seed: number, date: Date): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const rows = results.map(
    ({ part, trials, runs, requests, all, seconds, broken }) =>
      `| ${part.name} | ${number(trials)}${all ? ' (all)' : ''} | ${number(runs)} | ${number(requests)} | ${number(seconds)} s | ${broken.length} |`,
  );
  const total = (of: (result: PartResult) => number) =>
    number(results.reduce((sum, one) => sum + of(one), 0));
  return [
    HEAD,
    '| part | trials | runs of an action | requests | time | rules broken |',
    '|---|---|---|---|---|---|',
    ...rows,
    `| **all** | ${total((one) => one.trials)} | ${total((one) => one.runs)} | ${total((one) => one.requests)} | ${total((one) => one.seconds)} s | ${total((one) => one.broken.length)} |`,
    '',
    `Seed ${seed}, ${date.toISOString().slice(0, 10)}, Node ${process.version}.`,
    ...broken(results),
    '',
    '## What is tried',
    '',
    ...results.map(({ part }) => `- **${part.name}**: ${part.tries}`),
    '',
    RULES,
  ].join('\n');
}

function broken(results: readonly PartResult[]): string[] {
  const lines = results.flatMap((one) => one.broken.map((line) => `- ${one.part.name}: ${line}`));
  return lines.length === 0 ? [] : ['', '## Broken', '', ...lines];
}

const HEAD = `# Reliability

\`npm run soak\` runs both actions thousands of times against the [sandbox](sandbox.md) while everything around them fails, and checks each run against the rules below. The numbers are those of the last run of \`npm run soak -- --write\`, which writes this page. A small part of each runs with every \`npm test\`.
`;

const RULES = `## What must hold

| rule | |
|---|---|
| The result is honest | What was not done is said: by a failed step, or by a warning for the plugin that is held |
| Nothing is lost | What somebody else wrote meanwhile is still there: commits on the target branch and on the branch of our pull request, entries, open pull requests |
| Nothing else is written | Only what a run without a fault would write; a second time only where that does no harm |
| It ends | At most 80 requests and five minutes of waiting more than a run without a fault; a used-up limit is not answered with more requests |
| It is plain | No token, no stack trace; a failure says what happened and what to do |
| The next run repairs it | One run without a fault later everything is as if nothing had failed |

## Repeat it

\`\`\`sh
npm run soak -- --minutes 10 --seed 7
npm run soak -- --part faults --repeat "notify | POST /repos/*/*/dispatches #1 once | dropped once done"
\`\`\`

Each broken rule is printed with the command that repeats it.
`;
