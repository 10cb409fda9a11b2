import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../sandbox/types.ts';
import { ourSandbox } from '../support/our-sandbox.ts';
import { type Replay, replayAll } from './history-replay.ts';
import { type Case, type ExpectedRow, type Row, RULES, readCases, subjectsOf } from './history-rules.ts';

const cases = readCases();
const subjects = subjectsOf(cases);
const broken = cases.filter(({ expected }) => expected.errors.length > 0);
const toNotify = subjects.filter(({ row }) => row.notified);

const sandbox = await ourSandbox();
let replays = new Map<string, Replay>();

beforeAll(async () => {
  replays = await replayAll(sandbox, cases);
}, 180_000);

afterAll(async () => {
  await sandbox.close();
});

function replayOf({ id }: Case): Replay {
  const replay = replays.get(id);
  if (replay === undefined) throw new Error(`${id} was not replayed`);
  return replay;
}

/** The same value for each commit, by its id, so that a difference names the commit. */
function byCommit<T>(of: readonly Case[], value: (commit: Case) => T): Record<string, T> {
  return Object.fromEntries(of.map((commit) => [commit.id, value(commit)]));
}

/** The output `changes`. */
function changesOf(commit: Case): (Row & { reason?: string })[] {
  return JSON.parse(replayOf(commit).step.outputs['changes'] ?? '[]');
}

function rowAt(commit: Case, path: string): ExpectedRow | undefined {
  const row = changesOf(commit).find((change) => change.path === path);
  if (row === undefined) return undefined;
  const { reason: _reason, ...rest } = row;
  return rest;
}

/** GitHub keeps ten annotations of a level per step; the others can only be read in the log. */
const MOST_ANNOTATIONS = 10;

/** Whether the step warns of (or notes) the manifest: in an annotation, or in the log where these ran out. */
function speaksOf(step: StepResult, level: 'warning' | 'notice', path: string): boolean {
  const annotations = step.annotations.filter((annotation) => annotation.level === level);
  if (annotations.some(({ file }) => file === path)) return true;
  if (annotations.length < MOST_ANNOTATIONS) return false;
  const start = new RegExp(`^${level}: `, 'i');
  return step.log.split('\n').some((line) => start.test(line) && line.includes(path));
}

function count<T>(values: readonly T[]): string {
  const numbers = new Map<T, number>();
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  const sorted = [...numbers].sort(([, one], [, other]) => other - one);
  return sorted.map(([value, number]) => `${value} ${number}`).join(', ');
}

describe(`${cases.length} real commits, pushed one by one`, () => {
  describe('what counts as a real version change', () => {
    const groups = RULES.map(({ sentence, holds }) => {
      const members = subjects.filter(holds);
      const commits = new Set(members.map(({ commit }) => commit.id)).size;
      return { name: `${sentence} (manifests: ${members.length}, commits: ${commits})`, members };
    });

    test.each(groups)('$name', ({ members }) => {
      expect(members.length).toBeGreaterThan(0);
      const keyed = members.map(({ commit, row }) => ({ key: `${commit.id} ${row.path}`, commit, row }));
      const wanted = keyed.map(({ key, row }) => {
        const { moved_from: _from, ...rest } = row;
        return [key, rest];
      });
      const found = keyed.map(({ key, commit, row }) => {
        const actual = rowAt(commit, row.path);
        const level = row.annotation;
        const annotated = level !== undefined && speaksOf(replayOf(commit).step, level, row.path);
        return [key, actual && { ...actual, ...(annotated ? { annotation: level } : {}) }];
      });
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    });

    test('every manifest that differs is in changes once, and nothing else is', () => {
      const paths = (rows: Row[]) => rows.map(({ path }) => path).sort();
      expect(byCommit(cases, (commit) => paths(changesOf(commit)))).toEqual(
        byCommit(cases, ({ expected }) => paths(expected.changes)),
      );
    });

    test('an ordinary upgrade comes without any warning or notice', () => {
      const ordinary = cases.filter(({ tags }) => tags.includes('ordinary-upgrade'));
      expect(byCommit(ordinary, (commit) => replayOf(commit).step.annotations)).toEqual(
        byCommit(ordinary, () => []),
      );
    });

    test('changes says why a change was not notified', () => {
      const silent = cases.flatMap((commit) =>
        changesOf(commit)
          .filter(({ notified, reason }) => !notified && !reason)
          .map(({ path }) => `${commit.id} ${path}`),
      );
      expect(silent).toEqual([]);
    });
  });

  describe('what arrives at the marketplace', () => {
    test(`one dispatch per plugin whose version changed (${toNotify.length}), and none besides`, () => {
      const arrived = byCommit(cases, (commit) =>
        replayOf(commit).dispatches.map(({ client_payload }) => ({
          plugin: client_payload['plugin'],
          version: client_payload['version'],
          previous_version: client_payload['previous_version'],
          path: client_payload['path'],
        })),
      );
      const wanted = byCommit(cases, ({ expected }) =>
        expected.changes
          .filter(({ notified }) => notified)
          .map(({ plugin, version, previous_version, path }) => ({ plugin, version, previous_version, path }))
          .sort((one, other) => (one.path < other.path ? -1 : 1)),
      );
      expect(arrived).toEqual(wanted);
      expect(sandbox.github.dispatches).toHaveLength(toNotify.length);
    });

    test('every payload has the eight keys, and names the repository, the commit after and the run', () => {
      const found = byCommit(cases, (commit) =>
        replayOf(commit).dispatches.map(({ event_type, client_payload }) => ({ event_type, client_payload })),
      );
      const wanted = byCommit(cases, (commit) => {
        const { event, dispatches } = replayOf(commit);
        return dispatches.map(({ client_payload: { plugin, version, previous_version, path } }) => ({
          event_type: 'plugin-updated',
          client_payload: {
            ...{ plugin, version, previous_version, path },
            repository: commit.repository,
            commit: event.payload['after'],
            timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
            run_url: expect.stringContaining(`/${commit.repository}/actions/runs/`),
          },
        }));
      });
      expect(found).toEqual(wanted);
    });

    test('sent, deliveries and changed agree with what arrived', () => {
      const found = byCommit(cases, (commit) => {
        const { outputs } = replayOf(commit).step;
        const deliveries: { plugin: string; version: string; status: string }[] = JSON.parse(
          outputs['deliveries'] ?? '[]',
        );
        const delivered = deliveries.map(({ plugin, version, status }) => `${plugin} ${version} ${status}`);
        return { sent: outputs['sent'], delivered: delivered.sort() };
      });
      const wanted = byCommit(cases, (commit) => {
        const { dispatches } = replayOf(commit);
        const delivered = dispatches.map(
          ({ client_payload: { plugin, version } }) => `${plugin} ${version} sent`,
        );
        return { sent: String(dispatches.length), delivered: delivered.sort() };
      });
      expect(found).toEqual(wanted);
    });

    test('changed is true where a version changed and false where none did', () => {
      // A version that went away is left out: the contract does not say which it is.
      const clear = cases.filter(
        ({ expected }) => !expected.changes.some(({ change }) => change === 'removed'),
      );
      expect(byCommit(clear, (commit) => replayOf(commit).step.outputs['changed'])).toEqual(
        byCommit(clear, ({ expected }) => String(expected.changes.some(({ notified }) => notified))),
      );
    });

    test('plugin, version and previous-version are those of the first change notified, else empty', () => {
      const found = byCommit(cases, (commit) => {
        const { outputs } = replayOf(commit).step;
        return [outputs['plugin'], outputs['version'], outputs['previous-version']];
      });
      const wanted = byCommit(cases, (commit) => {
        const first = changesOf(commit).find(({ notified }) => notified);
        return [first?.plugin ?? '', first?.version ?? '', first?.previous_version ?? ''];
      });
      expect(found).toEqual(wanted);
    });
  });

  describe('manifests that cannot be read', () => {
    test(`a commit that leaves one behind fails, all others succeed (${broken.length} of ${cases.length})`, () => {
      expect(byCommit(cases, (commit) => replayOf(commit).step.outcome)).toEqual(
        byCommit(cases, (commit) => (broken.includes(commit) ? 'failure' : 'success')),
      );
    });

    test('it is an error annotation at its file, line and column, and there is no other at a file', () => {
      const found = byCommit(cases, (commit) =>
        replayOf(commit)
          .step.annotations.filter(({ level, file }) => level === 'error' && file !== undefined)
          .map(({ file, line, col }) => ({ path: file, line, col: (col ?? 0) > 0 })),
      );
      const wanted = byCommit(cases, ({ expected }) =>
        expected.errors.map(({ path, line }) => ({ path, line, col: true })),
      );
      expect(found).toEqual(wanted);
    });

    test('nothing but a broken manifest makes an error', () => {
      const whole = cases.filter((commit) => !broken.includes(commit));
      const errors = (commit: Case) =>
        replayOf(commit).step.annotations.filter(({ level }) => level === 'error');
      expect(byCommit(whole, errors)).toEqual(byCommit(whole, () => []));
    });
  });

  test(`in numbers: ${count(subjects.map(({ row }) => row.change))}; dispatches ${toNotify.length}`, () => {
    const found = cases.flatMap((commit) => changesOf(commit).map(({ change }) => change));
    expect(count(found)).toBe(count(subjects.map(({ row }) => row.change)));
    expect(sandbox.github.dispatches).toHaveLength(toNotify.length);
  });

  test('the sandbox itself had nothing to complain of', () => {
    expect(sandbox.github.schemaViolations).toEqual([]);
  });
});
