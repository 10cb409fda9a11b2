import * as core from '@actions/core';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Clock, type Program, startSandbox } from '../../sandbox/index.ts';

const ACTION = { repository: 'acme/one', event: { name: 'schedule', payload: {} } };
const programs = new Map<string, Program>();
const { github, actions, close } = await startSandbox({ programs });
await (await github.createRepository('acme/one')).commit({ files: { 'README.md': 'One\n' } });

afterAll(close);

interface Options {
  action?: '' | 'update';
  inputs?: Record<string, string>;
  timeout?: number;
}

function runs(program: Program, { action = '', inputs = {}, timeout }: Options = {}) {
  programs.set(action, program);
  return actions.runAction({ ...ACTION, action, inputs, timeout });
}

describe('an action in the process of the sandbox', () => {
  test('finds inputs, environment and command files as in a process of its own, and nothing else', async () => {
    const result = await runs(
      async () => {
        core.setSecret('hush');
        core.warning(`${core.getInput('marketplace')}, hush`);
        core.setOutput('home', String(process.env['HOME']?.startsWith(github.root)));
        core.setOutput('variables', String(Object.keys(process.env).includes('npm_lifecycle_event')));
        core.setFailed('\r::notice::And no command');
      },
      { inputs: { marketplace: 'acme/market' } },
    );
    expect(result).toMatchObject({ outcome: 'failure', exitCode: 1 });
    expect(result.outputs).toEqual({ home: 'true', variables: 'false' });
    expect(result.annotations.map(({ message }) => message)).toEqual([
      'acme/market, ***',
      '\r::notice::And no command',
    ]);
    expect([process.exitCode, process.env['INPUT_MARKETPLACE']]).toEqual([undefined, undefined]);
  });

  test('is not mixed with one that runs at the same time', async () => {
    const program = async (clock: Clock) => {
      for (let round = 0; round < 3; round++) {
        core.info(core.getInput('marketplace'));
        await clock.sleep(1000);
      }
      if (core.getInput('marketplace') === 'a') core.setFailed('a');
    };
    const both = ['a', 'b'].map((marketplace) => runs(program, { inputs: { marketplace } }));
    const [a, b] = await Promise.all(both);
    expect([a?.rawOutput, b?.rawOutput]).toEqual(['a\na\na\n::error::a\n', 'b\nb\nb\n']);
    expect([a?.exitCode, b?.exitCode]).toEqual([1, 0]);
  });

  test('sleeps in the sandbox’s time, which passes when all that runs sleeps', async () => {
    const began = performance.now();
    const seen: string[] = [];
    const sleeper = (name: string, seconds: number) => async (clock: Clock) => {
      for (let time = seconds; time <= 60; time += seconds) {
        await clock.sleep(seconds * 1000);
        seen.push(`${name} ${time}`);
      }
    };
    const [slow, fast] = await Promise.all([
      runs(sleeper('slow', 50)),
      runs(sleeper('fast', 20), { action: 'update' }),
    ]);
    expect(seen).toEqual(['fast 20', 'fast 40', 'slow 50', 'fast 60']);
    expect(slow.endedAt - slow.startedAt).toBeGreaterThanOrEqual(50_000);
    expect(fast.endedAt - fast.startedAt).toBeGreaterThanOrEqual(60_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('sleeps several times at once, as long as the longest', async () => {
    const { startedAt, endedAt } = await runs(async (clock) => {
      await Promise.all([clock.sleep(9000), clock.sleep(1000), clock.sleep(5000)]);
    });
    expect(endedAt - startedAt).toBeGreaterThanOrEqual(9000);
    expect(endedAt - startedAt).toBeLessThan(10_000);
  });

  test('is heard no more after its time limit, and wakes from no sleep', async () => {
    let woke = false;
    const gate = Promise.withResolvers<void>();
    const program = async (clock: Clock) => {
      await gate.promise;
      core.info('late');
      await clock.sleep(1);
      woke = true;
    };
    const result = await runs(program, { timeout: 1 });
    gate.resolve();
    await runs((clock) => clock.sleep(1000));
    expect(result).toMatchObject({ outcome: 'failure', exitCode: null, rawOutput: '' });
    expect(result.annotations[0]?.message).toMatch(/has timed out after 0\.001 seconds/);
    expect(woke).toBe(false);
  });

  test('is a process where one is asked for', async () => {
    programs.set('', async () => core.info('in this process'));
    const result = await actions.runAction({ ...ACTION, inputs: {}, node: process.execPath });
    expect(result.rawOutput).not.toContain('in this process');
    expect(result.outcome).toBe('failure');
  });
});
