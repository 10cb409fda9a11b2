import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
}

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).map((name): [name: string, text: string] => [
  name,
  readFileSync(`${FOLDER}/${name}`, 'utf8'),
]);

test('there are workflows', () => {
  expect(files.length).toBeGreaterThan(5);
});

describe.each(files)('%s', (_, text) => {
  const workflow = parse(text);
  const jobs = Object.entries<Job>(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  test('says at its head that GitHub has not run it', () => {
    expect(text.split('\nname:')[0]).toContain('# GitHub has not run this file yet');
  });

  test('grants nothing at its top, and each job what it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
  });

  test('gives the reason for each permission', () => {
    const granted = text.split('\n').filter((line) => /^ +[a-z-]+: (read|write)\b/.test(line));
    expect(granted.length).toBeGreaterThan(0);
    expect(granted.filter((line) => !/ # \S/.test(line))).toEqual([]);
  });

  test('stops a job that hangs, and keeps runs from getting into each other’s way', () => {
    expect(jobs.filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)).toEqual(
      [],
    );
    expect(workflow.concurrency).toBeDefined();
  });

  test('pins others’ actions by a commit, with the version as a comment', () => {
    const named = text.split('\n').filter((line) => /\buses: (?!\.\/)/.test(line));
    expect(named.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('pastes nothing into scripts', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('leaves no token in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('has scripts that bash can parse', () => {
    for (const { run } of steps)
      if (run !== undefined) execFileSync('bash', ['-n'], { input: run, stdio: ['pipe', 'ignore', 'pipe'] });
  });
});

test('one action has one pin in all workflows', () => {
  const pins = files.flatMap(([, text]) => [...text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40}.*)/g)]);
  const byAction = Map.groupBy(pins, ([, action = '']) => action.split('/').slice(0, 2).join('/'));
  const several = [...byAction].filter(([, all]) => new Set(all.map(([, , pin]) => pin)).size > 1);
  expect(several.map(([action]) => action)).toEqual([]);
});

test('in the release, no job that can write or sign runs our code or its packages', () => {
  const { jobs } = parse(readFileSync(`${FOLDER}/release.yml`, 'utf8')) as { jobs: Record<string, Job> };
  const trusted = Object.entries(jobs).filter(
    ([, { steps, permissions }]) => steps !== undefined && JSON.stringify(permissions).includes('write'),
  );
  expect(trusted.map(([id]) => id)).toEqual(['publish', 'npm']);
  const scripts = trusted.flatMap(([, { steps = [] }]) => steps.map(({ run }) => run ?? ''));
  expect(scripts.filter((run) => /\b(npm (ci|run|install)|npx|tsx|node)\b/.test(run))).toEqual([]);
  const checkouts = trusted.flatMap(([, { steps = [] }]) =>
    steps.filter(({ uses }) => uses?.includes('/checkout@')),
  );
  expect(checkouts).toEqual([]);
});
