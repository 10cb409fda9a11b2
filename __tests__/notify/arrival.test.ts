import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrivalOf, awaitedBy, type Fate, fateLine, waitingLine } from '../../src/notify/wait/arrival.ts';
import { anyText } from '../support/any-text.ts';
import { change, delivery, notification } from '../support/notify-fixtures.ts';

const FATES = {
  listed: { kind: 'listed', seconds: 14 },
  proposed: { kind: 'proposed', number: 7, url: 'https://github.com/acme/marketplace/pull/7' },
  neither: { kind: 'shows-neither' },
  missing: { kind: 'no-entry', nearest: [] },
  late: { kind: 'late', waited: 60, shows: '2.0.0', stays: null, maybeProposed: false },
  unread: { kind: 'unread', cause: { kind: 'catalogue-missing', file: 'x', branch: 'main' } },
} satisfies Record<string, Fate>;

/** What became of a batch of plugins that fared so. */
function together(...fates: Fate[]) {
  const [awaited] = awaitedBy(delivery());
  if (awaited === undefined) throw new Error('nothing is awaited');
  return arrivalOf(fates.map((fate) => ({ announced: awaited.announced, fate })));
}

describe('what is awaited', () => {
  test('is the plugin, its versions, its place and the commit', () => {
    const payload = { repository: 'acme/plugins', commit: 'c'.repeat(40) };
    const found = change({ path: 'a/plugin.json' });
    const sent = delivery({ notification: notification({ changes: [found], payload }) });
    expect(awaitedBy(sent)).toEqual([
      {
        delivery: sent,
        announced: {
          plugin: 'sdk-bridge',
          version: '2.0.1',
          previousVersion: '2.0.0',
          path: 'a/plugin.json',
          ...payload,
        },
      },
    ]);
  });

  test('is each plugin of a batch', () => {
    const changes = [change({ plugin: 'a' }), change({ plugin: 'b' })] as const;
    const sent = delivery({ notification: notification({ changes }) });
    expect(awaitedBy(sent).map(({ announced }) => announced.plugin)).toEqual(['a', 'b']);
  });
});

describe('what became of a delivery', () => {
  test.each(Object.entries(FATES))('is what became of its only plugin: %s', (_, fate) => {
    expect(together(fate)).toEqual({ ...fate, plugins: [expect.objectContaining({ fate })] });
  });

  test.each<[string, Fate[], Fate]>([
    ['what is late comes before all', [FATES.listed, FATES.missing, FATES.late, FATES.unread], FATES.late],
    ['then what could not be seen', [FATES.missing, FATES.unread, FATES.listed], FATES.unread],
    ['then what has no entry', [FATES.proposed, FATES.missing, FATES.listed], FATES.missing],
    ['then what waits in a pull request', [FATES.listed, FATES.proposed], FATES.proposed],
    ['it is listed though an entry shows neither', [FATES.neither, FATES.listed], FATES.listed],
    ['it shows neither where no entry shows anything', [FATES.neither, FATES.neither], FATES.neither],
    [
      'it is listed with the last',
      [FATES.listed, { kind: 'listed', seconds: 20 }],
      { kind: 'listed', seconds: 20 },
    ],
  ])('of a batch: %s', (_, fates, expected) => {
    expect(together(...fates)).toMatchObject(expected);
  });

  test('does not depend on the order of the plugins', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(FATES)), { minLength: 1 }), (fates) => {
        expect(together(...fates.toReversed()).kind).toBe(together(...fates).kind);
      }),
    );
  });
});

describe('the log', () => {
  const [one] = awaitedBy(delivery());
  const [two] = awaitedBy(delivery());
  if (one === undefined || two === undefined) throw new Error('nothing is awaited');

  test('says what is waited for, and how long', () => {
    expect([waitingLine(60, 'acme/m', [one]), waitingLine(60, 'acme/m', [one, two])]).toEqual([
      'Waiting up to 60 s for acme/m to list sdk-bridge 2.0.1.',
      'Waiting up to 60 s for acme/m to list 2 plugin versions.',
    ]);
  });

  test.each<[Fate, string]>([
    [FATES.listed, 'Listed after 14 s'],
    [FATES.proposed, 'Waits in pull request #7'],
    [FATES.neither, 'Nothing to wait for'],
    [FATES.missing, 'No such entry'],
    [FATES.late, 'Not listed after 60 s'],
    [FATES.unread, 'Not checked (catalogue-missing)'],
  ])('says what became of it: $kind', (fate, text) => {
    expect(fateLine(fate, one, 'acme/m')).toBe(`${text}: sdk-bridge 2.0.1 in acme/m`);
  });

  test('is no way for strangers’ text to write a command or another line', () => {
    const text = fc.oneof(anyText(), fc.constantFrom('::error::x', '##[error]x', 'a\nb'));
    fc.assert(
      fc.property(text, text, (plugin, version) => {
        const sent = delivery({ notification: notification({ changes: [change({ plugin, version })] }) });
        const [hostile = one] = awaitedBy(sent);
        const lines = [fateLine(FATES.listed, hostile, 'acme/m'), waitingLine(1, 'acme/m', [hostile])];
        for (const line of lines) expect(line).not.toMatch(/[\n\r]|^\s*::|##\[/);
      }),
    );
  });
});
