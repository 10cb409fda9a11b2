/** PURE: a word that a shell takes literally, even a stranger's: nothing in it runs, and nothing in it is invisible. */
export function shellWord(text: string): string {
  if (/^(?![=~])[\w@%+=:,./-]+$/.test(text)) return text;
  return UNSEEN.test(text) ? escaped(text) : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A terminal obeys some of these when they are pasted, even between quotes. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** `$'…'`, as bash, zsh and ksh read it (https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html). */
function escaped(text: string): string {
  const written = Array.from(text, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    return UNSEEN.test(character) ? bytesOf(character) : character;
  });
  return `$'${written.join('')}'`;
}

/** In octal, always of three digits, so that no digit behind it belongs to it. */
function bytesOf(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
