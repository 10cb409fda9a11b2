import { commitOn, type Files, makeBranches, push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { must } from '../world/must.ts';
import type { World } from '../world/world.ts';
import { blobId } from './objects-place.ts';

const MOST_PATHS = 1000;
const MOST_BRANCHES = 50;
const TEXT = '{"name": "one", "version": "1.0.0"}\n';

export const pathAt = (index: number) => `plugins/plugin-${String(index).padStart(4, '0')}/plugin.json`;

interface SizesPlace extends Place {
  readonly commit: string;
}

/** A thousand paths to one blob: the tree names its id, once the first has brought its text. */
export function sizesPlace(world: World): Promise<SizesPlace> {
  return world.once('sizes', async () => {
    const place = await world.hands.createRepository('sizes', { private: false });
    const first = await push(world, place, { [pathAt(0)]: TEXT });
    const blob = blobId(TEXT);
    const rest = Array.from({ length: MOST_PATHS - 1 }, (_, index) => [pathAt(index + 1), { blob }]);
    const files: Files = Object.fromEntries(rest);
    return { ...place, commit: await push(world, { ...place, head: first }, files) };
  });
}

/** Branches, the first ahead of the default branch and with a pull request. */
export function branchesPlace(world: World): Promise<SizesPlace> {
  return world.once('branches', async () => {
    const place = await sizesPlace(world);
    const { repository, branch, commit } = place;
    const ahead = await commitOn(world, repository, commit, { 'ahead.txt': 'Ahead\n' });
    const all = Array.from({ length: MOST_BRANCHES }, (_, index) => `branch-${index}`);
    await makeBranches(
      world,
      repository,
      all.map((name, index) => ({ name, sha: index === 0 ? ahead : commit })),
    );
    const body = { title: 'Ahead', head: 'branch-0', base: branch };
    await must(world, { method: 'POST', path: `/repos/${repository}/pulls`, body });
    return place;
  });
}
