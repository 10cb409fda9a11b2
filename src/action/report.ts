import type { Code } from '../findings/codes.ts';
import { type Problem, sentence } from '../findings/problem.ts';
import { quote, sentenceMarkdown, some } from '../plugin/display.ts';
import type { Place } from '../plugin/position.ts';

/** One line at the code or on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: Code;
  readonly text: string;
  readonly at?: Place;
}

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

/** GitHub shows ten of a level in a step. */
const MOST_OF_A_LEVEL = 10;

/** The first of each level, and a word of how many more there are; the log and the job summary have them all. */
export function shownAnnotations(annotations: readonly Annotation[]): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const own = annotations.filter((annotation) => annotation.level === level);
    // One more error is the step's own failure.
    const most = level === 'error' ? MOST_OF_A_LEVEL - 1 : MOST_OF_A_LEVEL;
    if (own.length <= most) return own;
    const shown = own.slice(0, most - 1);
    const text = `And ${own.length - shown.length} more: the log and the job summary list them all.`;
    return [...shown, { level, title: 'more', text }];
  });
}

/** An error at its place, if it has one. */
export function annotationOf(problem: Problem): Annotation {
  const at = problem.at === undefined ? {} : { at: problem.at };
  return { level: 'error', title: problem.code, text: sentence(problem), ...at };
}

/** PURE: a step's last line: what failed, and that it was told above, thing by thing. */
export function failureLine(parts: readonly string[], things: number): string {
  return `${parts.join('; ')}. ${things === 1 ? 'It is' : 'Each is'} explained above.`;
}

/** PURE: the codes of problems, with the files that they are in: how a step's last line names them. */
export function codesOf(problems: readonly Problem[]): string {
  const named = problems.map(({ at, code }) => (at === undefined ? code : `${quote(at.file)} (${code})`));
  return some([...new Set(named)]);
}

const ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const;

/** PURE: annotations as items of a summary's list. */
export function noteItems(annotations: readonly Annotation[]): string[] {
  return annotations.map(({ level, text }) => `- ${ICONS[level]} ${sentenceMarkdown(text)}`);
}

/** PURE: parts of a page in Markdown, without those that are empty. */
export function blocksOf(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** More than these are folded: who opens a run's page looks for what failed. */
const MOST_OPEN = 20;

export function isMany(length: number): boolean {
  return length > MOST_OPEN;
}

/** PURE: rows or items of a summary, folded below a title where they are many. */
export function foldedIfMany(title: string, length: number, body: string): string {
  return isMany(length) ? folded(title, body) : body;
}

/** PURE: Markdown that opens by a click. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

export function warning(title: Code, text: string): Annotation {
  return { level: 'warning', title, text };
}

export function notice(title: Code, text: string): Annotation {
  return { level: 'notice', title, text };
}
