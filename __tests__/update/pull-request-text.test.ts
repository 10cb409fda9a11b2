import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { Held } from '../../src/update/plan/plan.ts';
import { closedText, isClosedText, isOutdated } from '../../src/update/pull-request/marks.ts';
import {
  commits,
  pullRequestBody,
  pullRequestTitle,
  versions,
} from '../../src/update/pull-request/pull-request-text.ts';
import type { WantedPullRequest } from '../../src/update/pull-request/wanted-pull-requests.ts';
import { anyText } from '../support/any-text.ts';
import { changeOf, findings, heldOne, NEW, OLD, plan, SERVER, updated } from '../support/update-fixtures.ts';

type Update = ReturnType<typeof updated>;

const of = (updates: readonly Update[]): WantedPullRequest => ({
  branch: 'b',
  changes: updates.map((update) => changeOf(update)),
  raise: [],
  isSettled: true,
  unread: [],
  plugins: [],
});
const body = (
  updates: readonly Update[],
  held: readonly Held[] = [],
  pullRequestBranch = 'notify-marketplace/update',
) => {
  const { addresses } = findings().options;
  return pullRequestBody(of(updates), { plan: plan({ held }), options: { addresses, pullRequestBranch } });
};

const times = <T>(number: number, make: (n: number) => T): T[] =>
  Array.from({ length: number }, (_, n) => make(n));

describe('the title', () => {
  test('is the commit’s', () => {
    expect(pullRequestTitle(of([updated()]), null)).toBe('chore: update sdk-bridge to 2.0.1');
    expect(pullRequestTitle(of(times(3, () => updated())), null)).toBe('chore: update 3 plugins');
  });

  test('is the input’s where there is one', () => {
    expect(pullRequestTitle(of([updated()]), 'Mine')).toBe('Mine');
  });
});

describe('the body', () => {
  test('tells a later run which plan it is about, and what a person wrote tells nothing', () => {
    const moving = (oid: string): WantedPullRequest => ({
      ...of([]),
      changes: [{ ...changeOf(updated()), gitlinks: [{ path: 'sub', oid }] }],
    });
    const [one, other] = [moving(OLD), moving(NEW)];
    const { addresses } = findings().options;
    const words = pullRequestBody(one, { plan: plan({}), options: { addresses, pullRequestBranch: 'b' } });
    expect(isOutdated(words, one)).toBe(false);
    expect(isOutdated(words, other)).toBe(true);
    expect(isOutdated('My own words', other)).toBe(false);
  });

  test('say that we closed it, once, however long a person made them', () => {
    const closed = closedText('x'.repeat(70_000));
    expect([isClosedText(closed), closed.length < 65_536]).toEqual([true, true]);
    expect([closedText(closed), isClosedText('Mine')]).toEqual([closed, false]);
    expect(isOutdated(closed, of([updated()]))).toBe(true);
  });

  test('has a row for each update: plugin, versions, and a link to what lies between', () => {
    expect(body([updated()]).split('\n')).toEqual(
      expect.arrayContaining([
        '| plugin | version | commits |',
        `| <code>sdk-bridge</code> | <code>2.0.0</code> → <code>2.0.1</code> | [1111111 → 2222222](${SERVER}/acme/sdk-bridge/compare/${OLD}...${NEW}) |`,
      ]),
    );
  });

  test('says what is held, and nothing of it where nothing is', () => {
    const held = [heldOne({ plugin: 'b', reason: 'its `ref` is gone' })];
    expect(body([updated()], held)).toContain('- <code>b</code>: its <code>ref</code> is gone');
    expect(body([updated()])).not.toMatch(/held|… and/i);
  });

  test('says nothing of what is held where each plugin has a pull request of its own', () => {
    expect(body([updated()], [heldOne({ plugin: 'b' })], 'update/{plugin}')).not.toMatch(/held/i);
  });

  test('says what becomes of the branch', () => {
    expect(body([updated()])).toMatch(/Later runs update this pull request.*close it when nothing is left/);
  });

  test('is the same for the same updates, so that it is written seldom', () => {
    const updates = times(3, (n) => updated({ plugin: `p${n}` }));
    expect(body(structuredClone(updates), [heldOne()])).toBe(body(updates, [heldOne()]));
    expect(body(updates)).not.toMatch(/\d{4}-\d{2}-\d{2}|actions\/runs/);
  });

  test.each([
    ['a thousand updates', times(1_000, (n) => updated({ plugin: `p${n}` })), []],
    [
      'a thousand with long names',
      times(1_000, (n) =>
        updated({
          plugin: `${n}${'x'.repeat(500)}`,
          version: 'v'.repeat(500),
          previousVersion: 'v'.repeat(500),
          repository: { owner: 'o'.repeat(39), name: 'n'.repeat(100) },
        }),
      ),
      times(1_000, (n) =>
        heldOne({ plugin: `${n}${'x'.repeat(500)}`, reason: `\`${'r'.repeat(300)}\` `.repeat(3) }),
      ),
    ],
    [
      'a thousand with names that are all escapes',
      times(1_000, (n) => updated({ plugin: '@'.repeat(500), version: `${'|'.repeat(500)}${n}` })),
      times(1_000, () => heldOne({ plugin: '@'.repeat(500), reason: `\`${'@'.repeat(300)}\`` })),
    ],
    ['one name that is endless', [updated({ plugin: '@'.repeat(100_000) })], []],
  ])('is short enough for GitHub, and says that there is more: %s', (_, updates, held) => {
    const text = body(updates, held);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/^\| <code>/m);
    const shown = text.match(/^\| <code>/gm)?.length ?? 0;
    const more = updates.length - shown;
    if (more > 0) expect(text).toMatch(new RegExp(`… and ${more} more`));
  });

  test('has nothing of a stranger’s that Markdown reads', () => {
    const hostile = fc
      .array(
        fc.oneof(
          anyText({ maxLength: 6 }),
          fc.constantFrom(
            '<img src=x>',
            '</code>',
            '|',
            '[x](https://evil.test)',
            '@me',
            '`',
            '\n# h',
            '#1',
            'www.evil.test',
            '$x$',
          ),
        ),
      )
      .map((parts) => parts.join(''));
    const elements = (text: string) =>
      [...marked.parse(text, { gfm: true, async: false }).matchAll(/<([a-z0-9]+)/g)]
        .map(([, name]) => name)
        .filter((name) => name !== 'code' && name !== 'wbr');
    const plain = elements(body([updated()], [heldOne()]));
    fc.assert(
      fc.property(hostile, hostile, hostile, (plugin, version, previousVersion) => {
        const text = body([updated({ plugin, version, previousVersion })], [heldOne({ plugin })]);
        expect(elements(text)).toEqual(plain);
        expect(text).not.toMatch(/@me|[^\n\P{Cc}]|[\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

describe('versions and commits', () => {
  test.each([
    [{}, '<code>2.0.0</code> → <code>2.0.1</code>'],
    [{ previousVersion: null }, 'none → <code>2.0.1</code>'],
    [{ version: null }, '<code>2.0.0</code> → none'],
    [{ downgrade: true }, '<code>2.0.0</code> → <code>2.0.1</code> ⚠️ lower'],
    [{ version: 'a|b' }, '<code>2.0.0</code> → <code>a&#124;b</code>'],
  ])('%j', (fields, text) => {
    expect(versions(updated(fields))).toBe(text);
  });

  test.each([
    [{ commit: null }],
    [{ previousCommit: null }],
    [{ previousCommit: null, commit: null }],
    [{ commit: OLD }],
  ])('no link where there is nothing between: %j', (fields) => {
    expect(commits(updated(fields), SERVER)).toBe('');
  });
});
