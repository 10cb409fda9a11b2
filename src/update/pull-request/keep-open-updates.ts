import type { GitHubError } from '../../github/client/error.ts';
import { entryName, type Subject } from '../../marketplace/marketplace.ts';
import { display, some } from '../../plugin/display.ts';
import { raiseOf } from '../plan/plan.ts';
import { type Carried, carriedChanges } from './carried-changes.ts';
import { readOpenUpdates } from './open-updates.ts';
import { isOurCommit, type Tip } from './own-commit.ts';
import type { PullRequestContext } from './pull-request-result.ts';
import type { ExistingRead } from './read-existing.ts';
import { isPerPlugin, type WantedPullRequest } from './wanted-pull-requests.ts';

export type KeptUpdates =
  | { readonly kind: 'wanted'; readonly wanted: readonly WantedPullRequest[] }
  /** What the branch brings is not known, so it is left as it is. */
  | { readonly kind: 'unread'; readonly error: GitHubError };

/**
 * READ: what is wanted, and, where this run is for one event and all plugins share a branch of ours, what that brings
 * for the others. Throws nothing of GitHub's.
 */
export async function keepOpenUpdates(
  context: PullRequestContext,
  planned: readonly WantedPullRequest[],
  reads: ReadonlyMap<string, ExistingRead>,
): Promise<KeptUpdates> {
  const [wanted] = planned;
  const read = wanted === undefined ? undefined : reads.get(wanted.branch);
  const isShared = context.marketplace.scope !== undefined && !isPerPlugin(context.options);
  if (!isShared || wanted === undefined || read?.kind !== 'read') return { kind: 'wanted', wanted: planned };
  const { tip } = read.existing;
  if (tip !== null && !isOurCommit(tip, wanted.branch)) return { kind: 'wanted', wanted: planned };
  const carried = tip === null || tip.contained ? NOTHING : await readCarried(context, tip);
  if ('kind' in carried) return carried;
  return { kind: 'wanted', wanted: [withCarried(wanted, carried, context)] };
}

/**
 * What is wanted, with what our branch brings for plugins that this run did not look at; what it brings is then known
 * for all plugins, unless somebody changed an entry meanwhile.
 */
function withCarried(
  wanted: WantedPullRequest,
  { changes: carried, lost }: Carried,
  { marketplace, plan, options }: PullRequestContext,
): WantedPullRequest {
  const names = marketplace.subjects.map(({ entry }) => entryName(entry));
  const changes = [...wanted.changes, ...carried];
  return {
    ...wanted,
    changes,
    raise: changes.length === 0 ? [] : raiseOf(marketplace, options.marketplaceVersion).edits,
    plugins: changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)),
    isSettled: plan.unread.length === 0 && lost.length === 0 && names.every(options.plugins),
  };
}

const NOTHING: Carried = { changes: [], lost: [] };

async function readCarried(
  { client, marketplace, options, log }: PullRequestContext,
  tip: Tip,
): Promise<Carried | Extract<KeptUpdates, { kind: 'unread' }>> {
  const open = await readOpenUpdates(client, marketplace, tip);
  if (open.kind === 'unread') return open;
  // What `plugins` leaves out is for no run of this workflow.
  const isLeft = ({ entry }: Subject) =>
    marketplace.scope?.has(entry) === false && options.plugins(entryName(entry));
  const { serverUrl } = options.addresses;
  const carried = carriedChanges(open, { marketplace, serverUrl, tip, isLeft });
  if (carried.lost.length > 0) {
    const names = some(carried.lost.map((name) => display(name)));
    log.info(`Left to a run of all plugins, because their entries were changed meanwhile: ${names}.`);
  }
  return carried;
}
