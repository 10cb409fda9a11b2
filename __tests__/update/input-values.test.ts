import { describe, expect, test } from '@jest/globals';
import { UPDATE_INPUTS, type UpdateInputs } from '../../src/action/input-tables.ts';
import { InputValues } from '../../src/action/input-values.ts';
import {
  readBranchInput,
  readChecks,
  readFile,
  readMinimumAge,
  readTitle,
} from '../../src/update/input-values.ts';
import { type FieldName, readOpeningFields } from '../../src/update/opening-fields.ts';

/** What a reader makes of an input's text, and the codes and words of the problems it found. */
function read<T>(input: string, text: string, reader: (given: InputValues<UpdateInputs>) => T) {
  const given = new InputValues(UPDATE_INPUTS, (name) => (name === input ? text.trim() : ''));
  const value = reader(given);
  return {
    value,
    problems: given.problems.map(({ code }) => code),
    words: given.problems.map(({ what }) => what),
  };
}

describe('marketplace-file', () => {
  const file = (text: string) => read('marketplace-file', text, readFile);

  test.each([
    ['', '.claude-plugin/marketplace.json'],
    ['.claude-plugin/marketplace.json', '.claude-plugin/marketplace.json'],
    ['./marketplace.json', 'marketplace.json'],
    ['catalogues//beta.json', 'catalogues/beta.json'],
    ['größe/日本.json', 'größe/日本.json'],
  ])('%j is %s', (text, path) => {
    expect(file(text)).toMatchObject({ value: path, problems: [] });
  });

  test.each(['/etc/passwd', '../x.json', 'a/../../x.json', 'a\\b.json', 'a\nb.json', './', '.', '/'])(
    '%j is refused',
    (text) => {
      expect(file(text)).toMatchObject({ problems: ['input-invalid'] });
    },
  );
});

test('a path that names no file says so, one that is none says why', () => {
  expect(read('marketplace-file', './', readFile).words).toEqual(['`marketplace-file`: `./` names no file']);
  expect(read('marketplace-file', '/x', readFile).words).toEqual(['`marketplace-file`: `/x` is absolute']);
});

describe('branch', () => {
  const branch = (text: string, target = 'main') =>
    read('branch', text, (given) => readBranchInput(given, target));

  test.each([
    ['', 'notify-marketplace/update'],
    ['update', 'update'],
    ['a/b/c.d_e-f', 'a/b/c.d_e-f'],
    ['größe', 'größe'],
    ['update/{plugin}', 'update/{plugin}'],
    ['{plugin}', '{plugin}'],
    ['a@b', 'a@b'],
    ['main/x', 'main/x'],
    ['Main', 'Main'],
  ])('%j is %s', (text, value) => {
    expect(branch(text)).toMatchObject({ value, problems: [] });
  });

  test.each([
    'a b',
    'a\tb',
    'a..b',
    'a//b',
    '/a',
    'a/',
    '.a',
    'a/.b',
    'a.',
    'a.lock',
    'a.lock/b',
    'a@{b',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    'a\u007fb',
    '-a',
    'a\u2028..b',
    'x.{plugin}',
    '{plugin}/',
    '{plugin}.',
    '{plugin}.lock',
  ])('%j is no branch', (text) => {
    expect(branch(text)).toMatchObject({ problems: ['input-invalid'] });
  });

  test('is not the branch that the pull request is for', () => {
    expect(branch('main').words).toEqual([
      expect.stringMatching(/`main`, the branch that the pull request is for/),
    ]);
    expect(branch('', 'notify-marketplace/update').problems).toEqual(['input-invalid']);
    expect(branch('main', 'trunk').problems).toEqual([]);
  });

  test('is shown safely where it is refused', () => {
    expect(branch('a`\n::error::').words.join()).not.toMatch(/[\p{Cc}]|``/u);
  });
});

describe('checks', () => {
  const checks = (text: string) => read('checks', text, readChecks);

  test.each([
    ['', []],
    ['test.yml', ['test.yml']],
    ['test.yml, lint.yaml', ['test.yml', 'lint.yaml']],
    ['test.yml\nlint.yaml\n', ['test.yml', 'lint.yaml']],
    ['.github/workflows/test.yml', ['test.yml']],
    ['./.github/workflows/test.yml', ['test.yml']],
    ['a_b-c.d.yml', ['a_b-c.d.yml']],
  ])('%j are %j', (text, value) => {
    expect(checks(text)).toMatchObject({ value, problems: [] });
  });

  test.each([
    'test',
    'test.json',
    '../test.yml',
    'a/test.yml',
    'te st.yml',
    '.yml?',
    'x.yml/..',
    '*.yml',
    '%2e.yml',
  ])('%j is refused', (text) => {
    expect(checks(text)).toMatchObject({ value: [], problems: ['input-invalid'] });
  });

  test('that are workflow files stay where another is refused', () => {
    expect(checks('a.yml, b')).toMatchObject({ value: ['a.yml'], problems: ['input-invalid'] });
  });
});

describe.each(['commit-title', 'report-issue'] as const)('%s', (name) => {
  const title = (text: string) => read(name, text, (values) => readTitle(values, name));

  test('not given is null', () => {
    expect(title('')).toMatchObject({ value: null, problems: [] });
  });

  test.each(['chore: update plugins', 'größe 😀', 'x'.repeat(256), '[skip ci] mine'])('%s', (text) => {
    expect(title(text)).toMatchObject({ value: text, problems: [] });
  });

  test.each(['a\nb', 'a\rb', 'a\0b', 'a\u001bb', 'x'.repeat(257)])('%j is refused', (text) => {
    expect(title(text)).toMatchObject({ problems: ['input-invalid'] });
  });
});

describe('labels, reviewers, team-reviewers and assignees', () => {
  const names = (field: FieldName, text: string) => {
    const { value, ...rest } = read(field, text, (given) => readOpeningFields(given, 'acme'));
    return { value: value[field], ...rest };
  };

  test.each<[FieldName, string, string[]]>([
    ['labels', '', []],
    ['labels', 'bug, good first issue\n🔥 größe', ['bug', 'good first issue', '🔥 größe']],
    ['labels', 'bug, Bug, @x', ['Bug', '@x']],
    [
      'reviewers',
      '@octocat, bea_acme, copilot-reviewer[bot]',
      ['octocat', 'bea_acme', 'copilot-reviewer[bot]'],
    ],
    ['assignees', 'ann\nAnn', ['Ann']],
    ['team-reviewers', 'reviewers, @ACME/platform-team', ['reviewers', 'platform-team']],
  ])('%s: %j is %j', (field, text, value) => {
    expect(names(field, text)).toEqual({ value, problems: [], words: [] });
  });

  test.each<[FieldName, string]>([
    ['labels', 'x'.repeat(51)],
    ['labels', 'a\u0007b'],
    ['labels', Array.from({ length: 101 }, (_, n) => `l${n}`).join()],
    ['reviewers', 'Ann Smith'],
    ['reviewers', 'acme/team'],
    ['reviewers', '../..'],
    ['assignees', 'ann@example.com'],
    ['assignees', Array.from({ length: 11 }, (_, n) => `a${n}`).join()],
    ['team-reviewers', 'other/team'],
    ['team-reviewers', 'acme/a/b'],
    ['team-reviewers', 'The Team'],
  ])('%s: %j is refused', (field, text) => {
    expect(names(field, text).problems).toEqual(['input-invalid']);
  });
});

describe('minimum-age', () => {
  const age = (text: string) => read('minimum-age', text, readMinimumAge);
  const HOUR = 3_600_000;

  test.each([
    ['', 0],
    ['0', 0],
    ['0d', 0],
    ['90m', 1.5 * HOUR],
    ['12h', 12 * HOUR],
    ['3d', 72 * HOUR],
    ['3 D', 72 * HOUR],
    ['2w', 14 * 24 * HOUR],
    ['72h', 72 * HOUR],
    ['3 days', 72 * HOUR],
    ['1 Hour', HOUR],
    ['52weeks', 364 * 24 * HOUR],
  ])('%j is %d milliseconds', (text, value) => {
    expect(age(text)).toMatchObject({ value, problems: [] });
  });

  test.each([
    '3',
    '-1d',
    '1.5d',
    '1,5d',
    '3 Tage',
    '3  d',
    '3M',
    '3ms',
    '3 months',
    'd',
    '3d 12h',
    '367d',
    '53w',
    '999999999d',
    'P3D',
    '3\nd',
    '３d',
  ])('%j is refused', (text) => {
    expect(age(text)).toMatchObject({ value: 0, problems: ['input-invalid'] });
  });
});
