import { isObject } from '../../plugin/json.ts';
import { LONGEST_SCRIPT, type WorkflowStep } from './workflow.ts';

/** The values of the names in a step, in one of the ways in which it runs. */
export type Values = Pick<ReadonlyMap<string, string>, 'get'>;

/** A step that runs in more ways than this is not worth following. */
const MOST_WAYS = 100;
const DEEPEST = 20;

/**
 * PURE: the ways in which a step runs, each with the values of its variables: its `env`, what its script assigns,
 * and a row of its job's matrix or an item of its script's loop.
 */
export function waysOf(step: WorkflowStep): Values[] {
  const script = (step.run ?? step.with['script'] ?? '').slice(0, LONGEST_SCRIPT);
  const assigned = new Map(assignments(script).map(([name, value]) => [`$${name}`, value]));
  const fixed = (key: string) => step.env.get(key.replace(/^(?:\$|env\.)/, '')) ?? assigned.get(key);
  const loops = loopsIn(script).map(([name, items]) => items.map((item): Row => [[`$${name}`, item]]));
  const rows = product([matrixRows(step.matrix), ...loops]);
  return rows.map((row) => {
    const own = new Map(row);
    return { get: (key) => own.get(key) ?? fixed(key) };
  });
}

/**
 * PURE: a text with `${{ env.NAME }}`, `${{ matrix.key }}`, `$NAME` and `${NAME}` replaced by what they stand for:
 * every text that it may be. What is not known stays as it is written.
 */
export function expanded(text: string, ways: readonly Values[]): string[] {
  const most = Math.max(1, Math.floor(LONGEST_TOGETHER / text.length));
  return [...new Set(ways.slice(0, most).map((values) => replaced(text, values, 0)))];
}

/** A long script runs in few ways. */
const LONGEST_TOGETHER = 500_000;

/** PURE: what an input of a step may be; what only a run knows stays as it is written. */
export function inputTexts(step: WorkflowStep, name: string): string[] {
  const written = step.with[name] ?? '';
  return written.includes('${{') ? expanded(written, waysOf(step)) : [written];
}

const NAME =
  /\$\{\{\s*(?:'([^'{}]*)'|((?:env|matrix)(?:\.[\w-]+|\[\s*'[\w-]+'\s*\])+))\s*\}\}|\$\{(\w+)(?::?-[^}]*)?\}|\$(\w+)/g;

/** A value may name others; one that names itself ends at the depth. */
function replaced(text: string, values: Values, depth: number): string {
  if (depth === DEEPEST) return text;
  const next = text.replace(NAME, (written, literal, context?: string, braced?: string, bare?: string) => {
    const name = context?.replace(/\[\s*'([\w-]+)'\s*\]/g, '.$1') ?? `$${braced ?? bare}`;
    return literal ?? values.get(name) ?? written;
  });
  return next === text || next.length > 10_000 ? next : replaced(next, values, depth + 1);
}

/** `NAME=value` and `const name = 'value'`. */
function assignments(script: string): [name: string, value: string][] {
  const found = script.matchAll(
    /(?:^|[\s;])(?:export\s+|const\s+|let\s+|var\s+)?(\w+)(?:=| = )(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'();]+))/g,
  );
  return [...found].map(([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? '']);
}

/** `for name in one two; do`; a list longer than this is of no repositories. */
function loopsIn(script: string): [name: string, items: string[]][] {
  const loops = script.matchAll(/\bfor\s+(\w+)[ \t]+in[ \t]+([^;\n]{1,1000})[;\n]\s*do\b/g);
  return [...loops].map(([, name = '', list = '']) => [
    name,
    list
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, '')),
  ]);
}

type Row = readonly (readonly [string, string])[];

/**
 * Rows of `matrix`; one empty row where there is none. `include` adds to the rows that it does not contradict, else it
 * is a row of its own
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude).
 */
function matrixRows(matrix: unknown): Row[] {
  if (!isObject(matrix)) return [[]];
  const axes = Object.entries(matrix)
    .filter(([key, value]) => key !== 'include' && key !== 'exclude' && Array.isArray(value))
    .map(([key, value]) => fewOf(value as unknown[]).map((item) => pathsIn(`matrix.${key}`, item)));
  const [excluded, included] = [listIn(matrix['exclude']), listIn(matrix['include'])];
  const rows = axes.length === 0 && included.length > 0 ? [] : product(axes);
  const crossed = rows.filter((row) => !excluded.some((one) => one.every(isIn(row))));
  const fits = (row: Row, more: Row) => {
    const names = row.map(([name]) => name);
    return more.every((one) => !names.includes(one[0]) || isIn(row)(one));
  };
  const alone = included.filter((more) => !crossed.some((row) => fits(row, more)));
  return [
    ...crossed.map((row) => [...row, ...included.filter((more) => fits(row, more)).flat()]),
    ...alone,
  ].slice(0, MOST_WAYS);
}

function listIn(value: unknown): Row[] {
  return Array.isArray(value) ? fewOf(value).map((item) => pathsIn('matrix', item)) : [];
}

function isIn(row: Row) {
  return ([name, value]: Row[number]) => row.some(([own, its]) => own === name && its === value);
}

/** Every combination of one row of each list. */
function product(lists: readonly (readonly Row[])[]): Row[] {
  return lists.reduce<Row[]>(
    (rows, list) => rows.flatMap((row) => list.map((more) => [...row, ...more])).slice(0, MOST_WAYS),
    [[]],
  );
}

/** `matrix.key`, or `matrix.key.field` for each field of an object. */
function pathsIn(path: string, value: unknown): Row {
  if (!isObject(value)) return [[path, String(value)]];
  return fewOf(Object.entries(value)).flatMap(([key, inner]) => pathsIn(`${path}.${key}`, inner));
}

function fewOf<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, MOST_WAYS);
}
