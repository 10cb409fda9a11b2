import { join } from 'node:path';
import { FILES, writeAnswers } from './answer-files.ts';
import type { ProbeOptions } from './arguments.ts';
import { ask } from './ask.ts';
import type { Asked, Theme } from './question.ts';
import { createRedactor } from './redact.ts';
import { budgetLines, deletionLines, reportLines } from './report.ts';
import type { OpenWorld } from './world/open.ts';

export interface Output {
  /** A line of the result. */
  print(line: string): void;
  /** A line for whoever watches. */
  note(line: string): void;
}

/** Asks the themes' questions in their order; the exit code is 1 where one is contradicted or failed. */
export async function probe(
  { world, people }: OpenWorld,
  themes: readonly Theme[],
  { out, only }: Pick<ProbeOptions, 'out' | 'only'>,
  { print, note }: Output,
): Promise<0 | 1> {
  const { server, owner, prefix, tokens, clock, created } = world;
  const redactor = createRedactor({ ...server, tokens: Object.values(tokens), owner, people, prefix });
  const wanted = selected(themes, only);
  for (const line of budgetLines(server, wanted)) note(line);
  const folder = out ?? join('probe', 'answers', server.kind);
  const date = new Date(clock.now()).toISOString().slice(0, 10);
  const all: Asked[] = [];
  try {
    for (const { name, questions } of wanted) {
      note(`Asking about ${name} (${questions.length}).`);
      for (const question of questions) all.push(await ask(question, world, redactor));
      // After each theme: whoever ends the probe early keeps what it has.
      await writeAnswers(all, { folder, server, date });
    }
    for (const line of reportLines(all)) print(line);
    print(`The answers, redacted: ${FILES.map((file) => join(folder, file)).join(', ')}`);
  } finally {
    for (const line of deletionLines(server, created)) print(line);
  }
  return all.some(({ outcome }) => outcome.kind === 'different' || outcome.kind === 'failed') ? 1 : 0;
}

/** The questions whose ids start with one of these texts, in the themes that have any. */
export function selected(themes: readonly Theme[], only: readonly string[]): Theme[] {
  if (only.length === 0) return [...themes];
  return themes.flatMap(({ questions, ...theme }) => {
    const some = questions.filter(({ id }) => only.some((start) => id.startsWith(start)));
    return some.length === 0 ? [] : [{ ...theme, questions: some }];
  });
}
