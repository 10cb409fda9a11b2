import { type Claim, claimed, nearestNames } from '../../../marketplace/claim.ts';
import { entryName, type Marketplace } from '../../../marketplace/marketplace.ts';
import { display, quote, some } from '../../../plugin/display.ts';
import { parseReleaseTag } from '../../../plugin/release-tag.ts';
import { isLower } from '../../../plugin/version.ts';
import type { PlannedMarketplace } from '../../marketplaces/planned.ts';
import { shellWord } from '../../shell/shell-word.ts';
import { announcedClaims } from '../chain/announced.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import { type Finding, type Flaw, fine, flaw } from '../report/finding.ts';

/** Whether each plugin that is announced is listed in a marketplace that is notified of it. */
export async function listed({ where, planned }: MarketplaceEnd, { plugin }: Chain): Promise<Finding[]> {
  if (plugin === null) return [];
  const claims = (await announcedClaims(plugin)).filter(({ version }) => version !== null);
  const seen = await planned();
  // The check of its entries says why it can't be seen.
  if (seen.kind !== 'seen' || claims.length === 0) return [];
  const { marketplace } = seen.value;
  const found = claims.map((claim) => ({ claim, wrong: ofClaim(claim, marketplace, where) }));
  const flaws = found.flatMap(({ claim, wrong }) => [...wrong, ...withoutTag(claim, seen.value, where)]);
  const good = found.flatMap(({ claim, wrong }) => (wrong.length === 0 ? [claim] : []));
  if (good.length === 0) return flaws;
  return [fine(where, `lists ${some(good.map((claim) => shown(claim, marketplace)))}`), ...flaws];
}

function shown(claim: Claim, marketplace: Marketplace): string {
  const [subject] = claimed(claim, marketplace);
  const name = subject === undefined ? claim.plugin : entryName(subject.entry);
  return name === claim.plugin ? quote(name) : `${quote(claim.plugin)} as ${quote(name)}`;
}

function ofClaim(claim: Claim, marketplace: Marketplace, where: string): Flaw[] {
  const [subject] = claimed(claim, marketplace);
  if (subject === undefined) return [notListed(claim, marketplace, where)];
  // What comes from npm and the like is built from who knows where.
  const isFollowed = subject.source.kind !== 'skipped';
  const isByPlace = claimed({ ...claim, plugin: '' }, marketplace).includes(subject);
  if (isByPlace || !isFollowed || claim.repository === null) return [];
  const name = entryName(subject.entry);
  const here = `${claim.repository}: ${claim.path ?? ''}`;
  const what = `${quote(name)} is listed, but its \`source\` is another repository or folder than ${quote(here)}`;
  const remedy = 'Correct the entry’s `source` if it is meant for this plugin.';
  const more = { about: claim.plugin, at: subject.entry.at };
  return [flaw('warning', 'listed-from-elsewhere', where, [what, remedy], more)];
}

function notListed({ plugin }: Claim, marketplace: Marketplace, where: string): Flaw {
  const near = nearestNames(plugin, marketplace).map((name) => quote(name));
  const nearest = near.length === 0 ? '' : `. The nearest: ${near.join(', ')}`;
  const what = `its marketplace.json does not list the plugin ${quote(plugin)}${nearest}`;
  const remedy = 'List it there, or remove the marketplace from the workflow.';
  return flaw('problem', 'not-listed', where, [what, remedy], { about: plugin });
}

/** An entry that is pinned to a release tag moves with the next tag, not with the bump. */
function withoutTag(claim: Claim, { marketplace, plan }: PlannedMarketplace, where: string): Flaw[] {
  return claimed(claim, marketplace).flatMap(({ entry, source }): Flaw[] => {
    const name = entryName(entry);
    const ref = source.kind === 'remote' ? source.ref : null;
    const tag = ref === null ? null : parseReleaseTag(ref);
    if (ref === null || tag === null || claim.version === null || !isLower(tag.version, claim.version))
      return [];
    // The tag is there, and the next run brings it.
    if (plan.changes.some(({ updates }) => updates.some(({ plugin }) => plugin === name))) return [];
    const next = `${tag.prefix}${claim.version}`;
    const what = `${quote(name)} is pinned to the release tag ${quote(ref)}, and ${quote(claim.version)} has no tag there yet`;
    const word = shellWord(next);
    const remedy =
      display(next) === next
        ? `Tag the commit that has it: \`git tag ${word} && git push origin ${word}\`.`
        : 'Tag the commit that has it, like the earlier releases.';
    const more = { about: claim.plugin, at: entry.at };
    return [flaw('warning', 'tag-missing', where, [what, remedy], more)];
  });
}
