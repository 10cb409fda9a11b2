import { fullName } from '../../../github/repository.ts';
import { quote } from '../../../plugin/display.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';

/** The marketplaces themselves: there, under the name that is used, and open to events and commits. */
export async function repositories({ marketplaces }: Chain): Promise<Finding[]> {
  return (await Promise.all(marketplaces.map(ofMarketplace))).flat();
}

async function ofMarketplace({ remote }: MarketplaceEnd): Promise<Finding[]> {
  const facts = await remote.facts();
  if (facts.kind === 'unseen') return [unchecked(remote.name, 'whether it is there and open', facts.why)];
  const { repository, branch, isPrivate, isArchived } = facts.value;
  const present = fullName(repository);
  const renamed = present.toLowerCase() === remote.name.toLowerCase() ? [] : [movedTo(present, remote.name)];
  if (isArchived) return [...renamed, archived(remote.name, remote.url)];
  return [
    ...renamed,
    fine(present, `is ${isPrivate ? 'private' : 'public'}, its default branch is ${quote(branch)}`),
  ];
}

function movedTo(present: string, name: string): Finding {
  return flaw('warning', 'marketplace-renamed', name, [
    `it is ${present} now; GitHub passes events on, until somebody takes the old name`,
    `Write ${present} in the plugins’ workflows.`,
  ]);
}

function archived(name: string, url: string): Finding {
  return flaw('problem', 'marketplace-archived', name, [
    'the repository is archived, so it takes neither events nor commits',
    `Unarchive it at ${url}/settings, or take it out of the plugins’ \`marketplace\` input.`,
  ]);
}
