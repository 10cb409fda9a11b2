import semver from 'semver';
import { patternList } from '../../../action/patterns.ts';
import { DEFAULT_MANIFESTS } from '../../../notify/input-values.ts';
import { count, display, quote, some } from '../../../plugin/display.ts';
import type { LocalManifest } from '../../folder.ts';
import type { WorkflowFile } from '../../workflow-file.ts';
import type { Chain, PluginEnd } from '../chain.ts';
import { type Finding, fine, flaw, flawOf } from '../finding.ts';
import { isNotify, stepOf } from '../workflow-side.ts';

const HERE = 'this checkout';

/** The plugin.json files of the checkout: usable, with a version, and looked at by the workflow. */
export async function manifests({ plugin }: Chain): Promise<Finding[]> {
  if (plugin === null) return [];
  const { manifests: all } = plugin.checkout;
  if (all.length === 0) return [NONE];
  const flaws = [...all.flatMap(flawsOf), ...twins(all), ...overlooked(plugin)];
  const good = all.flatMap(({ parsed }) =>
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
  if (version === null) {
    const what = `${quote(path)} declares no \`version\`, so nothing is announced; Claude Code follows its commits`;
    return [
      {
        ...flaw('warning', 'no-version', HERE, [
          what,
          'Add "version": "1.0.0" and raise it with each release.',
        ]),
        at,
      },
    ];
  }
  if (semver.parse(version) !== null) return [];
  const what = `${quote(version)} in ${quote(path)} is no semantic version, so it can't be told whether it goes up`;
  return [
    {
      ...flaw('warning', 'version-not-semantic', HERE, [what, 'Write it as 1.2.3 (https://semver.org).']),
      at,
    },
  ];
}

function twins(all: readonly LocalManifest[]): Finding[] {
  const paths = new Map<string, string[]>();
  for (const { path, parsed } of all) {
    if (parsed.kind === 'manifest')
      paths.set(parsed.manifest.name, [...(paths.get(parsed.manifest.name) ?? []), path]);
  }
  return [...paths]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) =>
      flaw('warning', 'two-manifests-one-name', HERE, [
        `${some(same.map((path) => quote(path)))} are all called ${quote(name)}: where they disagree, only the first is announced`,
        'Give each plugin a name of its own.',
      ]),
    );
}

/** Manifests that the workflow's `manifests` leaves out without saying so with `!`. */
function overlooked({ checkout }: PluginEnd): Finding[] {
  const own = checkout.workflows.filter(isNotify).map(({ workflow }) => patternsOf(workflow));
  if (own.length === 0) return [];
  return checkout.manifests
    .filter(({ path }) => own.every((patterns) => !patterns.matches(path) && !patterns.excludes(path)))
    .map(({ path }) =>
      flaw('problem', 'manifest-not-matched', HERE, [
        `no pattern in the workflow’s \`manifests\` matches ${quote(path)}, so its versions are not announced`,
        'Add its path or `**/.claude-plugin/plugin.json` to `manifests`, or exclude it there with a leading "!".',
      ]),
    );
}

function patternsOf(workflow: WorkflowFile) {
  const lines = (stepOf(workflow)?.with['manifests'] ?? '')
    .split('\n')
    .map((line) => line.trim().replace(/^(!?)\.\//, '$1'))
    .filter((line) => line !== '');
  return patternList(lines, DEFAULT_MANIFESTS);
}
