import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { MarketplaceCause } from '../../src/marketplace/cause.ts';
import type { Change } from '../../src/notify/compare/changes.ts';
import { arrivalAnnotations } from '../../src/notify/report/arrival-annotations.ts';
import { NOTHING, type NotifyOutcome } from '../../src/notify/report/outcome.ts';
import { type Arrival, type ArrivalState, awaitedBy } from '../../src/notify/wait/arrival.ts';
import { sentenceMarkdown } from '../../src/plugin/display.ts';
import { anyText } from '../support/any-text.ts';
import { githubError } from '../support/fake-client.ts';
import { change, delivery, notification } from '../support/notify-fixtures.ts';

const MARKET = 'https://github.com/acme/marketplace';
const LATE = { kind: 'late', waited: 60, shows: '2.0.0', stays: null, maybeProposed: false } as const;
const MISSING = { kind: 'no-entry', nearest: [] } as const;
const PROPOSED = { kind: 'proposed', number: 7, url: `${MARKET}/pull/7` } as const;

const failed = (status: number): MarketplaceCause => ({
  kind: 'unread',
  unread: { kind: 'failed', message: '', error: githubError(status) },
  repository: { owner: 'acme', name: 'marketplace' },
});
const BROKEN: MarketplaceCause = {
  kind: 'catalogue-unusable',
  fault: { kind: 'not-json', slip: { kind: 'empty' }, at: { file: 'x.json', line: 3, column: 2 } },
};
const NO_FILE: MarketplaceCause = { kind: 'catalogue-missing', file: 'x.json', branch: 'main' };

interface Told {
  readonly marketplace?: string;
  /** One event, with one plugin or several. */
  readonly states: readonly (readonly [Partial<Change>, ArrivalState])[];
}

/** The remarks on these deliveries. */
function remarks(told: readonly Told[], fields: Partial<NotifyOutcome> = {}) {
  const arrivals = told.flatMap(({ marketplace = 'acme/marketplace', states }): Arrival[] => {
    const [first = change(), ...others] = states.map(([one]) => change(one));
    const sent = delivery({ notification: notification({ marketplace, changes: [first, ...others] }) });
    return awaitedBy(sent).map((one, n) => ({ ...one, state: states[n]?.[1] ?? { kind: 'shows-neither' } }));
  });
  const found = {
    ...NOTHING,
    arrivals,
    eventType: 'plugin-updated',
    serverUrl: 'https://github.com',
  };
  const all = { ...found, ...fields };
  return arrivalAnnotations({ ...all, eventTypeFor: () => all.eventType }, 'notify');
}

const one = (state: ArrivalState) => remarks([{ states: [[{}, state]] }]);
const each = (...states: [string, ArrivalState][]) =>
  remarks(states.map(([plugin, state]) => ({ states: [[{ plugin }, state]] })));

test('nothing is said of what is listed: the summary has it', () => {
  expect(one({ kind: 'listed', seconds: 14 })).toEqual([]);
});

describe('what is late is a warning', () => {
  const text = (state: ArrivalState) => one(state)[0]?.text ?? '';

  test('that names the usual reasons in order, with links, and what to do', () => {
    expect(one(LATE)).toEqual([
      {
        level: 'warning',
        title: 'not-listed-yet',
        text:
          'Accepted by acme/marketplace, but not listed there after 60 s: `sdk-bridge 2.0.1` (it lists `2.0.0`). ' +
          'The usual reasons, in this order (the command `doctor`, run in either repository, checks them all): ' +
          `1. the update workflow is not on the default branch: ${MARKET}/tree/HEAD/.github/workflows ` +
          '2. no workflow there listens for the event type `plugin-updated` (`on: repository_dispatch: types`). ' +
          '3. the update run failed, held the plugin (its summary says why), or is still running: ' +
          `${MARKET}/actions?query=event%3Arepository_dispatch`,
      },
    ]);
  });

  test('that names the event type that was sent', () => {
    const [warning] = remarks([{ states: [[{}, LATE]] }], { eventType: 'plugin`x`' });
    expect(warning?.text).toContain('the event type `plugin\\u{60}x\\u{60}`');
  });

  test('that says why an entry may stay as it is', () => {
    expect(text({ ...LATE, shows: 'v2.0.0', stays: 'it is pinned' })).toContain(
      '(it lists `v2.0.0`: it is pinned)',
    );
  });

  test('that says nothing of what stands there where that is nothing', () => {
    expect(text({ ...LATE, shows: '' })).toContain('after 60 s: `sdk-bridge 2.0.1`. The usual');
  });

  test('that says where pull requests are which the token does not see', () => {
    expect(text({ ...LATE, maybeProposed: true })).toContain(
      `4. it waits in a pull request, which this token may not see: ${MARKET}/pulls`,
    );
    expect(text(LATE)).not.toContain('4.');
  });
});

describe('what has no entry is a warning', () => {
  test('with the names that may have been meant, and what to do', () => {
    const [warning, ...others] = each(
      ['sdk-bridge', { ...MISSING, nearest: ['sdk-brigde'] }],
      ['linter', MISSING],
    );
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ level: 'warning', title: 'not-in-marketplace' });
    expect(warning?.text).toBe(
      'Accepted by acme/marketplace, but no entry of its marketplace.json is this plugin: ' +
        '`sdk-bridge 2.0.1` (the nearest: `sdk-brigde`), `linter 2.0.1`. ' +
        "Add an entry whose `source` points to the plugin's repository and folder, or that has the plugin's name, " +
        'or remove acme/marketplace from `marketplace`.',
    );
  });
});

describe('what waits in a pull request is a notice', () => {
  test('with its number and its link', () => {
    expect(one(PROPOSED)).toEqual([
      {
        level: 'notice',
        title: 'in-pull-request',
        text: `Waiting in pull request #7 of acme/marketplace: \`sdk-bridge 2.0.1\`. Users get it when that pull request is merged: ${MARKET}/pull/7`,
      },
    ]);
  });

  test('for each pull request', () => {
    const other = { ...PROPOSED, number: 8 };
    const texts = each(['a', PROPOSED], ['b', other], ['c', PROPOSED]).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining('#7 of acme/marketplace: `a 2.0.1`, `c 2.0.1`.'),
      expect.stringContaining('#8 of acme/marketplace: `b 2.0.1`.'),
    ]);
  });
});

test('what shows neither a version nor a commit is a notice', () => {
  expect(one({ kind: 'shows-neither' })).toEqual([
    {
      level: 'notice',
      title: 'nothing-to-wait-for',
      text: "acme/marketplace lists no version and no commit for `sdk-bridge 2.0.1`, so there is nothing to wait for. Claude Code reads the plugin's branch itself.",
    },
  ]);
});

describe('what could not be seen is a warning that says why, and what to do', () => {
  const START = 'Accepted by acme/marketplace, but this run could not check whether it is listed there: ';

  test.each<[string, MarketplaceCause, string]>([
    ['a token that is rejected', failed(401), 'Renew the token that the workflow passes as `token`.'],
    [
      'a right that is missing',
      failed(403),
      'Give the token that the workflow passes as `token` "Contents: read"',
    ],
    ['a failure', failed(502), `The update may have run anyway: ${MARKET}/actions`],
    ['a limit', failed(429), `The update may have run anyway: ${MARKET}/actions`],
    ['a broken file', BROKEN, `Fix it: ${MARKET}/blob/HEAD/.claude-plugin/marketplace.json`],
    ['no file', NO_FILE, 'Does `marketplace` name the right repository? If the file has another path'],
  ])('%s', (_, cause, remedy) => {
    const [warning] = one({ kind: 'unread', cause });
    expect(warning).toMatchObject({ level: 'warning', title: 'not-seen' });
    expect(warning?.text.startsWith(`${START}\`sdk-bridge 2.0.1\`. `)).toBe(true);
    expect(warning?.text).toContain(`. ${remedy}`);
    expect(warning?.text).not.toContain('Nothing was');
  });

  test('at its line', () => {
    const [warning] = one({ kind: 'unread', cause: BROKEN });
    expect(warning?.text).toContain('(line 3, column 2)');
  });
});

describe('what is alike is told once', () => {
  test('of a marketplace, however many plugins', () => {
    const many = Array.from({ length: 30 }, (_, n): [string, ArrivalState] => [`p${n}`, LATE]);
    const [warning, ...others] = each(...many);
    expect(others).toEqual([]);
    expect(warning?.text).toContain('`p4 2.0.1` (it lists `2.0.0`) and 25 more. The usual');
  });

  test('but of each marketplace', () => {
    const told = ['acme/a', 'acme/b'].map((marketplace) => ({ marketplace, states: [[{}, LATE] as const] }));
    expect(remarks(told).map(({ text }) => /by (\S+),/.exec(text)?.[1])).toEqual(['acme/a', 'acme/b']);
  });

  test('and of the plugins of a batch what became of each', () => {
    const states = [
      [{ plugin: 'a' }, { kind: 'listed', seconds: 2 }],
      [{ plugin: 'b' }, LATE],
      [{ plugin: 'c' }, MISSING],
      [{ plugin: 'd' }, { ...LATE, shows: '1.0.0' }],
    ] as const;
    const texts = remarks([{ states }]).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringContaining('`b 2.0.1` (it lists `2.0.0`), `d 2.0.1` (it lists `1.0.0`).'),
      expect.stringContaining('`c 2.0.1`.'),
    ]);
  });
});

test('a renamed marketplace is called, and linked, by its present name', () => {
  const renamed = new Map([['acme/marketplace', 'acme/new']]);
  const [warning] = remarks([{ states: [[{}, LATE]] }], { deliveries: { deliveries: [], renamed } });
  expect(warning?.text).toContain('https://github.com/acme/new/actions');
  expect(warning?.text).not.toContain('acme/marketplace');
});

test('strangers’ text writes no link, heading, mention or line of its own', () => {
  const hostile = fc.oneof(
    anyText({ maxLength: 20 }),
    fc.constantFrom(
      '[x](https://evil.test)',
      '`',
      '\n# h',
      '<img src=x>',
      '@me',
      '::error::x',
      'www.evil.test',
    ),
  );
  const links = (text: string) =>
    [...marked.parse(sentenceMarkdown(text), { gfm: true, async: false }).matchAll(/<([a-z]+\d?)/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'code' && name !== 'wbr');
  const states: ArrivalState[] = [
    LATE,
    MISSING,
    PROPOSED,
    { kind: 'shows-neither' },
    { kind: 'unread', cause: failed(502) },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...states), hostile, hostile, (state, plugin, version) => {
      const shown = state.kind === 'late' ? { ...state, shows: version } : state;
      const [annotation] = remarks([{ states: [[{ plugin, version }, shown]] }]);
      const [plain] = remarks([{ states: [[{}, state]] }]);
      expect(annotation?.text).not.toMatch(/[\n\r]/);
      expect(links(annotation?.text ?? '')).toEqual(links(plain?.text ?? ''));
    }),
  );
});
