import type { Pattern, RawAnswer, Shape } from './question.ts';

/** Whether an answer is what was expected. */
export function answerFits({ status, headers = {}, body }: Shape, answer: RawAnswer): boolean {
  return (
    (status === undefined || status === answer.status) &&
    Object.entries(headers).every(([name, pattern]) => fits(pattern, answer.headers[name])) &&
    (body === undefined || fits(body, answer.body))
  );
}

/** Whether a value is one that the pattern stands for. */
export function fits(pattern: Pattern, value: unknown): boolean {
  if (isList(pattern)) return isArrayOf(pattern, value);
  if (pattern === null || typeof pattern !== 'object') return pattern === value;
  const matcher = matcherOf(pattern);
  if (matcher !== null) return matcherFits(matcher.name, matcher.operand, value);
  return (
    isObject(value) && Object.entries(pattern).every(([key, wanted]) => fits(wanted, ownValue(value, key)))
  );
}

function isArrayOf(patterns: readonly Pattern[], value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === patterns.length &&
    patterns.every((pattern, index) => fits(pattern, value[index]))
  );
}

function matcherFits(name: string, operand: Pattern, value: unknown): boolean {
  switch (name) {
    case '$matches':
      return typeof value === 'string' && new RegExp(String(operand), 'su').test(value);
    case '$contains':
      return (
        isList(operand) &&
        Array.isArray(value) &&
        operand.every((wanted) => value.some((one) => fits(wanted, one)))
      );
    case '$absent':
      return value === undefined;
    case '$present':
      return value !== undefined && value !== null;
    default:
      throw new TypeError(`${name} is no matcher`);
  }
}

/** An object with a single key that starts with `$`, taken apart. */
export function matcherOf(pattern: Pattern): { name: string; operand: Pattern } | null {
  if (pattern === null || typeof pattern !== 'object' || isList(pattern)) return null;
  const [first, ...others] = Object.entries(pattern);
  if (first === undefined || others.length > 0 || !first[0].startsWith('$')) return null;
  return { name: first[0], operand: first[1] };
}

/** The part of a value that the pattern speaks of, for putting the two side by side. */
export function project(pattern: Pattern, value: unknown): unknown {
  if (isList(pattern) && Array.isArray(value))
    return value.map((one, index) => {
      const wanted = pattern[index];
      return wanted === undefined ? one : project(wanted, one);
    });
  if (matcherOf(pattern) !== null || isList(pattern)) return value;
  if (pattern === null || typeof pattern !== 'object' || !isObject(value)) return value;
  const kept = Object.entries(pattern).flatMap(([key, wanted]) => {
    const own = ownValue(value, key);
    return own === undefined ? [] : [[key, project(wanted, own)]];
  });
  return Object.fromEntries(kept);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(pattern: Pattern): pattern is readonly Pattern[] {
  return Array.isArray(pattern);
}

/** The value at a path of keys; undefined where the way ends before. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? ownValue(at, key) : undefined), value);
}

function ownValue(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
