import { expect, test } from '@jest/globals';
import { releaseNotes } from '../../scripts/release-notes.ts';

const MANIFEST = '{"version": "1.2.0"}';
const CHANGELOG =
  '# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- New.\n\n## 1.2.0-beta.1 (2026-11-01)\n\n- Old.\n';

test('a release’s notes are its section of the changelog', () => {
  expect(releaseNotes('1.2.0', MANIFEST, CHANGELOG)).toEqual({ kind: 'notes', text: '- New.' });
});

test.each([
  ['1.3.0', MANIFEST, CHANGELOG, 'package.json has the version 1.2.0, not 1.3.0.'],
  ['1.2.0', MANIFEST, '# Changelog\n', 'has no section'],
  ['1.2.0', MANIFEST, CHANGELOG.replace('2026-12-01', 'unreleased'), 'ends with no date'],
  ['1.2.0', MANIFEST, CHANGELOG.replace('- New.', ''), 'says nothing'],
  [
    '1.2.0',
    MANIFEST,
    CHANGELOG.replace('- New.', 'Nothing of this has run on github.com yet.'),
    'has run on github.com yet',
  ],
])('a version that is not ready is not released: %#', (version, manifest, changelog, why) => {
  expect(releaseNotes(version, manifest, changelog)).toEqual({
    kind: 'not-ready',
    why: expect.stringContaining(why),
  });
});
