import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commitMessage, commitTitle, plainVersion, updateLines } from '../../src/update/write/message.ts';
import { anyText } from '../support/any-text.ts';
import { NEW, OLD, RUN, updated } from '../support/update-fixtures.ts';

const TRIGGER = { event: 'repository_dispatch', runUrl: RUN };
const many = (number: number) => Array.from({ length: number }, (_, n) => updated({ plugin: `p${n}` }));

describe('the title', () => {
  test.each([
    ['a version', updated(), 'chore: update sdk-bridge to 2.0.1'],
    [
      'a commit, where that is the version',
      updated({ version: null }),
      'chore: update sdk-bridge to 2222222',
    ],
    [
      'a commit, where the version is not plain',
      updated({ version: '[skip ci]' }),
      'chore: update sdk-bridge to 2222222',
    ],
    [
      'a tag, where its commit is the version',
      updated({ version: null, tags: { previous: 'v1.0.0', next: 'v1.1.0' } }),
      'chore: update sdk-bridge to v1.1.0',
    ],
    ['nothing, where there is neither', updated({ version: '#1', commit: null }), 'chore: update sdk-bridge'],
    [
      'a name with spaces and letters',
      updated({ plugin: 'Größe 日本 v2.x_+-' }),
      'chore: update Größe 日本 v2.x_+- to 2.0.1',
    ],
    [
      'no name that is not plain',
      updated({ plugin: '@everyone' }),
      'chore: update a plugin whose name is not plain text to 2.0.1',
    ],
  ])('of one update names the plugin and %s', (_, update, title) => {
    expect(commitTitle([update])).toBe(title);
  });

  test('of many counts them', () => {
    expect(commitTitle(many(3))).toBe('chore: update 3 plugins');
  });
});

describe('the body', () => {
  test('has a line for each update, then the trigger and the run', () => {
    const updates = [
      updated(),
      updated({ plugin: 'b', previousVersion: null, previousCommit: null, commit: null }),
    ];
    expect(commitMessage('Title', updates, TRIGGER)).toBe(
      [
        'Title',
        '',
        'sdk-bridge: 2.0.0 → 2.0.1 (1111111 → 2222222)',
        'b: none → 2.0.1',
        '',
        'Trigger: repository_dispatch',
        `Run: ${RUN}`,
      ].join('\n'),
    );
  });

  test.each([
    [{ previousVersion: null, version: null }, 'sdk-bridge: no version (1111111 → 2222222)'],
    [
      { previousVersion: 'a b', version: '' },
      'sdk-bridge: not plain text → not plain text (1111111 → 2222222)',
    ],
    [{ previousVersion: null }, 'sdk-bridge: none → 2.0.1 (1111111 → 2222222)'],
    [
      { previousVersion: null, version: null, tags: { previous: 'v1.0.0', next: 'v1.1.0' } },
      'sdk-bridge: v1.0.0 → v1.1.0 (1111111 → 2222222)',
    ],
    [
      { version: null, tags: { previous: 'v1.0.0', next: 'x y' } },
      'sdk-bridge: 2.0.0 → not plain text (1111111 → 2222222)',
    ],
    [{ commit: OLD }, 'sdk-bridge: 2.0.0 → 2.0.1'],
    [{ previousCommit: null }, 'sdk-bridge: 2.0.0 → 2.0.1'],
    [{ plugin: 'a\nb' }, 'a plugin whose name is not plain text: 2.0.0 → 2.0.1 (1111111 → 2222222)'],
  ])('of %j is %s', (fields, line) => {
    expect(updateLines([updated(fields)])).toEqual([line]);
  });

  test('of very many updates counts the rest', () => {
    expect(updateLines(many(500))).toHaveLength(500);
    expect(updateLines(many(503)).slice(-2)).toEqual([expect.stringMatching(/^p499: /), 'and 3 more']);
    expect(updateLines([])).toEqual([]);
  });
});

test.each([
  ['1.0.0', true],
  ['1.0.0-rc.1+build', true],
  ['~2', true],
  ['nightly_2026', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['', false],
  ['1 0', false],
  ['^1.0.0', false],
  ['größe', false],
  ['1.0.0\n', false],
  ['#1', false],
  ['@a', false],
  ['a/b', false],
  ['１.０', false],
])('the version %j is plain: %s', (version, plain) => {
  expect(plainVersion(version)).toBe(plain ? version : null);
});

describe('whatever names and versions are', () => {
  const text = fc.oneof(
    anyText(),
    fc.string(),
    fc.constantFrom(
      '[skip ci]',
      '[ci skip]\n',
      'closes #1',
      'fixes acme/marketplace#1',
      '@acme',
      'x\n\nCo-authored-by: x <x@x.test>',
      'Signed-off-by: x',
      '1.0.0\nPlan: 0',
      'skip-checks: true',
      '\r',
      '\u2028',
      '\u202e',
      '***NO_CI***',
    ),
    fc.stringMatching(/^[\w.+~-]{1,64}$/),
  );
  const update = fc
    .record({
      plugin: text,
      previousVersion: fc.option(text),
      version: fc.option(text),
      commit: fc.constantFrom(null, OLD, NEW),
    })
    .map(updated);
  const updates = fc.array(update, { minLength: 1, maxLength: 4 });

  test('a message holds nothing that GitHub reads as a command, and no line more', () => {
    fc.assert(
      fc.property(updates, (given) => {
        const message = commitMessage(commitTitle(given), given, TRIGGER);
        expect(message).not.toMatch(/[@#[\]<>*`]|[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
        expect(message.split('\n')).toHaveLength(given.length + 5);
        expect(message.split('\n').slice(-2)).toEqual(['Trigger: repository_dispatch', `Run: ${RUN}`]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a title is one line that people can read', () => {
    fc.assert(
      fc.property(updates, (given) => {
        expect(commitTitle(given)).toMatch(/^chore: update [^\n]{1,140}$/);
      }),
    );
  });

  test('the words that close an issue stand before no number, by `#` or by `GH-`', () => {
    const keyword = fc.constantFrom('fixes', 'Closes', 'resolve');
    const number = fc.constantFrom('GH-1', 'gh-12', '#1');
    fc.assert(
      fc.property(keyword, number, (word, issue) => {
        const given = [
          updated({ plugin: `${word} ${issue}` }),
          updated({ plugin: word, previousVersion: issue }),
        ];
        expect(commitMessage('Title', given, TRIGGER)).not.toMatch(/(?:fix|close|resolve)\w*:? (?:#|gh-)\d/i);
      }),
    );
  });
});
