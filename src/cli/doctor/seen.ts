import type { Client } from '../../github/client.ts';
import { GitHubError, reason } from '../../github/error.ts';
import { said } from '../../github/passing.ts';
import { type Problem, ProblemError } from '../../plugin/problem.ts';

/** What GitHub showed, or why it did not. */
export type Seen<T> =
  | { readonly kind: 'seen'; readonly value: T }
  /** `problem` where it was seen, and can't be used. */
  | { readonly kind: 'unseen'; readonly why: string; readonly problem?: Problem };

export interface Question<T> {
  readonly route: string;
  readonly parameters: Record<string, unknown>;
  /** What is looked at, for the person who reads that it is tried again. */
  readonly what: string;
  /** The permission that it takes, as GitHub's settings call it: `Secrets: read`. */
  readonly need: string;
  /** What an answer says. */
  readonly read: (data: unknown) => T;
  /** What a 404 with these words says, where it says more than that the token may not see it. */
  readonly absent?: (message: string) => T | undefined;
}

export const NO_TOKEN: Seen<never> = {
  kind: 'unseen',
  why: 'there is no token: set GH_TOKEN, e.g. GH_TOKEN=$(gh auth token)',
};

/** READ: one thing that the token may not be allowed to see. Throws nothing of GitHub's. */
export async function ask<T>(client: Client | null, question: Question<T>): Promise<Seen<T>> {
  if (client === null) return NO_TOKEN;
  const { route, parameters, what, need, read, absent } = question;
  try {
    const { data } = await client.request(route, parameters, { what });
    return { kind: 'seen', value: read(data) };
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) {
      const value = absent?.(error.message);
      if (value !== undefined) return { kind: 'seen', value };
    }
    return { kind: 'unseen', why: whyUnseen(error, need) };
  }
}

/** READ: the same for whatever throws GitHub's or our own errors. */
export async function attempt<T>(
  client: Client | null,
  read: (client: Client) => Promise<T>,
): Promise<Seen<T>> {
  if (client === null) return NO_TOKEN;
  try {
    return { kind: 'seen', value: await read(client) };
  } catch (error) {
    const why = whyUnseen(error, 'Contents: read');
    const [problem] = error instanceof ProblemError ? error.problems : [];
    return { kind: 'unseen', why, ...(problem === undefined ? {} : { problem }) };
  }
}

/** PURE: why GitHub did not show it, in a sentence without its end. */
function whyUnseen(error: unknown, need: string): string {
  if (error instanceof ProblemError) return (error.problems[0]?.what ?? '').replace(/\.$/, '');
  if (!(error instanceof GitHubError)) throw error;
  if (error.rateLimited || error.status === null) return reason(error);
  switch (error.status) {
    case 401:
      return 'GitHub rejects the token (401)';
    case 403:
      if (error.headers['x-github-sso'] !== undefined) {
        return 'the token is not authorised for the organisation’s single sign-on';
      }
      return `the token may not see it: that takes "${need}"${said(error)}`;
    case 404:
      return `GitHub does not show it to this token: that takes ${takes(need)}`;
    default:
      return `GitHub answered ${error.status}${said(error)}`;
  }
}

/** Where GitHub says nothing of its own: permissions by name, and the person who has them without. */
function takes(need: string): string {
  const role = ROLES[need.split(':')[0] ?? ''];
  return role === undefined ? `"${need}"` : `"${need}" (or the classic token of ${role})`;
}

const ROLES: Readonly<Record<string, string>> = {
  Administration: 'an admin',
  Secrets: 'somebody with write access',
};

/** What is asked for many times is read once. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= read();
    return asked;
  };
}
