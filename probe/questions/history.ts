import { commitOn, makeBranch, makeCommit, makeTree, push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';

/** The default branch with two commits; others ahead of it, beside it, and without an ancestor in common. */
export interface History extends Place {
  readonly main: string;
  readonly ahead: string;
  readonly beside: string;
  readonly unrelated: string;
}

export function history(world: World): Promise<History> {
  return world.once('history', async () => {
    const place = await world.hands.createRepository('history', { private: false });
    const { repository, head } = place;
    const main = await push(world, place, { 'a.txt': 'One\n' });
    const ahead = await commitOn(world, repository, main, { 'b.txt': 'Two\n' });
    const beside = await commitOn(world, repository, head, { 'c.txt': 'Three\n' });
    const tree = await makeTree(world, repository, { 'd.txt': 'Four\n' });
    const unrelated = await makeCommit(world, repository, { tree, parents: [], message: 'Unrelated' });
    await makeBranch(world, repository, 'ahead', ahead);
    await makeBranch(world, repository, 'beside', beside);
    await makeBranch(world, repository, 'unrelated', unrelated);
    return { ...place, main, ahead, beside, unrelated };
  });
}
