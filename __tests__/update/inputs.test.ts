import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readUpdateInputs, type UpdateOptions } from '../../src/update/inputs.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'update-inputs-'));
const ENVIRONMENT = process.env;

/** A word, not a secret: masking prints it. */
const DEFAULTS = { token: 'own-token' };

beforeEach(() => {
  // `setSecret` prints a command for the runner.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = ENVIRONMENT;
});

afterAll(() => rmSync(FOLDER, { recursive: true }));

interface Run {
  readonly event?: string;
  readonly payload?: unknown;
  readonly ref?: string;
  readonly environment?: Record<string, string>;
}

function read(
  inputs: Record<string, string> = {},
  { event = 'schedule', payload, ref, environment }: Run = {},
) {
  const file = join(FOLDER, 'event.json');
  const described = { repository: { default_branch: 'main' }, ...(payload as object) };
  writeFileSync(file, typeof payload === 'string' ? payload : JSON.stringify(described));
  const given = Object.entries({ ...DEFAULTS, ...inputs }).map(([name, text]) => [
    `INPUT_${name.toUpperCase()}`,
    text,
  ]);
  process.env = {
    GITHUB_REPOSITORY: 'acme/marketplace',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: ref ?? 'refs/heads/main',
    GITHUB_RUN_ID: '42',
    ...environment,
    ...Object.fromEntries(given),
  };
  return readUpdateInputs();
}

function options(...given: Parameters<typeof read>): UpdateOptions {
  const found = read(...given);
  if (found.kind === 'problems') throw new Error(found.problems.map(({ what }) => what).join(' '));
  return found.options;
}

function codes(...given: Parameters<typeof read>): string[] {
  const found = read(...given);
  return found.kind === 'problems' ? found.problems.map(({ code }) => code) : [];
}

describe('without any input', () => {
  test('everything is as documented', () => {
    expect(options()).toMatchObject({
      repository: { owner: 'acme', name: 'marketplace' },
      branch: 'main',
      file: '.claude-plugin/marketplace.json',
      tokens: { own: 'own-token', plugins: 'own-token' },
      advance: 'version',
      downgrades: 'follow',
      versionField: 'existing',
      marketplaceVersion: 'keep',
      mode: 'push',
      pullRequestBranch: 'notify-marketplace/update',
      checks: [],
      commitTitle: null,
      dryRun: null,
      addresses: {
        serverUrl: 'https://github.com',
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        runUrl: 'https://github.com/acme/marketplace/actions/runs/42',
        network: expect.any(Object),
      },
    });
  });

  test('every plugin is looked at, and none follows releases', () => {
    const { plugins, releases } = options();
    for (const name of ['a', 'A b', 'plugins[0]', '..', '']) {
      expect(plugins(name)).toBe(true);
      expect(releases(name)).toBe(false);
    }
  });
});

describe('the inputs', () => {
  test.each([
    ['advance', 'always', { advance: 'always' }],
    ['downgrades', 'hold', { downgrades: 'hold' }],
    ['version-field', 'always', { versionField: 'always' }],
    ['version-field', 'never', { versionField: 'never' }],
    ['marketplace-version', 'minor', { marketplaceVersion: 'minor' }],
    ['mode', 'pull-request', { mode: 'pull-request' }],
    ['dry-run', 'true', { dryRun: '`dry-run` is on' }],
    ['dry-run', 'false', { dryRun: null }],
    ['plugins-token', 'other-token', { tokens: { own: 'own-token', plugins: 'other-token' } }],
    ['marketplace-file', './x.json', { file: 'x.json' }],
    ['commit-title', 'Mine', { commitTitle: 'Mine' }],
  ])('%s: %s', (name, text, expected) => {
    expect(options({ [name]: text })).toMatchObject(expected);
  });

  test.each([
    ['sdk-*, !sdk-old', ['sdk-a'], ['sdk-old', 'linter']],
    ['!sdk-old', ['sdk-a', 'linter'], ['sdk-old']],
    ['sdk(a)+[b]', ['sdk(a)+[b]'], ['sdk']],
  ])('plugins and releases: %s', (text, named, others) => {
    const { plugins, releases } = options({ plugins: text, releases: text });
    for (const matches of [plugins, releases]) {
      expect(named.filter(matches)).toEqual(named);
      expect(others.filter(matches)).toEqual([]);
    }
  });

  test('plugins and releases are kept one by one, to look for those that nobody is called', () => {
    const { patterns } = options({ plugins: 'sdk-*, !sdk-old', releases: 'x' });
    expect(patterns.map(({ input, pattern }) => [input, pattern])).toEqual([
      ['plugins', 'sdk-*'],
      ['plugins', '!sdk-old'],
      ['releases', 'x'],
    ]);
    expect(patterns.map(({ matches }) => ['sdk-a', 'sdk-old', 'x'].filter(matches))).toEqual([
      ['sdk-a', 'sdk-old'],
      ['sdk-old'],
      ['x'],
    ]);
    expect(options().patterns).toEqual([]);
  });

  test('are all read before any of them is complained of', () => {
    const wrong = { advance: 'x', mode: 'y', branch: 'a..b', checks: 'z', 'dry-run': 'yes', token: '' };
    expect(codes(wrong).sort()).toEqual([...Array(5).fill('input-invalid'), 'token-empty']);
  });

  test.each([
    [{ token: '' }, ['token-empty']],
    [{ token: 'a b' }, ['token-malformed']],
    [{ 'plugins-token': 'a\tb' }, ['token-malformed']],
    [{ plugins: '!' }, ['input-invalid']],
  ])('%j: %j', (inputs, problems) => {
    expect(codes(inputs)).toEqual(problems);
  });
});

describe('the branch', () => {
  test.each([
    ['repository_dispatch', 'refs/heads/main', 'main'],
    ['workflow_dispatch', 'refs/heads/beta/x', 'beta/x'],
    ['push', 'refs/tags/v1', 'main'],
    ['release', 'refs/tags/v1', 'main'],
    ['schedule', '', 'main'],
  ])('of %s on %s is %s, and is written to', (event, ref, branch) => {
    expect(options({}, { event, ref })).toMatchObject({ branch, dryRun: null });
  });

  test.each([
    ['pull_request', 'refs/pull/7/merge'],
    ['pull_request_target', 'refs/heads/main'],
    ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-abc'],
  ])('of %s is the default one, and is not written to', (event, ref) => {
    const { branch, dryRun } = options({}, { event, ref });
    expect(branch).toBe('main');
    expect(dryRun).toContain(`\`${event}\``);
  });

  test('that no event tells is a problem', () => {
    expect(codes({}, { ref: 'refs/tags/v1', payload: { repository: null } })).toEqual(['no-branch']);
    expect(codes({}, { ref: '', payload: { repository: { default_branch: 5 } } })).toEqual(['no-branch']);
  });

  test('is not the one of the pull request', () => {
    expect(codes({ branch: 'beta' }, { ref: 'refs/heads/beta' })).toEqual(['input-invalid']);
  });
});

describe('the environment', () => {
  test('of GitHub Enterprise Server has its own addresses', () => {
    const environment = {
      GITHUB_SERVER_URL: 'https://ghe.acme.test',
      GITHUB_API_URL: 'https://ghe.acme.test/api/v3',
      GITHUB_GRAPHQL_URL: 'https://ghe.acme.test/api/graphql',
    };
    expect(options({}, { environment }).addresses).toEqual({
      serverUrl: 'https://ghe.acme.test',
      apiUrl: 'https://ghe.acme.test/api/v3',
      graphqlUrl: 'https://ghe.acme.test/api/graphql',
      runUrl: 'https://ghe.acme.test/acme/marketplace/actions/runs/42',
      network: expect.any(Object),
    });
  });

  test.each(['', '[]', 'null', '{', '"x"'])('with an event that is no event is a problem: %j', (payload) => {
    expect(codes({}, { payload })).toEqual(['event-unreadable']);
  });

  test('without a repository is a problem', () => {
    for (const GITHUB_REPOSITORY of ['', 'acme']) {
      expect(codes({}, { environment: { GITHUB_REPOSITORY } })).toEqual(['no-repository']);
    }
  });
});

test('both tokens are masked', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  read({ token: 'one-token', 'plugins-token': 'other-token' });
  const printed = write.mock.calls.map(([text]) => String(text)).join('');
  expect(printed).toContain('::add-mask::one-token');
  expect(printed).toContain('::add-mask::other-token');
});
