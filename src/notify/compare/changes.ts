import { manifestProblem } from '../../findings/files.ts';
import type { Problem } from '../../findings/problem.ts';
import type { ManifestState } from '../../github/plugins/manifest-state.ts';
import { quote } from '../../plugin/display.ts';
import type { Manifest } from '../../plugin/manifest.ts';
import type { Place } from '../../plugin/position.ts';
import { compareVersions, type VersionChange } from '../../plugin/version.ts';
import type { ManifestPair } from './manifest-pair.ts';
import type { Manifests } from './manifests.ts';

export type ChangeKind = VersionChange | 'added' | 'removed' | 'announced';

export interface Change {
  readonly plugin: string;
  /** The manifests' own strings; null where there is none. */
  readonly version: string | null;
  readonly previousVersion: string | null;
  readonly change: ChangeKind;
  readonly path: string;
  /** The version's place in the manifest. */
  readonly at: Place;
  /** What a person should know of it. */
  readonly remark: Remark | null;
}

interface Remark {
  readonly title: 'changed' | 'downgrade' | 'removed' | 'unchanged';
  readonly level: 'warning' | 'notice';
  readonly text: string;
}

export interface Changes {
  readonly changes: readonly Change[];
  /** Manifests in the state after that cannot be used: errors. */
  readonly problems: readonly Problem[];
  /** Paths that now lead into a submodule: another repository's to announce. */
  readonly elsewhere: readonly string[];
}

/** PURE: manifests on both sides → what changed, in the order of the pairs. */
export function findChanges({ pairs, basis }: Pick<Manifests, 'pairs' | 'basis'>): Changes {
  const matched = matchMoved(pairs);
  const problems = matched.flatMap(({ after }) =>
    after.kind === 'unreadable' ? [manifestProblem(after.fault, 'notify')] : [],
  );
  const changes = matched.flatMap((pair) => changeOf(pair, basis.kind === 'announced'));
  const elsewhere = matched.flatMap(({ path, after }) => (after.kind === 'elsewhere' ? [path] : []));
  return { changes, problems, elsewhere };
}

/**
 * A manifest that appeared where one of the same name vanished has moved: the two become one pair. Of several of
 * one name, those with the same version find each other first. A path where one plugin took another's place counts
 * as both.
 */
export function matchMoved(pairs: readonly ManifestPair[]): ManifestPair[] {
  const appeared = pairs.flatMap(({ path, before, after }) =>
    after.kind === 'manifest' && (before.kind === 'absent' || isOther(before, after))
      ? [{ path, manifest: after.manifest }]
      : [],
  );
  const vanished = pairs.flatMap(({ path: from, before, after }) =>
    before.kind === 'manifest' && (after.kind === 'absent' || isOther(before, after))
      ? [{ from, old: before.manifest }]
      : [],
  );
  const origins = new Map<string, Manifest>();
  const left = new Set<string>();
  for (const sameVersion of [true, false]) {
    for (const { path, manifest } of appeared.filter((found) => !origins.has(found.path))) {
      const origin = vanished.find(
        ({ from, old }) => !left.has(from) && isOrigin(old, manifest, sameVersion),
      );
      if (origin === undefined) continue;
      origins.set(path, origin.old);
      left.add(origin.from);
    }
  }
  return pairs.flatMap((pair) => withOrigin(pair, origins.get(pair.path), left.has(pair.path)));
}

function isOrigin(old: Manifest, { name, version }: Manifest, sameVersion: boolean): boolean {
  return old.name === name && (!sameVersion || old.version === version);
}

function isOther(before: ManifestState, after: ManifestState): boolean {
  return (
    before.kind === 'manifest' && after.kind === 'manifest' && before.manifest.name !== after.manifest.name
  );
}

/** A pair with where it came from. One that only left is none; another plugin in its place is new. */
function withOrigin(pair: ManifestPair, origin: Manifest | undefined, left: boolean): ManifestPair[] {
  if (origin !== undefined) return [{ ...pair, before: { kind: 'manifest', manifest: origin } }];
  if (!left) return [pair];
  return pair.after.kind === 'absent' ? [] : [{ ...pair, before: { kind: 'absent' } }];
}

function changeOf({ path, before, after }: ManifestPair, announced: boolean): Change[] {
  if (after.kind === 'manifest') {
    const { manifest } = after;
    const previous = announced || before.kind !== 'manifest' ? null : before.manifest.version;
    const verdict = announced ? announce(manifest) : judge(previous, manifest.version);
    const remark = renamed(before, manifest, verdict);
    return [{ ...describe(manifest, path, previous), change: verdict.change, remark }];
  }
  if (after.kind !== 'absent' || before.kind !== 'manifest') return [];
  const { manifest } = before;
  const gone = { ...describe(manifest, path, manifest.version), version: null, at: { file: path } };
  return [{ ...gone, change: 'removed', remark: null }];
}

function describe({ name, version, at }: Manifest, path: string, previousVersion: string | null) {
  return { plugin: name, version, previousVersion, path, at };
}

/** A new name with the old version is not announced, which deserves a notice if there is no other remark. */
function renamed(before: ManifestState, { name }: Manifest, { change, remark }: Verdict): Remark | null {
  if (remark !== null || change !== 'unchanged' || before.kind !== 'manifest') return remark;
  if (before.manifest.name === name) return null;
  return notice(
    `was called ${quote(before.manifest.name)}; its version is the same, so nothing is sent. Raise the version to announce the new name.`,
  );
}

type Verdict = Pick<Change, 'change' | 'remark'>;

function announce({ version }: Manifest): Verdict {
  return version === null ? WITHOUT_VERSION : { change: 'announced', remark: null };
}

function judge(before: string | null, after: string | null): Verdict {
  if (after === null) return before === null ? WITHOUT_VERSION : VERSION_REMOVED;
  if (before === null) return { change: 'added', remark: null };
  const { change, remark } = compareVersions(before, after);
  const went = `from ${quote(before)} to ${quote(after)}`;
  if (remark === 'same-precedence') {
    const so =
      'which is the same version by semver’s rules, so nothing is sent. Raise the version to announce it.';
    return { change, remark: notice(`went ${went}, ${so}`) };
  }
  if (remark === 'not-semantic') {
    const so = 'and these cannot be compared. Use a semantic version such as 1.2.3 (https://semver.org).';
    return { change, remark: warning('changed', `went ${went}, ${so}`) };
  }
  if (change !== 'downgrade') return { change, remark: null };
  const so =
    'Claude Code installs any version that differs, so users get the older one. Raise the version if you did not intend this.';
  return { change, remark: warning(change, `went down ${went}. ${so}`) };
}

/** Where the version is the same, a notice is enough. */
function notice(text: string): Remark {
  return { title: 'unchanged', level: 'notice', text };
}

function warning(title: Remark['title'], text: string): Remark {
  return { title, level: 'warning', text };
}

const WITHOUT_VERSION: Verdict = {
  change: 'unchanged',
  remark: notice(
    'declares no version, so Claude Code follows its commits and there is nothing to send. Add a `version` to announce releases.',
  ),
};

const VERSION_REMOVED: Verdict = {
  change: 'removed',
  remark: warning(
    'removed',
    'no longer declares a version, so nothing is sent. Claude Code now follows its commits; put `version` back if you did not intend this.',
  ),
};
