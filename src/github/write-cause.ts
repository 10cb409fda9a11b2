import { type Cause, causeOf } from './cause.ts';
import type { GitHubError } from './client/error.ts';
import { isForbidden } from './objects/by-halves.ts';

/** Why GitHub did not write. */
export type WriteCause = Exclude<Cause, { kind: 'denied' }> | DeniedWrite;

export interface DeniedWrite {
  readonly kind: 'archived' | 'protected' | 'push-rule' | 'forbidden' | 'denied';
  readonly status: number;
  readonly message: string;
}

/** PURE: an error → its cause. */
export function writeCauseOf(error: GitHubError): WriteCause {
  const cause = causeOf(error);
  return cause.kind === 'denied' ? { ...cause, kind: deniedKind(error) } : cause;
}

function deniedKind(error: GitHubError): DeniedWrite['kind'] {
  if (/archived/i.test(error.message)) return 'archived';
  if (isProtection(error)) return 'protected';
  if (isPushRule(error)) return 'push-rule';
  return error.status === 403 || error.status === 404 || isForbidden(error) ? 'forbidden' : 'denied';
}

/**
 * PURE: whether rulesets or branch protection refuse it, in the words that GitHub uses, with a ruleset's "Repository
 * rule violations found" before them or without (github-answers: ref-rule-pull-request, ref-protection-pull-request).
 * GraphQL says the same with types of its own.
 */
export function isProtection({ status, message, problems = [] }: GitHubError): boolean {
  const refused = status === 422 || status === 403 || status === 409 || status === 405 || problems.length > 0;
  return (
    refused &&
    !PUSH_RULE.test(message) &&
    (problems.some(({ type }) => type === 'BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTION.test(message))
  );
}

const PROTECTION = new RegExp(
  [
    'rule violation',
    'protected (?:branch|ref)',
    'branch protection',
    'required status check',
    'required workflow',
    'through (?:a pull request|the merge queue)',
    'approving review',
    'locked branch',
    '(?:verified|valid) signature',
    'not authorized to push',
    'must not contain merge commits',
    'cannot force-push',
    'creations being restricted',
    'cannot delete this branch',
    'reference update failed',
  ].join('|'),
  'i',
);

const PUSH_RULE =
  /(?:file path|file extension|path length|file size)\b|push rule|exceeds? .*(?:size|length)|secret detected/i;

/**
 * Push rules look at paths and sizes, push protection at secrets, and may refuse already the tree
 * (renovatebot/renovate#42554), or the ref with a ruleset's words before their own (github-answers: ref-rule-secret):
 * they hold for every branch, so a pull request meets them too
 * (https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets).
 */
function isPushRule({ status, message, problems = [] }: GitHubError): boolean {
  return (status === 422 || problems.length > 0) && PUSH_RULE.test(message);
}
