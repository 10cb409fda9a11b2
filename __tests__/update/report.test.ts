import { describe, expect, test } from '@jest/globals';
import { shownAnnotations } from '../../src/action/report.ts';
import type { Claim } from '../../src/marketplace/claim.ts';
import type { PullRequestResult } from '../../src/update/pull-request/pull-request-result.ts';
import type { Written } from '../../src/update/report/outcome.ts';
import { failedUpdateReport, updateReport } from '../../src/update/report/report.ts';
import { githubError } from '../support/fake-client.ts';
import {
  changeOf,
  FILE,
  findings,
  head,
  heldOne,
  marketplace,
  NEW,
  OLD,
  oid,
  pin,
  plan,
  problem,
  proposed,
  read,
  SERVER,
  seenOf,
  updated,
} from '../support/update-fixtures.ts';

const UPDATED = plan({
  changes: [changeOf(updated()), changeOf(updated({ plugin: 'b', kind: 'version', commit: null }))],
});
const json = (text: string | undefined): unknown => JSON.parse(text ?? '');
const claim: Claim = { plugin: 'sdk-bridge', version: null, repository: null, path: null };
const times = <T>(number: number, make: (n: number) => T): T[] =>
  Array.from({ length: number }, (_, n) => make(n));

function proposals(...all: Partial<PullRequestResult>[]): Written {
  return { kind: 'proposed', pullRequests: { results: all.map(proposed), problems: [], warnings: [] } };
}

describe('outputs', () => {
  test('are all there, and empty, where nothing is to update', () => {
    expect(updateReport(findings()).outputs).toEqual({
      changed: 'false',
      updates: '[]',
      held: '[]',
      skipped: '[]',
      commit: '',
      'pull-requests': '[]',
      'pull-request-number': '',
      'pull-request-url': '',
      'update-type': '',
    });
  });

  test('of an update that was pushed', () => {
    const { outputs } = updateReport(
      findings({ plan: UPDATED, written: { kind: 'pushed', commit: oid('9') } }),
    );
    expect(outputs).toMatchObject({ changed: 'true', commit: oid('9'), 'pull-requests': '[]' });
    expect(json(outputs['updates'])).toEqual([
      {
        plugin: 'sdk-bridge',
        kind: 'pin',
        previous_version: '2.0.0',
        version: '2.0.1',
        previous_commit: OLD,
        commit: NEW,
      },
      {
        plugin: 'b',
        kind: 'version',
        previous_version: '2.0.0',
        version: '2.0.1',
        previous_commit: OLD,
        commit: null,
      },
    ]);
  });

  test('of what is held and skipped have the same shape', () => {
    const at = { file: FILE, line: 1, column: 1 };
    const remaining = plan({
      held: [heldOne({ plugin: 'a', reason: 'so', cause: 'broken' })],
      skipped: [{ plugin: 'b', reason: 'npm', warn: true, at }],
    });
    const { outputs } = updateReport(findings({ plan: remaining }));
    expect(json(outputs['held'])).toEqual([{ plugin: 'a', reason: 'so' }]);
    expect(json(outputs['skipped'])).toEqual([{ plugin: 'b', reason: 'npm' }]);
    expect(outputs['changed']).toBe('false');
  });

  test('of pull requests name those that are open, and the commit made last', () => {
    const written = proposals(
      { outcome: 'opened', branch: 'a', plugins: ['a'], commit: oid('7') },
      { outcome: 'updated', branch: 'b', commit: oid('8') },
      { outcome: 'kept', branch: 'c', commit: null },
      { outcome: 'left', branch: 'd', commit: null },
      { outcome: 'left', branch: 'e', pullRequest: null, commit: null },
      { outcome: 'closed', branch: 'f', commit: null },
      { outcome: 'declined', branch: 'g', commit: null },
    );
    const { outputs } = updateReport(findings({ plan: UPDATED, written }));
    const open = json(outputs['pull-requests']) as { branch: string }[];
    expect(open[0]).toEqual({
      number: 7,
      url: `${SERVER}/acme/marketplace/pull/7`,
      branch: 'a',
      plugins: ['a'],
    });
    expect(open.map(({ branch }) => branch)).toEqual(['a', 'b', 'c', 'd']);
    expect(outputs).toMatchObject({
      'pull-request-number': '7',
      'pull-request-url': `${SERVER}/acme/marketplace/pull/7`,
    });
    expect(outputs['commit']).toBe(oid('8'));
  });

  const none = { previousVersion: null, version: null };
  test.each([
    ['patch', [updated()]],
    ['minor', [updated({ version: '2.1.0' }), updated()]],
    ['major', [updated({ version: '2.1.0' }), updated({ version: '3.0.0' })]],
    ['major', [updated({ previousVersion: '2.0.0-rc.1', version: '2.0.0' })]],
    ['prerelease', [updated({ version: '2.1.0-rc.1' }), updated(none)]],
    ['downgrade', [updated({ version: '1.0.0', downgrade: true }), updated(none)]],
    ['downgrade', [updated({ kind: 'version', previousVersion: '3.0.0', lowered: '3.0.0' })]],
    ['other', [updated(none)]],
    ['other', [updated({ version: 'spring' })]],
    ['other', [updated({ version: '2.0.0' })]],
    ['other', [updated({ previousVersion: null })]],
    ['minor', [updated({ ...none, tags: { previous: 'v1.0.0', next: 'v1.1.0' } })]],
  ])('`update-type` is the highest of all updates: %s', (type, updates) => {
    const { outputs } = updateReport(findings({ plan: plan({ changes: [changeOf(...updates)] }) }));
    expect(outputs['update-type']).toBe(type);
  });

  test('of a write that was refused tell that nothing was updated', () => {
    const { outputs } = updateReport(
      findings({ plan: UPDATED, written: { kind: 'refused', problem: problem(), isUnsure: false } }),
    );
    expect(outputs).toMatchObject({ changed: 'false', updates: '[]', commit: '' });
  });

  test('of a dry run tell what would be', () => {
    const { outputs } = updateReport(findings({ plan: UPDATED, written: { kind: 'dry-run', why: 'x' } }));
    expect(outputs).toMatchObject({ changed: 'true', commit: '', 'pull-requests': '[]' });
  });

  test('keep strangers’ text as it is, in one line: they are data', () => {
    const name = 'a`<b>\n::error::\u202e';
    const { outputs } = updateReport(
      findings({ plan: plan({ changes: [changeOf(updated({ plugin: name }))] }) }),
    );
    expect(json(outputs['updates'])).toMatchObject([{ plugin: name }]);
    expect(outputs['updates']).not.toContain('\n');
  });
});

describe('the headline', () => {
  test.each<[Written, string]>([
    [{ kind: 'pushed', commit: oid('9') }, '2 plugins updated in 9999999'],
    [{ kind: 'dry-run', why: 'x' }, '2 plugins would be updated'],
    [{ kind: 'refused', problem: problem(), isUnsure: false }, '2 plugins not updated: write-refused'],
    [proposals({ outcome: 'opened' }, { outcome: 'kept' }), '2 plugins proposed in 2 pull requests'],
    [proposals({ outcome: 'updated' }, { outcome: 'left' }), '2 plugins proposed in 1 pull request'],
    [proposals({ outcome: 'left' }, { outcome: 'declined' }), '2 plugins not proposed'],
  ])('of %j', (written, headline) => {
    expect(updateReport(findings({ plan: UPDATED, written })).headline).toBe(headline);
  });

  test('says of a run that wrote nothing whether something is held, or waits', () => {
    expect(updateReport(findings()).headline).toBe('Nothing to update');
    expect(updateReport(findings({ plan: plan({ held: [heldOne()] }) })).headline).toBe(
      'Nothing to update; 1 held',
    );
    const waiting = [{ plugin: 'a', commits: 1 }];
    expect(updateReport(findings({ plan: plan({ held: [heldOne()], waiting }) })).headline).toBe(
      'Nothing to update; 1 held, 1 waiting for a version bump',
    );
    expect(updateReport(findings({ plan: plan({ waiting }), written: proposals() })).headline).toBe(
      'Nothing to update; 1 waiting for a version bump',
    );
  });

  test('says of pull requests that failed how many', () => {
    const written: Written = {
      kind: 'proposed',
      pullRequests: { results: [], problems: [problem(), problem()], warnings: [] },
    };
    expect(updateReport(findings({ plan: UPDATED, written })).headline).toBe('2 problems with pull requests');
  });
});

describe('the step’s failure', () => {
  const failure = (fields: Parameters<typeof findings>[0]) => updateReport(findings(fields)).failure;

  test('is none where nothing failed, or only waits for a person', () => {
    expect(failure({})).toBeNull();
    expect(failure({ plan: UPDATED, written: { kind: 'pushed', commit: NEW } })).toBeNull();
    expect(failure({ plan: plan({ held: [heldOne()] }), claims: [claim] })).toBeNull();
    expect(failure({ plan: plan({ held: [heldOne({ cause: 'broken' })] }) })).toBeNull();
    expect(
      failure({ plan: UPDATED, written: proposals({ outcome: 'left' }, { outcome: 'declined' }) }),
    ).toBeNull();
    expect(failure({ claims: [{ ...claim, plugin: 'unknown' }] })).toBeNull();
  });

  test('is the plugin that the event names, where an error holds it', () => {
    expect(failure({ plan: plan({ held: [heldOne({ cause: 'broken' })] }), claims: [claim] })).toBe(
      '`sdk-bridge`, which the event names, is held. It is explained above.',
    );
  });

  test('is that nothing could be read', () => {
    const at = marketplace([{ name: 'a', source: pin() }]);
    const seen = seenOf(at, [head({ target: { kind: 'no-repository' } })]);
    expect(failure({ marketplace: at, seen })).toMatch(/^no plugin could be read/);
  });

  test('is that GitHub rejects the plugins’ token, and not besides that nothing could be read', () => {
    const at = marketplace([{ name: 'a', source: pin() }]);
    const rejected = { kind: 'failed', message: 'Bad credentials', error: githubError(401) } as const;
    const line = failure({ marketplace: at, seen: seenOf(at, [head({ target: rejected })]) });
    expect(line).toBe('`plugins-token` is rejected. It is explained above.');
  });

  test('is a write that was refused', () => {
    const written: Written = {
      kind: 'refused',
      problem: problem({ code: 'branch-protected' }),
      isUnsure: false,
    };
    expect(failure({ plan: UPDATED, written })).toBe(
      'Nothing was written (branch-protected). It is explained above.',
    );
  });

  test('is each pull request that failed', () => {
    const problems = [problem(), problem({ code: 'branch-moved' })];
    const written: Written = {
      kind: 'proposed',
      pullRequests: { results: [], problems, warnings: [problem()] },
    };
    expect(failure({ plan: UPDATED, written })).toBe(
      '2 problems with pull requests: write-refused, branch-moved. Each is explained above.',
    );
  });

  test('of a run that could not begin names each problem, once', () => {
    const report = failedUpdateReport([
      problem({ code: 'token-empty' }),
      problem({ code: 'token-empty' }),
      problem({ code: 'catalogue-not-json', at: { file: FILE, line: 3, column: 1 } }),
    ]);
    expect(report.failure).toBe(
      '3 problems: token-empty, `.claude-plugin/marketplace.json` (catalogue-not-json). Each is explained above.',
    );
    expect(report.annotations).toMatchObject([
      { level: 'error', title: 'token-empty' },
      { level: 'error' },
      { level: 'error', at: { line: 3 } },
    ]);
    expect(report.outputs).toEqual(updateReport(findings()).outputs);
    expect(report.headline).toBe('3 problems; nothing was written');
    expect(report.summary).toContain('### 3 problems; nothing was written');
  });

  test('is one line, whatever the names are', () => {
    const plugin = 'a\n::error::b';
    const at = marketplace([{ name: plugin, source: pin() }]);
    const held = [heldOne({ plugin, cause: 'broken' })];
    const line = failure({ marketplace: at, plan: plan({ held }), claims: [{ ...claim, plugin }] });
    expect(line).toContain('which the event names');
    expect(line).not.toMatch(/[\n\r]/);
  });
});

describe('with very much to tell', () => {
  const names = times(25, (n) => `plugin-${n}`);
  const at = marketplace(names.map((name) => ({ name, source: pin() })));
  const place = { file: FILE, line: 1, column: 1 };
  const full = findings({
    marketplace: at,
    seen: seenOf(
      at,
      names.map(() => head({ target: read(NEW, '1.0.0') })),
    ),
    plan: plan({
      held: names.map((plugin, n) => heldOne({ plugin, cause: n < 15 ? 'broken' : 'decision' })),
      skipped: names.map((plugin) => ({ plugin, reason: 'gone', at: place, warn: true })),
      changes: names.map((plugin) => changeOf(updated({ plugin, downgrade: true }))),
    }),
    claims: [
      ...names.map((plugin) => ({ ...claim, plugin, version: '9.9.9' })),
      ...names.map((_, n) => ({ ...claim, plugin: `completely-unknown-${n}` })),
    ],
    written: {
      kind: 'proposed',
      pullRequests: {
        results: times(20, (n) =>
          proposed({ branch: `branch-${n}`, outcome: n % 2 === 0 ? 'left' : 'declined' }),
        ),
        problems: times(15, () => problem()),
        warnings: times(15, (n) =>
          problem({ code: 'check-not-started', what: `check-${n}.yml could not be started.` }),
        ),
      },
    },
  });

  test('there are no more annotations of a level than the ten that GitHub shows of a step', () => {
    const levels = shownAnnotations(updateReport(full).annotations).map(({ level }) => level);
    for (const level of ['error', 'warning', 'notice']) {
      const number = levels.filter((one) => one === level).length;
      expect([level, number > 0 && number <= 10]).toEqual([level, true]);
    }
  });

  test('the summary has all of them', () => {
    const { summary } = updateReport(full);
    const wanted = [
      ...names.map((name) => `- <code>${name}</code>: its history`),
      ...names.map((_, n) => `completely-unknown-${n}<`),
      ...times(15, (n) => `check-${n}.yml`),
    ];
    expect(wanted.filter((text) => !summary.includes(text))).toEqual([]);
  });
});
