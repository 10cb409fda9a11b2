import { describe, expect, test } from '@jest/globals';
import { fine, flaw, flawAbout } from '../../src/cli/doctor/finding.ts';
import { folded } from '../../src/cli/doctor/fold.ts';
import { type Part, partsOf } from '../../src/cli/doctor/workflows/parts.ts';
import { parseWorkflow, type WorkflowFile } from '../../src/cli/workflows/workflow-file.ts';
import type { DoctorCode } from '../../src/findings/codes.ts';

const PATH = '.github/workflows/a.yml';
const ours = 'org/notify-marketplace@v1';

function file(text: string, path = PATH): WorkflowFile {
  const parsed = parseWorkflow(text, path);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

async function partsIn(text: string, others: Record<string, string> = {}): Promise<readonly Part[]> {
  const local = Object.entries(others).filter(([name]) => name.startsWith('.github/'));
  const called = async (uses: readonly string[]) => new Map(uses.map((one) => [one, others[one] ?? null]));
  const all = await partsOf([file(text), ...local.map(([path, other]) => file(other, path))], called);
  return all.parts;
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
  ])('%s', async (_, inputs, more, expected) => {
    const [part] = await partsIn(step(inputs, more));
    expect(part?.token).toMatchObject(expected);
  });
});

describe('a workflow plays', () => {
  test('one part for each step of ours', async () => {
    const text = `on: push
jobs:
  a: {steps: [{uses: ${ours}, with: {marketplace: a/one}}, {uses: ${ours}, with: {marketplace: a/two}}]}
  b: {steps: [{uses: org/notify-marketplace/update@v1, with: {mode: pull-request}}]}
`;
    const parts = await partsIn(text);
    expect(parts.map(({ role }) => role)).toMatchObject([
      { kind: 'notify', marketplaces: ['a/one'] },
      { kind: 'notify', marketplaces: ['a/two'] },
      { kind: 'update', mode: 'pull-request' },
    ]);
  });

  test('the part of what it calls, with what it hands over', async () => {
    const shared = `on:
  workflow_call:
    inputs: {to: {type: string}, type: {type: string, default: bumped}}
jobs:
  tell:
    permissions: {contents: read}
    steps:
      - uses: ${ours}
        with: {marketplace: ${expression('inputs.to')}, event-type: ${expression('inputs.type')}, token: ${expression('secrets.pat')}}
`;
    const call = 'x/y/.github/workflows/shared.yml@v1';
    const caller = `on: push\njobs: {t: {uses: ${call}, with: {to: a/b}, secrets: {PAT: ${expression('secrets.MINE')}}}}\n`;
    const [part] = await partsIn(caller, { [call]: shared });
    expect(part).toMatchObject({
      path: PATH,
      calls: call,
      role: { kind: 'notify', marketplaces: ['a/b'], eventType: 'bumped' },
      token: { kind: 'secret', names: ['MINE'] },
      permissions: { contents: 'read' },
      push: { branches: null },
    });
    const without = await partsIn(caller.replace(/, secrets: .*/, '}}'), { [call]: shared });
    expect(without[0]?.token).toEqual({ kind: 'none' });
  });

  test('no part by itself where only others can start it', async () => {
    const shared = '.github/workflows/shared.yml';
    const parts = await partsIn(`on: push\njobs: {t: {uses: ./${shared}}}\n`, {
      [shared]: step('marketplace: a/b').replace('on: push', 'on: workflow_call'),
    });
    expect(parts.map(({ path, role }) => [path, role.kind])).toEqual([[PATH, 'notify']]);
  });

  test('none that can be told, where it calls what can’t be read', async () => {
    const call = 'x/y/.github/workflows/shared.yml@v1';
    const all = await partsOf(
      [file(`on: push\njobs: {t: {uses: ${call}}}\n`)],
      async () => new Map([[call, null]]),
    );
    expect(all).toMatchObject({ hidden: [call], parts: [{ role: { kind: 'none' } }] });
  });
});

describe('flaws that are alike', () => {
  const about = (name: string, code: DoctorCode = 'not-listed') =>
    flawAbout(name, flaw('problem', code, 'x', [`${name} is bad`, 'Fix it.']));

  test('are one from four on, at the place of the first', () => {
    const all = [fine('x', 'y'), about('1'), about('2', 'no-version'), about('3'), about('4'), about('5')];
    expect(folded(all)).toMatchObject([
      { kind: 'fine' },
      { code: 'not-listed', what: '1 is bad; likewise `3`, `4`, `5`' },
      { code: 'no-version', what: '2 is bad' },
    ]);
  });

  test('and few stay as they are, as do those about nothing', () => {
    const few = [about('1'), about('2'), about('3')];
    expect(folded(few)).toEqual(few);
    const plain = Array.from({ length: 9 }, () => flaw('warning', 'dry-run', 'x', ['a', 'b']));
    expect(folded(plain)).toEqual(plain);
  });
});
