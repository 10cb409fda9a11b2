import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { NotifyOutcome } from '../../src/notify/report/outcome.ts';
import { failedNotifyReport, notifyReport } from '../../src/notify/report/report.ts';
import type { SendDecision } from '../../src/notify/send/decide.ts';
import { type ArrivalState, awaitedBy } from '../../src/notify/wait/arrival.ts';
import { count } from '../../src/plugin/display.ts';
import { anyText } from '../support/any-text.ts';
import { change, delivery, notification, problem } from '../support/notify-fixtures.ts';

const SERVER = 'https://github.com';

function findings(fields: Partial<NotifyOutcome> = {}): NotifyOutcome {
  return {
    decisions: [],
    problems: [],
    deliveries: { deliveries: [], renamed: new Map() },
    arrivals: [],
    eventType: 'plugin-updated',
    remarks: [],
    scope: { text: 'Compared 1a2b3c4 with 5d6e7f8: 1 manifest differs.', page: 'compare/1a2b3c4...5d6e7f8' },
    serverUrl: SERVER,
    repository: 'acme/sdk-bridge',
    ...fields,
  };
}

const decided = (found = change(), reason: string | null = null): SendDecision =>
  reason === null ? { kind: 'send', change: found } : { kind: 'skip', change: found, reason };

/** A change and what became of it at each marketplace. */
function delivered(...results: (Partial<Parameters<typeof delivery>[0]> & { marketplace?: string })[]) {
  const found = change();
  const deliveries = results.map(({ marketplace = 'acme/marketplace', ...fields }) =>
    delivery({ notification: notification({ marketplace, changes: [found] }), ...fields }),
  );
  return findings({ decisions: [decided(found)], deliveries: { deliveries, renamed: new Map() } });
}

/** A change that was sent to each of these marketplaces, and what became of it there. */
function arrived(...states: readonly ArrivalState[]) {
  const found = delivered(...states.map((_, n) => ({ marketplace: `m/${n}` })));
  const arrivals = found.deliveries.deliveries.flatMap((one, n) => {
    const state = states[n];
    if (state === undefined) throw new Error('nothing is awaited');
    return awaitedBy(one).map((awaited) => ({ ...awaited, state }));
  });
  return { ...found, arrivals };
}

const LISTED = { kind: 'listed', seconds: 14 } as const;
const LATE = { kind: 'late', waited: 60, shows: '2.0.0', stays: null, maybeProposed: false } as const;
const MISSING = { kind: 'no-entry', nearest: [] as string[] } as const;
const PROPOSED = { kind: 'proposed', number: 7, url: `${SERVER}/m/0/pull/7` } as const;
const UNREAD = {
  kind: 'unread',
  cause: { kind: 'catalogue-missing', file: 'x.json', branch: 'main' },
} as const;
const NEITHER = { kind: 'shows-neither' } as const;

const FAILED = { status: 'failed', attempts: 4, problem: problem() } as const;
const json = (text: string | undefined): unknown => JSON.parse(text ?? '');

describe('outputs', () => {
  test('are all there, and empty, where nothing changed', () => {
    expect(notifyReport(findings()).outputs).toEqual({
      changed: 'false',
      changes: '[]',
      plugin: '',
      version: '',
      'previous-version': '',
      sent: '0',
      deliveries: '[]',
    });
  });

  test('of a change that was sent', () => {
    const { outputs } = notifyReport(delivered({}));
    expect(outputs).toMatchObject({
      changed: 'true',
      plugin: 'sdk-bridge',
      version: '2.0.1',
      'previous-version': '2.0.0',
      sent: '1',
    });
    expect(json(outputs['changes'])).toEqual([
      {
        plugin: 'sdk-bridge',
        version: '2.0.1',
        previous_version: '2.0.0',
        change: 'patch',
        path: '.claude-plugin/plugin.json',
        notified: true,
      },
    ]);
    expect(json(outputs['deliveries'])).toEqual([
      {
        marketplace: 'acme/marketplace',
        plugin: 'sdk-bridge',
        version: '2.0.1',
        status: 'sent',
        attempts: 1,
      },
    ]);
  });

  test('say why a change was not notified', () => {
    const { outputs } = notifyReport(findings({ decisions: [decided(change(), 'not among `plugins`')] }));
    expect(json(outputs['changes'])).toMatchObject([{ notified: false, reason: 'not among `plugins`' }]);
    expect(outputs).toMatchObject({ changed: 'true', plugin: '', version: '', sent: '0' });
  });

  test('say what failed, and of a change that failed everywhere that it was not notified', () => {
    const { outputs } = notifyReport(delivered(FAILED));
    expect(json(outputs['changes'])).toMatchObject([
      { notified: false, reason: expect.stringContaining('acme/marketplace') },
    ]);
    expect(json(outputs['deliveries'])).toMatchObject([
      { status: 'failed', attempts: 4, error: 'Something happened. Do this.' },
    ]);
    expect(outputs).toMatchObject({ sent: '0', plugin: '' });
  });

  test('count what GitHub accepted where one marketplace of two failed', () => {
    const { outputs } = notifyReport(delivered({ marketplace: 'm/a' }, { ...FAILED, marketplace: 'm/b' }));
    expect(outputs['sent']).toBe('1');
    expect(json(outputs['changes'])).toMatchObject([
      { notified: true, reason: expect.stringMatching(/m\/b/) },
    ]);
  });

  test('of a dry run have sent nothing', () => {
    const { outputs } = notifyReport(delivered({ status: 'dry-run', attempts: 0 }));
    expect(outputs).toMatchObject({ changed: 'true', plugin: '', sent: '0' });
    expect(json(outputs['changes'])).toMatchObject([{ notified: false, reason: 'dry run' }]);
    expect(json(outputs['deliveries'])).toMatchObject([{ status: 'dry-run', attempts: 0 }]);
  });

  test('name the first change that was notified, not the first change', () => {
    const [first, second] = [change({ plugin: 'a' }), change({ plugin: 'b', previousVersion: null })];
    const sent = delivery({ notification: notification({ changes: [second] }) });
    const { outputs } = notifyReport(
      findings({
        decisions: [decided(first, 'skipped'), decided(second)],
        deliveries: { deliveries: [sent], renamed: new Map() },
      }),
    );
    expect(outputs).toMatchObject({ plugin: 'b', 'previous-version': '' });
  });

  test('of a batch count one dispatch, and every change in it as notified', () => {
    const [first, second] = [change({ plugin: 'a' }), change({ plugin: 'b' })];
    const sent = delivery({ notification: notification({ changes: [first, second] }) });
    const { outputs } = notifyReport(
      findings({
        decisions: [decided(first), decided(second)],
        deliveries: { deliveries: [sent], renamed: new Map() },
      }),
    );
    expect(outputs['sent']).toBe('1');
    expect(json(outputs['changes'])).toMatchObject([{ notified: true }, { notified: true }]);
  });

  test('say after how many seconds each marketplace listed it, and nothing of those that did not', () => {
    const states = [
      LISTED,
      LATE,
      MISSING,
      PROPOSED,
      UNREAD,
      NEITHER,
      { kind: 'listed', seconds: 0 } as const,
    ];
    const { outputs } = notifyReport(arrived(...states));
    const deliveries = json(outputs['deliveries']) as Record<string, unknown>[];
    expect(deliveries.map((row) => row['listed_after'])).toEqual([
      14,
      ...Array.from({ length: 5 }, () => undefined),
      0,
    ]);
    expect(deliveries.every((row) => row['status'] === 'sent')).toBe(true);
    expect(Object.keys(deliveries[0] ?? {}).at(-1)).toBe('listed_after');
  });

  test('keep strangers’ text as it is: they are data', () => {
    const name = 'a`<b>\n::error::\u202e';
    const { outputs } = notifyReport(findings({ decisions: [decided(change({ plugin: name }), 'x')] }));
    expect(json(outputs['changes'])).toMatchObject([{ plugin: name }]);
    expect(outputs['changes']).not.toContain('\n');
  });

  test.each([
    ['added', 'true'],
    ['major', 'true'],
    ['minor', 'true'],
    ['patch', 'true'],
    ['prerelease', 'true'],
    ['downgrade', 'true'],
    ['changed', 'true'],
    ['unchanged', 'false'],
  ] as const)('changed: %s → %s', (kind, changed) => {
    const { outputs } = notifyReport(findings({ decisions: [decided(change({ change: kind }), 'x')] }));
    expect(outputs['changed']).toBe(changed);
  });
});

describe('annotations', () => {
  const at = { file: 'a/plugin.json', line: 3, column: 14 };

  test('of a manifest that cannot be used stand at its line and column', () => {
    const { annotations } = notifyReport(findings({ problems: [problem({ at })] }));
    expect(annotations).toEqual([
      {
        level: 'error',
        title: 'token-missing',
        text: 'Something happened. Do this. (line 3, column 14)',
        at,
      },
    ]);
  });

  test('of what failed are errors', () => {
    expect(notifyReport(delivered(FAILED)).annotations).toMatchObject([{ level: 'error' }]);
  });

  test.each(['warning', 'notice'] as const)('of a remark are its %s, on the version’s line', (level) => {
    const found = change({ at, remark: { title: 'downgrade', level, text: 'went down.' } });
    const { annotations } = notifyReport(findings({ decisions: [decided(found)] }));
    expect(annotations).toEqual([
      { level, title: 'downgrade', text: expect.stringMatching(/sdk-bridge.*went down\./), at },
    ]);
  });

  test('warn of two manifests with one name that disagree', () => {
    const { annotations } = notifyReport(
      findings({ decisions: [{ kind: 'conflict', change: change(), reason: 'another says 3' }] }),
    );
    expect(annotations).toMatchObject([
      { level: 'warning', text: expect.stringContaining('another says 3') },
    ]);
  });

  test('warn of a renamed marketplace, with its new name', () => {
    const renamed = new Map([['acme/old', 'acme/new']]);
    const { annotations, summary } = notifyReport(findings({ deliveries: { deliveries: [], renamed } }));
    expect(annotations).toMatchObject([{ level: 'warning', text: expect.stringMatching(/old.*acme\/new/) }]);
    expect(summary).toContain('acme/new');
  });

  test('say of what was waited for what did not simply arrive, once for the log and the summary', () => {
    const { annotations, summary, failure } = notifyReport(arrived(LISTED, LATE, NEITHER));
    expect(annotations.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'warning not-listed-yet',
      'notice nothing-to-wait-for',
    ]);
    expect(summary.match(/The usual reasons/g)).toHaveLength(1);
    expect(failure).toBeNull();
  });

  test('hold the remarks of the run', () => {
    const remark = { level: 'notice', title: 'dry-run', text: 'Nothing was sent.' } as const;
    expect(notifyReport(findings({ remarks: [remark] })).annotations).toEqual([remark]);
  });
});

describe('the step’s failure', () => {
  test('is none where nothing failed', () => {
    expect(notifyReport(delivered({}))).toMatchObject({ failure: null });
    expect(notifyReport(findings())).toMatchObject({ failure: null });
  });

  test('lists what failed, plugin and marketplace', () => {
    const { failure } = notifyReport(delivered({ marketplace: 'm/a' }, { ...FAILED, marketplace: 'm/b' }));
    expect(failure).toMatch(/1 of 2 events not sent.*sdk-bridge.*m\/b/);
    expect(failure).not.toContain('m/a');
  });

  test('names the manifests that cannot be used', () => {
    const { failure } = notifyReport(findings({ problems: [problem({ at: { file: 'a/plugin.json' } })] }));
    expect(failure).toContain('a/plugin.json');
  });

  test('of a run that could not begin names each problem', () => {
    const report = failedNotifyReport([
      problem({ code: 'token-missing' }),
      problem({ code: 'payload-clash' }),
    ]);
    expect(report.failure).toMatch(/2 problems.*token-missing.*payload-clash/);
    expect(report.annotations.map(({ level }) => level)).toEqual(['error', 'error']);
    expect(report.outputs).toMatchObject({ changed: 'false', changes: '[]', deliveries: '[]', sent: '0' });
  });

  test('is one line', () => {
    const hostile = change({ plugin: 'a\n::error::b' });
    const failed = delivery({ notification: notification({ changes: [hostile] }), ...FAILED });
    const { failure } = notifyReport(findings({ deliveries: { deliveries: [failed], renamed: new Map() } }));
    expect(failure).not.toMatch(/[\n\r]/);
  });
});

describe('the summary', () => {
  const rows = (summary: string) => summary.split('\n').filter((line) => line.startsWith('| <code>'));

  test('has a table: plugin, change, version before → after, marketplace, result with link', () => {
    const { summary } = notifyReport(delivered({}));
    expect(summary).toMatch(/^\| plugin \| change \| version \| marketplace \| result \|$/m);
    const [row] = rows(summary);
    expect(row).toContain('<code>sdk-bridge</code> | patch | <code>2.0.0</code> → <code>2.0.1</code>');
    expect(row).toContain('[acme/marketplace](https://github.com/acme/marketplace)');
    expect(row).toMatch(/\[sent\]\(https:\/\/github\.com\/acme\/marketplace\/actions[^ )]*\)/);
  });

  test.each<[ArrivalState, string]>([
    [LISTED, ', listed after 14 s |'],
    [LATE, ', ⚠️ not listed after 60 s |'],
    [MISSING, ', ⚠️ not in its marketplace.json |'],
    [PROPOSED, ', in pull request #7 |'],
    [UNREAD, ', ⚠️ could not be checked |'],
    [NEITHER, ') |'],
  ])('says what came of waiting: $kind', (state, text) => {
    const [row = ''] = rows(notifyReport(arrived(state)).summary);
    expect(row.endsWith(text)).toBe(true);
  });

  test('has a row for each marketplace', () => {
    const { summary } = notifyReport(delivered({ marketplace: 'm/a' }, { ...FAILED, marketplace: 'm/b' }));
    expect(rows(summary)).toEqual([
      expect.stringMatching(/m\/a.*sent/),
      expect.stringMatching(/m\/b.*❌ token-missing, see below/),
    ]);
  });

  test('tells what failed for one reason once, with what was not sent', () => {
    const found = Array.from({ length: 40 }, (_, n) => change({ plugin: `p${n}` }));
    const deliveries = found.map((one) =>
      delivery({ notification: notification({ changes: [one] }), ...FAILED }),
    );
    const { annotations, failure, summary } = notifyReport(
      findings({
        decisions: found.map((one) => decided(one)),
        deliveries: { deliveries, renamed: new Map() },
      }),
    );
    expect(annotations.map(({ text }) => text)).toEqual([
      'Something happened. Do this. Not sent: `p0 2.0.1`, `p1 2.0.1`, `p2 2.0.1`, `p3 2.0.1`, `p4 2.0.1` and 35 more.',
    ]);
    expect(summary.match(/Something happened/g)).toHaveLength(1);
    expect(failure).toMatch(/^40 events not sent: .* and 35 more/);
  });

  test('says of what was not sent why', () => {
    const { summary } = notifyReport(findings({ decisions: [decided(change(), '`downgrades` is `skip`')] }));
    expect(rows(summary)[0]).toContain('not sent: <code>downgrades</code> is <code>skip</code>');
  });

  test('says of a dry run that nothing was sent, and why', () => {
    const remark = { level: 'notice', title: 'dry-run', text: 'Nothing was sent: `dry-run` is on.' } as const;
    const { summary } = notifyReport({ ...delivered({ status: 'dry-run', attempts: 0 }), remarks: [remark] });
    expect(summary).toMatch(/Nothing was sent: <code>dry-run<\/code> is on/);
    expect(rows(summary)[0]).toContain('would be sent');
  });

  test('names manifests that cannot be used, with line and column', () => {
    const at = { file: 'a.json', line: 3, column: 14 };
    expect(notifyReport(findings({ problems: [problem({ at })] })).summary).toMatch(/line 3, column 14/);
  });

  test('shows a version that is not there as none', () => {
    const found = change({ change: 'added', previousVersion: null });
    const { summary } = notifyReport(findings({ decisions: [decided(found, 'x')] }));
    expect(rows(summary)[0]).toContain('none → <code>2.0.1</code>');
  });

  test('links the comparison', () => {
    const link = '[On GitHub](https://github.com/acme/sdk-bridge/compare/1a2b3c4...5d6e7f8)';
    expect(notifyReport(findings()).summary).toContain(`1 manifest differs. ${link}`);
  });

  test.each([
    [20, false],
    [21, true],
  ])('with %d rows is folded: %s', (length, isFolded) => {
    const decisions = Array.from({ length }, (_, n) => decided(change({ plugin: `p${n}` }), 'x'));
    const { summary } = notifyReport(findings({ decisions }));
    expect(summary.includes(`<details><summary>${length} rows</summary>\n\n| plugin |`)).toBe(isFolded);
    expect(rows(summary)).toHaveLength(length);
  });

  test.each([
    [1, 1, '1 event not sent'],
    [2, 2, '2 events not sent'],
    [1, 3, '1 of 3 events not sent'],
  ])('heads %d failed of %d as a person would say it', (failed, all, headline) => {
    const { summary } = notifyReport(
      delivered(
        ...Array.from({ length: all }, (_, n) =>
          n < failed ? { status: 'failed' as const, problem: problem() } : {},
        ),
      ),
    );
    expect(summary).toMatch(new RegExp(`^### ${headline}\n`));
  });

  test('stays below what GitHub takes with a thousand plugins', () => {
    const decisions = Array.from({ length: 1000 }, (_, n) => decided(change({ plugin: `p${n}` }), 'x'));
    const { summary } = notifyReport(findings({ decisions }));
    expect(summary.length).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/more rows/);
  });

  test('of thousands of problems stays below what GitHub takes of a step, and says where the others are', () => {
    const problems = Array.from({ length: 3000 }, (_, n) => problem({ what: `${n} \`${'a_'.repeat(50)}\`` }));
    const { summary } = notifyReport(findings({ problems }));
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/^- … and \d+ more: see the log\.$/m);
  });

  test('has no HTML, link, heading, mention or further table cell of a manifest’s', () => {
    const hostile = fc
      .array(
        fc.oneof(
          anyText({ maxLength: 6 }),
          fc.constantFrom(
            '<img src=x onerror=y>',
            '</code>',
            '|',
            '[x](https://evil.test)',
            '@me',
            '`',
            '\n# h',
          ),
        ),
      )
      .map((parts) => parts.join(''));
    const plain = notifyReport({ ...delivered({}), scope: null }).summary;
    /** The elements that a Markdown renderer makes: the same whatever the names are. */
    const elements = (summary: string) => {
      const html = marked.parse(summary, { gfm: true, async: false });
      return [...html.matchAll(/<([a-z0-9]+)/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'code' && name !== 'wbr');
    };
    fc.assert(
      fc.property(hostile, hostile, hostile, (plugin, version, path) => {
        const found = change({ plugin, version, path, at: { file: path } });
        const sent = delivery({ notification: notification({ changes: [found] }) });
        const { summary } = notifyReport(
          findings({
            decisions: [decided(found)],
            deliveries: { deliveries: [sent], renamed: new Map() },
            scope: null,
          }),
        );
        expect(elements(summary)).toEqual(elements(plain));
      }),
    );
  });
});

test.each([
  [0, '0 problems'],
  [1, '1 problem'],
  [2, '2 problems'],
])('%d are counted as %s', (number, text) => {
  expect(count(number, 'problem')).toBe(text);
});

test('each row of a batch tells what became of its own plugin', () => {
  const [a, b] = [change({ plugin: 'a', path: 'a/p' }), change({ plugin: 'b', path: 'b/p' })];
  const batch = delivery({ notification: notification({ changes: [a, b] }) });
  const arrivals = awaitedBy(batch).map((one) => ({ ...one, state: one.change === a ? LISTED : LATE }));
  const { summary } = notifyReport(
    findings({
      decisions: [decided(a), decided(b)],
      deliveries: { deliveries: [batch], renamed: new Map() },
      arrivals,
    }),
  );
  const rows = summary.split('\n').filter((line) => line.startsWith('| <code>'));
  expect(rows).toEqual([
    expect.stringContaining('listed after 14 s'),
    expect.stringContaining('not listed after 60 s'),
  ]);
});
