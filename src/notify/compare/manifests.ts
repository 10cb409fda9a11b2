import type { PatternList } from '../../action/patterns.ts';
import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import type { Located } from '../../github/objects/locate.ts';
import { type ManifestState, readManifestState } from '../../github/plugins/manifest-state.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { Range } from '../range.ts';
import { resolveSides } from './sides.ts';
import { compareTrees, type Difference, type TreeComparison } from './trees.ts';

/** A path on both sides; pairs come in the order of `manifests`, then of their paths. */
export interface ManifestPair {
  readonly path: string;
  readonly before: ManifestState;
  readonly after: ManifestState;
}

export interface Manifests {
  readonly pairs: readonly ManifestPair[];
  /** How the pairs came about: `announced` ones have no known state before. */
  readonly basis: 'compared' | 'everything-added' | 'announced';
  /** Why nothing was compared; empty where something was. */
  readonly why: string;
  /** Whether that deserves a notice, because no input asked for it. */
  readonly notice: boolean;
  readonly commit: string;
  readonly previous: string | null;
  /** READ: manifests that changed but that no pattern in `manifests` matches. Throws `ProblemError`. */
  readonly lookElsewhere: TreeComparison['lookElsewhere'];
}

/** READ: every manifest that differs between the two ends of the range, on both sides. Throws `ProblemError`. */
export async function readManifests(
  client: Client,
  repository: RepositoryName,
  range: Exclude<Range, { kind: 'nothing' }>,
  patterns: PatternList,
): Promise<Manifests> {
  const sides = await resolveSides(client, repository, range);
  const comparison = await compareTrees(client, repository, sides, patterns);
  const ordered = comparison.differences.toSorted(
    (a, b) => a.pattern - b.pattern || (a.path < b.path ? -1 : 1),
  );
  const pairs = await inFlight(ordered, (difference) => readPair(client, repository, difference));
  const { commit, previous, lookElsewhere } = comparison;
  return { ...basisOf(comparison), commit, previous, lookElsewhere, pairs };
}

function basisOf({ before }: TreeComparison): Pick<Manifests, 'basis' | 'why' | 'notice'> {
  if (before.kind === 'unknown') return { basis: 'announced', why: before.why, notice: before.notice };
  const basis = before.kind === 'nothing' ? 'everything-added' : 'compared';
  return { basis, why: '', notice: false };
}

async function readPair(client: Client, repository: RepositoryName, difference: Difference) {
  const read = (located: Located) => readManifestState(client, repository, located, difference.path);
  const [before, after] = await Promise.all([read(difference.before), read(difference.after)]);
  return { path: difference.path, before, after };
}
