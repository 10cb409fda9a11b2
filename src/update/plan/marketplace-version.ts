import semver from 'semver';
import type { Catalogue } from '../../plugin/catalogue.ts';
import type { Edit } from '../../plugin/catalogue-edit.ts';
import { quote } from '../../plugin/display.ts';
import type { DecisionContext } from './decide.ts';

export type RaisedPart = 'keep' | 'patch' | 'minor' | 'major';

/** PURE: `marketplace-version`: the catalogue's own version, wherever it stands. */
export function raisedVersion(
  catalogue: Catalogue,
  level: RaisedPart,
  repeatedKey: DecisionContext['repeatedKey'],
): { edits: Edit[]; warnings: string[] } {
  if (level === 'keep') return { edits: [], warnings: [] };
  const edits: Edit[] = [];
  const warnings = catalogue.versions.length === 0 ? [NO_VERSION] : [];
  for (const { path, version } of catalogue.versions) {
    const value =
      typeof version === 'string' && semver.valid(version) !== null ? semver.inc(version, level) : null;
    const twice = repeatedKey(path);
    if (value !== null && twice === null) edits.push({ path, value });
    else
      warnings.push(
        `${quote(path.join('.'))} was not raised: it ${twice === null ? 'is not a semantic version' : 'is there twice'}.`,
      );
  }
  return { edits, warnings };
}

const NO_VERSION = '`marketplace-version` is set, but the marketplace has no version of its own to raise.';
