/**
 * The one way out for strangers' text: names, versions and paths out of manifests, and what servers answer.
 * Whatever a log, an annotation, a summary or a commit message shows of it has been through here.
 */

const LONGEST = 100;

/** Control, format (bidirectional, zero-width), line-separating and unpaired characters: unseen, or misleading. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * `text` on one line with nothing hidden in it, at most `longest` characters (`…` marks a cut).
 *
 * Unseen characters and backticks become `\u{…}`. So do the marks of a workflow command: `::` at the start, and
 * `##[` anywhere, because the runner still obeys `##[error]` and its kin in the middle of a line
 * (actions/runner, `ActionCommand.TryParse`).
 */
export function display(text: string, longest = LONGEST): string {
  let shown = '';
  for (const character of text) {
    const next = visible(character, shown);
    if (shown.length + next.length > longest) return `${cutTo(shown, longest - 1)}…`;
    shown += next;
  }
  return shown;
}

function visible(character: string, before: string): string {
  const command =
    (character === '[' && before.endsWith('##')) || (character === ':' && before.trim() === ':');
  const hidden = UNSEEN.test(character) || character === '`' || command;
  return hidden ? escapeOf(character) : character;
}

/** What moves a terminal's cursor, or turns the order of what is read. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A whole text of ours, the last time before it is written: if a stranger's got into it, its control and bidirectional
 * characters become `\u{…}`. Line ends stay where `kept` holds them.
 */
export function withoutControls(text: string, kept = ''): string {
  return text.replace(CONTROLS, (character) => (kept.includes(character) ? character : escapeOf(character)));
}

/** JSON in which nothing unseen stands as it is; its value is the same. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(CONTROLS, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The first `length` UTF-16 units, never half a character. */
function cutTo(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** `display(text)` between backticks: strangers' text in a sentence. */
export function quote(text: string, longest = LONGEST): string {
  return `\`${display(text, longest)}\``;
}

/**
 * `display(text)` for a job summary, also inside a table. Every character that HTML or Markdown could read is a
 * character reference, and inside `<code>` GitHub links no `@names` and no `#1`.
 */
export function displayCode(text: string): string {
  return code(display(text));
}

/** A sentence of ours for a job summary: what stands between backticks becomes code, the rest is text. */
export function sentenceMarkdown(sentence: string): string {
  return sentence
    .split('`')
    .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : code(part)))
    .join('');
}

/**
 * GitHub's Markdown makes links of bare addresses by `://`, `www.` and `@`
 * (https://github.github.com/gfm/#autolinks-extension-), of the last even where it is a reference: `<wbr>` parts it.
 */
function code(text: string): string {
  const escaped = text
    .replace(/[&<>"'\\`*_{}[\]()#!|~:@$=+]|(?<=www)\./gi, reference)
    .replaceAll('&#64;', '&#64;<wbr>');
  return `<code>${escaped}</code>`;
}

/** All that could be more than text in a sentence of ours, whose addresses may be links. */
function escapeMarkdown(text: string): string {
  return text.replace(/[&<>\\*[\]#|~@$]/g, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** `1 event`, `2 events`. */
export function count(number: number, singular: string): string {
  return `${number} ${number === 1 ? singular : `${singular}s`}`;
}

/** The first few of many. */
export function some(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** For `sort`: numbers in names by their value, so that `p2` comes before `p10`. */
export const naturalOrder = new Intl.Collator('en', { numeric: true }).compare;

/** As many of the lines as are not too long together. */
export function fitting(lines: readonly string[], longest: number): string[] {
  let length = 0;
  return lines.filter((line) => {
    length += line.length + 1;
    return length <= longest;
  });
}
