import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asked, RawAnswer } from './question.ts';
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
}

/** WRITE: `graphql.jsonl` and `rest.jsonl`, a line an answer. */
export async function writeAnswers(asked: readonly Asked[], options: WriteOptions): Promise<void> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  for (const api of ['graphql', 'rest'] as const) {
    const lines = asked.flatMap((one) => {
      const answer = 'answer' in one.outcome ? one.outcome.answer : null;
      return answer?.api === api ? [JSON.stringify(answerLine(one, answer, options))] : [];
    });
    const path = join(folder, `${api}.jsonl`);
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  }
}

function answerLine(
  { question, outcome }: Asked,
  { status, headers, body }: RawAnswer,
  { server, date }: WriteOptions,
): AnswerLine {
  const { id, asked, expected, open } = question;
  return {
    ...{ id, asked, status, headers, body, date },
    source: `probe, ${date}, ${server.title}`,
    strength: server.kind === 'sandbox' ? 'sandbox' : 'recorded',
    ...(expected === 'unknown'
      ? open !== undefined && { note: `answers ${open}` }
      : { note: `${outcome.kind === 'same' ? 'as' : 'contradicts'} ${expected.ledger.join(', ')}` }),
  };
}
