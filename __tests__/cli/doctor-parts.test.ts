import { describe, expect, test } from '@jest/globals';
import { queueing } from '../../src/cli/doctor/checks/queueing.ts';
import { fine, flaw } from '../../src/cli/doctor/report/finding.ts';
import { foldedFindings } from '../../src/cli/doctor/report/text.ts';
import { partsOf, type WorkflowPart } from '../../src/cli/workflows/parts.ts';
import { parseWorkflow, type WorkflowFile } from '../../src/cli/workflows/workflow.ts';
import type { DoctorCode } from '../../src/findings/codes.ts';

const PATH = '.github/workflows/a.yml';
const ours = 'org/notify-marketplace@v1';

function file(text: string, path = PATH): WorkflowFile {
  const parsed = parseWorkflow(text, path);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

function partsIn(text: string): readonly WorkflowPart[] {
  return partsOf(file(text));
}

const step = (inputs: string, more = '') =>
  `on: push\njobs:\n  a:\n    runs-on: x\n${more}    steps:\n      - uses: ${ours}\n        with: {${inputs}}\n`;
const expression = (text: string) => `"\${{ ${text} }}"`;

describe('the token of a step comes from', () => {
  test.each<[string, string, string, object]>([
    ['nowhere', 'marketplace: a/b', '', { kind: 'none' }],
    ['an empty text', 'token: ""', '', { kind: 'none' }],
    ['the run', `token: ${expression('github.token')}`, '', { kind: 'run' }],
    ['the run, as a secret', `token: ${expression('secrets.GITHUB_TOKEN')}`, '', { kind: 'run' }],
    ['a secret', `token: ${expression('secrets.A')}`, '', { kind: 'secret', names: ['A'] }],
    ['a secret in brackets', `token: ${expression("secrets['A']")}`, '', { kind: 'secret', names: ['A'] }],
    [
      'one of two',
      `token: ${expression('secrets.A || secrets.B')}`,
      '',
      { kind: 'secret', names: ['A', 'B'] },
    ],
    [
      'a secret, else the run',
      `token: ${expression('secrets.A || github.token')}`,
      '',
      { kind: 'secret', names: ['A'] },
    ],
    [
      'a secret of an environment',
      `token: ${expression('secrets.A')}`,
      '    environment: {name: live}\n',
      { kind: 'secret', environment: 'live' },
    ],
    [
      'a variable',
      `token: ${expression('env.T')}`,
      `    env: {T: ${expression('secrets.A')}}\n`,
      { kind: 'secret', names: ['A'] },
    ],
    [
      'a variable that names itself',
      `token: ${expression('env.T')}`,
      `    env: {T: ${expression('env.T')}}\n`,
      { kind: 'unknown' },
    ],
    ['another job', `token: ${expression('needs.b.outputs.token')}`, '', { kind: 'unknown' }],
    ['the file itself', 'token: ghp_1', '', { kind: 'written' }],
  ])('%s', (_, inputs, more, expected) => {
    const [part] = partsIn(step(inputs, more));
    expect(part?.token).toMatchObject(expected);
  });
});

describe('a workflow plays', () => {
  test('one part for each step of ours', () => {
    const text = `on: push
jobs:
  a: {steps: [{uses: ${ours}, with: {marketplace: a/one}}, {uses: ${ours}, with: {marketplace: a/two}}]}
  b: {steps: [{uses: org/notify-marketplace/update@v1, with: {mode: pull-request}}]}
`;
    const parts = partsIn(text);
    expect(parts.map(({ role }) => role)).toMatchObject([
      { kind: 'notify', marketplaces: ['a/one'] },
      { kind: 'notify', marketplaces: ['a/two'] },
      { kind: 'update', mode: 'pull-request' },
    ]);
  });

  test('none of what it calls, which is named in its place', () => {
    const uses = ['x/y/.github/workflows/shared.yml@v1', './.github/workflows/other.yml'];
    const calls = (on: string) =>
      partsIn(`on: ${on}\njobs: {a: {uses: ${uses[0]}}, b: {uses: ${uses[1]}}}\n`).map(({ role }) => role);
    expect(calls('push')).toEqual([{ kind: 'calls', workflows: uses }]);
    expect(calls('repository_dispatch')).toEqual([{ kind: 'calls', workflows: uses }]);
  });

  test('its own part besides what it calls', () => {
    const text = `${step('marketplace: a/b')}  b:\n    uses: ./.github/workflows/other.yml\n`;
    expect(partsIn(text).map(({ role }) => role.kind)).toEqual(['notify', 'calls']);
  });

  test('a part for each marketplace of its matrix, and none that only a run knows', () => {
    const matrix = `    strategy: {matrix: {to: [a/b, ${expression('vars.M')}]}}\n`;
    const [part] = partsIn(step(`marketplace: ${expression('matrix.to')}`, matrix));
    expect(part?.role).toMatchObject({ kind: 'notify', marketplaces: ['a/b'], unknown: [`\${{ vars.M }}`] });
  });

  test.each([
    ['./.github/actions/notify-marketplace', 'notify'],
    ['./.github/actions/notify-marketplace/update', 'update'],
  ])('the same by a copy of the action in the repository itself: %s', (uses, kind) => {
    const [part] = partsIn(step('Marketplace: a/b').replace(ours, uses));
    expect(part?.role).toMatchObject({ kind, action: './.github/actions/notify-marketplace' });
  });
});

describe('flaws that are alike', () => {
  const about = (name: string, code: DoctorCode = 'not-listed') =>
    flaw('problem', code, 'x', [`${name} is bad`, 'Fix it.'], { about: name });

  test('are one from four on, at the place of the first', () => {
    const all = [fine('x', 'y'), about('1'), about('2', 'no-version'), about('3'), about('4'), about('5')];
    expect(foldedFindings(all)).toMatchObject([
      { kind: 'fine' },
      { code: 'not-listed', what: '1 is bad; likewise `3`, `4`, `5`' },
      { code: 'no-version', what: '2 is bad' },
    ]);
  });

  test('and few stay as they are, as do those about nothing', () => {
    const few = [about('1'), about('2'), about('3')];
    expect(foldedFindings(few)).toEqual(few);
    const plain = Array.from({ length: 9 }, () => flaw('warning', 'dry-run', 'x', ['a', 'b']));
    expect(foldedFindings(plain)).toEqual(plain);
  });
});

describe('the waiting runs of a workflow for single events', () => {
  const receiver = (inputs: string, concurrency: string) =>
    partsIn(
      `on: {repository_dispatch: {types: [plugin-updated]}}\n${concurrency}jobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: org/notify-marketplace/update@v1\n        with: {${inputs}}\n`,
    );
  const codes = (inputs: string, concurrency: string, host: string) =>
    receiver(inputs, concurrency).flatMap((part) =>
      queueing(part, { name: 'a/b', url: `https://${host}/a/b` }).map((one) =>
        'code' in one ? one.code : one,
      ),
    );
  const GROUP = 'concurrency: {group: x}\n';
  const QUEUE = 'concurrency: {group: x, queue: max}\n';

  test.each([
    ['scope: event', GROUP, ['runs-dropped'], ['runs-dropped']],
    ['scope: event', 'concurrency: x\n', ['runs-dropped'], ['runs-dropped']],
    ['scope: event', QUEUE, [], ['queue-unknown']],
    ['scope: event', '', [], []],
    ['scope: all', GROUP, [], []],
    ['', QUEUE, [], ['queue-unknown']],
  ])('%s with %j', (inputs, concurrency, cloud, server) => {
    expect(codes(inputs, concurrency, 'github.com')).toEqual(cloud);
    expect(codes(inputs, concurrency, 'acme.ghe.com')).toEqual(cloud);
    expect(codes(inputs, concurrency, 'github.acme.example')).toEqual(server);
  });
});
