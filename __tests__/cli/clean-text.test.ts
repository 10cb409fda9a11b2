import { describe, expect, test } from '@jest/globals';
import { cleaned, jsonText } from '../../src/cli/server/clean-text.ts';

const TOKEN = 'ghp_abcdefghijklmnop';

describe('what is written to a terminal', () => {
  test.each([
    ['plain text\n\tand lines', 'plain text\n\tand lines'],
    ['a\u001b[2Jb\u0007\r', 'a\\u{1b}[2Jb\\u{7}\\u{d}'],
    ['\u009b31m, \u202egnp, \u200b, \u2028', '\\u{9b}31m, \\u{202e}gnp, \\u{200b}, \\u{2028}'],
    ['half a character: \ud83d', 'half a character: \\u{d83d}'],
    // A plain name says nothing; a password and a token do.
    ['ssh://git@github.com/a/b', 'ssh://git@github.com/a/b'],
    ['https://me:secret@ghe.example/a', 'https://***@ghe.example/a'],
    ['https://me:p@ss:w@rd@ghe.example/a', 'https://***@ghe.example/a'],
    ['https://me:p/s#?@s@ghe.example/a, and b', 'https://***@ghe.example/a, and b'],
    ['https://ghe.example:8443/@scope/b', 'https://ghe.example:8443/@scope/b'],
    ['at https://ghe.example: see @me', 'at https://ghe.example: see @me'],
    [`https://${TOKEN}@github.com/a`, 'https://***@github.com/a'],
    [`https://x-access-token:${TOKEN}@github.com/a`, 'https://***@github.com/a'],
    ['https://me@ghe.example/@scope', 'https://me@ghe.example/@scope'],
    ['npm: https://a.example/@scope/b', 'npm: https://a.example/@scope/b'],
    // Whoever it belongs to.
    [`unknown command 'ghp_${'a1'.repeat(18)}'`, "unknown command '***'"],
    [`github_pat_${'a_1'.repeat(10)} and ghs_${'a.b-c'.repeat(9)}`, '*** and ***'],
    ['a ghp_… is classic', 'a ghp_… is classic'],
  ])('%j is %j', (text, shown) => {
    expect(cleaned(text, [], false)).toBe(shown);
  });

  test('has its own colours where there are any, and no other sequence', () => {
    const text = '\u001b[31m✗\u001b[39m \u001b[1m\u001b[8mx\u001b[22m\u001b]0;title\u0007';
    expect(cleaned(text, [], true)).toBe(
      '\u001b[31m✗\u001b[39m \u001b[1m\\u{1b}[8mx\u001b[22m\\u{1b}]0;title\\u{7}',
    );
    expect(cleaned(text, [], false)).not.toContain('\u001b');
  });

  test.each([
    [`Bad ${TOKEN}, ${TOKEN}!`, 'Bad ***, ***!'],
    ['cut: ghp_abcdefgh…', 'cut: ***…'],
    ['ghp_abcd other', 'ghp_abcd other'],
  ])('holds no token: %j is %j', (text, shown) => {
    expect(cleaned(text, ['short', TOKEN], false)).toBe(shown);
  });

  test('a secret that is too short to be one hides nothing', () => {
    expect(cleaned('a main branch', ['main'], false)).toBe('a main branch');
  });
});

test.each([['\u009b31m'], ['\u202egnp'], ['\ud83d'], ['\u{e0001}'], ['a\nb "c" \u001b'], ['\u007f']])(
  'JSON of %j shows nothing unseen, and means the same',
  (text) => {
    const json = jsonText([{ [text]: text }]);
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(json)).toEqual([{ [text]: text }]);
  },
);
