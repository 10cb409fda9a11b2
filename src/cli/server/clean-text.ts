/**
 * The last gate before a terminal, a log or a pipe. Names and paths are shown by `plugin/display.ts` as it is; what got
 * past it, in an error's message or a command to paste, does no harm either: it moves no cursor, changes no direction
 * and shows no secret.
 */

/** Control, format (bidirectional, zero-width), line-separating and unpaired characters, but tab and line end. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The escape sequences that `Terminal.colour` writes, and no others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const COLOUR = /\u001b\[(?:1|2|22|31|32|33|36|39)m/g;

/** PURE: a text with nothing hidden in it: unseen characters become `\u{…}`, passwords and `secrets` become `***`. */
export function cleaned(text: string, secrets: Iterable<string>, colour: boolean): string {
  const safe = withoutPasswords(withoutSecrets(text, secrets));
  if (!colour) return visible(safe);
  const codes = safe.match(COLOUR) ?? [];
  return safe
    .split(COLOUR)
    .map((part, index) => `${visible(part)}${codes[index] ?? ''}`)
    .join('');
}

/** PURE: a text whose unseen characters are seen: nothing in it moves a cursor, or changes a direction. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Shorter texts are not tokens, and may appear anywhere. */
const SHORTEST_SECRET = 8;

/**
 * Anything that looks like a token is hidden, no matter where it came from, and where
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats).
 */
const TOKEN = /\b(?:gh[a-z]_[A-Za-z0-9][\w.-]{19,}|github_pat_\w{20,})/g;

/** A text that was cut for display may hold the beginning of a secret: that goes too. */
function withoutSecrets(text: string, secrets: Iterable<string>): string {
  let shown = text.replace(TOKEN, '***');
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET || !shown.includes(secret.slice(0, SHORTEST_SECRET))) continue;
    shown = shown.replaceAll(secret, '***');
    for (let length = secret.length - 1; length >= SHORTEST_SECRET; length--)
      shown = shown.replaceAll(`${secret.slice(0, length)}…`, '***…');
  }
  return shown;
}

/** The second: a password that is not encoded may hold what would end it; what follows the colon is no port then. */
const USER = /(?<=[a-z]:\/\/)(?:[^\s/?#'"`<>]*@|[^\s/?#:@'"`<>]*:(?!\d*(?:[\s/?#]|$))[^\s'"`<>]*@)/gi;

/** `scheme://name:password@` and `scheme://token@`; plain names such as `git`, and variables, are no secrets. */
function withoutPasswords(text: string): string {
  return text.replace(USER, (user) =>
    /^[\w.-]{1,39}@$/.test(user) && !/gh[a-z]_|github_pat_/i.test(user) ? user : hidden(user),
  );
}

function hidden(user: string): string {
  return /^[^:]*:\$/.test(user) ? user : '***@';
}

/** PURE: JSON that a terminal shows as it is: what is unseen is written as its escape, which means the same. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
