import { manifestPath, readPluginsAt } from '../../../github/plugin-at.ts';
import { quote } from '../../../plugin/display.ts';
import { isLower } from '../../../plugin/version.ts';
import type { LocalManifest } from '../../folder.ts';
import type { Chain, PluginEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote } from '../remote.ts';
import { attempt } from '../seen.ts';

/** Whether the versions of the checkout are on the default branch, which is what everybody else sees. */
export async function published({ plugin, client }: Chain): Promise<Finding[]> {
  const remote = plugin?.remote ?? null;
  const own = plugin === null ? [] : declaring(plugin);
  if (remote === null || own.length === 0) return [];
  const facts = await remote.facts();
  const read = await attempt(client, (using) => {
    const [owner = '', name = ''] = remote.name.split('/');
    const at = { repository: { owner, name }, revision: { defaultBranch: true } } as const;
    return readPluginsAt(
      using,
      own.map(({ directory }) => ({ ...at, directory })),
    );
  });
  if (read.kind === 'unseen')
    return [unchecked(remote.name, 'whether the versions here are pushed', read.why)];
  const branch = facts.kind === 'seen' ? quote(facts.value.branch) : 'the default branch';
  const flaws = own.flatMap(({ plugin: name, version, path }, index) => {
    const there = read.value[index];
    const state = there?.kind === 'plugin' ? there.manifest : null;
    const present = state?.kind === 'manifest' ? state.manifest.version : null;
    return present === version ? [] : [notThere({ name, version, path, present, branch }, remote)];
  });
  return flaws.length > 0 ? flaws : [fine(remote.name, `the versions here are on ${branch}`)];
}

function declaring({ checkout }: PluginEnd) {
  return checkout.manifests.flatMap(({ path, parsed }: LocalManifest) => {
    if (parsed.kind === 'problem' || parsed.manifest.version === null) return [];
    const directory = path.replace(/\/?\.claude-plugin\/plugin\.json$/, '');
    if (manifestPath(directory) !== path) return [];
    return [{ plugin: parsed.manifest.name, version: parsed.manifest.version, path, directory }];
  });
}

interface Difference {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** What the default branch says; null where there is none. */
  readonly present: string | null;
  readonly branch: string;
}

function notThere({ name, version, path, present, branch }: Difference, remote: Remote): Finding {
  const there = present === null ? 'is not' : `is ${quote(present)}`;
  const isBehind = present !== null && isLower(version, present);
  return {
    ...flaw('warning', 'version-not-pushed', remote.name, [
      `${quote(name)} is ${quote(version)} here, and ${there} on ${branch}, which is what is announced and followed`,
      isBehind
        ? 'Pull: the checkout is behind.'
        : `Commit and push it to ${branch}, or merge the branch that it is on.`,
    ]),
    at: { file: path },
  };
}
