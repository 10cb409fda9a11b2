import type { Known, Pattern, RawAnswer, Shape } from './question.ts';
import { isObject, matcherOf, project } from './shape.ts';

/** What an answer should be, in a few words. */
export function shortExpected({ oneOf }: Known): string {
  return oneOf.map(shortShape).join(' or ');
}

function shortShape({ status, headers = {}, body }: Shape): string {
  return joined([
    status === undefined ? '' : String(status),
    ...Object.entries(headers).map(([name, pattern]) => `${name}: ${shortValue(pattern)}`),
    body === undefined ? '' : shortBody(body),
  ]);
}

/** Of an answer what the shape speaks of; all of it where there is none. */
export function shortAnswer(answer: RawAnswer, shape?: Shape): string {
  const { status, headers, body } = answer;
  const wanted = Object.keys(shape?.headers ?? {});
  const shown = shape?.body === undefined ? body : project(shape.body, body);
  const hidesBody = shape !== undefined && shape.body === undefined;
  return joined([
    status === null ? '' : String(status),
    ...wanted.map((name) => `${name}: ${headers[name] ?? 'none'}`),
    hidesBody ? '' : shortBody(shown),
  ]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

/** A GraphQL answer's data and errors, a REST answer's message; else the JSON. */
function shortBody(body: unknown): string {
  if (!isObject(body) || matcherOf(body as Pattern) !== null)
    return body === '' ? 'no body' : shortValue(body);
  const { data, errors, ...rest } = body;
  const list = Array.isArray(errors) ? errors : null;
  const others = list === null && errors !== undefined ? { ...rest, errors } : rest;
  return joined([shortData(data), ...(list ?? []).map(shortError), inner(others)]);
}

function shortData(data: unknown): string {
  if (data === undefined) return '';
  if (isAbsent(data)) return 'no data';
  return isObject(data) ? inner(data) : `data: ${shortValue(data)}`;
}

/** `TYPE at path: message`, as far as there is each. */
function shortError(error: unknown): string {
  if (!isObject(error)) return shortValue(error);
  const { type, path, message, locations: _locations, ...rest } = error;
  const at = Array.isArray(path) ? ` at ${path.join('.')}` : '';
  const kind = type === undefined || isAbsent(type) ? 'error' : shortValue(type);
  const more = Object.keys(rest).length === 0 ? '' : ` ${shortValue(rest)}`;
  return `${kind}${at}${message === undefined ? '' : `: ${shortValue(message)}`}${more}`;
}

/** An object without its outer braces. */
function inner(value: Record<string, unknown>): string {
  return Object.entries(value)
    .filter(([, one]) => !isAbsent(one))
    .map(([key, one]) => `${key}: ${shortValue(one)}`)
    .join(', ');
}

function isAbsent(value: unknown): boolean {
  return isObject(value) && value['$absent'] === true;
}

function shortValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  if (Array.isArray(value)) return `[${value.map(shortValue).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const matcher = matcherOf(value as Pattern);
  if (matcher === null) return `{${inner(value)}}`;
  const { name, operand } = matcher;
  if (name === '$matches') return `/${String(operand)}/`;
  if (name === '$contains') return `${shortValue(operand)} among others`;
  return name === '$absent' ? 'none' : 'something';
}
