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
  /** Of the entry. */
  readonly name: string;
  readonly place: PluginPlace;
  readonly plugin: ReadPlugin;
}

/** Events of more plugins than these are not about a push of a moment ago. */
const MOST_HEADS = 20;
/** About 7 seconds in all: an event that is wrong must not cost more. */
const MOST_LOOKS = 4;

const OLDER = 'GitHub shows an older version than the event';

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
export async function movedSince(
  client: Client,
  claims: readonly Claim[],
  marketplace: Marketplace,
  seen: ReadonlyMap<Subject, Observation>,
): Promise<Lag> {
  const old = oldHeads(claims, marketplace, seen);
  for (let looks = 1; old.length > 0; looks++) {
    const isLeft = await client.pause('Reading the plugin', OLDER, looks, MOST_LOOKS);
    if (!isLeft) return { kind: 'behind', plugins: old.map(({ name }) => name) };
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

function oldHeads(
  claims: readonly Claim[],
  marketplace: Marketplace,
  seen: ReadonlyMap<Subject, Observation>,
): OldHead[] {
  const heads = claims.slice(0, MOST_HEADS).flatMap((claim) =>
    claimed(claim, marketplace).flatMap((subject) => {
      const head = headOf(seen.get(subject));
      const name = entryName(subject.entry);
      return head !== null && isOlder(head, claim) ? [{ name, ...head }] : [];
    }),
  );
  const keyOf = ({ place }: OldHead) =>
    `${repositoryKey(place.repository)} ${JSON.stringify(place.revision)}`;
  return [...new Map(heads.map((head) => [keyOf(head), head])).values()].slice(0, MOST_HEADS);
}

/** A branch's head; what follows tags waits for the tag, which has an event of its own. */
function headOf(one: Observation | undefined): Omit<OldHead, 'name'> | null {
  if (one?.kind !== 'head' && one?.kind !== 'version') return null;
  const plugin = one.kind === 'head' ? one.target : one.plugin;
  const { revision } = one.place;
  const isBranch =
    'defaultBranch' in revision || ('ref' in revision && revision.ref.startsWith('refs/heads/'));
  return plugin.kind === 'plugin' && isBranch ? { place: one.place, plugin } : null;
}

/** In the very repository that the event names. */
function isOlder({ place, plugin }: Omit<OldHead, 'name'>, { version, repository }: Claim): boolean {
  const declared = versionOf(plugin);
  if (version === null || declared === null) return false;
  return repository?.toLowerCase() === repositoryKey(place.repository) && isLower(declared, version);
}
