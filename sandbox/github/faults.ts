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

/** Nulls the value at the fault's path in a GraphQL answer and adds its error, as GitHub reports partial failures. */
export function injectGraphqlError(
  body: unknown,
  { path, type, message }: NonNullable<Fault['graphqlError']>,
): unknown {
  if (!isObject(body)) return body;
  const parent = path.slice(0, -1).reduce((value, key) => own(value, key), own(body, 'data'));
  const last = path.at(-1);
  if (isObject(parent) && last !== undefined && Object.hasOwn(parent, last)) {
    Object.defineProperty(parent, last, { value: null, enumerable: true, writable: true });
  }
  const errors = Array.isArray(body['errors']) ? body['errors'] : [];
  return { ...body, errors: [...errors, { type, path, message }] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function own(value: unknown, key: string | number): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
