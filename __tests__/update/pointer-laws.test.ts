import { describe, expect, test } from '@jest/globals';
import semver from 'semver';
import { parseReleaseTag } from '../../src/plugin/release-tag.ts';
import { versionOf } from '../../src/update/observe/observation.ts';
import { oidOf, relation } from './model.ts';
import { applied, check, moves, planned, updatesOf } from './worlds.ts';

describe('a pointer', () => {
  test('only goes forward: to a descendant, or to a higher tag with the same text before its version', () => {
    check((before) => {
      const after = applied(before, planned(before));
      for (const [was, is] of moves(before, after)) {
        const repository = before.model.repositories.find(({ name }) => name === was.repository.name);
        if (repository === undefined) throw new Error('an unknown repository');
        if (was.ref === is.ref) {
          expect(relation(repository, was.commit, is.commit)).toMatchObject({ kind: 'forward' });
          continue;
        }
        const [from, to] = [parseReleaseTag(was.ref ?? ''), parseReleaseTag(is.ref ?? '')];
        expect(to?.prefix).toBe(from?.prefix);
        expect(semver.gt(to?.version ?? '', from?.version ?? '')).toBe(true);
        const index = before.model.repositories.indexOf(repository);
        expect(is.commit).toBe(oidOf(index, repository.refs[`refs/tags/${is.ref}`] ?? -1));
      }
    });
  });

  test('only goes to a working plugin, for everybody who shares it', () => {
    check((before) => {
      const after = applied(before, planned(before));
      for (const [was, is] of moves(before, after)) {
        if (JSON.stringify(was.plugin.directory) === JSON.stringify(is.plugin.directory)) continue;
        expect(is.plugin.directory).not.toBeNull();
        expect(is.plugin.manifest.kind).not.toBe('unreadable');
        if (was.plugin.manifest.kind !== 'absent') expect(is.plugin.manifest.kind).toBe('manifest');
      }
    });
  });

  test('holds a downgrade where that is wanted, for everybody who shares it', () => {
    check((given) => {
      const before = { ...given, options: { ...given.options, downgrades: 'hold' as const } };
      const found = planned(before);
      expect(updatesOf(found).filter(({ downgrade }) => downgrade)).toEqual([]);
      for (const [was, is] of moves(before, applied(before, found))) {
        const [from, to] = [versionOf(was.plugin), versionOf(is.plugin)].map((one) => semver.valid(one));
        if (from && to) expect(semver.lt(to, from)).toBe(false);
      }
    });
  });
});
