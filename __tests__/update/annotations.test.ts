import { describe, expect, test } from '@jest/globals';
import type { Annotation } from '../../src/action/report.ts';
import type { PluginAt } from '../../src/github/plugins/plugin-place.ts';
import type { Claim } from '../../src/marketplace/claim.ts';
import type { Marketplace } from '../../src/marketplace/marketplace.ts';
import type { Observation } from '../../src/update/observe/observation.ts';
import {
  annotationsOf,
  failedClaims,
  isPluginsTokenRejected,
  nothingRead,
} from '../../src/update/report/annotations.ts';
import type { UpdateOutcome } from '../../src/update/report/outcome.ts';
import { githubError } from '../support/fake-client.ts';
import {
  changeOf,
  findings,
  head,
  heldOne,
  marketplace,
  NEW,
  pin,
  place,
  plan,
  problem,
  proposed,
  read,
  seenOf,
  UNREADABLE,
  updated,
} from '../support/update-fixtures.ts';

const at = { file: '.claude-plugin/marketplace.json', line: 8, column: 15 };
const claim = (fields: Partial<Claim> = {}): Claim => ({
  plugin: 'sdk-bridge',
  version: '2.0.1',
  repository: null,
  path: null,
  ...fields,
});
const proposals = (fields: object = {}) =>
  ({ kind: 'proposed', pullRequests: { results: [], problems: [], warnings: [], ...fields } }) as const;

/** The only annotation. */
function only(fields: Partial<UpdateOutcome>): Annotation | undefined {
  const all = annotationsOf(findings(fields));
  expect(all).toHaveLength(1);
  return all[0];
}

test('a run without remarks has no annotation', () => {
  expect(annotationsOf(findings())).toEqual([]);
  expect(annotationsOf(findings({ claims: [claim()], written: { kind: 'pushed', commit: NEW } }))).toEqual(
    [],
  );
});

describe('what is held', () => {
  test('is a warning on its line', () => {
    const text = '`sdk-bridge` is held: its `sha` is gone.';
    expect(
      only({ plan: plan({ held: [heldOne({ reason: 'its `sha` is gone', cause: 'broken', at })] }) }),
    ).toEqual({
      level: 'warning',
      title: 'held',
      text,
      at,
    });
  });

  test('is an error where the event names it and something is broken', () => {
    const held = [heldOne({ cause: 'broken', at })];
    expect(only({ plan: plan({ held }), claims: [claim()] })).toMatchObject({
      level: 'error',
      title: 'held',
      at,
    });
    expect(failedClaims(findings({ plan: plan({ held }), claims: [claim(), claim()] }))).toEqual(held);
  });

  test('is a warning where a person only has to decide, even where the event names it', () => {
    const held = [heldOne({ cause: 'decision' })];
    expect(only({ plan: plan({ held }), claims: [claim()] })).toMatchObject({ level: 'warning' });
  });

  test('is a warning where the event names another', () => {
    const two = marketplace([
      { name: 'sdk-bridge', source: pin() },
      { name: 'b', source: pin() },
    ]);
    const fields = {
      marketplace: two,
      plan: plan({ held: [heldOne({ cause: 'broken' })] }),
      claims: [claim({ plugin: 'b' })],
    };
    expect(only(fields)).toMatchObject({ level: 'warning' });
  });

  test('shows its name safely', () => {
    const held = [heldOne({ plugin: 'a`\n::error::\u202e' })];
    expect(only({ plan: plan({ held }) })?.text).toBe(
      '`a\\u{60}\\u{a}::error::\\u{202e}` is held: its history was rewritten.',
    );
  });
});

describe('nothing could be read', () => {
  const AT: Marketplace = marketplace(['a', 'b', 'c'].map((name) => ({ name, source: pin() })));
  const gone = head({ target: { kind: 'no-repository' } });
  const failed: Observation = {
    kind: 'version',
    place: place(),
    plugin: { kind: 'failed', message: 'timeout', error: null },
  };
  const skipped: Observation = { kind: 'skipped', reason: 'x' };
  const broken = head({ target: read(NEW, null, { manifest: UNREADABLE }) });
  const found = (seen: (Observation | null)[], fields: Partial<UpdateOutcome> = {}) =>
    findings({ marketplace: AT, seen: seenOf(AT, seen), ...fields });

  test.each<[string, (Observation | null)[], boolean]>([
    ['all failed', [failed, gone, head({ present: { kind: 'forbidden', message: 'sso' } })], true],
    ['all failed but what is skipped', [failed, skipped, gone], true],
    ['one was read', [failed, head(), gone], false],
    ['one was read, and is broken', [failed, broken, gone], false],
    ['one has no commit', [failed, head({ target: { kind: 'no-commit' } }), gone], false],
    ['one waits for a person', [failed, { kind: 'held', reason: 'x', cause: 'decision' }, gone], false],
    ['all are skipped', [skipped, skipped, skipped], false],
    ['nothing was looked at', [], false],
  ])('where %s: %j', (_, seen, nothing) => {
    expect(nothingRead(found(seen))).toBe(nothing);
  });

  test('is an error of its own, with the reason where all have one', () => {
    const said = (...reasons: string[]) =>
      annotationsOf(
        found([gone], { plan: plan({ held: reasons.map((reason) => heldOne({ reason })) }) }),
      ).find(({ title }) => title === 'nothing-read');
    expect(said('it is private', 'it is private')).toEqual({
      level: 'error',
      title: 'nothing-read',
      text: 'No plugin could be read: it is private.',
    });
    expect(said('it is private', 'it is gone')?.text).toMatch(
      /Each is listed with its reason.*`plugins-token`/,
    );
  });

  test('is about what `plugins` names', () => {
    const options = { ...findings().options, plugins: (name: string) => name === 'a' };
    expect(nothingRead(found([gone, head()], { options }))).toBe(true);
    expect(nothingRead(found([head(), gone], { options }))).toBe(false);
    expect(nothingRead(found([gone, head()]))).toBe(false);
  });
});

describe('what the event claims', () => {
  const seen = (version: string | null) => {
    const one = marketplace([{ name: 'sdk-bridge', source: pin() }]);
    return { marketplace: one, seen: seenOf(one, [head({ target: read(NEW, version) })]) };
  };

  test.each([
    [
      'another version',
      '2.0.0',
      'The event says `sdk-bridge` is now `2.0.1`, but acme/sdk-bridge holds `2.0.0`. The update follows the repository, not the event.',
    ],
    [
      'no version',
      null,
      'The event says `sdk-bridge` is now `2.0.1`, but acme/sdk-bridge declares no version. The update follows the repository, not the event.',
    ],
  ])('is a notice where the repository has %s', (_, version, text) => {
    expect(only({ ...seen(version), claims: [claim()] })).toEqual({
      level: 'notice',
      title: 'event-differs',
      text,
    });
  });

  test('is none where it says the same, or no version', () => {
    expect(annotationsOf(findings({ ...seen('2.0.1'), claims: [claim()] }))).toEqual([]);
    expect(annotationsOf(findings({ ...seen('1.0.0'), claims: [claim({ version: null })] }))).toEqual([]);
  });

  test('is a warning where the entry follows release tags, and its version has none yet', () => {
    const one = marketplace([{ name: 'sdk-bridge', source: pin({ ref: 'v2.0.0' }) }]);
    const tag = { present: 'v2.0.0', target: 'v2.0.0', version: '2.0.0', between: [] };
    const tagged = head({ how: 'tag', tag, target: read(NEW, '2.0.0') });
    const fields = { marketplace: one, seen: seenOf(one, [tagged]) };
    expect(only({ ...fields, claims: [claim()] })).toMatchObject({
      level: 'warning',
      title: 'tag-missing',
      text: expect.stringMatching(/the newest is `v2\.0\.0`. Push the tag/),
    });
    expect(annotationsOf(findings({ ...fields, claims: [claim({ version: '2.0.0' })] }))).toEqual([]);
  });

  test('is compared with what stands where nothing is pinned', () => {
    const one = marketplace([{ name: 'sdk-bridge', source: './x' }]);
    const plain: Observation = { kind: 'version', place: place(), plugin: read(NEW, '2.0.0') };
    const fields = { marketplace: one, seen: seenOf(one, [plain]), claims: [claim()] };
    expect(only(fields)).toMatchObject({ title: 'event-differs' });
  });

  test('is none of a manifest that is broken: that is said already', () => {
    const one = marketplace([{ name: 'sdk-bridge', source: pin() }]);
    const broken = head({ target: read(NEW, null, { manifest: UNREADABLE }) });
    expect(
      annotationsOf(findings({ marketplace: one, seen: seenOf(one, [broken]), claims: [claim()] })),
    ).toEqual([]);
  });

  test('is a notice where `plugins` leaves it out', () => {
    const options = { ...findings().options, plugins: () => false };
    expect(only({ options, claims: [claim()] })).toEqual({
      level: 'notice',
      title: 'plugin-left-out',
      text: 'The event names `sdk-bridge`, which `plugins` leaves out of this run.',
    });
  });

  test('is told of the first of very many', () => {
    const claims = Array.from({ length: 900 }, (_, n) => claim({ plugin: `completely-unknown-${n}` }));
    expect(annotationsOf(findings({ claims })).length).toBeLessThanOrEqual(100);
  });

  test('is a warning where nobody lists it', () => {
    expect(only({ claims: [claim({ plugin: 'sdk-bridgf' })] })).toMatchObject({
      level: 'warning',
      title: 'plugin-not-listed',
      text: expect.stringContaining('The nearest: `sdk-bridge`'),
    });
  });
});

describe('all else that is worth knowing', () => {
  test('a token that GitHub rejects, once, instead of that nothing could be read', () => {
    const rejected: PluginAt = { kind: 'failed', message: 'Bad credentials', error: githubError(401) };
    const two = marketplace(['a', 'b'].map((name) => ({ name, source: pin() })));
    const seen: Observation[] = [
      head({ target: rejected }),
      { kind: 'version', place: place(), plugin: rejected },
    ];
    expect(only({ marketplace: two, seen: seenOf(two, seen) })).toMatchObject({
      level: 'error',
      title: 'plugins-token-rejected',
      text: expect.stringMatching(/401.*Renew the secret/),
    });
    expect(isPluginsTokenRejected(findings({ seen: seenOf(two, [head()]) }))).toBe(false);
  });

  test('a pattern that matches no plugin', () => {
    const matches = (name: string) => name === 'sdk-brigde';
    const options = {
      ...findings().options,
      patterns: [
        { input: 'plugins' as const, pattern: 'sdk-brigde', matches },
        { input: 'releases' as const, pattern: '*', matches: () => true },
      ],
    };
    expect(only({ options })).toEqual({
      level: 'warning',
      title: 'pattern-without-plugin',
      text: '`plugins`: `sdk-brigde` matches no plugin in `.claude-plugin/marketplace.json`. Check its spelling.',
    });
  });

  test('an entry that listed more than its plugin has', () => {
    const changes = [changeOf(updated({ lowered: '3.0.0', version: '2.0.1' }))];
    expect(only({ plan: plan({ changes }) })).toMatchObject({
      level: 'warning',
      title: 'entry-lowered',
      text: expect.stringMatching(/listed as `3\.0\.0`.*now lists `2\.0\.1`/),
    });
  });

  test('a downgrade that was followed', () => {
    const changes = [
      changeOf(updated({ downgrade: true, previousVersion: '2.0.0', version: '1.0.0' }), updated()),
    ];
    expect(only({ plan: plan({ changes }) })).toMatchObject({
      level: 'warning',
      title: 'downgrade',
      text: expect.stringMatching(/`sdk-bridge` goes down from `2\.0\.0` to `1\.0\.0`.*`downgrades: hold`/),
    });
  });

  test('an entry that leads to nothing, but not one that is merely not followed', () => {
    const skipped = [
      { plugin: 'a', reason: '`a` does not exist', at, warn: true },
      { plugin: 'b', reason: 'npm', at, warn: false },
    ];
    expect(only({ plan: plan({ skipped }) })).toEqual({
      level: 'warning',
      title: 'skipped',
      text: '`a` is skipped: `a` does not exist.',
      at,
    });
  });

  test('a .gitmodules that cannot be read', () => {
    expect(only({ marketplace: { ...marketplace([]), brokenAt: 2 } })).toMatchObject({
      level: 'warning',
      title: 'gitmodules-invalid',
      at: { line: 2 },
    });
  });

  test('a version of the catalogue that was not raised', () => {
    expect(only({ plan: plan({ warnings: ['x was not raised.'] }) })).toMatchObject({
      level: 'warning',
      title: 'marketplace-version',
    });
  });

  test('a dry run', () => {
    expect(only({ written: { kind: 'dry-run', why: '`dry-run` is on' } })).toEqual({
      level: 'notice',
      title: 'dry-run',
      text: 'Nothing was written: `dry-run` is on.',
    });
  });

  test('a write that was refused', () => {
    const written = {
      kind: 'refused',
      problem: problem({ code: 'branch-protected' }),
      isUnsure: false,
    } as const;
    expect(only({ written })).toMatchObject({ level: 'error', title: 'branch-protected' });
  });

  test.each([
    ['opened', null],
    ['updated', null],
    ['kept', null],
    ['closed', null],
    ['left', { level: 'warning', title: 'branch-has-other-commits' }],
    ['declined', { level: 'notice', title: 'pull-request-declined' }],
  ] as const)('a pull request that was %s: %j', (outcome, annotation) => {
    const written = proposals({ results: [proposed({ outcome })] });
    expect(annotationsOf(findings({ written }))).toMatchObject(annotation === null ? [] : [annotation]);
  });

  test.each([
    ['with a pull request', {}, /Merge its pull request, or delete the branch/],
    ['without one', { pullRequest: null }, /Merge them, or delete the branch/],
  ])('a branch with commits of others, %s', (_, fields, text) => {
    const written = proposals({ results: [proposed({ outcome: 'left', ...fields })] });
    expect(only({ written })?.text).toMatch(text);
  });

  test('what failed of a pull request, and of its checks', () => {
    const written = proposals({ problems: [problem()], warnings: [problem({ code: 'check-not-started' })] });
    expect(annotationsOf(findings({ written }))).toMatchObject([
      { level: 'error', title: 'write-refused' },
      { level: 'warning', title: 'check-not-started' },
    ]);
  });
});
