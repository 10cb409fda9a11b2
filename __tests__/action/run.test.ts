import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { runStep } from '../../src/action/run.ts';
import { rememberSecret } from '../../src/action/secrets.ts';
import { systemClock } from '../../src/github/client/client.ts';

/** What nobody foresaw: the step fails, and what it says is fit for a log. */
const CHANGED = ['GITHUB_ACTION_REPOSITORY', 'GITHUB_SERVER_URL'];
const before = { ...process.env };
let written = '';

beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  for (const name of CHANGED) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

function withoutDebug(log: string): string {
  const lines = log.split('\n').filter((line) => !line.startsWith('::debug::'));
  return lines.join('\n');
}

async function failing(message: string): Promise<void> {
  const act = () => Promise.reject(new Error(message));
  const readInputs = () => ({ kind: 'options', options: {} }) as const;
  await runStep({ readInputs, act, failedReport: () => null as never }, systemClock);
}

test('it names the repository of the action that runs, on the server of the run', async () => {
  process.env['GITHUB_ACTION_REPOSITORY'] = 'acme/notify-marketplace';
  process.env['GITHUB_SERVER_URL'] = 'https://ghe.example.com';
  await failing('x is not a function');
  expect([process.exitCode, written]).toEqual([
    1,
    expect.stringContaining(
      'This should not happen: x is not a function. Please run the job again with debug logging and report it at https://ghe.example.com/acme/notify-marketplace/issues.',
    ),
  ]);
});

test.each(['', 'acme', 'a b/c', 'https://evil.example/x'])(
  'without one (%j) it names no address',
  async (name) => {
    process.env['GITHUB_ACTION_REPOSITORY'] = name;
    process.env['GITHUB_SERVER_URL'] = 'https://github.com';
    await failing('x');
    expect(written).toContain('report it to whoever publishes this action.');
    expect(withoutDebug(written)).not.toContain('://');
  },
);

test('neither control characters nor tokens nor a stack leave it outside of the debug log', async () => {
  rememberSecret('ghs_0123456789abcdef');
  await failing('bad \u001b[31m\u009b1m\u202e::error::x ghs_0123456789abcdef\n::error::y');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(written).not.toMatch(/[\u001b\u0080-\u009f\u202e]|ghs_0123/);
  expect(withoutDebug(written)).not.toMatch(/ {4}at |^::error::y/m);
});
