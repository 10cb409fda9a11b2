import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import { type Published, type ReleasesRequest, readPublished } from '../../github/published.ts';
import { type Pushes, readPushes } from '../../github/pushes.ts';
import { repositoryKey } from '../../github/repository.ts';
import {
  type Age,
  type AgeSource,
  type Aging,
  type Asked,
  ageByPushes,
  ageByRelease,
  ageSourceOf,
  ageUnknown,
} from './age.ts';

type BranchSource = Extract<AgeSource, { kind: 'branch' }>;

/**
 * Branches that are asked for in a run, with a request each: an hour of `GITHUB_TOKEN` has 1,000, and what was read must
 * still be written.
 */
const MOST_BRANCHES = 300;
const FOR_LATER: Pushes = { kind: 'unread', why: `more than ${MOST_BRANCHES} branches`, isPassing: true };

/** READ: how old each is. A branch is asked for once, releases of 20 repositories together. */
export async function readAges(
  client: Client,
  all: readonly Aging[],
  asked: Asked,
): Promise<ReadonlyMap<Aging, Age>> {
  const sources = new Map(all.map((one) => [one, ageSourceOf(one)]));
  const branches = new Map<string, BranchSource>();
  const releases = new Map<string, ReleasesRequest>();
  for (const source of sources.values()) {
    if (source.kind === 'branch') branches.set(keyOf(source), source);
    if (source.kind === 'releases') releases.set(keyOf(source), source);
  }
  const since = asked.now - asked.minimumAge;
  const [pushes, published] = await Promise.all([
    inFlight([...branches].slice(0, MOST_BRANCHES), async ([key, tip]) => {
      return [key, await readPushes(client, tip, since)] as const;
    }),
    readPublished(client, [...releases.values()]),
  ]);
  const pushesOf = new Map<string, Pushes>(pushes);
  const publishedOf = new Map([...releases].map(([key, request]) => [key, published.get(request)]));
  const found = { pushes: pushesOf, published: publishedOf };
  return new Map([...sources].map(([one, source]) => [one, ageFrom(one, source, { ...found, asked })]));
}

function keyOf(source: Extract<AgeSource, { kind: 'branch' | 'releases' }>): string {
  const at = source.kind === 'branch' ? [source.branch, source.head] : source.tags;
  return JSON.stringify([repositoryKey(source.repository), ...at]);
}

interface Found {
  readonly pushes: ReadonlyMap<string, Pushes>;
  readonly published: ReadonlyMap<string, Published | undefined>;
  readonly asked: Asked;
}

function ageFrom(one: Aging, source: AgeSource, { pushes, published, asked }: Found): Age {
  switch (source.kind) {
    case 'own':
      return { kind: 'old' };
    case 'none':
      return ageUnknown(source);
    case 'branch':
      return ageByPushes(one, pushes.get(keyOf(source)) ?? FOR_LATER, asked);
    case 'releases': {
      const read = published.get(keyOf(source)) ?? { kind: 'unread', why: 'not read', isPassing: true };
      return ageByRelease(one, read, { tags: source.tags, asked });
    }
  }
}
