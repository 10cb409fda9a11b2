import { isPair, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { yamlScalar } from './yaml-scalar.ts';
import { endOf, insertion, isFlow, lineStart, lineStop, type Splice, startOf } from './yaml-splice.ts';

export interface Addition {
  /** The new key, and those below it down to the value. */
  readonly keys: readonly (string | number)[];
  readonly to: string | readonly string[];
  readonly comment: string | undefined;
}

/** PURE: the ways to write a key at the end of a mapping. */
export function additions(map: YAMLMap, text: string, { keys, to, comment }: Addition): Splice[][] {
  const value = (inFlow: boolean) => (typeof to === 'string' ? yamlScalar(to, inFlow) : inBrackets(to));
  if (isFlow(map)) {
    const [key = '', ...below] = keys;
    const inner = below.reduceRight<string>((text, one) => `{${one}: ${text}}`, value(true));
    return flowAdditions(map, text, [`${key}: ${inner}`]);
  }
  const last = map.items.at(-1);
  if (last === undefined || map.range == null) return [];
  const lines = keys.map((key, depth) => {
    const written = ` ${value(false)}${comment === undefined ? '' : ` # ${comment}`}`;
    return `${'  '.repeat(depth)}${key}:${depth === keys.length - 1 ? written : ''}`;
  });
  return [[lineAfter(endOf(last), text, columnOf(map.range[0], text), lines)]];
}

/** PURE: the ways to write items at the end of a list. */
export function growths(list: YAMLSeq, text: string, more: readonly string[]): Splice[][] {
  if (isFlow(list)) {
    const items = more.map((one) => yamlScalar(one, true));
    return flowAdditions(list, text, items);
  }
  const last = list.items.at(-1);
  if (list.range == null || last === undefined) return [];
  const items = more.map((one) => `- ${yamlScalar(one, false)}`);
  return [[lineAfter(endOf(last), text, columnOf(list.range[0], text), items)]];
}

/** PURE: a list in brackets. */
export function inBrackets(texts: readonly string[]): string {
  return `[${texts.map((one) => yamlScalar(one, true)).join(', ')}]`;
}

/** In braces or brackets: on the last line, or on a line of their own where the last entry has one, with its comment. */
function flowAdditions(around: YAMLMap | YAMLSeq, text: string, entries: readonly string[]): Splice[][] {
  if (around.range == null) return [];
  const [open, close] = [around.range[0] + 1, around.range[1] - 1];
  const last: unknown = around.items.at(-1);
  const written = entries.join(', ');
  if (last == null) return text.slice(open, close).trim() === '' ? [[insertion(open, written)]] : [];
  const end = endOf(last);
  const gap = text.slice(end, close);
  if (!gap.includes('\n')) return [[insertion(end, `, ${written}`)]];
  const comma = /^\s*,/.test(gap) ? ',' : '';
  const line = insertion(lineStop(end, text), `\n${indentBeside(last, text)}${written}${comma}`);
  return [comma === '' ? [insertion(end, ','), line] : [line]];
}

/** As the last entry, or deeper than the line that it is on. */
function indentBeside(last: unknown, text: string): string {
  const start = isPair(last) ? startOf(last) : ((last as Node).range?.[0] ?? 0);
  const before = text.slice(lineStart(start, text), start);
  return before.trim() === '' ? before : `${/^[ \t]*/.exec(before)?.[0] ?? ''}  `;
}

/** Lines below the one that ends here; a comment at its end stays there. */
function lineAfter(end: number, text: string, column: number, lines: readonly string[]): Splice {
  const indented = lines.map((line) => ' '.repeat(column) + line);
  if (text[end - 1] === '\n') return insertion(end, `${indented.join('\n')}\n`);
  return insertion(lineStop(end, text), ['', ...indented].join('\n'));
}

function columnOf(offset: number, text: string): number {
  return offset - lineStart(offset, text);
}
