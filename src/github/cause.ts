import type { GitHubError } from './client/error.ts';
import { type Refused, refusedBy } from './refusal.ts';

/** Why GitHub, or what stands before it, did not do what was asked. */
export type Cause =
  | SharedCause
  /** What was asked, and by which token, decides what these mean. */
  | { readonly kind: 'token-rejected' }
  | { readonly kind: 'denied'; readonly status: number; readonly message: string };

/** The same for every request. */
export type SharedCause =
  | Passing
  | Refused
  /** A success that GitHub's API does not give. */
  | { readonly kind: 'unexpected-answer'; readonly status: number };

/** Nobody's fault here: it may be gone in a while. `until`: epoch milliseconds at which GitHub would answer again. */
export type Passing =
  | { readonly kind: 'no-answer'; readonly tries: number; readonly message: string }
  | { readonly kind: 'rate-limit'; readonly until: number | null }
  | { readonly kind: 'login-attempts'; readonly message: string }
  | {
      readonly kind: 'server-error';
      readonly status: number;
      readonly tries: number;
      readonly until: number | null;
      readonly message: string;
    };

/** PURE: an error → its cause. */
export function causeOf(error: GitHubError): Cause {
  const { status, message, problems = [] } = error;
  const passing = passingCause(error);
  if (passing !== null || status === null) return passing ?? { kind: 'no-answer', tries: 1, message };
  const refused = refusedBy(error);
  if (refused !== null) return refused;
  if (status === 401) return { kind: 'token-rejected' };
  const isGitHubs = status >= 300 || problems.length > 0;
  return isGitHubs ? { kind: 'denied', status, message } : { kind: 'unexpected-answer', status };
}

/** PURE: the cause, if it may pass by itself. */
export function passingCause(error: GitHubError): Passing | null {
  const { status, message, until, attempts: tries } = error;
  if (status === null) return { kind: 'no-answer', tries, message };
  if (error.limit === 'login-attempts') return { kind: 'login-attempts', message };
  if (error.limit !== null) return { kind: 'rate-limit', until };
  return status >= 500 ? { kind: 'server-error', status, tries, until, message } : null;
}
