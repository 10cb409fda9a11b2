import { commitOn, makeBranch } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';

export interface WritingPlace extends Place {
  /** A commit on the first one, and another beside it. */
  readonly next: string;
  readonly beside: string;
}

/** Branches that stay at `next` (nothing may move them), and one that moves from the first commit to `next`. */
export function writingPlace(world: World): Promise<WritingPlace> {
  return world.once('writing', async () => {
    const place = await world.hands.createRepository('writing', { private: true });
    const { repository, head } = place;
    const next = await commitOn(world, repository, head, { 'next.txt': 'Next\n' });
    const beside = await commitOn(world, repository, head, { 'beside.txt': 'Beside\n' });
    await makeBranch(world, repository, 'stays', next);
    await makeBranch(world, repository, 'moves', head);
    await makeBranch(world, repository, 'moves-too', head);
    return { ...place, next, beside };
  });
}
