/** PURE: a text of several lines in one, for a sentence. */
export function oneLine(text: string): string {
  return text
    .trim()
    .split(/\s*[\r\n]\s*/)
    .join(' ');
}

/** PURE: what takes the place of a file of Windows ends its lines as that did. */
export function withLineEndsOf(before: string, text: string): string {
  return before.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
