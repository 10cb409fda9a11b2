import { type Place, type Problem, sentence } from '../plugin/problem.ts';

/** One line beside the code or on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  readonly at?: Place;
}

/** All that a run leaves behind. */
export interface Report {
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What came of it, in a few words: the log's last line. */
  readonly headline: string;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** What failed, as the step's last line; null where nothing did. */
  readonly failure: string | null;
}

/** An error at its place, if it has one. */
export function annotationOf(problem: Problem): Annotation {
  const at = problem.at === undefined ? {} : { at: problem.at };
  return { level: 'error', title: problem.code, text: sentence(problem), ...at };
}
