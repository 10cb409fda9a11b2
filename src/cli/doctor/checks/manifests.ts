import semver from 'semver';
import { fullName } from '../../../github/repository.ts';
import { claimed } from '../../../marketplace/claim.ts';
import { NAME_ALL } from '../../../notify/report/annotations.ts';
import { count, display, quote, some } from '../../../plugin/display.ts';
import { isSpecimen, withAttention } from '../../checkout/attention.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { attentionTo } from '../chain/announced.ts';
import type { Chain } from '../chain/chain.ts';
import { HERE, type MarketplaceEnd, type PluginEnd } from '../chain/ends.ts';
import { type Finding, fine, flaw, flawOf } from '../report/finding.ts';

/** The plugin.json files of the checkout: usable, with a version, and looked at by the workflow. */
export async function manifests(plugin: PluginEnd, { marketplaces }: Chain): Promise<Finding[]> {
  const attention = await attentionTo(plugin);
  if (attention.size === 0) return [NONE];
  const announced = withAttention(attention, 'announced');
  const flaws = [
    ...announced.flatMap(flawsOf),
    ...twins(announced),
    ...(await overlooked(withAttention(attention, 'overlooked'), plugin, marketplaces)),
  ];
  const good = announced.flatMap(({ parsed }) =>
    parsed.kind === 'manifest' && parsed.manifest.version !== null
      ? [`${display(parsed.manifest.name)} ${display(parsed.manifest.version)}`]
      : [],
  );
  return good.length === 0 ? flaws : [fine(HERE, `${count(good.length, 'plugin')}: ${some(good)}`), ...flaws];
}

const NONE = flaw('problem', 'no-manifest', HERE, [
  'there is no plugin.json, so there is no version to announce',
  'Add .claude-plugin/plugin.json with `name` and `version`.',
]);

function flawsOf({ path, parsed }: LocalManifest): Finding[] {
  if (parsed.kind === 'problem') return [flawOf(HERE, parsed.problem)];
  const { version, at } = parsed.manifest;
  const more = { about: path, at };
  if (version === null) {
    const what = `${quote(path)} declares no \`version\`, so nothing is announced; Claude Code follows its commits`;
    const remedy = 'Add "version": "1.0.0" and raise it with each release.';
    return [flaw('warning', 'no-version', HERE, [what, remedy], more)];
  }
  if (semver.parse(version) !== null) return [];
  const what = `${quote(version)} in ${quote(path)} is not a semantic version, so it can’t be compared with other versions`;
  const remedy = 'Write it as 1.2.3 (https://semver.org).';
  return [flaw('warning', 'version-not-semantic', HERE, [what, remedy], more)];
}

function twins(all: readonly LocalManifest[]): Finding[] {
  const named = all.flatMap(({ path, parsed }) =>
    parsed.kind === 'problem' ? [] : [{ name: parsed.manifest.name, path }],
  );
  return [...new Set(named.map(({ name }) => name))].flatMap((name) => {
    const same = named.filter((one) => one.name === name).map(({ path }) => quote(path));
    if (same.length === 1) return [];
    const what = `${some(same)} are all called ${quote(name)}: where they disagree, only the first is announced`;
    const remedy = 'Give each plugin its own name.';
    return [flaw('warning', 'two-manifests-one-name', HERE, [what, remedy], { about: name })];
  });
}

/** A manifest that no pattern names is a plugin that was forgotten where a marketplace lists it; else it may be meant. */
async function overlooked(
  manifests: readonly LocalManifest[],
  plugin: PluginEnd,
  marketplaces: readonly MarketplaceEnd[],
): Promise<Finding[]> {
  const found = await Promise.all(
    manifests.map(async (manifest) => {
      const { path } = manifest;
      const lists = await listingOf(path, plugin, marketplaces);
      if (lists === null && isSpecimen(manifest)) return [];
      const why = lists === null ? '' : `, though ${lists} lists that plugin`;
      const what = `no pattern in the workflow’s \`manifests\` matches ${quote(path)}, so its versions are not announced${why}`;
      const kind = lists === null ? 'warning' : 'problem';
      return [flaw(kind, 'manifest-not-matched', HERE, [what, NAME_ALL], { about: path })];
    }),
  );
  return found.flat();
}

async function listingOf(
  path: string,
  { checkout: { origin } }: PluginEnd,
  marketplaces: readonly MarketplaceEnd[],
): Promise<string | null> {
  if (origin === null) return null;
  const claim = { plugin: '', version: null, repository: fullName(origin.repository), path };
  for (const { where, planned } of marketplaces) {
    const seen = await planned();
    if (seen.kind === 'seen' && claimed(claim, seen.value.marketplace).length > 0) return where;
  }
  return null;
}
