import { causeOf } from '../github/cause.ts';
import { isRedirectLoop } from '../github/client/retry.ts';
import type { Unread } from '../github/objects/snapshot.ts';
import type { RepositoryName } from '../github/repository.ts';
import type { CatalogueFault } from '../plugin/catalogue.ts';

/** Why there is no marketplace to work with. */
export type MarketplaceCause =
  | { readonly kind: 'unread'; readonly unread: Unread; readonly repository: RepositoryName }
  /** There is no such branch, or nothing is committed on it. */
  | { readonly kind: 'branch-missing'; readonly repository: RepositoryName; readonly branch: string }
  | { readonly kind: 'catalogue-missing'; readonly file: string; readonly branch: string }
  | { readonly kind: 'catalogue-not-a-file'; readonly file: string; readonly stands: Stands }
  | { readonly kind: 'catalogue-unusable'; readonly fault: CatalogueFault };

/** What can be at the catalogue's path instead of a file. */
export type Stands =
  | 'directory'
  | 'submodule'
  | 'symlink'
  | 'binary'
  | 'not-utf8'
  | 'lfs-pointer'
  | 'too-large';

/** Thrown where nothing can be done without the marketplace. */
export class MarketplaceError extends Error {
  readonly reason: MarketplaceCause;
  constructor(reason: MarketplaceCause) {
    super(reason.kind);
    this.name = 'MarketplaceError';
    this.reason = reason;
  }
}

/** Its own repository could not be read. */
export function marketplaceUnread(unread: Unread, repository: RepositoryName): MarketplaceError {
  return new MarketplaceError({ kind: 'unread', unread, repository });
}

/**
 * PURE: what the next look may find. `passing`: GitHub did not answer, and may answer then. `limited`: it takes
 * longer than that. `lasting`: somebody must change something first.
 */
export function outlookOf(cause: MarketplaceCause): 'passing' | 'limited' | 'lasting' {
  if (cause.kind !== 'unread') return 'lasting';
  const { unread } = cause;
  if (unread.kind !== 'failed') return unread.kind === 'no-commit' ? 'passing' : 'lasting';
  const { error } = unread;
  if (error !== null && isRedirectLoop(error)) return 'lasting';
  const why = error === null ? null : causeOf(error);
  switch (why?.kind) {
    case 'rate-limit':
    case 'login-attempts':
      return 'limited';
    case 'token-rejected':
    case 'refused':
      return 'lasting';
    case 'denied':
      return why.status === 403 ? 'lasting' : 'passing';
    default:
      return 'passing';
  }
}
