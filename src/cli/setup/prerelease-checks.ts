const MARKS = /\*-\*|['"]-['"]|=~\s*-|-[^\w'"]*(?:alpha|beta|rc)\b|\b(?:alpha|beta|rc)\b/i;
const VERSION = /ver|tag\b/i;
const COMPARES =
  /\bif\b|\[\[?\s|\bgrep\b|[=!]=|=~|\b(?:contains|includes|startsWith|endsWith|test|match)\s*\(/;

/**
 * PURE: whether a script or a condition asks whether a version is a prerelease. The words alone say nothing: they may be
 * a channel's name in what is sent, or a branch's.
 */
export function asksForPrereleases(text: string): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|\/\/)/.test(line));
  return lines.map(withoutData).some(isCheck) || casesIn(lines.join('\n'));
}

function isCheck(line: string): boolean {
  return COMPARES.test(line) && (/pre-?release/i.test(line) || (VERSION.test(line) && MARKS.test(line)));
}

/** What is sent or printed: fields with a text, and words for people. */
function withoutData(line: string): string {
  return line
    .replace(/\bclient[_-]payload\[\w+\]=\S*/g, '')
    .replace(/[\\"']*\b\w+\b[\\"']*\s*:\s*\\?["'][^"']*["']/g, '')
    .replace(/\becho\s+(?:-\w+\s+)?(?:"[^"$]*"|'[^']*')/g, '');
}

/** `case "$VERSION" in *-*) …`. */
function casesIn(script: string): boolean {
  return script
    .split(/\bcase\b/)
    .slice(1)
    .some((part) => {
      const [subject = '', ...patterns] = (part.split('esac')[0] ?? '').split(/\bin\b/);
      const labels = patterns.join('in').split(/;;|\n/);
      return VERSION.test(subject) && labels.some((one) => MARKS.test(one.split(')')[0] ?? ''));
    });
}
