import { describe, expect, test } from '@jest/globals';
import { type ListedVersion, type VersionVerdict, versionToList } from '../../src/update/plan/rules.ts';

const LISTED = [undefined, '1.0.0', '2.0.0', '3.0.0', 'nightly', '', ' ', 7, null, {}] as const;
const DECLARED = [null, '2.0.0', 'v2.0.0', 'nightly'] as const;
const TAGGED = [null, '2.0.0', '1.0.0'] as const;
const FIELDS = ['existing', 'always', 'never'] as const;

/** Every listing there is. */
const all: ListedVersion[] = LISTED.flatMap((listed) =>
  DECLARED.flatMap((declared) =>
    TAGGED.flatMap((tagged) =>
      [true, false].flatMap((moves) =>
        FIELDS.map((field): ListedVersion => ({ listed, declared, tagged, moves, field })),
      ),
    ),
  ),
);

const WITHOUT = { declared: null, tagged: null } as const;

/** Semantic versions of this table, the lowest first. */
const ORDER = ['1.0.0', '2.0.0', '3.0.0'];
const rank = (version: unknown) => ORDER.indexOf(String(version).replace(/^v/, ''));

/** The rule once more, as a list of cases, the first that fits. */
function expected({
  listed,
  declared,
  tagged,
  moves,
  field,
}: ListedVersion): VersionVerdict['kind'] | string {
  const has = listed !== undefined;
  const declares = has && listed !== null && listed !== '' && listed !== ' ';
  const truth = declared ?? tagged;
  const cases: [boolean, string][] = [
    // Nobody would get it: what users compare stays.
    [moves && declares && declared === null && tagged === null, 'held'],
    [moves && declares && declared === null && field === 'never', 'held'],
    // Nothing to say, or nothing that may be said.
    [truth === null, 'keep'],
    [field === 'never', 'keep'],
    [!has && field === 'existing', 'keep'],
    [listed === truth, 'keep'],
    // The entry promises more than its plugin has; where the pointer moves, users get the manifest's anyway.
    [(!moves || declared === null) && has && rank(truth) >= 0 && rank(listed) > rank(truth), 'held'],
  ];
  const found = cases.find(([fits]) => fits);
  return found?.[1] ?? `write ${truth}`;
}

test.each(all.map((listing) => [JSON.stringify(listing), listing] as const))('%s', (_, listing) => {
  const verdict = versionToList(listing);
  expect(verdict.kind === 'write' ? `write ${verdict.version}` : verdict.kind).toBe(expected(listing));
});

test('the table knows every kind of verdict', () => {
  expect(new Set(all.map((listing) => versionToList(listing).kind))).toEqual(
    new Set(['keep', 'write', 'held']),
  );
  expect(all).toHaveLength(10 * 4 * 3 * 2 * 3);
});

describe('a version that is too long', () => {
  const long = 'v'.repeat(257);
  const held = { kind: 'held', cause: 'broken', reason: expect.stringMatching(/more than 256 characters/) };
  const listing = { ...WITHOUT, listed: '1.0.0', moves: true, field: 'existing' } as const;

  test('is not written, whoever declares it', () => {
    expect(versionToList({ ...listing, declared: long })).toMatchObject(held);
    expect(versionToList({ ...listing, tagged: long, moves: false })).toMatchObject(held);
    expect(versionToList({ ...listing, declared: long, listed: undefined, field: 'always' })).toMatchObject(
      held,
    );
    expect(versionToList({ ...listing, declared: long.slice(1) })).toMatchObject({ kind: 'write' });
  });

  test('does not matter where none is written', () => {
    expect(versionToList({ ...listing, declared: long, field: 'never' })).toEqual({ kind: 'keep' });
    expect(versionToList({ ...listing, declared: long, listed: long })).toEqual({ kind: 'keep' });
  });
});

describe('a held entry is told what to do', () => {
  test('where its version keeps users from an update: raise or remove it', () => {
    const verdict = versionToList({ ...WITHOUT, listed: '1.0.0', moves: true, field: 'existing' });
    expect(verdict).toMatchObject({
      cause: 'decision',
      reason: expect.stringMatching(/declares no version, but its entry does \(`1\.0\.0`\).*raise or remove/),
    });
  });

  test('where it is ahead of its plugin: raise plugin.json', () => {
    const verdict = versionToList({
      listed: '3.0.0',
      declared: '2.0.0',
      tagged: null,
      moves: false,
      field: 'always',
    });
    expect(verdict).toMatchObject({
      cause: 'decision',
      reason: expect.stringMatching(
        /`3\.0\.0`, which is higher than .*`2\.0\.0`; raise the version in plugin\.json/,
      ),
    });
  });

  test('where a tag is behind it: raise the tag', () => {
    const verdict = versionToList({
      ...WITHOUT,
      listed: '3.0.0',
      tagged: '2.0.0',
      moves: true,
      field: 'existing',
    });
    expect(verdict).toMatchObject({
      cause: 'decision',
      reason: expect.stringMatching(/higher than .*push a higher tag/),
    });
  });

  test.each([
    ['`\n::error::', /\(`\\u\{60\}\\u\{a\}::error::`\)/],
    [7, /\(`7`\)/],
    [{ '`': ['\n'] }, /\(an object\)/],
  ])('with the version %j shown safely', (listed, reason) => {
    const verdict = versionToList({ ...WITHOUT, listed, moves: true, field: 'existing' });
    expect(verdict).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  test('with a version that is nested too deeply to be written', () => {
    const listed: unknown = JSON.parse(`${'['.repeat(4500)}${']'.repeat(4500)}`);
    const verdict = versionToList({ ...WITHOUT, listed, moves: true, field: 'existing' });
    expect(verdict).toMatchObject({ reason: expect.stringMatching(/\(a list\)/) });
  });
});
