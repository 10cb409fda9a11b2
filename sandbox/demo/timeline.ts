/** The demo's lines: a time, a sign, a text, and folded-in blocks below it. */
export interface Timeline {
  /** Starts a chapter. */
  chapter(title: string): void;
  /** One thing that happened, `at` milliseconds since the sandbox started. */
  event(at: number, text: string): void;
  /** What was printed, sent or written, indented. */
  block(text: string): void;
}

export function printTimeline(print: (line: string) => void): Timeline {
  return {
    chapter: (title) => print(`\n── ${title}`),
    event: (at, text) => print(`${(at / 1000).toFixed(2).padStart(7)} s  ${text}`),
    block: (text) => {
      for (const line of text.trimEnd().split('\n')) print(`           │ ${line}`.trimEnd());
    },
  };
}

/** A job summary as a terminal can show it: the tables' columns in line, links and tags reduced to their text. */
export function renderSummary(markdown: string): string {
  return markdown
    .split('\n\n')
    .map((block) => (block.startsWith('|') ? renderTable(block) : plainText(block)))
    .join('\n\n');
}

function renderTable(block: string): string {
  const rows = block
    .split('\n')
    .filter((row) => !/^\|[-|]+\|$/.test(row))
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => plainText(cell.trim())),
    );
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function plainText(markdown: string): string {
  return markdown
    .replace(/<[^>]+>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
