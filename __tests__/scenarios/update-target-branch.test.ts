import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from './support.ts';
import { matching, proposing, writesOf } from './update-proposing.ts';
import { entriesOf } from './update-support.ts';

/** Moving the branch that is updated: only from the commit that was read, and the end of the run is true. */
const sandbox = await sharedSandbox();
const PUSH = { inputs: { mode: 'push' } };
const PATCH = 'PATCH git/refs/';

/** A marketplace with one plugin, a bump ahead, and a commit that may be taken back. */
async function behind() {
  const at = await proposing(sandbox, 'one');
  const good = at.tip('main') ?? '';
  await at.commit('main');
  await at.raise('one', '1.0.1');
  return { ...at, good };
}

describe('a head that is set back at the very moment of the write', () => {
  test('keeps the removed commit away', async () => {
    const at = await behind();
    at.fault('updateRefs', { effect: () => at.at.repository.setRef('refs/heads/main', at.good) });
    const run = await at.propose(PUSH);
    expect([run.result.outcome, entriesOf(run)['one']?.['version']]).toEqual(['success', '1.0.1']);
    expect(await at.at.repository.readFile(run.after, 'NOTES.md')).toBe(null);
  });

  test('is seen before the request of a server without the mutation', async () => {
    const at = await behind();
    at.fault('updateRefs', { effect: () => at.at.repository.setRef('refs/heads/main', at.good) });
    sandbox.github.switches.hasUpdateRefs = false;
    const run = await at.propose(PUSH);
    sandbox.github.switches.hasUpdateRefs = true;
    expect([run.result.outcome, entriesOf(run)['one']?.['version']]).toEqual(['success', '1.0.1']);
    expect(await at.at.repository.readFile(run.after, 'NOTES.md')).toBe(null);
  });
});

test('a limit that the look before REST meets is what the run says, on a server without the mutation', async () => {
  const at = await behind();
  const reset = String(Math.floor(Date.now() / 1000) + 7200);
  const headers = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  const body = { message: 'API rate limit exceeded' };
  at.fault('updateRefs', {
    effect: () => sandbox.github.addFault({ match: /^POST \/graphql/, status: 403, headers, body }),
  });
  sandbox.github.switches.hasUpdateRefs = false;
  const run = await at.propose(PUSH);
  sandbox.github.switches.hasUpdateRefs = true;
  sandbox.github.clearFaults();
  expect([run.result.outcome, run.after]).toEqual(['failure', run.before]);
  expect(run.messages).toEqual([expect.stringMatching(/^error: .*limit/)]);
});

describe('an answer that is lost once the commit is there', () => {
  const WAYS: [string, string, boolean][] = [
    ['by the mutation', 'updateRefs', true],
    ['through REST', PATCH, false],
  ];
  test.each(WAYS)('with a person’s push on top: `changed` is true, %s', async (_, what, hasUpdateRefs) => {
    const at = await behind();
    at.fault(what, { drop: 'after' });
    at.fault(what, { effect: async () => void (await at.commit('main')) });
    sandbox.github.switches.hasUpdateRefs = hasUpdateRefs;
    const run = await at.propose(PUSH);
    sandbox.github.switches.hasUpdateRefs = true;
    expect([run.result.outcome, run.outputs['changed']]).toEqual(['success', 'true']);
    expect(await at.at.repository.git('rev-parse', `${run.after}^`)).toBe(run.outputs['commit']);
  });

  const UNSHOWN: [string, object][] = [
    ['empty', { status: 200, headers: { 'content-type': 'application/json' }, body: '' }],
    ['a page', { status: 200, body: '<!doctype html><title>Sign in</title>' }],
    ['cut', { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data":{"upd' }],
    ['another ref', { status: 200, body: { object: { sha: '1'.repeat(40) } } }],
  ];
  test.each(
    WAYS.flatMap(([how, what, has]) =>
      UNSHOWN.map(([body, answer]) => [how, body, what, has, answer] as const),
    ),
  )('is no success where nothing was written (%s, %s)', async (_, __, what, hasUpdateRefs, answer) => {
    const at = await behind();
    at.fault(what, { ...answer, times: Number.POSITIVE_INFINITY });
    sandbox.github.switches.hasUpdateRefs = hasUpdateRefs;
    const run = await at.propose(PUSH);
    sandbox.github.switches.hasUpdateRefs = true;
    sandbox.github.clearFaults();
    expect([run.result.outcome, run.outputs['changed'], run.after]).toEqual(['failure', 'false', run.before]);
  });
});

test('a refusal by the mutation that says nothing is asked for through REST, which says it', async () => {
  const at = await behind();
  const graphqlError = { path: ['updateRefs'], message: 'Something went wrong while executing your query' };
  at.at.repository.protect('main', { by: 'ruleset' });
  sandbox.github.addFault({
    ...matching(at.at, 'updateRefs'),
    rewrite: () => ({ status: 200, body: { data: { updateRefs: null }, errors: [graphqlError] } }),
    times: Number.POSITIVE_INFINITY,
  });
  const run = await at.propose(PUSH);
  sandbox.github.clearFaults();
  expect(run.messages[0]).toMatch(/the rules of `main` do not let this token push/);
  expect(writesOf(run).filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});
