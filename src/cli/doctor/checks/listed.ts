import { claimed, nearestNames } from '../../../marketplace/claim.ts';
import { entryName, type Marketplace } from '../../../marketplace/marketplace.ts';
import { quote } from '../../../plugin/display.ts';
import { parseReleaseTag } from '../../../plugin/release-tag.ts';
import { isLower } from '../../../plugin/version.ts';
import { claimsOf } from '../../folder.ts';
import { shellWord } from '../../shell-word.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw } from '../finding.ts';

type Claim = ReturnType<typeof claimsOf>[number];

/** Whether each plugin of the checkout is listed in the marketplaces that are told of it. */
export async function listed({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  if (plugin === null) return [];
  const claims = claimsOf(plugin.checkout).filter(({ version }) => version !== null);
  const found = await Promise.all(marketplaces.map((one) => inMarketplace(claims, one)));
  return found.flat();
}

async function inMarketplace(
  claims: readonly Claim[],
  { remote, planned }: MarketplaceEnd,
): Promise<Finding[]> {
  const seen = await planned();
  // The check of its entries says why it can't be seen.
  if (seen.kind === 'unseen') return [];
  return claims.flatMap((claim) => [
    ofClaim(claim, seen.value.marketplace, remote.name),
    ...withoutTag(claim, seen.value.marketplace, remote.name),
  ]);
}

function ofClaim(claim: Claim, marketplace: Marketplace, where: string): Finding {
  const [subject] = claimed(claim, marketplace);
  if (subject === undefined) {
    return flaw('problem', 'not-listed', where, [
      `no entry of its marketplace.json is the plugin ${quote(claim.plugin)}.${nearestNames(claim.plugin, marketplace)}`.replace(
        /\.$/,
        '',
      ),
      'List it there, or take the marketplace out of the workflow.',
    ]);
  }
  const elsewhere =
    claimed({ ...claim, repository: null, path: null }, marketplace).includes(subject) &&
    !claimed({ ...claim, plugin: '' }, marketplace).includes(subject);
  const name = quote(entryName(subject.entry));
  if (!elsewhere)
    return fine(
      where,
      `lists ${quote(claim.plugin)}${entryName(subject.entry) === claim.plugin ? '' : ` as ${name}`}`,
    );
  return flaw('warning', 'listed-from-elsewhere', where, [
    `${name} is listed, but its \`source\` is another repository or folder than ${quote(`${claim.repository ?? 'this checkout'}: ${claim.path ?? ''}`)}`,
    'Correct the entry’s `source`, if it is this plugin that is meant.',
  ]);
}

/** An entry that is pinned to a release tag moves with the next tag, not with the bump. */
function withoutTag(claim: Claim, marketplace: Marketplace, where: string): Finding[] {
  return claimed(claim, marketplace).flatMap(({ entry, source }) => {
    const tag = source.kind === 'remote' && source.ref !== null ? parseReleaseTag(source.ref) : null;
    if (tag === null || claim.version === null || !isLower(tag.version, claim.version)) return [];
    const next = `${tag.prefix}${claim.version}`;
    return [
      flaw('warning', 'tag-missing', where, [
        `${quote(entryName(entry))} is pinned to the release tag ${quote(`${tag.prefix}${tag.version}`)}, and ${quote(claim.version)} has no tag there yet`,
        `Tag it where the version is pushed: \`git tag ${shellWord(next)} && git push origin ${shellWord(next)}\`. Where the tag is there already, the next update brings it.`,
      ]),
    ];
  });
}
