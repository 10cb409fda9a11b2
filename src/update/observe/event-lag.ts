import type { Client } from '../../github/client/client.ts';
import { readObjects } from '../../github/objects/objects.ts';
import type { PluginPlace, ReadPlugin } from '../../github/plugins/plugin-place.ts';
import { repositoryKey } from '../../github/repository.ts';
import { type Claim, claimed } from '../../marketplace/claim.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import { isLower } from '../../plugin/version.ts';
import { type Observation, versionOf } from './observation.ts';

/** A head that was read, and is older than the event says. */
interface OldHead {
  /** Of the entries that follow it. */
  readonly names: readonly string[];
  readonly place: PluginPlace;
  readonly plugin: ReadPlugin;
}

/** Events of more plugins than these are not about a push of a moment ago. */
const MOST_HEADS = 20;
/** About 7 seconds in all: an event that is wrong must not cost more. */
export const MOST_LOOKS = 4;

const OLDER = 'GitHub shows an older version than the event';

/** What was read, what the event says, and how often to look. */
export interface Look {
  readonly claims: readonly Claim[];
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  readonly mostLooks: number;
}

/** What came of looking again. */
export type Lag =
  | { readonly kind: 'moved' }
  /** These still hold a lower version than the event says; most often none. */
  | { readonly kind: 'behind'; readonly plugins: readonly string[] };

/**
 * READ: whether a repository that the event names has moved since it was read. GitHub's answers may lag behind a push
 * (octokit/octokit.js#900): where a head still holds a lower version than the event says, it is looked at again for
 * some seconds. The event stays a hint: what is read then counts, whatever it claims.
 */
export async function movedSince(client: Client, look: Look): Promise<Lag> {
  const old = oldHeads(look);
  for (let looks = 1; old.length > 0; looks++) {
    const isLeft = await client.pause('Reading the plugin', OLDER, looks, look.mostLooks);
    if (!isLeft) return { kind: 'behind', plugins: old.flatMap(({ names }) => names) };
    const heads = await readObjects(
      client,
      new Map(
        old.map((one) => {
          const { repository, revision } = one.place;
          return [one, { repository, revision, paths: [] }];
        }),
      ),
    );
    const isNew = [...heads].some(([one, head]) => head.kind === 'commit' && head.oid !== one.plugin.commit);
    if (isNew) return { kind: 'moved' };
  }
  return { kind: 'behind', plugins: [] };
}

/** Several entries may follow one head: each of them is behind. */
function oldHeads({ claims, marketplace, seen }: Look): OldHead[] {
  const heads = claims.slice(0, MOST_HEADS).flatMap((claim) =>
    claimed(claim, marketplace).flatMap((subject) => {
      const head = headOf(seen.get(subject));
      const name = entryName(subject.entry);
      return head !== null && isOlder(head, claim) ? [{ names: [name], ...head }] : [];
    }),
  );
  const keyOf = ({ place }: OldHead) =>
    `${repositoryKey(place.repository)} ${JSON.stringify(place.revision)}`;
  const byHead = new Map<string, OldHead>();
  for (const head of heads) {
    const names = [...(byHead.get(keyOf(head))?.names ?? []), ...head.names];
    byHead.set(keyOf(head), { ...head, names });
  }
  return [...byHead.values()].slice(0, MOST_HEADS);
}

/** A branch's head; what follows tags waits for the tag, which has an event of its own. */
function headOf(one: Observation | undefined): Omit<OldHead, 'names'> | null {
  if (one?.kind !== 'head' && one?.kind !== 'version') return null;
  const plugin = one.kind === 'head' ? one.target : one.plugin;
  const { revision } = one.place;
  const isBranch =
    'defaultBranch' in revision || ('ref' in revision && revision.ref.startsWith('refs/heads/'));
  return plugin.kind === 'plugin' && isBranch ? { place: one.place, plugin } : null;
}

/** In the very repository that the event names. */
function isOlder({ place, plugin }: Omit<OldHead, 'names'>, { version, repository }: Claim): boolean {
  const declared = versionOf(plugin);
  if (version === null || declared === null) return false;
  return repository?.toLowerCase() === repositoryKey(place.repository) && isLower(declared, version);
}
