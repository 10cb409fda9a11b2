import { refusalTodo, whyOf } from '../../../findings/github.ts';
import { said } from '../../../findings/problem.ts';
import { marketplaceProblem } from '../../../findings/reading.ts';
import { causeOf } from '../../../github/cause.ts';
import type { CheckedAnswer, Client } from '../../../github/client/client.ts';
import { GitHubError, shapeless } from '../../../github/client/error.ts';
import type { TokenKind } from '../../../github/client/token.ts';
import { MarketplaceError } from '../../../marketplace/cause.ts';
import { isObject } from '../../../plugin/json.ts';
import { type Access, goesByRole } from './access.ts';

/** What GitHub showed, or why it did not. */
export type Seen<T> = { readonly kind: 'seen'; readonly value: T } | Unseen;

export interface Unseen {
  readonly kind: 'unseen';
  /** A sentence without its end. */
  readonly why: string;
}

/** What a token needs to see something: a permission, or for classic tokens a role. */
export interface Need {
  /** As GitHub's settings call it: `Secrets: read`. */
  readonly permission: string;
  /** The same for a classic token: a scope, or who its owner must be. */
  readonly role: string;
}

export interface Question<T> {
  readonly route: string;
  readonly parameters: Record<string, unknown>;
  /** What is looked at, for the person who reads that it is tried again. */
  readonly what: string;
  readonly need: Need;
  /** What a 404 means, where it is not the permission. */
  readonly missing?: string;
  /** Throws where an answer shows nothing of what was asked for, in spite of its status. */
  readonly check?: (answer: CheckedAnswer) => void;
  /** What an answer says. */
  readonly read: (data: unknown, headers: Readonly<Record<string, string>>) => T;
  /** What a refusal with this status and these words says, where it says more than that the token may not see it. */
  readonly refused?: (status: number, message: string) => T | undefined;
}

/** READ: one thing that the token may not be allowed to see. Throws nothing of GitHub's. */
export async function ask<T>(access: Access, question: Question<T>): Promise<Seen<T>> {
  if (access.kind === 'closed') return { kind: 'unseen', why: access.why };
  const { route, parameters, what, need, missing, read, refused, check = isObjectAnswer } = question;
  try {
    const { data, headers } = await access.client.request(route, parameters, { what, check });
    return { kind: 'seen', value: read(data, headers) };
  } catch (error) {
    if (error instanceof GitHubError && error.status !== null) {
      const value = refused?.(error.status, error.message);
      if (value !== undefined) return { kind: 'seen', value };
      if (error.status === 404 && missing !== undefined) return { kind: 'unseen', why: missing };
    }
    return { kind: 'unseen', why: whyUnseen(error, need, access.token.kind) };
  }
}

/** All of these routes answer with an object, unless they say otherwise. */
function isObjectAnswer(answer: CheckedAnswer): void {
  if (answer.status !== 200 || !isObject(answer.data)) throw shapeless(answer);
}

const CONTENTS: Need = { permission: 'Contents: read', role: '`repo`' };

/** READ: the same for whatever throws GitHub's or our own errors. */
export async function attempt<T>(access: Access, read: (client: Client) => Promise<T>): Promise<Seen<T>> {
  if (access.kind === 'closed') return { kind: 'unseen', why: access.why };
  try {
    return { kind: 'seen', value: await read(access.client) };
  } catch (error) {
    return { kind: 'unseen', why: whyUnseen(error, CONTENTS, access.token.kind) };
  }
}

/** PURE: why GitHub did not show it. */
function whyUnseen(error: unknown, need: Need, kind: TokenKind): string {
  if (error instanceof MarketplaceError) return marketplaceProblem(error.reason, 'command-line').what;
  if (!(error instanceof GitHubError)) throw error;
  const cause = causeOf(error);
  if (cause.kind === 'refused') return `${whyOf(cause)}: ${refusalTodo(cause)}`;
  if (cause.kind !== 'denied' || (cause.status !== 403 && cause.status !== 404)) return whyOf(cause);
  return cause.status === 403
    ? `the token may not see it: that needs ${needed(need, kind)}${said(cause.message)}`
    : `GitHub does not show it to this token: that needs ${needed(need, kind)}`;
}

function needed({ permission, role }: Need, kind: TokenKind): string {
  return goesByRole(kind) ? `"${permission}" (with a classic token: ${role})` : `"${permission}"`;
}

/** What is asked for many times is read once. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= read();
    return asked;
  };
}

/** The same by a name. */
export function onceEach<T>(read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (name) => {
    const known = asked.get(name) ?? read(name);
    asked.set(name, known);
    return known;
  };
}

/** A question about one repository. */
export type AboutQuestion<T> = Omit<Question<T>, 'parameters' | 'what'>;

export type About = <T>(question: AboutQuestion<T>, more?: Record<string, unknown>) => Promise<Seen<T>>;

export const NEED_ACTIONS: Need = { permission: 'Actions: read', role: '`repo`' };
export const NEED_ADMIN: Need = { permission: 'Administration: read', role: 'an admin' };
export const NEED_SECRETS: Need = { permission: 'Secrets: read', role: 'somebody with write access' };
export const NEED_VARIABLES: Need = { permission: 'Variables: read', role: 'somebody with write access' };
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
