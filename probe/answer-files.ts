import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asked, RawAnswer } from './question.ts';
import type { Server } from './world/world.ts';

/** What every line of a fixture file has: `__tests__/corpus/github-answers/README.md` explains the keys. */
interface Origin {
  readonly id: string;
  readonly source: string;
  /** What the sandbox said is no record of what GitHub says. */
  readonly strength: 'recorded' | 'sandbox';
  readonly date: string;
  readonly note?: string;
}

interface AnswerLine extends Origin {
  readonly asked: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly words: 'whole';
  readonly body: unknown;
}

interface FactLine extends Origin {
  readonly about: string;
  readonly says: unknown;
}

export interface WriteOptions {
  readonly folder: string;
  readonly server: Server;
  /** E.g. `2026-12-01`. */
  readonly date: string;
}

export const FILES = ['graphql.jsonl', 'rest.jsonl', 'facts.jsonl'] as const;

/** WRITE: the answers, a line each; what was counted or timed among the facts. */
export async function writeAnswers(asked: readonly Asked[], options: WriteOptions): Promise<void> {
  await mkdir(options.folder, { recursive: true });
  for (const file of FILES) {
    const lines = asked.flatMap((one) => {
      const answer = 'answer' in one.outcome ? one.outcome.answer : null;
      return answer !== null && fileOf(answer) === file ? [lineOf(one, answer, options)] : [];
    });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(join(options.folder, file), text);
  }
}

function fileOf({ api, measured }: RawAnswer): (typeof FILES)[number] {
  return measured === true ? 'facts.jsonl' : `${api}.jsonl`;
}

function lineOf(one: Asked, answer: RawAnswer, options: WriteOptions): AnswerLine | FactLine {
  const { id, asked } = one.question;
  const { status, headers, body, measured } = answer;
  const name = { id: `probe-${id.replaceAll('.', '-')}` };
  const origin = originOf(one, options);
  if (measured === true) return { ...name, about: asked, says: body, ...origin };
  return { ...name, asked, status, headers, words: 'whole', body, ...origin };
}

function originOf({ question, outcome }: Asked, { server, date }: WriteOptions): Omit<Origin, 'id'> {
  const { expected, open } = question;
  const source = `probe, ${date}, ${server.title}`;
  const strength = server.kind === 'sandbox' ? 'sandbox' : 'recorded';
  if (expected !== 'unknown') {
    const verb = outcome.kind === 'same' ? 'as' : 'contradicts';
    return { source, strength, date, note: `${verb} ${expected.ledger.join(', ')}` };
  }
  return { source, strength, date, ...(open !== undefined && { note: `answers ${open}` }) };
}
