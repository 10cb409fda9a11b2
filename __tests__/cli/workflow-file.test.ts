import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../../src/cli/workflows/parts.ts';
import { parseWorkflow } from '../../src/cli/workflows/workflow.ts';
import { cpuTime } from '../support/cpu-time.ts';

function workflow(text: string) {
  const parsed = parseWorkflow(text, '.github/workflows/x.yml');
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

describe('what starts a workflow', () => {
  test.each([
    ['on: push', { events: ['push'], push: { branches: null, tags: null } }],
    ['on: [push, release]', { events: ['push', 'release'], push: { branches: null } }],
    ['on: {push: {branches: main}}', { events: ['push'], push: { branches: ['main'] } }],
    [
      "on: {push: {branches: [a, 'b/**'], tags: ['v*']}}",
      { push: { branches: ['a', 'b/**'], tags: ['v*'] } },
    ],
    ['on: {repository_dispatch: {types: [x, y]}}', { dispatchTypes: ['x', 'y'] }],
    ['on: {repository_dispatch: }', { events: ['repository_dispatch'], dispatchTypes: null }],
    ['"on": push', { events: ['push'] }],
  ])('%s', (text, found) => {
    expect(workflow(text)).toMatchObject(found);
  });
});

test('jobs and steps are told with their lines, anchors followed', () => {
  const found = workflow(`on: push
jobs:
  one:
    steps:
      - &first
        name: First
        run: a
      - run: b
  two:
    uses: ./x.yml
  three:
    steps:
      - *first
`);
  expect(found.jobs).toMatchObject([
    { id: 'one', line: 3, uses: null },
    { id: 'two', line: 9, uses: './x.yml' },
    { id: 'three', line: 11, uses: null },
  ]);
  expect(found.steps.map(({ job, name, line, run }) => [job, name, line, run])).toEqual([
    ['one', 'First', 6, 'a'],
    ['one', null, 8, 'b'],
    ['three', 'First', 13, 'a'],
  ]);
});

test('env is the nearest’s', () => {
  const found = workflow(
    'on: push\nenv: {A: 1, B: 1}\njobs: {x: {env: {B: 2}, steps: [{run: x, env: {C: 3}}, {run: y}]}}',
  );
  expect(found.steps.map(({ env }) => ['A', 'B', 'C'].map(env.get))).toEqual([
    ['1', '2', '3'],
    ['1', '2', undefined],
  ]);
});

test('a job has its own permissions, else the workflow’s, and its environment', () => {
  const found = workflow(
    'on: push\npermissions: {contents: read}\njobs: {x: {permissions: {actions: write}, environment: live}, y: {permissions: read-all}, z: {environment: {name: b}}}',
  );
  expect(found.jobs.map(({ permissions, environment }) => [permissions, environment])).toEqual([
    [{ actions: 'write' }, 'live'],
    [{ all: 'read-all' }, null],
    [{ contents: 'read' }, 'b'],
  ]);
  expect(workflow('on: push\njobs: {x: {}}').jobs[0]?.permissions).toBeNull();
});

test('inputs have one name, however it is written', () => {
  const found = workflow('on: push\njobs: {x: {steps: [{uses: a/b@c, with: {Event-Type: A}}]}}');
  expect(found.steps[0]?.with).toEqual({ 'event-type': 'A' });
});

describe('a workflow file that is none', () => {
  test.each([
    ['on: [push', 1],
    ['on: push\na: b\n  c: d', 2],
    ['- a', 1],
    ['', 1],
    ['on: *nothing', 1],
  ])('%j is a problem at its line', (text, line) => {
    expect(parseWorkflow(text, 'x.yml')).toMatchObject({ kind: 'problem', path: 'x.yml', line });
  });
});

describe('a stranger’s file takes no time', () => {
  const many = (one: (index: number) => string, count = 10_000) =>
    Array.from({ length: count }, (_, index) => one(index)).join('\n');

  test.each([
    ['keys', many((index) => `k${index}: 1`)],
    ['keys in env', `env:\n${many((index) => `  k${index}: 1`)}`],
    [
      'jobs below many variables',
      `env:\n${many((index) => `  k${index}: 1`, 1_000)}\njobs:\n${many((index) => `  j${index}: {steps: [{run: x}]}`, 1_000)}`,
    ],
  ])('%s', (_, text) => {
    const took = cpuTime(() => expect(parseWorkflow(`on: push\n${text}`, 'x.yml').kind).toBe('workflow'));
    expect(took).toBeLessThan(3_000);
  });

  const steps = (script: string, count: number) =>
    many(() => `      - {run: ${JSON.stringify(script)}, env: {A: x}}`, count);
  const clones = many((index) => `git clone https://github.com/a/b${index}\ncd b${index}`, 400);

  test.each([
    ['mv a ', 20],
    ['sed -i x ', 20],
    ['for a in ', 5],
    [`repos/$${'{{'}`, 10],
    ['git submodule update ', 20],
    ['event_type: $' + '{{', 20],
    [`${clones}\ngit push\n`, 20],
  ])('what long scripts of %j do is found in the time that twice as many take twice', (part, count) => {
    const script = part.repeat(Math.ceil(20_000 / part.length));
    const time = (number: number) => {
      const parsed = parseWorkflow(
        `name: marketplace\non: push\njobs:\n  a:\n    steps:\n${steps(script, number)}\n`,
        'x.yml',
      );
      return cpuTime(() => (parsed.kind === 'workflow' ? partsOf(parsed.workflow) : null));
    };
    const few = time(count);
    expect(few).toBeLessThan(1_000);
    expect(time(2 * count)).toBeLessThan(4 * few + 200);
  });

  test('what the env of a job says is not gone through for each of its steps', () => {
    const env = many((index) => `      k${index}: ${'v'.repeat(90)}`, 2_000);
    const text = `name: plugin\non: push\njobs:\n  a:\n    env:\n${env}\n    steps:\n${steps('gh api repos/a/b/dispatches', 1_000)}\n`;
    const took = cpuTime(() => {
      const parsed = parseWorkflow(text, 'x.yml');
      if (parsed.kind === 'workflow') expect(partsOf(parsed.workflow)).toHaveLength(1);
    });
    expect(took).toBeLessThan(1_500);
  });
});

test.each(['on: push\na: 1\non: push', 'on: push\njobs: {a: {}, b: {}, "a": {}}'])(
  'a key that stands twice in one mapping makes the file unusable: %j',
  (text) => {
    expect(parseWorkflow(text, 'x.yml')).toMatchObject({
      kind: 'problem',
      message: expect.stringMatching(/twice/),
    });
  },
);

test.each([
  [
    'an alias inside of what it means',
    'jobs: {a: {steps: [&s {run: x, env: {a: *s}}]}}',
    /alias stands inside/,
  ],
  ['an alias without its anchor', 'jobs: *x', /x/],
])('%s makes the file unusable, and nothing else', (_, text, message) => {
  expect(parseWorkflow(`on: push\n${text}`, 'x.yml')).toMatchObject({
    kind: 'problem',
    message: expect.stringMatching(message),
  });
});
