import { commitOn, makeBranch, treeEntries } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { must } from '../world/must.ts';
import type { RuleName } from '../world/rules.ts';
import type { World } from '../world/world.ts';

export interface RulesPlace extends Place {
  /** A commit ahead of the branches, and a merge of it. */
  readonly next: string;
  readonly merge: string;
}

/** Public: private repositories of accounts that pay nothing have no rules. */
export function rulesPlace(world: World): Promise<RulesPlace> {
  return world.once('rules', async () => {
    const place = await world.hands.createRepository('rules', { private: false });
    const { repository, head } = place;
    const next = await commitOn(world, repository, head, { 'next.txt': 'Next\n' });
    const body = { message: 'Merge', tree: await treeOf(world, repository, next), parents: [head, next] };
    const merge = await must(world, { method: 'POST', path: `/repos/${repository}/git/commits`, body });
    return { ...place, next, merge: String(merge['sha']) };
  });
}

/** A tree like a commit's, with one more file. */
async function treeOf(world: World, repository: string, base_tree: string): Promise<unknown> {
  const body = { base_tree, tree: treeEntries({ 'merged.txt': 'Merged\n' }) };
  return (await must(world, { method: 'POST', path: `/repos/${repository}/git/trees`, body }))['sha'];
}

/** A branch at the first commit, protected by one rule. */
export function protectedBranch(
  world: World,
  rule: RuleName,
): Promise<RulesPlace & { readonly name: string }> {
  return world.once(`rule ${rule}`, async () => {
    const place = await rulesPlace(world);
    const name = `protected-by-${rule}`;
    if (rule !== 'creation') {
      const start = rule === 'non-fast-forward' ? place.next : place.head;
      await makeBranch(world, place.repository, name, start);
    }
    await world.hands.protect(place.repository, name, rule);
    return { ...place, name };
  });
}
