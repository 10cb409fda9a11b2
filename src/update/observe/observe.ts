import type { Client } from '../../github/client/client.ts';
import { readObjects } from '../../github/objects/objects.ts';
import type { PluginPlace, ReadPlugin } from '../../github/plugins/plugin-place.ts';
import { repositoryKey } from '../../github/repository.ts';
import { type Claim, claimed } from '../../marketplace/claim.ts';
import { entryName, type Marketplace, readMarketplace, type Subject } from '../../marketplace/marketplace.ts';
import { isLower } from '../../plugin/version.ts';
import type { UpdateOptions } from '../inputs.ts';
import { type Readers, readHeads } from './heads.ts';
import { nowOf, type Observation, versionOf } from './observation.ts';

/** The marketplace at one commit, and what its plugins' repositories hold. */
interface Observed {
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  /** Plugins whose repository still shows an older version than the event names: nothing of them is taken back. */
  readonly behind: readonly string[];
}

/** READ: what a run is about. GitHub's answers may lag behind the push that `claims` are about: then it reads again. */
export async function observe(
  readers: Readers,
  options: UpdateOptions,
  claims: readonly Claim[],
): Promise<Observed> {
  const { repository, branch, file, addresses, plugins, releases } = options;
  const place = { repository, branch, file, server: addresses.serverUrl };
  const marketplace = await readMarketplace(readers.marketplace, place);
  const seen = await readHeads(readers, marketplace, concerned(marketplace.subjects, plugins), releases);
  const behind = await behindEvent(readers.plugins, oldHeads(claims, marketplace, seen));
  return behind === 'moved' ? observe(readers, options, []) : { marketplace, seen, behind };
}

/** The plugins that a run is about, and those that would move along in a submodule that they share. */
function concerned(subjects: readonly Subject[], chosen: (name: string) => boolean): Subject[] {
  const isChosen = ({ entry }: Subject) => chosen(entryName(entry));
  const pathOf = ({ source }: Subject) => (source.kind === 'submodule' ? source.pointer.path : null);
  const shared = new Set(subjects.filter(isChosen).map(pathOf));
  return subjects.filter(
    (subject) => isChosen(subject) || (pathOf(subject) !== null && shared.has(pathOf(subject))),
  );
}

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

/**
 * READ: whether a repository that the event names has moved since it was read, else the plugins in it. GitHub's answers may lag behind a push
 * (octokit/octokit.js#900): where a head still holds a lower version than the event says, it is looked at again for
 * some seconds. The event stays a hint: what is read then counts, whatever it claims.
 */
async function behindEvent(client: Client, old: readonly OldHead[]): Promise<readonly string[] | 'moved'> {
  for (let looks = 1; old.length > 0; looks++) {
    const isLeft = await client.pause('Reading the plugin', OLDER, looks, MOST_LOOKS);
    if (!isLeft) return old.map(({ name }) => name);
    const requests = old.map((one) => [one, { ...one.place, paths: [] }] as const);
    const heads = await readObjects(client, new Map(requests));
    const isNew = [...heads].some(([one, head]) => head.kind === 'commit' && head.oid !== one.plugin.commit);
    if (isNew) return 'moved';
  }
  return [];
}

function oldHeads(claims: readonly Claim[], marketplace: Marketplace, seen: Observed['seen']): OldHead[] {
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
  const plugin = nowOf(one);
  if (one === undefined || !('place' in one)) return null;
  const { revision } = one.place;
  const isBranch =
    'defaultBranch' in revision || ('ref' in revision && revision.ref.startsWith('refs/heads/'));
  return plugin?.kind === 'plugin' && isBranch ? { place: one.place, plugin } : null;
}

/** In the very repository that the event names. */
function isOlder({ place, plugin }: Omit<OldHead, 'name'>, { version, repository }: Claim): boolean {
  const declared = versionOf(plugin);
  if (version === null || declared === null) return false;
  return repository?.toLowerCase() === repositoryKey(place.repository) && isLower(declared, version);
}
