/** Values that must not show in a log. */
export interface Masks {
  /** Hides a value and each of its lines from now on. */
  add(value: string): void;
  /** The text with every hidden value replaced by `***`; values that touch share one mask. */
  apply(text: string): string;
}

/**
 * Makes the masks of a job, as the runner's `SecretMasker` works: positions of all
 * values are found first and joined, so that overlapping secrets leave nothing over.
 * Base64, JSON and URL forms of a secret are hidden as well.
 */
export function makeMasks(secrets: Iterable<string> = []): Masks {
  const values = new Set<string>();
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/[\r\n]+/)]) for (const form of formsOf(part)) values.add(form);
  };
  for (const secret of secrets) add(secret);
  return { add, apply: (text) => replaceRanges(text, findRanges(text, values)) };
}

function formsOf(value: string): string[] {
  if (value.trim() === '') return [];
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ];
}

type Range = [start: number, end: number];

function findRanges(text: string, values: Iterable<string>): Range[] {
  const ranges: Range[] = [];
  for (const value of values) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      ranges.push([at, at + value.length]);
    }
  }
  return ranges.sort((a, b) => a[0] - b[0]);
}

function replaceRanges(text: string, ranges: Range[]): string {
  let result = '';
  let end = -1;
  let copied = 0;
  for (const [from, to] of ranges) {
    if (from > end) result += `${text.slice(copied, from)}***`;
    end = Math.max(end, to);
    copied = end;
  }
  return result + text.slice(copied);
}
