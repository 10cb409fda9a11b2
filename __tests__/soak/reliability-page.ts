import type { Part } from './part.ts';

/** What came of one part. */
export interface PartResult {
  readonly part: Part;
  readonly trials: number;
  readonly runs: number;
  readonly requests: number;
  /** How many trials there are; of a part without an end it says nothing. */
  readonly there: number;
  readonly seconds: number;
  readonly broken: readonly string[];
}

interface Soak {
  readonly seed: number;
  readonly minutes: number;
  readonly date: Date;
}

/** PURE: `docs/reliability.md`. */
export function reliabilityPage(results: readonly PartResult[], { seed, minutes, date }: Soak): string {
  const number = (value: number) => value.toLocaleString('en-US');
  const rows = results.map(
    ({ part, trials, runs, requests, there, seconds, broken }) =>
      `| ${part.name} | ${number(trials)} | ${part.isEndless ? 'any number' : number(there)} | ${number(runs)} | ${number(requests)} | ${number(seconds)} s | ${broken.length} |`,
  );
  const total = (of: (result: PartResult) => number) =>
    number(results.reduce((sum, one) => sum + of(one), 0));
  return [
    HEAD,
    '| part | trials | of | runs of an action | requests | time | rules broken |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    `| **all** | ${total((one) => one.trials)} | | ${total((one) => one.runs)} | ${total((one) => one.requests)} | ${total((one) => one.seconds)} s | ${total((one) => one.broken.length)} |`,
    '',
    `${date.toISOString().slice(0, 10)}, Node ${process.version}: \`npm run soak -- --minutes ${minutes} --seed ${seed}\`.`,
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

\`npm run soak\` runs both actions thousands of times against the [sandbox](sandbox.md) while everything around them fails, and checks each run against the rules below. The numbers are those of the last run with \`--write\`, which writes this page. A small part of each runs with every \`npm test\`.

A trial is one fault, race, kill or broken file, with the runs that meet it and the runs after it. Each part has a share of the minutes and tries what fits into them, in an order that the seed decides: a sample, unless *trials* and *of* are the same number. A faster machine tries more. What the sandbox does not imitate is not tried: see [where it differs from GitHub](sandbox.md#where-it-differs-from-github).
`;

/** A trial of `faults`, by its name. */
export const EXAMPLE = 'notify | POST /repos/*/*/dispatches, token 2 #1 once | dropped once done';

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
npm run soak -- --part faults --repeat "${EXAMPLE}"
\`\`\`

Each broken rule is printed with the command that repeats it.
`;
