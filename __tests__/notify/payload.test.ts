import { describe, expect, test } from '@jest/globals';
import { planNotifications, type SendContext } from '../../src/notify/send/payload.ts';
import { change, OID } from '../support/notify-fixtures.ts';

const CONTEXT: SendContext = {
  marketplaces: ['acme/marketplace'],
  batch: false,
  repository: 'acme/sdk-bridge',
  commit: OID,
  timestamp: '2026-01-12T10:00:00Z',
  runUrl: 'https://github.com/acme/sdk-bridge/actions/runs/42',
  extra: {},
};

const EIGHT = [
  'plugin',
  'version',
  'previous_version',
  'repository',
  'path',
  'commit',
  'timestamp',
  'run_url',
];

describe('client_payload', () => {
  test('has the eight keys of the contract, in order', () => {
    const [planned] = planNotifications([change()], CONTEXT);
    expect(JSON.stringify(planned?.payload)).toBe(
      JSON.stringify({
        plugin: 'sdk-bridge',
        version: '2.0.1',
        previous_version: '2.0.0',
        repository: 'acme/sdk-bridge',
        path: '.claude-plugin/plugin.json',
        commit: OID,
        timestamp: '2026-01-12T10:00:00Z',
        run_url: 'https://github.com/acme/sdk-bridge/actions/runs/42',
      }),
    );
  });

  test('says null, not the text null, where there was no version', () => {
    const [planned] = planNotifications([change({ previousVersion: null })], {
      ...CONTEXT,
      marketplaces: ['a/b'],
    });
    expect(planned?.payload).toMatchObject({ previous_version: null });
  });

  test('holds names and versions as they are, unescaped', () => {
    const hostile = change({ plugin: 'a`<b>\n', version: '1.0.0\u202e' });
    const [planned] = planNotifications([hostile], { ...CONTEXT, marketplaces: ['a/b'] });
    expect(planned?.payload).toMatchObject({ plugin: 'a`<b>\n', version: '1.0.0\u202e' });
  });

  test('takes the keys of `payload` after its own', () => {
    const context = { ...CONTEXT, extra: { channel: 'beta', count: { n: 1 } } };
    const [planned] = planNotifications([change()], { ...context, marketplaces: ['a/b'], batch: false });
    expect(Object.keys(planned?.payload ?? {})).toEqual([...EIGHT, 'channel', 'count']);
    expect(planned?.payload).toMatchObject({ channel: 'beta', count: { n: 1 } });
  });
});

describe('one dispatch per plugin to each marketplace', () => {
  const changes = [change({ plugin: 'a' }), change({ plugin: 'b' })];

  test('a marketplace’s together, in the order given', () => {
    const planned = planNotifications(changes, { ...CONTEXT, marketplaces: ['m/one', 'm/two'] });
    expect(planned.map(({ marketplace, payload }) => [marketplace, payload['plugin']])).toEqual([
      ['m/one', 'a'],
      ['m/one', 'b'],
      ['m/two', 'a'],
      ['m/two', 'b'],
    ]);
  });

  test.each([true, false])('nothing changed is nothing to send (batch: %s)', (batch) => {
    expect(planNotifications([], { ...CONTEXT, marketplaces: ['m/one'], batch })).toEqual([]);
  });

  test('with batch, one for all, listed in plugins[]; the single keys are the first change’s', () => {
    const planned = planNotifications(changes, { ...CONTEXT, marketplaces: ['m/one', 'm/two'], batch: true });
    expect(planned.map(({ marketplace }) => marketplace)).toEqual(['m/one', 'm/two']);
    expect(planned[0]?.changes).toEqual(changes);
    expect(Object.keys(planned[0]?.payload ?? {})).toEqual([...EIGHT, 'plugins']);
    const listed = { version: '2.0.1', previous_version: '2.0.0', path: '.claude-plugin/plugin.json' };
    expect(planned[0]?.payload).toMatchObject({
      plugin: 'a',
      plugins: [
        { plugin: 'a', ...listed },
        { plugin: 'b', ...listed },
      ],
    });
  });

  test('with batch, one plugin is listed too', () => {
    const [planned] = planNotifications([change()], { ...CONTEXT, marketplaces: ['m/one'], batch: true });
    expect(planned?.payload['plugins']).toHaveLength(1);
  });
});

describe('more than 64 KB', () => {
  const withName = (length: number) => change({ plugin: 'x'.repeat(length) });
  const rest = JSON.stringify(
    planNotifications([withName(0)], { ...CONTEXT, marketplaces: ['a/b'] })[0]?.payload,
  ).length;

  test('is refused, with the size, and without what GitHub would say', () => {
    const [planned] = planNotifications([withName(65_536 - rest)], { ...CONTEXT, marketplaces: ['a/b'] });
    expect(planned?.problem).toMatchObject({ code: 'payload-too-large' });
    expect(planned?.problem?.what).toContain('65536');
    expect(planned?.problem?.what.length).toBeLessThan(300);
  });

  test('65,535 bytes are not', () => {
    const [planned] = planNotifications([withName(65_535 - rest)], { ...CONTEXT, marketplaces: ['a/b'] });
    expect(planned?.problem).toBeNull();
  });

  test('is counted in bytes, not in characters', () => {
    const [planned] = planNotifications([change({ plugin: 'ö'.repeat(40_000) })], {
      ...CONTEXT,
      marketplaces: ['a/b'],
    });
    expect(planned?.problem).not.toBeNull();
  });

  test('of one plugin does not stop another', () => {
    const planned = planNotifications([withName(70_000), change()], { ...CONTEXT, marketplaces: ['a/b'] });
    expect(planned.map(({ problem }) => problem === null)).toEqual([false, true]);
  });

  test('of a batch names batch as the way out', () => {
    const many = Array.from({ length: 900 }, (_, n) => change({ plugin: `plugin-${n}` }));
    const [planned] = planNotifications(many, { ...CONTEXT, marketplaces: ['a/b'], batch: true });
    expect(planned?.problem?.remedy).toContain('`batch`');
  });
});
