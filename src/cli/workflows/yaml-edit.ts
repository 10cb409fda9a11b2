import { isDeepStrictEqual } from 'node:util';
import { isMap, isPair, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import { isObject } from '../../plugin/json.ts';
import { yamlScalar } from './yaml-scalar.ts';
import { plainValue, yamlDocument } from './yaml-value.ts';

/** Where a value is: keys of mappings, numbers in lists. */
export type YamlPlace = readonly (string | number)[];

/** One value of a YAML text that is to be another; a list may only grow at its end. */
export interface YamlChange {
  readonly at: YamlPlace;
  /** Undefined: the key goes. */
  readonly to: string | readonly string[] | undefined;
  /** Behind a key that is new. */
  readonly comment?: string;
}

/**
 * PURE: the text with these values changed, and every other byte as it was: comments, quotes, order. Null where a value
 * can't be changed without changing another, e.g. because an anchor shares it.
 */
export function changedYaml(text: string, changes: readonly YamlChange[]): string | null {
  return changes.reduce<string | null>(
    (before, change) => (before === null ? null : changedOnce(before, change)),
    text,
  );
}

function changedOnce(text: string, change: YamlChange): string | null {
  const document = yamlDocument(text);
  const splice = document.errors.length > 0 ? null : spliceFor(document.contents, text, change);
  if (splice === null) return null;
  const written = text.includes('\r\n') ? splice.text.replaceAll('\n', '\r\n') : splice.text;
  const after = text.slice(0, splice.from) + written + text.slice(splice.to);
  return isDeepStrictEqual(yamlValue(after), valueWith(plainValue(document), change)) ? after : null;
}

/** PURE: the value of a YAML text; undefined where it is none. */
export function yamlValue(text: string): unknown {
  const document = yamlDocument(text);
  const value = document.errors.length > 0 ? undefined : plainValue(document);
  return value instanceof Error ? undefined : value;
}

/** The value that is wanted, with the mappings on the way that were not there. */
function valueWith(value: unknown, { at, to }: YamlChange): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return to;
  if (typeof key === 'number')
    return Array.isArray(value) ? value.with(key, valueWith(value[key], { at: rest, to })) : null;
  const { [key]: own, ...others } = isObject(value) ? value : {};
  const next = valueWith(own, { at: rest, to });
  return next === undefined ? others : { ...(isObject(value) ? value : {}), [key]: next };
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Down to the value, or to the mapping that lacks the next key. */
function spliceFor(root: unknown, text: string, change: YamlChange): Splice | null {
  const { at, to } = change;
  let [around, node, found]: [unknown, unknown, Pair | null] = [null, root, null];
  for (const [depth, key] of at.entries()) {
    around = node;
    found = isMap(node)
      ? (node.items.find((item) => isScalar(item.key) && item.key.value === key) ?? null)
      : null;
    if (isSeq(node)) node = node.items[Number(key)];
    else if (found !== null) node = found.value;
    else
      return to !== undefined && isMap(node)
        ? addition(node, text, { ...change, at: at.slice(depth) })
        : null;
  }
  if (to === undefined) return found !== null && isMap(around) ? removal(around, found, text) : null;
  return replacement(node, text, to, isMap(around) && around.flow === true);
}

function replacement(
  node: unknown,
  text: string,
  to: string | readonly string[],
  isFlow: boolean,
): Splice | null {
  if (isSeq(node) && typeof to !== 'string') return growth(node, text, to);
  if (!isScalar(node) || node.range == null) return null;
  const [from, end] = node.range;
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  if (typeof to !== 'string') return { from, to: end, text: listed(to) };
  if (!isBlock) return { from, to: end, text: yamlScalar(to, isFlow, node.type === Scalar.QUOTE_SINGLE) };
  const header = text.slice(from, text.indexOf('\n', from)).trimEnd();
  const indent = /^ */.exec(text.slice(text.indexOf('\n', from) + 1))?.[0] ?? '';
  const lines = to.replace(/\n$/, '').split('\n');
  return { from, to: end, text: `${[header, ...lines.map((line) => indent + line)].join('\n')}\n` };
}

/** Items at the end of a list. */
function growth(
  node: { items: unknown[]; flow?: boolean } & Node,
  text: string,
  to: readonly string[],
): Splice | null {
  const more = to.slice(node.items.length);
  const last = node.items.at(-1) as Node | undefined;
  if (node.range == null || last === undefined || more.length === 0) return null;
  if (node.flow === true)
    return insertion(endOf(last), more.map((one) => `, ${yamlScalar(one, true)}`).join(''));
  return lineAfter(
    endOf(last),
    text,
    columnOf(node.range[0], text),
    more.map((one) => `- ${yamlScalar(one, false)}`),
  );
}

function addition(map: YAMLMap, text: string, { at, to, comment }: YamlChange): Splice | null {
  const last = map.items.at(-1);
  const value = (isFlow: boolean) => (typeof to === 'string' ? yamlScalar(to, isFlow) : listed(to ?? []));
  if (map.flow === true) {
    const [key = '', ...below] = at;
    const inner = below.reduceRight<string>((text, one) => `{${one}: ${text}}`, value(true));
    const written = `${key}: ${inner}`;
    const place = last === undefined ? (map.range?.[0] ?? 0) + 1 : endOf((last.value ?? last.key) as Node);
    return insertion(place, last === undefined ? written : `, ${written}`);
  }
  if (last === undefined || map.range == null) return null;
  const lines = at.map((key, depth) => {
    const isLast = depth === at.length - 1;
    return `${'  '.repeat(depth)}${key}:${isLast ? ` ${value(false)}${comment === undefined ? '' : ` # ${comment}`}` : ''}`;
  });
  return lineAfter(endOf((last.value ?? last.key) as Node), text, columnOf(map.range[0], text), lines);
}

function removal(map: YAMLMap, pair: Pair, text: string): Splice | null {
  const index = map.items.indexOf(pair);
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  const start = startOf(pair);
  const end = endOf((pair.value ?? pair.key) as Node);
  if (map.flow === true) {
    if (after !== undefined) return { from: start, to: startOf(after), text: '' };
    return before === undefined
      ? null
      : { from: endOf((before.value ?? before.key) as Node), to: end, text: '' };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // The first key of a list's item shares its line with the dash.
  if (text.slice(lineStart, start).trim() !== '') return null;
  const lineEnd = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  return { from: lineStart, to: lineEnd < 0 ? text.length : lineEnd + 1, text: '' };
}

function startOf(pair: Pair): number {
  return (pair.key as Node).range?.[0] ?? 0;
}

/** Behind the last character of a value. */
function endOf(node: Node): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const inner = isPair(last) ? (last.value ?? last.key) : last;
    if (inner != null) return endOf(inner as Node);
  }
  return node.range?.[1] ?? 0;
}

function insertion(at: number, text: string): Splice {
  return { from: at, to: at, text };
}

/** Lines below the one that ends here; a comment at its end stays there. */
function lineAfter(end: number, text: string, column: number, lines: readonly string[]): Splice {
  const indented = lines.map((line) => ' '.repeat(column) + line);
  if (text[end - 1] === '\n') return insertion(end, `${indented.join('\n')}\n`);
  const rest = /[^\r\n]*/y;
  rest.lastIndex = end;
  return insertion(end + (rest.exec(text)?.[0].length ?? 0), ['', ...indented].join('\n'));
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function listed(texts: readonly string[]): string {
  return `[${texts.map((one) => yamlScalar(one, true)).join(', ')}]`;
}
