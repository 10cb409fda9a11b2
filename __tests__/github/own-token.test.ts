import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenMask, withoutToken } from '../../src/github/client/own-token.ts';

const TOKEN = 'github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const percent = (text: string) => [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');

describe('a token that a server sends back is hidden, however it is written', () => {
  test.each([
    ['as it is', TOKEN, '***'],
    ['twice', `${TOKEN} ${TOKEN}`, '*** ***'],
    ['in base64', base64(TOKEN), '***'],
    ['as git sends it', base64(`x-access-token:${TOKEN}`), '***'],
    ['after a user', base64(`me:${TOKEN}`), '***'],
    ['before something', base64(`${TOKEN}:x-oauth-basic`), '***'],
    ['in base64 for addresses', Buffer.from(`x:${TOKEN}`).toString('base64url'), '***'],
    ['in base64, percent-encoded', encodeURIComponent(base64(`x-access-token:${TOKEN}`)), '***'],
    ['percent-encoded', percent(TOKEN), '***'],
    ['percent-encoded in capitals', percent(TOKEN).toUpperCase(), '***'],
    ['percent-encoded where it is no letter', TOKEN.replaceAll('_', '%5F'), '***'],
  ])('%s', (_, written, hidden) => {
    expect(tokenMask(TOKEN)(`Basic ${written}, please`)).toBe(`Basic ${hidden}, please`);
  });

  test('in base64 after and before any text', () => {
    const mask = tokenMask(TOKEN);
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
        expect(mask(base64(before + TOKEN + after))).toContain('***');
      }),
    );
  });

  test('in bodies, headers and addresses', () => {
    const basic = base64(`x-access-token:${TOKEN}`);
    const answer = {
      headers: { location: `https://x.example/?auth=${encodeURIComponent(basic)}&token=${TOKEN}` },
      data: { message: `Bad header: Basic ${basic}`, errors: [{ [TOKEN]: percent(TOKEN) }] },
      url: `https://x.example/${TOKEN}`,
    };
    expect(withoutToken(answer, tokenMask(TOKEN))).toEqual({
      headers: { location: 'https://x.example/?auth=***&token=***' },
      data: { message: 'Bad header: Basic ***', errors: [{ '***': '***' }] },
      url: 'https://x.example/***',
    });
  });
});

test('the bytes of a file stay as they are: their hash is checked', () => {
  const file = { encoding: 'base64', content: base64(`a token: ${TOKEN}`) };
  expect(withoutToken(file, tokenMask(TOKEN))).toEqual(file);
});

test.each([
  ['other texts', 'Nothing of it: 50% of github_pat_11ABCDEFG0'],
  ['other base64', base64('x-access-token:github_pat_of_somebody_else')],
])('%s stay as they are', (_, text) => {
  expect(tokenMask(TOKEN)(text)).toBe(text);
});

test('what is too short to be a token is not looked for', () => {
  expect(tokenMask('short')('a short text')).toBe('a short text');
});
