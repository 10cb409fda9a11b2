import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { UpdateOutcome } from '../../src/update/report/outcome.ts';
import { updateReport } from '../../src/update/report/report.ts';
import { anyText } from '../support/any-text.ts';
import {
  changeOf,
  findings,
  head,
  heldOne,
  marketplace,
  NEW,
  OLD,
  oid,
  pin,
  plan,
  problem,
  proposed,
  SERVER,
  seenOf,
  updated,
} from '../support/update-fixtures.ts';

const at = { file: 'marketplace.json', line: 1, column: 1 };
const summary = (fields: Partial<UpdateOutcome> = {}) => updateReport(findings(fields)).summary;
const times = <T>(number: number, make: (n: number) => T): T[] =>
  Array.from({ length: number }, (_, n) => make(n));

describe('the summary', () => {
  test('begins with what came of it, and what was looked at', () => {
    const one = marketplace([{ name: 'a', source: pin() }]);
    const text = summary({
      marketplace: one,
      seen: seenOf(one, [head()]),
      plan: plan({ changes: [changeOf(updated())] }),
      written: { kind: 'pushed', commit: oid('9') },
    });
    const link = `[9999999](${SERVER}/acme/marketplace/commit/${oid('9')})`;
    expect(text.split('\n')[0]).toBe(`### 1 plugin updated in ${link}`);
    expect(text).toContain(
      `Compared 1 plugin with its repository, at [ccccccc](${SERVER}/acme/marketplace/commit/${oid('c')}).`,
    );
  });

  test('says how to take a release back, with the page, where something was pushed', () => {
    const page = 'https://github.com/acme/notify-marketplace/blob/v1/docs';
    const addresses = { serverUrl: SERVER, apiUrl: '', graphqlUrl: '', runUrl: '', manual: page };
    const changes = [changeOf(updated())];
    const written = { kind: 'pushed', commit: oid('9') } as const;
    const text = summary({
      plan: plan({ changes }),
      options: { ...findings({}).options, addresses },
      written,
    });
    expect(text).toContain(`and revert then. [How to take a release back](${page}/take-back.md)`);
  });

  const nothingElse = { results: [proposed({})], problems: [], warnings: [] };
  test.each<UpdateOutcome['written']>([
    { kind: 'nothing' },
    { kind: 'dry-run', why: '`dry-run` is on' },
    { kind: 'refused', problem: problem(), isUnsure: false },
    { kind: 'proposed', pullRequests: nothingElse },
  ])('says nothing of taking a release back where nothing was pushed: $kind', (written) => {
    const text = summary({ plan: plan({ changes: [changeOf(updated())] }), written });
    expect(text).not.toContain('To take a release back');
  });

  test.each([
    [20, false],
    [21, true],
  ])('with %d updates, and as many held, is folded: %s', (length, isFolded) => {
    const names = Array.from({ length }, (_, n) => `p${n}`);
    const changes = names.map((plugin) => changeOf(updated({ plugin })));
    const held = names.map((plugin) => ({
      plugin,
      reason: 'x',
      cause: 'broken' as const,
      at: { file: 'm' },
    }));
    const text = summary({ plan: plan({ changes, held }) });
    expect(text.includes(`<details><summary>${length} updates</summary>\n\n| plugin |`)).toBe(isFolded);
    expect(text.includes(`decide: ${length}</summary>`)).toBe(isFolded);
    expect(text.match(/<code>p\d+<\/code>/g)).toHaveLength(2 * length);
  });

  test('has a row for each update: what moves, versions, and a link to what lies between', () => {
    const kinds = ['submodule', 'pin', 'tag', 'version'] as const;
    const changes = kinds.map((kind) => changeOf(updated({ plugin: `a-${kind}`, kind })));
    const text = summary({ plan: plan({ changes }) });
    expect(text).toContain('| plugin | what moves | version | commits |\n|---|---|---|---|\n');
    const link = `[1111111 → 2222222](${SERVER}/acme/sdk-bridge/compare/${OLD}...${NEW})`;
    const versions = '<code>2.0.0</code> → <code>2.0.1</code>';
    for (const [kind, moves] of [
      ['submodule', 'submodule'],
      ['pin', '`sha`'],
      ['tag', '`ref`'],
      ['version', '`version`'],
    ]) {
      expect(text).toContain(`| <code>a-${kind}</code> | ${moves} | ${versions} | ${link} |\n`);
    }
  });

  test('lists what is held, waits and is skipped, each once', () => {
    const text = summary({
      plan: plan({
        held: [heldOne({ plugin: 'a', reason: 'its `sha` is gone', cause: 'broken' })],
        waiting: [
          { plugin: 'b', commits: 3 },
          { plugin: 'c', commits: 1 },
          { plugin: 'd', commits: null },
        ],
        skipped: [{ plugin: 'e', reason: 'npm', warn: true, at }],
      }),
    });
    expect(text).toContain('- <code>a</code>: its <code>sha</code> is gone\n');
    expect(text).toMatch(/\*\*Waiting[^\n]*users do not get these commits yet\*\*/);
    for (const line of [
      '- <code>b</code>: 3 commits',
      '- <code>c</code>: 1 commit',
      '- <code>d</code>: a newer tag',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toMatch(
      /<details><summary>1 plugin skipped<\/summary>\n\n- <code>e<\/code>: npm\n\n<\/details>/,
    );
    expect(text.match(/its <code>sha<\/code> is gone/g)).toHaveLength(1);
  });

  test('has no list of what there is none of', () => {
    expect(summary()).not.toMatch(/Held|Waiting|skipped|\|/);
    expect(summary({ plan: plan({ changes: [changeOf(updated())], held: [heldOne()] }) })).not.toMatch(
      /… and/,
    );
  });

  test('says of each pull request what became of it', () => {
    const all = [
      proposed({ outcome: 'opened', plugins: ['a', 'b'] }),
      proposed({ outcome: 'left', pullRequest: null, plugins: [] }),
      proposed({ outcome: 'closed', plugins: [] }),
    ];
    const written = { kind: 'proposed', pullRequests: { results: all, problems: [], warnings: [] } } as const;
    const text = summary({ plan: plan({ changes: [changeOf(updated())] }), written });
    expect(text).toContain(
      `- [#7](${SERVER}/acme/marketplace/pull/7) opened: <code>a</code>, <code>b</code>\n`,
    );
    expect(text).toMatch(/^- The branch left unchanged/m);
    expect(text).toMatch(/^- \[#7\][^\n]* closed: nothing is left/m);
  });

  test('tells what failed with its remedy', () => {
    const text = summary({ written: { kind: 'refused', problem: problem(), isUnsure: false } });
    expect(text).toContain('- ❌ Something happened. Do this.');
  });

  test('says why nothing was written in a dry run', () => {
    const changes = [changeOf(updated())];
    expect(
      summary({ plan: plan({ changes }), written: { kind: 'dry-run', why: '`dry-run` is on' } }),
    ).toContain('- ℹ️ Nothing was written: <code>dry-run</code> is on.');
  });
});

describe('the summary of very many', () => {
  /** All lists full. */
  const full = (name: (n: number) => string, version: string, reason: string) =>
    summary({
      plan: plan({
        changes: times(1_000, (n) =>
          changeOf(updated({ plugin: name(n), version, previousVersion: version })),
        ),
        held: times(1_000, (n) => heldOne({ plugin: name(n), reason })),
        waiting: times(1_000, (n) => ({ plugin: name(n), commits: n })),
        skipped: times(1_000, (n) => ({ plugin: name(n), reason, warn: false, at })),
      }),
    });

  test('says how many more there are', () => {
    const text = full((n) => `${'@'.repeat(90)}${n}`, '1.0.0', 'x'.repeat(200));
    expect(text.match(/… and \d+ more/g)).toHaveLength(4);
    const rows = text.match(/^\| <code>/gm)?.length ?? 0;
    expect(rows + Number(/^… and (\d+) more/m.exec(text)?.[1])).toBe(1_000);
  });

  test.each([
    ['plain names', (n: number) => `plugin-${n}`, '1.0.0', 'its history was rewritten'],
    [
      'long names',
      (n: number) => `${n}${'x'.repeat(300)}`,
      'v'.repeat(300),
      `\`${'r'.repeat(300)}\` is gone`,
    ],
    ['names that are all escapes', () => '@'.repeat(100), '|'.repeat(100), `\`${'@'.repeat(100)}\` is gone`],
  ])('is no larger than GitHub takes: %s', (_, name, version, reason) => {
    expect(Buffer.byteLength(full(name, version, reason))).toBeLessThan(1024 * 1024);
  });
});

test('the summary has no HTML, link, heading, mention or further cell of a stranger’s', () => {
  const hostile = fc
    .array(
      fc.oneof(
        anyText({ maxLength: 6 }),
        fc.constantFrom(
          '<img src=x onerror=y>',
          '</code>',
          '</details>',
          '|',
          '[x](https://evil.test)',
          '@me',
          '`',
          '\n# h',
          '#1',
          'www.evil.test',
        ),
      ),
    )
    .map((parts) => parts.join(''));
  /** The elements that a Markdown renderer makes: the same whatever the names are. */
  const elements = (text: string) => {
    const html = marked.parse(text, { gfm: true, async: false });
    return [...html.matchAll(/<([a-z0-9]+)/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'code' && name !== 'wbr');
  };
  const shown = (plugin: string, version: string, branch: string) =>
    summary({
      plan: plan({
        changes: [changeOf(updated({ plugin, version, previousVersion: version, downgrade: true }))],
        held: [heldOne({ plugin })],
        waiting: [{ plugin, commits: 1 }],
        skipped: [{ plugin, reason: 'no', warn: true, at }],
      }),
      claims: [{ plugin: `unknown ${plugin}`, version, repository: branch, path: branch }],
      written: {
        kind: 'proposed',
        pullRequests: {
          results: [proposed({ plugins: [plugin], branch }), proposed({ outcome: 'left', branch })],
          problems: [],
          warnings: [],
        },
      },
    });
  const plain = elements(shown('a', '1.0.0', 'b'));
  fc.assert(
    fc.property(hostile, hostile, hostile, (plugin, version, branch) => {
      const text = shown(plugin, version, branch);
      expect(elements(text)).toEqual(plain);
      expect(text).not.toMatch(/@me|[^\n\P{Cc}]|[\p{Cf}\p{Cs}]/u);
    }),
  );
});
