import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  update,
} from './update-support.ts';

/** Taking a bad release back, as docs/take-back.md says. */
const sandbox = await sharedSandbox();

/** `tool` 2.0.1 is bad, and listed: 2.0.0 was there before. Another plugin was updated with it. */
async function badRelease(inputs: Record<string, string> = {}, more: Parameters<typeof update>[1] = {}) {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const [tool, other] = [await plugin(at, 'tool', '2.0.0'), await plugin(at, 'other', '1.0.0')];
  await list(at, [
    { name: 'tool', source: pinned(tool, tool.first), version: '2.0.0' },
    { name: 'other', source: pinned(other, other.first), version: '1.0.0' },
  ]);
  const good = (await at.repository.readFile('main', CATALOGUE)) ?? '';
  const bad = await tool.bump('2.0.1', { 'bad.md': 'bad\n' });
  await other.bump('1.0.1');
  return { at, tool, good, bad, run: await update(at, { ...more, inputs }) };
}

const revert = (at: Market, good: string) => at.repository.commit({ files: { [CATALOGUE]: good } });
const fates = (run: Awaited<ReturnType<typeof update>>) => [fateOf(run, 'tool'), fateOf(run, 'other')];
const HOW = "To take a release back, do not only revert the marketplace's commit";

test('what a person reverts in the marketplace comes back: the log and the summary of each update say so, and how', async () => {
  const { at, good, run } = await badRelease();
  for (const text of [run.result.log, run.result.summary]) {
    expect(text).toContain(HOW);
    expect(text).toContain('/org/notify-marketplace/blob/v1/docs/take-back.md');
  }
  await revert(at, good);
  const again = await update(at);
  expect(fates(again)).toEqual(['pin 2.0.0 → 2.0.1', 'pin 1.0.0 → 1.0.1']);
  const idle = await update(at);
  expect(idle.result.log + idle.result.summary).not.toContain(HOW);
});

test.each([
  ['proposes', { mode: 'pull-request' }],
  ['only shows', { 'dry-run': 'true' }],
])('a run that %s says nothing of it: there is nothing to revert', async (_, inputs) => {
  const permissions = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
  const { run } = await badRelease(inputs, { permissions });
  expect(run.result.log).toContain('tool 2.0.0 → 2.0.1');
  expect(run.result.log + run.result.summary).not.toContain(HOW);
});

test('a higher version is taken at once', async () => {
  const { at, tool } = await badRelease();
  await tool.bump('2.0.2', { 'bad.md': null });
  expect(fates(await update(at))).toEqual(['pin 2.0.1 → 2.0.2', 'as it was']);
});

describe('a lower version', () => {
  test('is followed with a warning', async () => {
    const { at, tool } = await badRelease();
    const head = await tool.bump('2.0.0', { 'bad.md': null });
    const run = await update(at);
    expect(entriesOf(run)['tool']).toMatchObject({ version: '2.0.0', source: { sha: head } });
    expect(run.messages).toEqual([
      expect.stringMatching(/^warning: `tool` goes down from `2.0.1` to `2.0.0`/),
    ]);
  });

  test('is held with `downgrades: hold`', async () => {
    const { at, tool } = await badRelease();
    await tool.bump('2.0.0', { 'bad.md': null });
    expect(fateOf(await update(at, { inputs: { downgrades: 'hold' } }), 'tool')).toMatch(
      /^held: its version went down/,
    );
  });

  test('stays where the marketplace’s commit was reverted as well', async () => {
    const { at, tool, good } = await badRelease();
    await tool.bump('2.0.0', { 'bad.md': null });
    await revert(at, good);
    expect(fates(await update(at))).toEqual(['as it was', 'pin 1.0.0 → 1.0.1']);
  });

  test('by a forced push is held, until a person pins it again', async () => {
    const { at, tool } = await badRelease();
    await tool.repository.setRef('refs/heads/main', tool.first);
    const { first, repository } = tool;
    await repository.commit({ parents: [first], files: { [ROOT_MANIFEST]: manifest('tool', '2.0.0') } });
    expect(fateOf(await update(at), 'tool')).toMatch(/^held: its history was rewritten/);
  });
});

test('of a release tag only a higher one helps: a tag that is deleted holds the entry', async () => {
  const at = await market(sandbox);
  const tool = await plugin(at, 'tool', '2.0.0');
  await tool.repository.tag('v2.0.0', tool.first);
  await list(at, [{ name: 'tool', source: pinned(tool, tool.first, { ref: 'v2.0.0' }) }]);
  await tool.repository.tag('v2.0.1', await tool.bump('2.0.1'));
  await update(at);
  await tool.repository.git('update-ref', '-d', 'refs/tags/v2.0.1');
  expect(fateOf(await update(at), 'tool')).toMatch(/^held: .* has neither a branch nor a tag `v2.0.1`/);
  await tool.repository.tag('v2.0.1', tool.repository.tip('main') ?? '');
  await tool.repository.tag('v2.0.2', await tool.bump('2.0.2'));
  expect(fateOf(await update(at), 'tool')).toBe('tag 2.0.1 → 2.0.2');
});

test('a plugin that is left out stays reverted, whatever its events say, and comes back when it is let in', async () => {
  const { at, tool, good } = await badRelease();
  await revert(at, good);
  const repository = tool.repository.fullName;
  const payload = { plugin: 'tool', version: '2.0.1', repository, path: ROOT_MANIFEST };
  const run = await update(at, { payload, inputs: { plugins: '!tool' } });
  expect(fates(run)).toEqual(['as it was', 'pin 1.0.0 → 1.0.1']);
  expect(run.messages).toEqual(['notice: The event names `tool`, which `plugins` leaves out of this run.']);
  await tool.bump('2.0.2');
  expect(fateOf(await update(at), 'tool')).toBe('pin 2.0.0 → 2.0.2');
});

test('a reverted pull request is proposed again, but not once a person has closed that; a newer version is', async () => {
  const options = {
    permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
    inputs: { mode: 'pull-request', branch: 'update/{plugin}', plugins: 'tool' },
  } as const;
  const { at, tool, good } = await badRelease({ plugins: 'none' });
  expect((await update(at, options)).pullRequests).toMatchObject([{ number: 1 }]);
  await sandbox.github.mergePullRequest(at.repository, 1, 'squash');
  await update(at, options);
  await revert(at, good);
  expect((await update(at, options)).pullRequests).toMatchObject([{ number: 2 }]);
  await sandbox.github.closePullRequest(at.repository, 2);
  expect((await update(at, options)).pullRequests).toEqual([]);
  await tool.bump('2.0.2');
  expect((await update(at, options)).pullRequests).toMatchObject([{ number: 3 }]);
});
