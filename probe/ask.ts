import { type Asked, type Outcome, type Question, type RawAnswer, Skipped } from './question.ts';
import type { Redactor } from './redact.ts';
import { answerFits } from './shape.ts';
import { messageOf } from './world/must.ts';
import { TOKENS } from './world/tokens.ts';
import type { World } from './world/world.ts';

/** Asks one question and compares the answer, redacted, with what was expected. */
export async function ask(question: Question, world: World, redactor: Redactor): Promise<Asked> {
  return { question, outcome: await outcomeOf(question, world, redactor) };
}

async function outcomeOf(question: Question, world: World, redactor: Redactor): Promise<Outcome> {
  const { needs } = question;
  if (needs !== undefined && world.tokens[needs] === undefined)
    return { kind: 'not-asked', why: `set ${TOKENS[needs]}` };
  try {
    const answer = redactor.answer(await question.ask(world));
    const left = redactor.leftIn(JSON.stringify(answer));
    if (left !== null) return { kind: 'failed', why: `the answer is not shown: it still holds ${left}` };
    if (answer.status === 501) return { kind: 'not-implemented', why: messageOf(answer) };
    return judge(question, answer);
  } catch (error) {
    const why = redactor.text(error instanceof Error ? error.message : String(error));
    return error instanceof Skipped ? { kind: error.kind, why } : { kind: 'failed', why };
  }
}

function judge({ expected }: Question, answer: RawAnswer): Outcome {
  if (expected === 'unknown') return { kind: 'no-record', answer };
  if (expected.oneOf.some((shape) => answerFits(shape, answer))) return { kind: 'same', answer };
  const isExpected = expected.oneOf.some(({ status }) => status !== undefined && status >= 500);
  // A server that fails for a moment contradicts nothing.
  if ((answer.status ?? 0) >= 500 && !isExpected)
    return { kind: 'failed', why: `${answer.status} ${messageOf(answer)}; ask again with --only` };
  return { kind: 'different', answer };
}
