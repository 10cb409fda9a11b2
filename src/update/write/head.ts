import type { Client } from '../../github/client/client.ts';
import { readObject } from '../../github/objects/objects.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';

/** Where a branch is. */
export type HeadRead =
  | { readonly kind: 'at'; readonly oid: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread' };

/** READ: a branch's commit now. */
export async function headOf(
  client: Client,
  { repository, branch }: Pick<Marketplace, 'repository' | 'branch'>,
): Promise<HeadRead> {
  const now = await readObject(client, { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] });
  if (now.kind === 'commit') return { kind: 'at', oid: now.oid };
  return { kind: now.kind === 'no-commit' ? 'absent' : 'unread' };
}

/** PURE: whether a branch is known to be at another commit than the one that was read. */
export function isElsewhere(head: HeadRead, { commit }: Pick<Marketplace, 'commit'>): boolean {
  return head.kind === 'at' && head.oid !== commit;
}

const MOST_LOOKS = 5;

/**
 * READ: waits until GitHub shows another head than the one that turned out to be old; about 15 seconds, since
 * reads may lag behind writes. If it never does, the next round begins anyway.
 */
export async function awaitOtherHead(client: Client, marketplace: Marketplace): Promise<void> {
  for (let looks = 1; ; looks++) {
    const head = await headOf(client, marketplace);
    if (isElsewhere(head, marketplace)) return;
    if (!(await client.pause('Reading the branch', 'GitHub still shows its old commit', looks, MOST_LOOKS)))
      return;
  }
}
