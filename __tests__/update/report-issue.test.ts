import { describe, expect, test } from '@jest/globals';
import type { UpdateOptions } from '../../src/update/inputs.ts';
import { type Findings, wantedList, writingOf } from '../../src/update/issue/issue-text.ts';
import { bodyWith, fingerprintOf, reportPartIn, reportPartText } from '../../src/update/issue/report-part.ts';
import type { Held } from '../../src/update/plan/plan.ts';
import { findings as outcome } from '../support/update-fixtures.ts';

const OPTIONS = { ...outcome().options, reportIssue: 'Held' } as UpdateOptions;

const names = (number: number) => Array.from({ length: number }, (_, n) => `plugin-${n}`);
const held = (plugin: string, reason = 'its history was rewritten: pin it again'): Held => ({
  plugin,
  reason,
  cause: 'decision',
  at: { file: 'x' },
});
const found = (all: readonly string[], more: Partial<Findings> = {}): Findings => ({
  held: all.map((name) => held(name)),
  names: all,
  isLeft: () => false,
  ...more,
});

/** The body after a run that found this, where it was this before. */
function bodyAfter(what: Findings, body = ''): string {
  const part = reportPartIn(body, 'Held', 1);
  return bodyWith(
    part ?? { before: '', after: '' },
    reportPartText(wantedList(what, part), writingOf(OPTIONS, 1)),
  );
}

const shown = (body: string) => [...body.matchAll(/^- <code>(.*?)<\/code>/gm)].map(([, name]) => name);
const rest = (body: string) => Number(/^… and (\d+) more/m.exec(body)?.[1] ?? 0);

describe('the body', () => {
  test.each([1, 200, 1000, 3500, 10_000])(
    'with %i held stays within 65,536 characters, and counts all',
    (number) => {
      const body = bodyAfter(found(names(number)));
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(shown(body).length + rest(body)).toBe(number);
      expect(shown(body).length).toBeGreaterThan(Math.min(number, 250) - 1);
    },
  );

  test('with 60,000 characters of a person’s beside it stays within them too', () => {
    const mine = `${'x'.repeat(60_000)}\n`;
    const body = bodyAfter(found(names(1000)), mine + bodyAfter(found(['plugin-0'])));
    expect([body.length <= 65_536, body.startsWith(mine), shown(body).length + rest(body)]).toEqual([
      true,
      true,
      1000,
    ]);
  });

  test('is the same after the same findings, whatever was there before', () => {
    const body = bodyAfter(found(names(300)));
    expect(bodyAfter(found(names(300)), body)).toBe(body);
    const part = reportPartIn(body.replaceAll('\n', '\r\n'), 'Held', 1);
    expect(fingerprintOf(wantedList(found(names(300)), part))).toBe(part?.fingerprint);
  });

  test.each([
    '@everyone',
    '#1 GH-1 acme/one#1 https://github.com/acme/one/issues/1',
    '<img src=x> <!-- notify-marketplace report end -->',
    '[x](javascript:1) **bold** | cell',
    'a\n- <code>forged</code> <!-- AAAAAAh -->\n## heading',
    '`code` $x$ ~~gone~~ \\',
  ])('shows the text %j as text', (text) => {
    const body = bodyAfter(
      found([text], {
        held: [held(text, `it is \`${text.replaceAll('`', '')}\`: ${text.replaceAll('`', '')}`)],
      }),
    );
    expect(body.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1);
    expect(body.match(/report end -->/g)).toHaveLength(1);
    const [line = ''] = body.split('\n').filter((one) => one.startsWith('- '));
    const plain = line
      .replaceAll(/<\/?(?:code|wbr)>| <!-- [\w-]{7} -->$/g, '')
      .replaceAll(/&(?:#\d+|lt|gt|amp);/g, '');
    expect(plain).not.toMatch(/[@<>[\]*|$~\\]|(?<!&)#\d/);
    expect(body).not.toMatch(/^## |^- <code>forged/m);
  });
});

test('no hidden comment holds two hyphens, which GitHub would show', () => {
  const body = bodyAfter(found(names(3000)));
  const inner = [...body.matchAll(/<!-- (.*?) -->/g)].map(([, text]) => text);
  expect([inner.length > 200, inner.filter((text) => text?.includes('--'))]).toEqual([true, []]);
});

describe('a run that looked at some plugins only', () => {
  const isLeft = (name: string) => name !== 'plugin-1';

  test.each([
    { number: 3, what: 'all of which have a line' },
    { number: 1000, what: 'most of which have none' },
  ])('keeps what is listed of the $number others, $what', ({ number }) => {
    const all = names(number);
    const body = bodyAfter(found(all));
    const healed = bodyAfter(found(all, { held: [], isLeft }), body);
    expect([shown(healed).includes('plugin-1'), shown(healed).length + rest(healed)]).toEqual([
      false,
      number - 1,
    ]);
    const broken = bodyAfter(found(all, { held: [held('plugin-1', 'other')], isLeft }), healed);
    expect([shown(broken).includes('plugin-1'), shown(broken).length + rest(broken)]).toEqual([true, number]);
    expect(bodyAfter(found(all, { held: [held('plugin-1', 'other')], isLeft }), broken)).toBe(broken);
  });

  test('drops what is listed of plugins that no entry has any more', () => {
    const body = bodyAfter(found(['gone', 'plugin-1', 'plugin-2']));
    expect(shown(bodyAfter(found(['plugin-1', 'plugin-2'], { held: [], isLeft }), body))).toEqual([
      'plugin-2',
    ]);
  });

  test('that keeps nothing leaves an empty list', () => {
    const body = bodyAfter(found(names(2), { held: [held('plugin-1')] }));
    expect(bodyAfter(found(names(2), { held: [], isLeft }), body)).toContain('Nothing is held');
  });
});
