import { expect, test } from '@jest/globals';
import { isMap, isScalar, parse, parseDocument } from 'yaml';
import { lostComments, yamlComments } from '../../src/cli/workflows/yaml-comments.ts';
import { changedYaml, type YamlChange } from '../../src/cli/workflows/yaml-edit.ts';

/** The same numbers in every run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function dice(seed: number) {
  let state = seed;
  const below = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * most);
  };
  return { below, one: <T>(of: readonly T[]): T => of[below(of.length)] as T };
}
type Dice = ReturnType<typeof dice>;

let comments = 0;
/** At the end of a line, or nothing. */
const aside = ({ one }: Dice) => one(['', '', ` # c${++comments}, {x}: "y`, `\t# c${++comments}`]);
/** On lines of their own, or nothing. */
const above = ({ one }: Dice, indent: string) =>
  one(['', '', '', '\n', `${indent}# c${++comments}\n`, `# c${++comments}\n\n`]);

const MARKETPLACES = [
  'acme/a',
  '"acme/a"',
  "'acme/a'",
  'acme/a,',
  'acme/a,\n              acme/b',
  '"acme/a,\n              acme/b"',
  '|\n              acme/a\n\n              acme/b',
  '|-\n              acme/a',
  '|+\n              acme/a\n\n',
  '>\n              acme/a,\n              acme/b',
  '"acme\\u002Fa"',
  '&m acme/a',
  '!!str acme/a',
];

function inputsInBlock(at: Dice, names: readonly string[]): string {
  const lines = names.map((name) => {
    const value = name === 'marketplace' ? at.one(MARKETPLACES) : at.one(['x', '"x\ty"', "'it''s'", '60']);
    const isBlock = /^[|>]/.test(value);
    const [first = '', ...rest] = value.split('\n');
    const lines = isBlock ? [`${first}${aside(at)}`, ...rest] : [first, ...rest];
    return `${above(at, '            ')}            ${name}: ${lines.join('\n')}${isBlock ? '' : aside(at)}\n`;
  });
  return `        with:${aside(at)}\n${lines.join('')}`;
}

function inputsInFlow(at: Dice, names: readonly string[]): string {
  const own = at.below(2) === 0;
  const gap = () => (own ? `${aside(at)}\n              ` : at.one(['', ' ']));
  const flowable = MARKETPLACES.filter((one) => !/[|>,\n]/.test(one));
  const entries = names.map(
    (name, index) =>
      `${name}: ${name === 'marketplace' ? at.one(flowable) : 'x'}${index < names.length - 1 ? ',' : at.one(['', ','])}`,
  );
  return `        with: {${gap()}${entries.map((one) => one + gap()).join('')}}${aside(at)}\n`;
}

/** A workflow as people may write it. */
function workflow(at: Dice): { text: string; names: string[] } {
  const names = ['token', 'marketplace', 'mode', 'wait'].filter(
    (one) => one === 'marketplace' || at.below(2),
  );
  const inputs = at.below(2) ? inputsInBlock(at, names) : inputsInFlow(at, names);
  const types = at.one([
    '[a , "b"]',
    '[\n      a, # one\n      b\n    ]',
    '[a,]',
    `\n    - a${aside(at)}\n    - 'b'`,
  ]);
  const text = `${at.one(['', '', '---\n', '# top\n---\n', '%YAML 1.2\n---\n'])}${above(at, '')}name: ${at.one(['x', '"x # no"'])}${aside(at)}
on:
  repository_dispatch:
    types: ${types}${aside(at)}
x: ${at.one(['{a: &m1 b, c: *m1}', '&shared {a: b}\ny: *shared', '>-\n  folded # no\n\n  text'])}
jobs:
  tell: ${aside(at)}
    permissions: ${at.one(['{contents: read}', `\n      contents: read${aside(at)}`, '{\n      contents: read # why\n    }'])}
${above(at, '    ')}    steps:
      - run: |${at.one(['', '+', '-'])}
          echo "# no"\t

      -   uses: o/notify-marketplace@v1${aside(at)}
${above(at, '          ')}${inputs.replaceAll(/^ {8}(?=with:)/gm, '          ')}${above(at, '  ')}${at.one(['', '      - run: echo\n', '...\n'])}`;
  const ended = at.one(['\n', '\r\n', 'mixed']);
  let line = 0;
  const lines = text.replaceAll('\n', () => (ended === 'mixed' ? (line++ % 2 ? '\n' : '\r\n') : ended));
  return { text: at.one(['', '', '\ufeff']) + (at.below(6) ? lines : lines.trimEnd()), names };
}

const STEP = ['jobs', 'tell', 'steps', 1];

function change(at: Dice, names: readonly string[], text: string): YamlChange {
  const before = parse(text);
  const last = names.at(-1) ?? '';
  const marketplace = String(before.jobs.tell.steps[1].with.marketplace ?? '');
  const body = marketplace.trimEnd();
  const joined = `${body}${marketplace.includes('\n') ? '\n' : ', '}acme/new${marketplace.slice(body.length)}`;
  return at.one<YamlChange>([
    { at: [...STEP, 'with', 'marketplace'], to: joined },
    { at: [...STEP, 'with', 'marketplace'], to: 'acme/other' },
    { at: [...STEP, 'with', last], to: `\${{ secrets.NEW }}` },
    { at: [...STEP, 'with', 'event-type'], to: 'bumped' },
    { at: [...STEP, 'with', last], to: undefined },
    { at: [...STEP, 'with', names[0] ?? ''], to: undefined },
    { at: [...STEP, 'with'], to: undefined },
    { at: [...STEP, 'uses'], to: 'o/notify-marketplace@v2' },
    { at: ['on', 'repository_dispatch', 'types'], to: [...before.on.repository_dispatch.types, 'new'] },
    { at: ['jobs', 'tell', 'permissions', 'pull-requests'], to: 'write' },
  ]);
}

/** By a way of its own: set in the plain value. */
function expected(text: string, { at, to }: YamlChange): unknown {
  const value = parse(text);
  const around = at.slice(0, -1).reduce((inner, key) => inner[key], value);
  if (to === undefined) delete around[at.at(-1) ?? ''];
  else around[at.at(-1) ?? ''] = to;
  return value;
}

/** The lines of what is edited: of the value that is replaced or goes, or of what a new one comes behind. */
function window(text: string, { at, to }: YamlChange): [from: number, to: number] {
  const document = parseDocument(text);
  const place = document.hasIn(at) ? at : at.slice(0, -1);
  const node = document.getIn(place, true) as { range: [number, number, number] };
  const around = document.getIn(place.slice(0, -1), true);
  const pair = isMap(around) ? around.items.find(({ key }) => String(key) === place.at(-1)) : undefined;
  const [from, , end] = node.range;
  if (isScalar(node) && to !== undefined) return [from, node.range[1]];
  const start = (pair?.key as typeof node | undefined)?.range[0] ?? from;
  const stop = text.indexOf('\n', end - 1);
  return [text.lastIndexOf('\n', start) + 1, stop < 0 ? text.length : stop + 1];
}

test('an edit of any workflow changes the value asked for and nothing around it, or there is none', () => {
  const at = dice(20_261_128);
  let [edited, refused] = [0, 0];
  for (let round = 0; round < 120; round++) {
    const { text, names } = workflow(at);
    const asked = change(at, names, text);
    const after = changedYaml(text, [asked]);
    if (after === null) {
      refused++;
      continue;
    }
    edited++;
    const shown = `${JSON.stringify(asked)}\n${text}\n=>\n${after}`;
    expect([shown, parse(after)]).toEqual([shown, expected(text, asked)]);
    const [first, last] = window(text, asked);
    const [head, rest] = [text.slice(0, first), text.slice(last)];
    expect([shown, after.startsWith(head), after.endsWith(rest)]).toEqual([shown, true, true]);
    expect([shown, after.length >= head.length + rest.length]).toEqual([shown, true]);
    const lost = lostComments(text, after);
    const inside = yamlComments(text.slice(first, last));
    expect([shown, lost.filter((one) => asked.to !== undefined || !inside.includes(one))]).toEqual([
      shown,
      [],
    ]);
    if (!text.replaceAll('\r\n', '').includes('\n'))
      expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  }
  // E.g. the only key of a mapping does not go: its mapping would be empty.
  expect([edited, refused]).toEqual([118, 2]);
});
