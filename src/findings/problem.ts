import { quote } from '../plugin/display.ts';
import type { Place } from '../plugin/position.ts';
import type { Code } from './codes.ts';

/** Who speaks: one of the two actions in a workflow run, or the command line. */
export type Face = 'notify' | 'update' | 'command-line';

/** Something you must know: what happened, and what to do about it. */
export interface Problem {
  readonly code: Code;
  /** A sentence without its full stop, so that a longer one can hold it. */
  readonly what: string;
  /** Whole sentences. */
  readonly remedy: string;
  readonly at?: Place;
}

/** Two half sentences, for a problem or within a longer sentence: what is wrong, and what to do. */
export interface Words {
  readonly why: string;
  readonly todo: string;
}

/** PURE: half a sentence as a whole one. */
export function wholeSentence(half: string): string {
  return `${capital(half)}.`;
}

export function capital(half: string): string {
  return `${half.charAt(0).toUpperCase()}${half.slice(1)}`;
}

/** One line of a problem, as logs, annotations, summaries and outputs show it. */
export function sentence({ what, remedy, at }: Problem): string {
  const place = at?.line === undefined ? '' : ` (line ${at.line}, column ${at.column ?? 1})`;
  return `${what}. ${remedy}${place}`;
}

/** GitHub's own words, as the end of a sentence. Its backticks would be shown as escapes. */
export function said(message: string): string {
  const words = message.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return words === '' ? '' : `: ${quote(words, 500)}`;
}

/** PURE: words of both actions, and those of the command line. */
export function byFace(actions: string, commandLine: string): Readonly<Record<Face, string>> {
  return { notify: actions, update: actions, 'command-line': commandLine };
}

/** How each face calls doing the same once more. */
export const AGAIN = byFace('run this job again', 'run this again');

/** Thrown where a run cannot go on; carries what to tell you. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(...problems: readonly Problem[]) {
    super(problems.map(sentence).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
  }
}
