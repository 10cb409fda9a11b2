import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type ArrivalState,
  arrivalLine,
  awaitedBy,
  listedAfter,
  waitingLine,
} from '../../src/notify/wait/arrival.ts';
import { anyText } from '../support/any-text.ts';
import { change, delivery, notification } from '../support/notify-fixtures.ts';

const STATES = {
  listed: { kind: 'listed', seconds: 14 },
  proposed: { kind: 'proposed', number: 7, url: 'https://github.com/acme/marketplace/pull/7' },
  neither: { kind: 'shows-neither' },
  missing: { kind: 'no-entry', nearest: [] },
  late: { kind: 'late', waited: 60, shows: '2.0.0', stays: null, maybeProposed: false },
  unread: { kind: 'unread', cause: { kind: 'catalogue-missing', file: 'x', branch: 'main' } },
} satisfies Record<string, ArrivalState>;

describe('what is awaited', () => {
  test('is the plugin, its versions, its place and the commit', () => {
    const payload = { repository: 'acme/plugins', commit: 'c'.repeat(40) };
    const found = change({ path: 'a/plugin.json' });
    const sent = delivery({ notification: notification({ changes: [found], payload }) });
    expect(awaitedBy(sent)).toEqual([
      {
        delivery: sent,
        change: found,
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

describe('a delivery is listed', () => {
  const { listed, neither, late, missing, proposed, unread } = STATES;
  const last: ArrivalState = { kind: 'listed', seconds: 20 };

  test.each<[string, ArrivalState[], number | null]>([
    ['when its only plugin is', [listed], 14],
    ['with the last of its plugins', [last, listed], 20],
    ['though an entry shows neither', [neither, listed], 14],
    ['never, where no entry shows anything', [neither, neither], null],
    ['never, where a plugin is late', [listed, late], null],
    ['never, where a plugin could not be seen', [unread, listed], null],
    ['never, where a plugin has no entry', [listed, missing], null],
    ['never, where a plugin waits in a pull request', [proposed, listed], null],
  ])('%s', (_, states, seconds) => {
    expect([listedAfter(states), listedAfter(states.toReversed())]).toEqual([seconds, seconds]);
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

  test.each<[ArrivalState, string]>([
    [STATES.listed, 'Listed after 14 s'],
    [STATES.proposed, 'Waits in pull request #7'],
    [STATES.neither, 'Nothing to wait for'],
    [STATES.missing, 'No such entry'],
    [STATES.late, 'Not listed after 60 s'],
    [STATES.unread, 'Not checked (catalogue-missing)'],
  ])('says what became of it: $kind', (state, text) => {
    expect(arrivalLine(state, one, 'acme/m')).toBe(`${text}: sdk-bridge 2.0.1 in acme/m`);
  });

  test('is no way for strangers’ text to write a command or another line', () => {
    const text = fc.oneof(anyText(), fc.constantFrom('::error::x', '##[error]x', 'a\nb'));
    fc.assert(
      fc.property(text, text, (plugin, version) => {
        const sent = delivery({ notification: notification({ changes: [change({ plugin, version })] }) });
        const [hostile = one] = awaitedBy(sent);
        const lines = [arrivalLine(STATES.listed, hostile, 'acme/m'), waitingLine(1, 'acme/m', [hostile])];
        for (const line of lines) expect(line).not.toMatch(/[\n\r]|^\s*::|##\[/);
      }),
    );
  });
});
