import type { ManifestState } from '../../github/plugins/manifest-state.ts';

/** A path on both sides; pairs come in the order of `manifests`, then of their paths. */
export interface ManifestPair {
  readonly path: string;
  readonly before: ManifestState;
  readonly after: ManifestState;
}

/**
 * READ: for plugins that are new where `manifests` looks: the manifests that vanished where it does not look, one for
 * each at most, with the same name. Such a plugin has moved, and is compared with what it was.
 *
 * @param vanished reads what vanished elsewhere; asked only where some plugin is new.
 */
export async function movedFrom(
  pairs: readonly ManifestPair[],
  vanished: () => Promise<readonly ManifestPair[]>,
): Promise<ManifestPair[]> {
  const added = pairs.flatMap(({ before, after }) =>
    before.kind === 'absent' && after.kind === 'manifest' ? [after.manifest] : [],
  );
  if (added.length === 0) return [];
  const left = new Set(await vanished());
  return added.flatMap(({ name, version }) => {
    const same = [...left].filter(
      ({ before }) => before.kind === 'manifest' && before.manifest.name === name,
    );
    const [first] = same;
    const best =
      same.find(({ before }) => before.kind === 'manifest' && before.manifest.version === version) ?? first;
    if (best === undefined) return [];
    left.delete(best);
    return [best];
  });
}
