import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import { display, displayCode, quote, sentenceMarkdown } from '../../src/plugin/display.ts';
import { anyText } from '../support/any-text.ts';

/** Text with more than its share of what strangers would try. */
const hostile = fc
  .array(
    fc.oneof(
      anyText({ maxLength: 8 }),
      fc.constantFrom('##[error]', '##', '[', '`', '\n', '\r', '::error::', '<', '>', '<b>', '&lt;', '@me'),
      fc.constantFrom(
        '#1',
        '[x](https://evil.test)',
        '\u202e',
        '\u200b',
        '\ud800',
        '\udc00',
        '😀',
        '|',
        '\\',
      ),
      fc.constantFrom('# x', '**b**', '_i_', '~~s~~', '$x$', '\u2028', '\u0000', '\u001b[31m', '\ufeff'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('display', () => {
  test.each([
    ['plain text stays', 'sdk-bridge 2.0.1', 'sdk-bridge 2.0.1'],
    ['letters of every script stay', 'größe 插件 😀', 'größe 插件 😀'],
    ['a newline cannot begin a line of its own', 'a\n::error::b', 'a\\u{a}::error::b'],
    ['a carriage return is escaped', 'a\rb', 'a\\u{d}b'],
    ['a terminal colour is escaped', '\u001b[31mred', '\\u{1b}[31mred'],
    ['NUL is escaped', 'a\u0000b', 'a\\u{0}b'],
    ['a C1 control is escaped', 'a\u0085b', 'a\\u{85}b'],
    ['a right-to-left override is escaped', 'a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['an isolate is escaped', 'a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['a zero-width space is escaped', 'a\u200bb', 'a\\u{200b}b'],
    ['a byte-order mark is escaped', '\ufeffa', '\\u{feff}a'],
    ['a tag character beyond the first plane is escaped', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a line separator is escaped', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['a lone high surrogate is escaped', 'a\ud83d', 'a\\u{d83d}'],
    ['a lone low surrogate is escaped', '\ude00a', '\\u{de00}a'],
    ['a backtick cannot end the code that it stands in', 'a`b', 'a\\u{60}b'],
    ['the old command syntax is broken up', '##[error]x', '##\\u{5b}error]x'],
    ['the old command syntax is broken up in mid-line', 'a ###[group]x', 'a ###\\u{5b}group]x'],
    ['a command at the start is broken up', '::error::x', ':\\u{3a}error::x'],
    ['a command after spaces is broken up', '  ::error::x', '  :\\u{3a}error::x'],
    ['colons elsewhere stay', 'a::b', 'a::b'],
    ['nothing stays nothing', '', ''],
  ])('%s', (_, text, shown) => {
    expect(display(text)).toBe(shown);
  });

  test('100 characters are shown whole', () => {
    expect(display('x'.repeat(100))).toBe('x'.repeat(100));
  });

  test('of 101 characters 99 are shown, and that there are more', () => {
    expect(display('x'.repeat(101))).toBe(`${'x'.repeat(99)}…`);
  });

  test.each(['', 'x'])('a cut never leaves half a character (after %j)', (start) => {
    const shown = display(`${start}${'😀'.repeat(60)}`);
    expect(shown.isWellFormed()).toBe(true);
    expect(shown).toMatch(/😀…$/u);
    expect(shown.length).toBeLessThanOrEqual(100);
  });

  test('a limit of the caller holds instead', () => {
    expect(display('abcdef', 4)).toBe('abc…');
  });

  test('hides no character, begins no workflow command, and is 100 long at most, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = display(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`]/u);
        expect(shown).not.toContain('##[');
        expect(shown.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('is the same when it is shown again, as long as it was not cut', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(display(display(text))).toBe(display(text));
      }),
    );
  });
});

test('quote puts exactly one pair of backticks around strangers’ text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(quote(text).split('`')).toEqual(['', display(text), '']);
    }),
  );
});

describe('a job summary', () => {
  test.each([
    ['a tag', '<img src=x>', '<code>&#60;img src&#61;x&#62;</code>'],
    ['a link', '[x](//evil.test)', '<code>&#91;x&#93;&#40;//evil.test&#41;</code>'],
    ['an address', 'https://evil.test', '<code>https&#58;//evil.test</code>'],
    ['an address without protocol', 'www.evil.test', '<code>www&#46;evil.test</code>'],
    ['a mail address', 'a@evil.test', '<code>a&#64;<wbr>evil.test</code>'],
    ['the border of a table cell', 'a|b', '<code>a&#124;b</code>'],
    ['an entity', '&lt;', '<code>&#38;lt;</code>'],
    ['a path', 'plugins/a/.claude-plugin/plugin.json', '<code>plugins/a/.claude-plugin/plugin.json</code>'],
  ])('shows %s as code', (_, text, shown) => {
    expect(displayCode(text)).toBe(shown);
  });

  test('shows what a sentence of ours has between backticks as code, and the rest as text', () => {
    expect(sentenceMarkdown('`a<b` is *not* a name.')).toBe('<code>a&#60;b</code> is &#42;not&#42; a name.');
  });

  /** The elements that a Markdown renderer makes of it, `<code>` aside. */
  function elements(markdown: string): string[] {
    const html = marked.parse(markdown, { gfm: true, async: false });
    return [...html.matchAll(/<([a-z0-9]+)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'code' && name !== 'wbr');
  }

  const summary = fc.oneof(
    hostile,
    fc.constantFrom(
      'https://evil.test',
      'www.evil.test',
      'a@b.test',
      '# x',
      '- x',
      '\\',
      '\\|',
      '![x](y)',
      '<a href=x>',
    ),
  );

  test('a name in a sentence is never a link, a heading, a list or a tag', () => {
    fc.assert(
      fc.property(summary, (text) => {
        expect(elements(`- ${sentenceMarkdown(`The plugin ${quote(text)} is new.`)}`)).toEqual(['ul', 'li']);
      }),
    );
  });

  test('a name in a table never makes a cell, a row or anything else', () => {
    const around = elements('| a | b |\n|---|---|\n| x | y |');
    fc.assert(
      fc.property(summary, (text) => {
        expect(elements(`| a | b |\n|---|---|\n| ${displayCode(text)} | y |`)).toEqual(around);
      }),
    );
  });
});
