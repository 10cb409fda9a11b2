import { type GitHubError, reason } from '../../github/error.ts';
import { showTime } from '../../github/expiry.ts';
import type { PluginPlace } from '../../github/plugin-place.ts';
import { REFUSAL_WORDS, type Refusal, refusalIn, refusalOf } from '../../github/refusal.ts';
import { fullName } from '../../github/repository.ts';
import type { Unread } from '../../github/snapshot.ts';
import type { Subject } from '../../marketplace/marketplace.ts';
import { quote } from '../../plugin/display.ts';
import type { Head, HeldCause } from '../observe/observation.ts';
import type { Decision } from './decision.ts';
import { short } from './rules.ts';

/** PURE: why a plugin could not be read, and what to do; `plugins-token` is what sees private repositories. */
export function notRead(unread: Unread, { repository, revision }: PluginPlace): Decision {
  const name = fullName(repository);
  switch (unread.kind) {
    case 'no-repository':
      return held(
        `${name} does not exist, or the token does not see it: give \`plugins-token\` one that may read it (if you did: is its secret there, and not empty?)`,
      );
    case 'forbidden':
      return held(forbiddenTo(refusalIn(unread.message), unread.message, name));
    case 'no-commit':
      if ('latestRelease' in revision) {
        return { kind: 'skipped', reason: `${name} has published no release yet`, warn: false };
      }
      return held(`${name} has no commit there: it is empty, or its branch is gone`);
    case 'failed':
      return failure(unread.message, unread.error, name);
  }
}

function failure(message: string, error: GitHubError | null, name: string): Decision {
  if (error?.status === 401) {
    return held(
      `GitHub rejects \`plugins-token\` (401) for ${name}: it is wrong, revoked or expired; renew its secret`,
    );
  }
  const known = error === null ? null : refusalOf(error);
  const isForbidden = error?.status === 403 && error.limit === null;
  if (known !== null || isForbidden) return held(forbiddenTo(known, message, name));
  return held(passing(message, error, name), 'passing');
}

function passing(message: string, error: GitHubError | null, name: string): string {
  if (error !== null && error.limit !== null) {
    const until = error.until === null ? '' : ` until ${showTime(error.until)}`;
    return `${name} could not be read: ${reason(error)}${until}; the next run tries again`;
  }
  const why = message === '' && error !== null ? reason(error) : quote(message);
  return `${name} could not be read (${why}); the next run tries again`;
}

function forbiddenTo(refusal: Refusal | null, message: string, name: string): string {
  const words = message === '' ? '' : ` (${quote(message)})`;
  if (refusal === null) return `${name} may not be read${words}: give \`plugins-token\` one that may`;
  const { why, todo } = REFUSAL_WORDS[refusal];
  return OTHER_TOKEN.has(refusal)
    ? `${name} may not be read${words}: give \`plugins-token\` one that may, or ${todo} (${why})`
    : `${name} may not be read${words}: ${why}; ${todo}`;
}

/** Where another token would do. */
const OTHER_TOKEN: ReadonlySet<Refusal> = new Set<Refusal>([
  'single-sign-on',
  'oauth-app-restrictions',
  'token-not-allowed',
  'account-suspended',
]);

/** What could not be read is not known: nothing that is there is taken away because of it. */
function held(reason: string, cause: HeldCause = 'unreadable'): Decision {
  return { kind: 'held', reason, cause, holds: 'pointer' };
}

/** The commit that is pointed to cannot be found: rewritten, or of a repository that had this name before. */
export function commitGone({ source }: Subject, { place, target }: Head): string {
  const present =
    source.kind === 'remote' ? source.sha : source.kind === 'submodule' ? source.pointer.oid : null;
  const to = target.kind === 'plugin' ? `; its branch is at ${short(target.commit)}` : '';
  return `its commit ${short(present ?? '')} is not in ${fullName(place.repository)} (any more)${to}: point it to one that is`;
}
