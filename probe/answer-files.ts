import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asked, RawAnswer } from './question.ts';
import type { Redactor } from './redact.ts';
import type { Server } from './world/world.ts';

/** One line of a fixture file. */
export interface AnswerLine {
  readonly id: string;
  readonly asked: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly source: string;
  /** What the sandbox said is no record of what GitHub says. */
  readonly strength: 'recorded' | 'sandbox';
  readonly date: string;
  readonly note?: string;
}

export interface WriteOptions {
  readonly folder: string;
  readonly server: Server;
  /** E.g. `2026-12-01`. */
  readonly date: string;
  readonly redactor: Redactor;
}

/** WRITE: `graphql.jsonl` and `rest.jsonl`, a line an answer; returns the paths. */
export async function writeAnswers(asked: readonly Asked[], options: WriteOptions): Promise<string[]> {
  const { folder, redactor } = options;
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const api of ['graphql', 'rest'] as const) {
    const lines = asked.flatMap((one) => {
      const answer = 'answer' in one.outcome ? one.outcome.answer : null;
      return answer?.api === api ? [JSON.stringify(answerLine(one, answer, options))] : [];
    });
    const text = lines.map((line) => `${line}\n`).join('');
    redactor.assertClean(text);
    const path = join(folder, `${api}.jsonl`);
    await writeFile(path, text);
    paths.push(path);
  }
  return paths;
}

function answerLine(
  { question, outcome }: Asked,
  { status, headers, body }: RawAnswer,
  { server, date }: WriteOptions,
): AnswerLine {
  const { id, asked, expected } = question;
  const ledger = expected === 'unknown' ? '' : expected.ledger.join(', ');
  return {
    ...{ id, asked, status, headers, body, date },
    source: `probe, ${date}, ${server.title}`,
    strength: server.kind === 'sandbox' ? 'sandbox' : 'recorded',
    ...(ledger === '' ? {} : { note: `${outcome.kind === 'same' ? 'as' : 'contradicts'} ${ledger}` }),
  };
}
