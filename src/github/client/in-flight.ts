/** Requests in flight: far below the 100 at which GitHub's secondary limit begins. */
export const IN_FLIGHT = 4;

/** Runs `work` over `items`, at most {@link IN_FLIGHT} at once, results in order. */
export async function inFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return results;
}
