import { parseDocument } from 'yaml';
import { isObject } from '../../../plugin/json.ts';

/** A workflow file as it is written, anchors followed: for what `WorkflowFile` does not carry. */
export type Raw = Readonly<Record<string, unknown>>;

/** PURE: the mapping that a text holds; an empty one where it holds none. */
export function rawOf(text: string): Raw {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return {};
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** PURE: the mapping at a key; an empty one where there is none. */
export function mapAt(value: Raw, key: string): Raw {
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}

export function jobsOf(raw: Raw): [id: string, job: Raw][] {
  return Object.entries(mapAt(raw, 'jobs')).filter((one): one is [string, Record<string, unknown>] =>
    isObject(one[1]),
  );
}

export function stepsOf({ steps }: Raw): Raw[] {
  return Array.isArray(steps) ? steps.filter(isObject) : [];
}

export function textAt(value: Raw, key: string): string | null {
  const text = value[key];
  return typeof text === 'string' ? text : null;
}

/** One text or a list of them; null where there is nothing. */
export function listAt(value: Raw, key: string): string[] | null {
  const list = value[key];
  if (Array.isArray(list)) return list.map(String);
  return list === undefined || list === null ? null : [String(list)];
}
