import { quote } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';
import type { GitHubError } from './error.ts';
import { showTime } from './expiry.ts';

/** What is nobody's fault here and may be gone in a while; null where something must be changed first. */
export function passingFailure(error: GitHubError, subject: string): Problem | null {
  if (error.status === null) return noAnswer(error, subject);
  if (error.limit === 'login-attempts') return loginAttempts(error, subject);
  if (error.limit !== null) return rateLimited(error, subject);
  return error.status >= 500 ? serverError(error, subject) : null;
}

/** `subject` is what was being done, or a marketplace. */
function noAnswer(error: GitHubError, subject: string): Problem {
  return {
    code: 'no-answer',
    what: `${subject}: GitHub could not be reached after ${tries(error)} (${quote(error.message)}).`,
    remedy:
      'Run this job again. On a self-hosted runner, check its network and its proxy variables (https_proxy, no_proxy).',
  };
}

function rateLimited(error: GitHubError, subject: string): Problem {
  const until = error.until === null ? '' : ` until ${showTime(error.until)}`;
  return {
    code: 'rate-limit',
    what: `${subject}: GitHub is rate-limiting this token${until}.`,
    remedy:
      error.until === null ? 'Run this job again in a few minutes.' : 'Run this job again after that time.',
  };
}

/** Too many wrong tokens from one address: right ones are refused for a while too. */
function loginAttempts(error: GitHubError, subject: string): Problem {
  return {
    code: 'login-attempts',
    what: `${subject}: after too many wrong tokens, GitHub takes none from this machine for a while${said(error)}.`,
    remedy: 'Wait some minutes, look for a workflow that still uses an old token, then run this job again.',
  };
}

/** Answers with a success that GitHub's API does not give. */
export function notGitHub({ status }: GitHubError, subject: string): Problem {
  return {
    code: 'unexpected-answer',
    what: `${subject}: something that is not GitHub's API answered (${status}).`,
    remedy: 'A proxy or a login page may stand in between: check GITHUB_API_URL, https_proxy and no_proxy.',
  };
}

function serverError(error: GitHubError, subject: string): Problem {
  return {
    code: 'server-error',
    what: `${subject}: GitHub answered ${error.status} after ${tries(error)}${said(error)}.`,
    remedy: `Look at https://www.githubstatus.com and run this job again${later(error)}.`,
  };
}

/** GitHub's own words, as the end of a sentence. */
export function said({ message }: GitHubError): string {
  const words = message.replace(/\s+/g, ' ').trim();
  return words === '' ? '' : `: ${quote(words, 500)}`;
}

/** When GitHub would answer again, where it said so. */
function later({ until }: GitHubError): string {
  return until === null ? '' : ` after ${showTime(until)}`;
}

function tries({ attempts }: GitHubError): string {
  return attempts === 1 ? '1 try' : `${attempts} tries`;
}
