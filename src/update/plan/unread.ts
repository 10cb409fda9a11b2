import { REFUSALS, whyOf } from '../../findings/github.ts';
import { causeOf, type Refusal, refusalIn } from '../../github/cause.ts';
import type { GitHubError } from '../../github/client/error.ts';
import type { Unread } from '../../github/objects/snapshot.ts';
import type { PluginPlace } from '../../github/plugins/plugin-place.ts';
import { fullName } from '../../github/repository.ts';
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
        `${name} does not exist, or the token can't see it: pass a \`plugins-token\` that may read it (if you do, check that its secret exists and is not empty)`,
      );
    case 'forbidden':
      return held(forbiddenTo(refusalIn(unread.message), unread.message, name));
    case 'no-commit':
      if ('latestRelease' in revision) {
        return { kind: 'skipped', reason: `${name} has published no release yet`, warn: false };
      }
      return held(
        'ref' in revision
          ? `${name} has no ${quote(revision.ref)} any more: change the entry's \`ref\``
          : `${name} is empty: nothing is committed on its default branch`,
      );
    case 'failed':
      return failure(unread.message, unread.error, name);
  }
}

/** PURE: a pointer has nothing to follow; of a submodule's branch `.gitmodules` says which that should be. */
export function headMissing({ source }: Subject, place: PluginPlace): Decision {
  if (source.kind !== 'submodule' || !('ref' in place.revision)) return notRead({ kind: 'no-commit' }, place);
  const { path, branch, declared } = source.pointer;
  const names =
    declared === '.' ? 'which `branch = .` in `.gitmodules` means for' : 'which `.gitmodules` names for';
  const what =
    declared === ''
      ? `\`.gitmodules\` has an empty \`branch\` for ${quote(path)}`
      : `${fullName(place.repository)} has no branch ${quote(branch ?? '')}, ${names} ${quote(path)}`;
  return held(
    `${what}; write the name of a branch there (not a tag or a commit), or remove the line to follow the default branch`,
  );
}

function failure(message: string, error: GitHubError | null, name: string): Decision {
  const cause = error === null ? null : causeOf(error);
  if (cause?.kind === 'token-rejected') {
    return held(
      `GitHub rejects \`plugins-token\` (401) for ${name}: it is wrong, revoked or expired; renew its secret`,
    );
  }
  if (cause?.kind === 'refused') return held(forbiddenTo(cause.refusal, message, name));
  if (cause?.kind === 'denied' && cause.status === 403) return held(forbiddenTo(null, message, name));
  const says = cause === null || (cause.kind === 'denied' && message !== '') ? quote(message) : whyOf(cause);
  return held(`${name} could not be read: ${says}; the next run tries again`, 'passing');
}

function forbiddenTo(refusal: Refusal | null, message: string, name: string): string {
  const start = `${name} may not be read${message === '' ? '' : ` (${quote(message)})`}`;
  if (refusal === null) return `${start}: pass a \`plugins-token\` that may read it`;
  const { why, todo } = REFUSALS[refusal];
  return OTHER_TOKEN.has(refusal)
    ? `${start}: pass a \`plugins-token\` that may read it, or ${todo} (${why})`
    : `${start}: ${why}; ${todo}`;
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
  return `its commit ${short(present ?? '')} is not in ${fullName(place.repository)} (any more)${to}: set its pin or submodule pointer to one that is`;
}
