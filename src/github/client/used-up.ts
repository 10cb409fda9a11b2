import { GitHubError } from './error.ts';

type Resource = 'graphql' | 'core';

/**
 * The limits of one token that GitHub has said are used up, and until when. Whoever goes on asking is banned for
 * longer (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately),
 * so what follows is refused here. The hour's points of GraphQL and the hour's requests of REST are counted apart.
 */
export class UsedUp {
  readonly #errors = new Map<Resource, GitHubError>();
  readonly #now: () => number;

  /** @param now epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  refuse(isGraphql: boolean): void {
    const error = this.#errors.get(isGraphql ? 'graphql' : 'core');
    if (error === undefined || (error.until ?? 0) <= this.#now()) return;
    throw new GitHubError(error, { attempts: 0, until: error.until, cause: error.cause });
  }

  learn(error: GitHubError, isGraphql: boolean): void {
    if (error.limit === null || error.until === null) return;
    const own: Resource = isGraphql ? 'graphql' : 'core';
    for (const resource of error.limit === 'primary' ? [own] : (['graphql', 'core'] as const)) {
      this.#errors.set(resource, error);
    }
  }
}

export type UsedUpByToken = Map<string, UsedUp>;

export function usedUpOf(
  token: string,
  { clock, usedUp = new Map() }: { readonly clock: { now(): number }; readonly usedUp?: UsedUpByToken },
): UsedUp {
  const known = usedUp.get(token) ?? new UsedUp(() => clock.now());
  usedUp.set(token, known);
  return known;
}
