import { blobText } from '../../../github/blobs.ts';
import type { Client } from '../../../github/client.ts';
import { readObjects } from '../../../github/objects.ts';
import type { RepositoryName } from '../../../github/repository.ts';
import type { Revision, Snapshot } from '../../../github/snapshot.ts';
import type { Access } from '../access.ts';
import { attempt } from '../seen.ts';

/** Texts of the reusable workflows that jobs call, by how `uses:` names them; null for one that can't be read. */
export type CalledWorkflows = (uses: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** READ: reusable workflows of other repositories, each once, however many call it. */
export function calledWorkflows(access: Access): CalledWorkflows {
  const known = new Map<string, Promise<string | null>>();
  return async (uses) => {
    const fresh = [...new Set(uses)].filter((one) => !known.has(one));
    const reading = fresh.length === 0 ? Promise.resolve(new Map()) : readAll(access, fresh);
    for (const one of fresh)
      known.set(
        one,
        reading.then((read) => read.get(one) ?? null),
      );
    return new Map(
      await Promise.all(uses.map(async (one) => [one, (await known.get(one)) ?? null] as const)),
    );
  };
}

interface Place {
  readonly uses: string;
  readonly repository: RepositoryName;
  readonly path: string;
  readonly ref: string;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_iduses */
function placeOf(uses: string): Place[] {
  const [, owner, name, path, ref] =
    /^([\w-]+)\/([\w.-]+)\/(\.github\/workflows\/[^@]+\.ya?ml)@(.+)$/.exec(uses) ?? [];
  if (owner === undefined || name === undefined || path === undefined || ref === undefined) return [];
  return [{ uses, repository: { owner, name }, path, ref }];
}

async function readAll(access: Access, uses: readonly string[]): Promise<Map<string, string | null>> {
  const places = uses.flatMap(placeOf);
  const read = await attempt(access, (client) => readTexts(client, places));
  return read.kind === 'seen' ? read.value : new Map();
}

async function readTexts(client: Client, places: readonly Place[]): Promise<Map<string, string | null>> {
  const wanted = places.flatMap((place) => revisionsOf(place).map((revision) => ({ ...place, revision })));
  const requests = wanted.map((one) => {
    const { repository, revision, path } = one;
    return [one, { repository, revision, paths: [path] }] as const;
  });
  const found = new Map<string, string | null>();
  for (const [place, snapshot] of await readObjects(client, new Map(requests))) {
    found.set(place.uses, found.get(place.uses) ?? (await textIn(client, place, snapshot)));
  }
  return found;
}

/** A name may be a tag's or a branch's. */
function revisionsOf({ ref }: Place): Revision[] {
  if (/^[\da-f]{40}$/i.test(ref)) return [{ oid: ref.toLowerCase() }];
  return ref.startsWith('refs/') ? [{ ref }] : [{ ref: `refs/tags/${ref}` }, { ref: `refs/heads/${ref}` }];
}

async function textIn(
  client: Client,
  { repository, path }: Place,
  snapshot: Snapshot,
): Promise<string | null> {
  const found = snapshot.kind === 'commit' ? snapshot.paths.get(path) : undefined;
  if (found?.kind !== 'found' || found.entry.kind !== 'file') return null;
  const content = await blobText(client, { ...found.entry, repository });
  return content.kind === 'text' ? content.text : null;
}
