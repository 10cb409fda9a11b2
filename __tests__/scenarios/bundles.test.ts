import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../sandbox/types.ts';
import {
  BUMP,
  MACHINE_NODE,
  manifest,
  NODE_24,
  push,
  ROOT_MANIFEST,
  setting,
  sharedSandbox,
} from './support.ts';
import {
  entriesOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  type UpdateRun,
  update,
} from './update-support.ts';

/**
 * The committed bundles as a runner starts them: a process of their own, on the oldest Node that is supported and on
 * the one that GitHub has. All other scenarios of the actions run `src` in the tests' process; so do, of the bundles,
 * only these, `end-to-end.test.ts` (through the templates) and, of the network, `docs/enterprise.test.ts`.
 */
const sandbox = await sharedSandbox();
const HOSTILE = '\n::error::forged\n::set-output name=x::y\n##[error]forged\r::add-mask::main';
const UNMASKED = (result: StepResult) => result.rawOutput.replaceAll(/^::add-mask::.*$/gm, '');

async function bumped(
  options: UpdateRun,
): Promise<{ at: Market; head: string; run: Awaited<ReturnType<typeof update>> }> {
  const at = await market(sandbox);
  const one = await plugin(at, 'one', '1.0.0');
  await list(at, [{ name: 'one', source: pinned(one, one.first), version: '1.0.0' }]);
  const head = await one.bump('1.0.1');
  return { at, head, run: await update(at, options) };
}

describe.each([
  ['the machine’s Node', MACHINE_NODE],
  ['Node 24, as on GitHub’s runners', NODE_24],
])('with %s', (_, node) => {
  test('notify sends a bump: outputs, summary and log are in the runner’s hands, and the step is green', async () => {
    const at = await setting(sandbox);
    const { dispatches, outputs, changes, result } = await push(at, { ...BUMP, node });
    expect(dispatches).toMatchObject([{ client_payload: { plugin: 'sdk-bridge', version: '2.0.1' } }]);
    expect([outputs['changed'], outputs['sent'], changes.length]).toEqual(['true', '1', 1]);
    expect(result.summary).toContain('sdk-bridge');
    expect(result.log).toMatch(/^Sent: sdk-bridge 2\.0\.1/m);
    expect([result.exitCode, result.annotations]).toEqual([0, []]);
  });

  test('update writes the commit, and its outputs and summary', async () => {
    const { run, head } = await bumped({ node });
    expect(entriesOf(run)['one']).toMatchObject({ source: { sha: head }, version: '1.0.1' });
    expect([run.updates.length, run.outputs['changed'], run.result.exitCode]).toEqual([1, 'true', 0]);
    expect(run.result.summary).toContain('1.0.1');
  });

  test('notify makes no workflow command out of a hostile name or version', async () => {
    const files = { [ROOT_MANIFEST]: manifest(HOSTILE, `1.0.1${HOSTILE}`) };
    const at = await setting(sandbox);
    const { result } = await push(at, { before: BUMP.before, after: files, node });
    expect(result.rawOutput).not.toMatch(/^\s*::(?:error::|set-output|add-mask::main)|##\[/m);
    expect(result.outputs).not.toHaveProperty('x');
    expect(result.exitCode).toBe(0);
  });

  test('update makes no workflow command out of a hostile event', async () => {
    const { run } = await bumped({
      node,
      payload: { plugin: HOSTILE, version: HOSTILE, repository: HOSTILE },
    });
    expect(run.result.rawOutput).not.toMatch(/^\s*::(?:error|set-output|add-mask::main)|##\[/m);
    expect([run.result.exitCode, run.updates.length]).toEqual([0, 1]);
  });

  test('where all fails the exit code is 1, tokens are masked, and no stack shows', async () => {
    const at = await setting(sandbox, { token: { revoked: true } });
    const { result } = await push(at, { ...BUMP, node });
    expect([result.exitCode, result.outcome]).toEqual([1, 'failure']);
    expect(result.rawOutput).toContain(`::add-mask::${at.token}\n`);
    const printed = UNMASKED(result) + result.summary + JSON.stringify(result.outputs);
    for (const secret of [at.token, at.githubToken]) expect(printed).not.toContain(secret);
    expect(result.rawOutput).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['an address that is none', { GITHUB_API_URL: 'nonsense' }, /GITHUB_API_URL/],
    [
      'a proxy that is none',
      { GITHUB_API_URL: 'http://github.example', http_proxy: 'http://[' },
      /http_proxy/,
    ],
    ['an event that is none', { GITHUB_EVENT_PATH: join(process.cwd(), 'README.md') }, /GITHUB_EVENT_PATH/],
  ])('%s in the environment is an error in words from both actions', async (_name, env, words) => {
    const notified = await push(await setting(sandbox), { ...BUMP, env, node });
    const updated = (await bumped({ env, node })).run;
    for (const { result, messages, requests } of [notified, updated]) {
      expect([result.exitCode, requests]).toEqual([1, []]);
      expect(messages.join('\n')).toMatch(words);
      expect(result.rawOutput).not.toMatch(/^\s+at |should not happen/m);
    }
  });
});
