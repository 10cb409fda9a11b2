import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Claim, claimed } from '../../src/marketplace/claim.ts';
import { eventClaims, eventLines } from '../../src/update/event.ts';
import { unknownPlugin } from '../../src/update/report/claim-annotations.ts';
import { anyText } from '../support/any-text.ts';
import { marketplace, pin, pointer } from '../support/update-fixtures.ts';

/** A `repository_dispatch` with this `client_payload`. */
function dispatch(client: unknown, more: object = {}) {
  return {
    name: 'repository_dispatch',
    payload: { action: 'plugin-updated', client_payload: client, ...more },
  };
}

function claim(fields: Partial<Claim> = {}): Claim {
  return { plugin: 'sdk-bridge', version: '2.0.1', repository: 'acme/sdk-bridge', path: null, ...fields };
}

const PAYLOAD = {
  plugin: 'sdk-bridge',
  version: '2.0.1',
  previous_version: '2.0.0',
  repository: 'acme/sdk-bridge',
  path: '.claude-plugin/plugin.json',
  commit: 'a'.repeat(40),
};

describe('what an event claims', () => {
  test('is the plugin of a dispatch, with its version and place', () => {
    expect(eventClaims(dispatch(PAYLOAD))).toEqual([claim({ path: '.claude-plugin/plugin.json' })]);
  });

  test('is each plugin of a batch, all in one repository', () => {
    const plugins = [
      { plugin: 'a', version: '1.0.0', previous_version: null, path: 'a/.claude-plugin/plugin.json' },
      { plugin: 'b', version: '2.0.0', previous_version: null, path: 'b/.claude-plugin/plugin.json' },
    ];
    expect(eventClaims(dispatch({ ...PAYLOAD, plugins }))).toEqual([
      claim({ plugin: 'a', version: '1.0.0', path: 'a/.claude-plugin/plugin.json' }),
      claim({ plugin: 'b', version: '2.0.0', path: 'b/.claude-plugin/plugin.json' }),
    ]);
  });

  test.each([
    ['an empty batch', { ...PAYLOAD, plugins: [] }],
    ['a batch that is no list', { ...PAYLOAD, plugins: { plugin: 'x' } }],
    ['more keys', { ...PAYLOAD, channel: 'beta' }],
  ])('is the single plugin where there is %s', (_, payload) => {
    expect(eventClaims(dispatch(payload))).toMatchObject([{ plugin: 'sdk-bridge' }]);
  });

  test.each([
    ['no payload', undefined],
    ['null', null],
    ['a list', [PAYLOAD]],
    ['text', 'sdk-bridge'],
    ['nothing of ours', { ref: 'refs/heads/main', unit: false }],
    ['a plugin that is no text', { ...PAYLOAD, plugin: { name: 'x' } }],
    ['an empty plugin', { ...PAYLOAD, plugin: '' }],
    ['a batch of other things', { plugins: ['a', 5, null, ['plugin'], { name: 'a' }, { plugin: 7 }] }],
  ])('is nothing where another tool sent %s', (_, payload) => {
    expect(eventClaims(dispatch(payload))).toEqual([]);
  });

  test.each(['schedule', 'workflow_dispatch', 'push', ''])('is nothing where the event is %j', (name) => {
    expect(eventClaims({ ...dispatch(PAYLOAD), name })).toEqual([]);
    expect(eventClaims({ name, payload: {} })).toEqual([]);
  });

  test.each(['version', 'repository', 'path'])('leaves out a %s that is no text', (key) => {
    for (const value of [5, null, '', ['x'], { x: 1 }, true, undefined]) {
      expect(eventClaims(dispatch({ ...PAYLOAD, [key]: value }))).toMatchObject([{ [key]: null }]);
    }
  });

  test('is no more than any payload can hold', () => {
    const plugins = Array.from({ length: 5000 }, (_, n) => ({ plugin: `p${n}` }));
    expect(eventClaims(dispatch({ plugins })).length).toBeLessThanOrEqual(1000);
  });

  test('takes nothing from a prototype', () => {
    expect(eventClaims(dispatch(JSON.parse('{"__proto__": {"plugin": "x"}}')))).toEqual([]);
  });
});

describe('the log’s first lines', () => {
  test('name the event and what it claims, and say what counts', () => {
    const event = dispatch(PAYLOAD);
    expect(eventLines(event, eventClaims(event))).toEqual([
      'Event: repository_dispatch plugin-updated. It says: sdk-bridge 2.0.1 in acme/sdk-bridge.',
      'That is a hint: every plugin is compared with its repository.',
    ]);
  });

  test.each([
    [{ name: 'schedule', payload: {} }, 'Event: schedule. Every plugin is compared with its repository.'],
    [
      dispatch({}),
      'Event: repository_dispatch plugin-updated. Every plugin is compared with its repository.',
    ],
    [
      { name: 'repository_dispatch', payload: { action: 5 } },
      'Event: repository_dispatch. Every plugin is compared with its repository.',
    ],
  ])('say of an event without a claim that all is looked at: $name', (event, line) => {
    expect(eventLines(event, eventClaims(event))).toEqual([line]);
  });

  test.each([
    ['all', 'acme/a', 'every plugin is compared with its repository.'],
    ['all', '', 'every plugin is compared with its repository.'],
    [
      'event',
      'acme/a',
      'the plugins of this repository are compared with it. Runs without such an event compare all.',
    ],
    [
      'event',
      '',
      'it names no repository, so the entries with this name are compared with theirs. Runs without such an event compare all.',
    ],
  ] as const)(
    'say what a run with scope %s compares where the repository is %j',
    (scope, repository, said) => {
      const event = dispatch({ plugin: 'a', version: '1.0.0', repository });
      expect(eventLines(event, eventClaims(event), scope)[1]).toBe(`That is a hint: ${said}`);
    },
  );

  test('name a few plugins of many', () => {
    const plugins = Array.from({ length: 9 }, (_, n) => ({ plugin: `p${n}` }));
    const event = dispatch({ plugins });
    expect(eventLines(event, eventClaims(event))[0]).toMatch(
      /p0 \(no version\), .*p4 \(no version\) and 4 more\.$/,
    );
  });

  test('never hold what a runner, or a terminal, could obey, whatever the payload', () => {
    const text = fc.oneof(
      anyText(),
      fc.constantFrom(
        '::error::x',
        '\n::add-mask::x',
        '##[error]',
        '\u001b[31m',
        '\u202e',
        '\r\n',
        '`',
        '\u2028',
      ),
      fc
        .array(fc.constantFrom(':', '#', '[', '\n', '::', ' ', 'error', '\ud83d'), { maxLength: 6 })
        .map((parts) => parts.join('')),
    );
    const value = fc.oneof(text, fc.constantFrom(null, 5, [], {}));
    const one = fc.record(
      { plugin: value, version: value, repository: value, path: value },
      { requiredKeys: [] },
    );
    const plugins = fc.array(fc.oneof(one, value), { maxLength: 7 });
    fc.assert(
      fc.property(one, fc.option(plugins), value, text, (single, batch, action, name) => {
        const client = { ...single, ...(batch === null ? {} : { plugins: batch }) };
        for (const kind of ['repository_dispatch', name]) {
          const event = { name: kind, payload: { action, client_payload: client } };
          for (const line of eventLines(event, eventClaims(event))) {
            expect(line).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
            expect(line).toMatch(/^(?:Event:|That is a hint)/);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the entries that a claim means', () => {
  const AT = marketplace(
    [
      { name: 'here', source: './plugins/here' },
      { name: 'pinned', source: pin({ path: './tools/' }) },
      { name: 'sub', source: './vendor/kit/sub' },
      { name: 'twin', source: pin({ path: 'tools' }) },
      { name: 'npm', source: { source: 'npm' } },
      { source: pin() },
    ],
    [
      pointer({ path: 'vendor/kit', repository: { owner: 'Acme', name: 'Kit' } }),
      pointer({ path: 'vendor/none', repository: null }),
    ],
  );
  const meant = (fields: Partial<Claim>) =>
    claimed(claim({ plugin: 'x', ...fields }), AT).map(({ entry }) => entry.name);

  test.each([
    ['in the marketplace itself', 'acme/marketplace', 'plugins/here/.claude-plugin/plugin.json', ['here']],
    ['in a repository', 'acme/sdk-bridge', 'tools/.claude-plugin/plugin.json', ['pinned', 'twin']],
    ['in a submodule', 'acme/kit', 'sub/.claude-plugin/plugin.json', ['sub']],
    ['without a name', 'acme/sdk-bridge', '.claude-plugin/plugin.json', [null]],
    ['in another case', 'ACME/SDK-Bridge', 'TOOLS/.claude-plugin/Plugin.json', ['pinned', 'twin']],
    ['in another place', 'acme/sdk-bridge', 'else/.claude-plugin/plugin.json', []],
    ['in another repository', 'acme/other', 'tools/.claude-plugin/plugin.json', []],
  ])('are found by their place: %s', (_, repository, path, names) => {
    expect(meant({ repository, path })).toEqual(names);
  });

  test('are found by their place before their name', () => {
    const path = 'sub/.claude-plugin/plugin.json';
    expect(meant({ plugin: 'here', repository: 'acme/kit', path })).toEqual(['sub']);
  });

  test.each([
    ['without a place', { repository: null, path: null }],
    ['without a path', { repository: 'acme/kit', path: null }],
    ['without a repository', { repository: null, path: '.claude-plugin/plugin.json' }],
    ['with a place where nothing is', { repository: 'evil/x', path: 'y' }],
    ['with odd places', { repository: 'acme/sdk-bridge tools', path: '' }],
  ])('are else found by their name, exactly: %s', (_, fields) => {
    expect(meant({ plugin: 'npm', ...fields })).toEqual(['npm']);
    expect(meant({ plugin: 'NPM', ...fields })).toEqual([]);
    expect(meant({ plugin: 'plugins[5]', ...fields })).toEqual([]);
  });
});

describe('of a plugin that no entry is', () => {
  const AT = marketplace(
    ['formatter', 'linter', 'formater', 'sdk-bridge'].map((name) => ({ name, source: pin() })),
  );
  const said = (plugin: string) => unknownPlugin(claim({ plugin }), AT);

  test('it is said where it was looked for, and what to do', () => {
    expect(said('unknown-thing')).toBe(
      'The event names `unknown-thing`, but that is none of the 4 plugins in `.claude-plugin/marketplace.json`. ' +
        'List it there, or remove this marketplace from the `marketplace` input of its workflow.',
    );
  });

  test('the nearest names are said, the nearest first', () => {
    expect(said('formattr')).toContain('The nearest: `formatter`, `formater`.');
    expect(said('sdk_bridge')).toContain('The nearest: `sdk-bridge`.');
  });

  test('no more than three are', () => {
    const many = marketplace(Array.from({ length: 9 }, (_, n) => ({ name: `plugin-${n}`, source: pin() })));
    expect(unknownPlugin(claim({ plugin: 'plugin-x' }), many).match(/`plugin-\d`/g)).toHaveLength(3);
  });

  test('a name that is long, or odd, does no harm', () => {
    const text = said(`\n::error::\`${'x'.repeat(60_000)}`);
    expect(text.length).toBeLessThan(500);
    expect(text).not.toMatch(/\p{Cc}|^::/u);
  });

  test('a catalogue without plugins has no nearest', () => {
    expect(unknownPlugin(claim(), marketplace([]))).toMatch(/none of the 0 plugins/);
  });
});
