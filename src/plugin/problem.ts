/** A place in a file of the repository; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Something a person must know: what happened, and what to do about it. */
export interface Problem {
  /** Stable, for tests and for searching the docs: e.g. `manifest-not-json`, `token-rejected`. */
  readonly code: string;
  readonly what: string;
  readonly remedy: string;
  readonly at?: Place;
}

/** One line of a problem, as logs, annotations, summaries and outputs show it. */
export function sentence({ what, remedy, at }: Problem): string {
  const place = at?.line === undefined ? '' : ` (line ${at.line}, column ${at.column ?? 1})`;
  return `${what} ${remedy}${place}`.trim();
}

/** Thrown where a run cannot go on; carries what to tell the person. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(...problems: readonly Problem[]) {
    super(problems.map(sentence).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
  }
}
