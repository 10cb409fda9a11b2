/** Shorter texts are no tokens, and would be found in ordinary words. */
const SHORTEST = 8;

/**
 * PURE: an answer in which the token that asked does not stand. A server may send it back, in an error's words, a
 * header or an address; whatever is cut, escaped or written elsewhere later must not hold a part of it.
 */
export function withoutToken<Value>(value: Value, token: string): Value {
  return token.length < SHORTEST ? value : (replacedIn(value, token) as Value);
}

function replacedIn(value: unknown, token: string): unknown {
  if (typeof value === 'string') return value.includes(token) ? value.replaceAll(token, '***') : value;
  if (Array.isArray(value)) return value.map((item) => replacedIn(item, token));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [replacedIn(key, token), replacedIn(item, token)]),
  );
}

/** PURE: what a server says, without the password of an address in it. */
export function withoutPasswords(text: string): string {
  return text.replace(/(?<=:\/\/)[^\s/?#:'"`<>]*:[^\s/?#'"`<>]*@/g, '***@');
}
