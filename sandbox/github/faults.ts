import type { Fault } from '../types.ts';

interface Armed {
  fault: Fault;
  /** Requests still to let through. */
  waits: number;
  /** Requests still to disturb. */
  left: number;
}

/** The faults that a test switched on, in order; a request to the API (never git's) meets at most one of them. */
export class Faults {
  #armed: Armed[] = [];

  add(fault: Fault): void {
    this.#armed.push({ fault, waits: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault that applies to this request (`METHOD path`, without the query) with this token and body, or null. */
  take(request: string, token: string | null, body: unknown): Fault | null {
    for (const armed of this.#armed) {
      const { match, token: only = token, matchBody } = armed.fault;
      if (armed.left <= 0 || only !== token || request.search(match) < 0) continue;
      if (matchBody !== undefined && (JSON.stringify(body) ?? '').search(matchBody) < 0) continue;
      if (armed.waits-- > 0) continue;
      armed.left--;
      return armed.fault;
    }
    return null;
  }
}
