import Table from 'cli-table3';
import type { Asked, Outcome, Question } from './question.ts';
import { answerFits } from './shape.ts';
import { shortAnswer, shortExpected } from './short.ts';

const WIDTHS = [44, 44, 44, 16];
/** A cell longer than this is cut: the whole answer is in the file, and below the table where it differs. */
const LONGEST = 240;

/** The table *asked, expected, answered, same?*, a row a question. */
export function answerTable(all: readonly Asked[]): string {
  const table = new Table({
    head: ['asked', 'expected', 'answered', 'same?'],
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const one of all) {
    const { question, outcome } = one;
    const cells = [`${question.id}\n${question.asked}`, expectedText(question), answeredText(one)];
    table.push([...cells.map(cut), VERDICTS[outcome.kind]]);
  }
  return table.toString();
}

export const VERDICTS: Record<Outcome['kind'], string> = {
  same: 'same',
  different: 'DIFFERENT',
  'no-record': 'no record yet',
  'not-asked': 'not asked',
  'not-implemented': 'the sandbox does not know',
  failed: 'FAILED',
};

export function expectedText({ expected, open }: Question): string {
  if (expected === 'unknown') return open === undefined ? 'unknown' : `unknown (${open})`;
  return `${shortExpected(expected)} (${expected.ledger.join(', ')})`;
}

/** In the terms of what was expected, so that the two can be compared. */
export function answeredText({ question: { expected }, outcome }: Asked): string {
  if (!('answer' in outcome)) return outcome.kind === 'not-asked' ? `not asked: ${outcome.why}` : outcome.why;
  const { answer } = outcome;
  const shapes = expected === 'unknown' ? [] : expected.oneOf;
  const shape = shapes.find((one) => answerFits(one, answer)) ?? shapes[0];
  const time = answer.measured === true ? `; ${answer.milliseconds} ms` : '';
  return shortAnswer(answer, shape) + time;
}

/** The table breaks lines at spaces alone: what has none is broken here. */
const LONGEST_WORD = new RegExp(`\\S{${(WIDTHS[0] ?? 0) - 2}}(?=\\S)`, 'g');

function cut(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return short.replaceAll(LONGEST_WORD, '$& ');
}
