import type { CheckedAnswer } from '../../../github/client/client.ts';
import { shapeless } from '../../../github/client/error.ts';
import { isObject } from '../../../plugin/json.ts';
import type { Need, Question, Seen } from './seen.ts';

/** A question about one repository. */
export type AboutQuestion<T> = Omit<Question<T>, 'parameters' | 'what'>;

export type About = <T>(question: AboutQuestion<T>, more?: Record<string, unknown>) => Promise<Seen<T>>;

export const NEED_ACTIONS: Need = { permission: 'Actions: read', role: '`repo`' };
export const NEED_ADMIN: Need = { permission: 'Administration: read', role: 'an admin' };
export const NEED_SECRETS: Need = { permission: 'Secrets: read', role: 'somebody with write access' };
export const NEED_METADATA: Need = { permission: 'Metadata: read', role: '`repo`' };
export const NEED_CONTENTS: Need = { permission: 'Contents: read', role: '`repo`' };

/** For `check`: an answer whose list is missing or cut is no empty list. */
export function holdsList(key: string): (answer: CheckedAnswer) => void {
  return (answer) => {
    const list = isObject(answer.data) ? answer.data[key] : null;
    if (answer.status !== 200 || !Array.isArray(list) || !list.every(isObject)) throw shapeless(answer);
  };
}

export function listIn(data: unknown, key: string): Record<string, unknown>[] {
  const list = isObject(data) ? data[key] : [];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export function textIn(value: Record<string, unknown>, key: string): string {
  const text = value[key];
  return typeof text === 'string' ? text : '';
}
