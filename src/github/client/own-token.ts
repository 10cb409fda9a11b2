/** Shorter texts are no tokens, and would be found in ordinary words. */
const SHORTEST = 8;

/**
 * PURE: what hides a token in texts, however a server writes it: as it is, percent-encoded, or in base64, as HTTP's
 * `Basic` has it (`x-access-token:<token>`): of that the whole word.
 */
export function tokenMask(token: string): (text: string) => string {
  if (token.length < SHORTEST) return (text) => text;
  const cores = inBase64(token);
  const hidden = (word: string) => (cores.some((core) => word.includes(core)) ? '***' : word);
  return (text) => {
    const plain = text.replaceAll(token, '***');
    const decoded = plain.includes('%') ? withoutEncoded(plain, token) : plain;
    return hidden(decoded) === decoded ? decoded : decoded.replace(/[\w+-]+(?:=|%3[Dd])*/g, hidden);
  };
}

const ENCODED = /%[\da-f]{2}/gi;

function withoutEncoded(text: string, token: string): string {
  if (!text.replace(ENCODED, character).includes(token)) return text;
  const written: string[] = text.match(/%[\da-f]{2}|[\s\S]/gi) ?? [];
  const decoded = written.map(character).join('');
  for (let at = decoded.indexOf(token); at >= 0; at = decoded.indexOf(token, at + token.length)) {
    written.fill('', at, at + token.length);
    written[at] = '***';
  }
  return written.join('');
}

/** What is written, as it is or percent-encoded. Tokens are ASCII. */
function character(written: string): string {
  return written.length === 3 ? String.fromCharCode(Number.parseInt(written.slice(1), 16)) : written;
}

/** The characters that a text's base64 has for sure, whatever stands before and after it; in both alphabets. */
function inBase64(text: string): string[] {
  const cores = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return [...cores, ...cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'))];
}

/**
 * PURE: an answer in which the token that asked does not stand. A server may send it back, in an error's words, a
 * header or an address; whatever is cut, escaped or written elsewhere later must not hold a part of it.
 */
export function withoutToken<Value>(value: Value, mask: (text: string) => string): Value {
  return maskedIn(value, mask) as Value;
}

function maskedIn(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskedIn(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  // A file's bytes: whether they are the right ones is checked by their hash.
  const isBytes = 'encoding' in value && value.encoding === 'base64';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      mask(key),
      isBytes && key === 'content' ? item : maskedIn(item, mask),
    ]),
  );
}

/** PURE: what a server says, without the password of an address in it. */
export function withoutPasswords(text: string): string {
  return text.replace(/(?<=:\/\/)[^\s/?#:'"`<>]*:[^\s/?#'"`<>]*@/g, '***@');
}
