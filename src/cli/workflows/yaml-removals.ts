import type { Pair, YAMLMap } from 'yaml';
import { endOf, isFlow, lineStart, lineStop, nextLine, type Splice, startOf } from './yaml-splice.ts';

/** PURE: the ways to take a key out of its mapping: with its lines, or from between others. */
export function removals(map: YAMLMap, pair: Pair, text: string): Splice[][] {
  return isFlow(map)
    ? [...ownLines(pair, text, FLOW_REST), ...between(map, pair, text)]
    : ownLines(pair, text, /^/);
}

/** Behind an entry that has its line for itself: a comma, a comment. */
const FLOW_REST = /^[ \t]*,?[ \t]*(?:#.*)?$/;

/** The first key of a list's item shares its line with the dash, so it has none of its own. */
function ownLines(pair: Pair, text: string, rest: RegExp): Splice[][] {
  const [start, end] = [startOf(pair), endOf(pair)];
  const from = lineStart(start, text);
  const isAlone = text.slice(from, start).trim() === '' && rest.test(text.slice(end, lineStop(end, text)));
  if (!isAlone) return [];
  // Lines of a block end with their line end.
  return [[{ from, to: text[end - 1] === '\n' ? end : nextLine(end, text), text: '' }]];
}

/** With the comma that parts it from the next one, or from the one before. No comment may stand there. */
function between(map: YAMLMap, pair: Pair, text: string): Splice[][] {
  const index = map.items.indexOf(pair);
  const [before, after] = [map.items[index - 1], map.items[index + 1]];
  const [start, end] = [startOf(pair), endOf(pair)];
  const gaps = [
    ...(after === undefined
      ? []
      : [{ from: start, to: startOf(after), gap: text.slice(end, startOf(after)) }]),
    ...(before === undefined
      ? []
      : [{ from: endOf(before), to: end, gap: text.slice(endOf(before), start) }]),
  ];
  return gaps.filter(({ gap }) => !gap.includes('#')).map(({ from, to }) => [{ from, to, text: '' }]);
}
