import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// Tests run in our own environment, by our own loader (`__tests__/support/jest`). So: no failure is lost there, of no kind.
const HOW = `import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';\n`;
const GOOD = `test('good', () => expect(1).toBe(1));\n`;

/** What a file holds; the words that its failure is told by; how many of its tests fail, where any could be run. */
const BAD: readonly (readonly [name: string, source: string, told: RegExp, failed: number | null])[] = [
  ['an expectation', `test('bad', () => expect({ a: 1 }).toEqual({ a: 2 }));`, /- {3}"a": 2/, 1],
  ['what a test throws', `test('bad', () => { throw new Error('thrown'); });`, /thrown/, 1],
  ['what it rejects with', `test('bad', () => Promise.reject(new Error('rejected')));`, /rejected/, 1],
  ['a rejection of nothing', `test('bad', () => Promise.reject(undefined));`, /undefined/, 1],
  ['one row of a table', `test.each([1, 2, 3])('%i', (n) => expect(n).not.toBe(2));`, /● 2\n/, 1],
  [
    'one row of blocks',
    `describe.each([1, 2])('%i', (n) => test('bad', () => expect(n).toBe(2)));`,
    /● 1 › bad/,
    1,
  ],
  ['beforeAll', `beforeAll(() => { throw new Error('first'); });`, /first/, 1],
  ['beforeEach', `beforeEach(async () => { throw new Error('before'); });`, /before/, 1],
  ['afterEach', `afterEach(() => { throw new Error('after'); });`, /after/, 1],
  ['afterAll', `afterAll(() => expect(1).toBe(2));`, /Expected: 2/, 0],
  [
    'a test without an end',
    `test('bad', () => new Promise(() => undefined), 20);`,
    /Exceeded timeout of 20 ms/,
    1,
  ],
  [
    'a hook without an end',
    `beforeAll(() => new Promise(() => undefined), 20);`,
    /Exceeded timeout of 20 ms/,
    1,
  ],
  [
    'a rejection that nobody awaits',
    `test('bad', async () => { void Promise.reject(new Error('alone')); await new Promise(setImmediate); });`,
    /alone/,
    1,
  ],
  [
    'a rejection after the last test',
    `test('bad', () => { void Promise.reject(new Error('late')); });`,
    /late/,
    1,
  ],
  [
    'a timer that throws',
    `test('bad', async () => { setTimeout(() => { throw new Error('tick'); }); await new Promise((then) => setTimeout(then, 20)); });`,
    /tick/,
    1,
  ],
  [
    'too few expectations',
    `test('bad', () => { expect.assertions(2); expect(1).toBe(1); });`,
    /two assertions/,
    1,
  ],
  ['a test that ought to fail', `test.failing('bad', () => undefined);`, /supposed to fail/, 1],
  ['a block that throws', `describe('bad', () => { throw new Error('block'); });`, /block/, null],
  ['an import that throws', `await Promise.reject(new Error('at import'));`, /at import/, null],
  ['a syntax error', `const const = 1;`, /Unexpected token/, null],
  ['a missing module', `import './nowhere.js';`, /Cannot find module .*nowhere/, null],
  ['a missing name', `import { nothing } from 'node:fs';`, /named 'nothing'/, null],
  ['what Jest has elsewhere', `jest.mock('node:fs');`, /jest\.mock is not a function/, null],
  ['the end of its worker', `test('bad', () => process.kill(process.pid, 'SIGKILL'));`, /SIGKILL/, null],
];

/** Two files in one worker: each looks for what the other left behind. */
const LEAVES = `
const { stdout } = process;
test('finds nothing', () => {
  const found = [process.env.LEFT, process.cwd() === '/', process.exitCode, jest.isLeft, stdout.write.isLeft, globalThis.hooks];
  expect(found).toEqual([undefined, false, undefined, undefined, undefined, undefined]);
});
test('leaves', () => {
  process.env.LEFT = 'yes';
  delete process.env.PATH;
  process.chdir('/');
  process.exitCode = 3;
  jest.isLeft = true;
  jest.spyOn(stdout, 'write').mockImplementation(() => true).isLeft = true;
});
`;

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
}

let folder = '';
let files: ReadonlyMap<string, FileResult>;
let code: unknown;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suite-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('package.json', '{"type": "module"}');
  BAD.forEach(([, source], at) => {
    write(`bad-${at}.test.js`, `${HOW}${source}\n${source.includes("test('bad'") ? '' : GOOD}`);
  });
  for (const name of ['good.test.js', 'left-1.test.js', 'left-2.test.js']) {
    write(name, `${HOW}${name.startsWith('good') ? GOOD : LEAVES}`);
  }
  const args = [
    ...['node_modules/jest/bin/jest.js', '--roots', folder, '--testMatch', '**/*.test.js', '--maxWorkers=1'],
    ...['--json', '--outputFile', join(folder, 'run.json')],
  ];
  ({ code } = await promisify(execFile)(process.execPath, args).then(
    () => ({ code: 0 }),
    (error) => error,
  ));
  const { testResults } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  files = new Map(testResults.map((one: FileResult) => [one.name.slice(folder.length + 1), one]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(BAD.map((one, at) => [...one, at] as const))(
  '%s is a failure',
  (_name, _source, told, failed, at) => {
    const file = files.get(`bad-${at}.test.js`);
    expect(file?.status).toBe('failed');
    expect(file?.message).toMatch(told);
    const statuses = file?.assertionResults.map(({ status }) => status) ?? [];
    expect(statuses.filter((status) => status === 'failed')).toHaveLength(failed ?? 0);
  },
);

test('what is good is no failure, and the run fails nevertheless', () => {
  expect(files.get('good.test.js')).toMatchObject({
    status: 'passed',
    assertionResults: [{ status: 'passed' }],
  });
  expect([files.size, code]).toEqual([BAD.length + 3, 1]);
});

test.each(['left-1.test.js', 'left-2.test.js'])('%s finds nothing that another file left', (name) => {
  expect(files.get(name)).toMatchObject({ status: 'passed' });
});
