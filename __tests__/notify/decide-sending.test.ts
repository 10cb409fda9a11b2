import { describe, expect, test } from '@jest/globals';
import { decideSending, type SendingRules } from '../../src/notify/send/decide.ts';
import { change } from '../support/notify-fixtures.ts';

const rules = (fields: Partial<SendingRules> = {}): SendingRules => ({
  plugins: () => true,
  downgrades: 'notify',
  prereleases: 'notify',
  ...fields,
});

describe('which changes are sent', () => {
  test.each(['added', 'major', 'minor', 'patch', 'prerelease', 'downgrade', 'changed', 'announced'] as const)(
    '%s is',
    (kind) => {
      const found = change({ change: kind });
      expect(decideSending([found], rules())).toEqual([{ kind: 'send', change: found }]);
    },
  );

  test.each([
    ['unchanged', change({ change: 'unchanged' }), rules(), /same/],
    [
      'the same release in other words',
      change({ change: 'unchanged', remark: { title: 'unchanged', level: 'notice', text: '' } }),
      rules(),
      /same version by semver/,
    ],
    [
      'a plugin without a version',
      change({
        change: 'unchanged',
        version: null,
        remark: { title: 'unchanged', level: 'notice', text: '' },
      }),
      rules(),
      /no version/,
    ],
    ['removed', change({ change: 'removed', version: null }), rules(), /gone/],
    [
      'a removed version',
      change({ change: 'removed', remark: { title: 'removed', level: 'warning', text: '' } }),
      rules(),
      /no longer declares/,
    ],
    ['a downgrade to skip', change({ change: 'downgrade' }), rules({ downgrades: 'skip' }), /`downgrades`/],
    [
      'a prerelease to skip',
      change({ change: 'prerelease' }),
      rules({ prereleases: 'skip' }),
      /`prereleases`/,
    ],
    [
      'an announced prerelease to skip',
      change({ change: 'announced', version: '2.0.0-rc.1' }),
      rules({ prereleases: 'skip' }),
      /`prereleases`/,
    ],
    ['a plugin not among plugins', change(), rules({ plugins: (name) => name === 'x' }), /`plugins`/],
  ])('%s is not, with the reason', (_, found, given, reason) => {
    expect(decideSending([found], given)).toEqual([
      { kind: 'skip', change: found, reason: expect.stringMatching(reason) },
    ]);
  });

  test('an announced release is sent where prereleases are skipped', () => {
    const found = change({ change: 'announced', version: '2.0.0' });
    expect(decideSending([found], rules({ prereleases: 'skip' }))).toMatchObject([{ kind: 'send' }]);
  });

  test('skipping downgrades skips nothing else', () => {
    const given = rules({ downgrades: 'skip', prereleases: 'skip' });
    expect(
      decideSending([change({ change: 'major' }), change({ plugin: 'b', change: 'changed' })], given),
    ).toMatchObject([{ kind: 'send' }, { kind: 'send' }]);
  });
});

describe('two manifests with one name in one push', () => {
  const first = change({ path: 'a/plugin.json', version: '2.0.0' });

  test('are one dispatch if they agree', () => {
    const twin = change({ path: 'b/plugin.json', version: '2.0.0' });
    const [sent, other] = decideSending([first, twin], rules());
    expect(sent).toMatchObject({ kind: 'send' });
    expect(other).toMatchObject({ kind: 'skip', reason: expect.stringContaining('a/plugin.json') });
  });

  test('are the first path otherwise, and the other is a conflict', () => {
    const twin = change({ path: 'b/plugin.json', version: '3.0.0' });
    const [sent, other] = decideSending([first, twin], rules());
    expect(sent).toMatchObject({ kind: 'send', change: first });
    const reason = expect.stringMatching(/a\/plugin\.json.*2\.0\.0/);
    expect(other).toEqual({ kind: 'conflict', change: twin, reason });
  });

  test('of which the first is not sent leave the second to be sent', () => {
    const skipped = change({ path: 'a/plugin.json', change: 'downgrade', version: '1.0.0' });
    const twin = change({ path: 'b/plugin.json', version: '3.0.0' });
    const decisions = decideSending([skipped, twin], rules({ downgrades: 'skip' }));
    expect(decisions).toMatchObject([{ kind: 'skip' }, { kind: 'send' }]);
  });

  test('of a third name are not mixed up', () => {
    const decisions = decideSending(
      [first, change({ plugin: '__proto__' }), change({ plugin: 'b' })],
      rules(),
    );
    expect(decisions.map(({ kind }) => kind)).toEqual(['send', 'send', 'send']);
  });
});
