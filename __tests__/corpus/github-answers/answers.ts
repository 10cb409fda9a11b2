import { readFileSync } from 'node:fs';

/** From the strongest: what README.md says of each. */
export const STRENGTHS = ['recorded', 'asserted', 'documented', 'quoted', 'handled'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Where a line is from. */
interface Origin {
  readonly id: string;
  readonly source: string;
  readonly strength: Strength;
  readonly date?: string;
  readonly note?: string;
}

/** One answer of GitHub's; the keys are explained in README.md. */
export interface RecordedAnswer extends Origin {
  readonly asked: string;
  /** A route, a GraphQL field, or `any read`, `any query` … */
  readonly request: string;
  readonly means: string;
  /** What to put the sandbox into, so that it answers like this; undefined where no sandbox needs to. */
  readonly situation?: string;
  /** Null where it was not written down. */
  readonly status: number | null;
  /** In lower case; null: known not to be sent. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly words: 'whole' | 'cut' | 'inferred' | 'none';
  readonly body: unknown;
}

export interface RecordedGraphqlAnswer extends RecordedAnswer {
  /** The path in `data` of the value that `means` is about; `[]` for the whole answer. */
  readonly at: readonly (string | number)[];
}

/** What is known and is no answer. */
export interface Fact extends Origin {
  readonly about: string;
  readonly says: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function linesOf<T>(file: string): T[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export const graphqlAnswers: readonly RecordedGraphqlAnswer[] = linesOf('graphql.jsonl');
export const restAnswers: readonly RecordedAnswer[] = linesOf('rest.jsonl');
export const facts: readonly Fact[] = linesOf('facts.jsonl');
