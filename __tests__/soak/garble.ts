import { oneOf } from '../support/random.ts';

/** Pieces that readers of JSON, of git's configuration, of versions, of shells or of terminals trip over. */
const PIECES = [
  '',
  '\0',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\r',
  '\r\n',
  '\n::error::x\n',
  '"',
  '\\',
  '\\u0000',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '//',
  '/*',
  '#',
  ';',
  '"__proto__": {"version": "9.9.9"},',
  '"constructor": {"prototype": 1},',
  '"version": "0.0.1",',
  '"name": "other",',
  '"plugins": [],',
  '"source": "./x",',
  'null',
  'true',
  '1e999',
  '-0',
  '../../etc/passwd',
  '$(id)',
  '`id`',
  '[submodule "x"]\n\tpath = ..\n\turl = ext::sh -c id\n',
  '\tpath = sub\n',
  '\turl = -u\n',
  '[include]\n\tpath = /etc/passwd\n',
  '99999999999999999999.0.0',
  '1.0.0-',
  'v1.0.1',
  '@everyone #1',
  '<!-- x -->',
  '<script>',
] as const;

/** PURE: the text with one to four changes: pieces in or over it, parts cut out, doubled, repeated or moved. */
export function garbled(text: string, random: () => number): string {
  const changes = 1 + Math.floor(random() * 4);
  return Array.from({ length: changes }).reduce<string>((now) => oneOf(random, CHANGES)(now, random), text);
}

type Change = (text: string, random: () => number) => string;

const CHANGES: readonly Change[] = [
  (text, random) => spliced(text, random, oneOf(random, PIECES), 0),
  (text, random) => spliced(text, random, oneOf(random, PIECES), 0),
  (text, random) => spliced(text, random, oneOf(random, PIECES), Math.floor(random() * 12)),
  (text, random) => spliced(text, random, '', Math.floor(random() * text.length)),
  (text, random) => spliced(text, random, oneOf(random, ['[', '{"a":', 'x', '\t', '\n']).repeat(20_000), 0),
  (text, random) => text.slice(0, Math.floor(random() * text.length)),
  (text) => text + text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\ufeff${text}`,
  (text, random) => inOtherOrder(text, random),
];

function spliced(text: string, random: () => number, piece: string, length: number): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + piece + text.slice(at + length);
}

/** Two lines change places. */
function inOtherOrder(text: string, random: () => number): string {
  const lines = text.split('\n');
  const [one, other] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
  [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
  return lines.join('\n');
}

/** PURE: the same JSON but for one value, which is gone or of another type. Null where there is no such place. */
export function garbledValue(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value);
  const places = placesIn(copy);
  if (places.length === 0) return copy;
  const { holder, key } = oneOf(random, places);
  const old = holder[key];
  const others = VALUES.filter((one) => kindOf(one) !== kindOf(old));
  if (random() < 0.3 && !Array.isArray(holder)) delete holder[key];
  else holder[key] = structuredClone(oneOf(random, others));
  return copy;
}

const VALUES: readonly unknown[] = [7, -1, 'text', '', true, [], {}, [null], { message: 'x' }, 1e21];

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

interface ValuePlace {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** All that is not null: null may be the truth. */
function placesIn(value: unknown): ValuePlace[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([key, item]) =>
    item === null ? [] : [{ holder, key }, ...placesIn(item)],
  );
}
