import { type RawAnswer, Skipped } from '../question.ts';
import { isObject, valueAt } from '../shape.ts';
import type { Call, World } from './world.ts';

/** Preparation, not a question: throws where the answer's status is no success. Returns the body. */
export async function must(world: World, call: Call): Promise<Record<string, unknown>> {
  const answer = await world.call(call);
  const { status, body } = answer;
  if (status === 501) throw new Skipped('not-implemented', messageOf(answer));
  if (status === null || status >= 300 || (call.path === '/graphql' && valueAt(body, 'errors') !== undefined))
    throw new Error(`${call.method} ${call.path}: ${status} ${messageOf(answer)}`);
  return isObject(body) ? body : {};
}

/** What an answer says in words. */
export function messageOf({ body }: RawAnswer): string {
  const message = valueAt(body, 'message');
  return typeof message === 'string' ? message : JSON.stringify(body).slice(0, 200);
}

/** The text at a path of keys of a body; throws where there is none. */
export function textAt(body: unknown, ...path: string[]): string {
  const text = valueAt(body, ...path);
  if (typeof text !== 'string') throw new Error(`The answer has no ${path.join('.')}`);
  return text;
}

export interface Wait {
  /** For whoever reads that it did not come. */
  readonly what: string;
  /** Milliseconds between two looks, and before giving up. */
  readonly every: number;
  readonly atMost: number;
}

/** Looks until something is there (not null). */
export async function until<T>(
  { clock }: World,
  { what, every, atMost }: Wait,
  look: () => Promise<T | null>,
): Promise<T> {
  const started = clock.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (clock.now() - started >= atMost) throw new Error(`${what} did not come in ${atMost / 1000} s`);
    await clock.pause(every);
  }
}
