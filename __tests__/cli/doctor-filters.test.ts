import { describe, expect, test } from '@jest/globals';
import { admits, takesBranch, takesPath, takesTags } from '../../src/cli/workflows/push-filter.ts';
import { parseWorkflow } from '../../src/cli/workflows/workflow.ts';
import { cpuTime } from '../support/cpu-time.ts';

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
describe('a pattern means what it means to GitHub', () => {
  test.each<[pattern: string, yes: string[], no: string[]]>([
    ['feature/*', ['feature/my-branch'], ['feature/beta-a/my-branch', 'feature']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/x'], ['feature']],
    ['main', ['main'], ['mains', 'a/main']],
    ['*', ['main', 'releases'], ['all/the/branches']],
    ['**', ['all/the/branches', 'every/tag'], []],
    ['*feature', ['mona-feature', 'feature'], ['a/feature', 'features']],
    ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.x.0']],
    ['*.jsx?', ['page.js', 'page.jsx'], ['page.ts', 'src/page.js']],
    ['**.js', ['index.js', 'js/index.js', 'src/js/app.js'], ['index.ts']],
    ['docs/*', ['docs/README.md', 'docs/file.txt'], ['docs/mona/octocat.txt']],
    [
      'docs/**/*.md',
      ['docs/README.md', 'docs/mona/hello-world.md', 'docs/a/markdown/file.md'],
      ['README.md'],
    ],
    ['**/docs/**', ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['doc/a']],
    ['**/README.md', ['README.md', 'js/README.md'], ['README.mdx']],
    ['**/*src/**', ['a/src/app.js', 'my-src/code/js/app.js'], ['source/a']],
    ['**/migrate-*.sql', ['migrate-10909.sql', 'db/sept/migrate-v1.sql'], ['migrate.sql']],
    ['a\\*b', ['a*b'], ['axb']],
    ['a(b|c).{d}', ['a(b|c).{d}'], ['ab.d']],
    ['[[]', [], ['x']],
  ])('%s', (pattern, yes, no) => {
    expect(yes.filter((name) => !admits([pattern], name))).toEqual([]);
    expect(no.filter((name) => admits([pattern], name))).toEqual([]);
  });

  test.each(['*a*a*a*a*a*a*b', '**a**a**a**a**a**b', 'a+a+a+a+a+a+b', 'a?+?+?+?+?+?+b'])(
    '%s takes no time',
    (pattern) => {
      expect(cpuTime(() => expect(admits([pattern], 'a'.repeat(250))).toBe(false))).toBeLessThan(500);
    },
  );

  test('the last one that matches counts', () => {
    expect(admits(['**', '!docs/**', 'docs/keep.md'], 'docs/keep.md')).toBe(true);
    expect(admits(['**', '!docs/**', 'docs/keep.md'], 'docs/other.md')).toBe(false);
    expect(admits(['!docs/**'], 'src/a')).toBe(false);
  });
});

describe('a push starts a workflow', () => {
  const filter = (on: string) => {
    const parsed = parseWorkflow(`on: ${on}`, 'a.yml');
    return parsed.kind === 'workflow' ? parsed.workflow.push : undefined;
  };
  const takes = (on: string) => {
    const push = filter(on);
    if (push === null || push === undefined) return push;
    return [takesBranch(push, 'main'), takesTags(push), takesPath(push, '.claude-plugin/plugin.json')];
  };

  test.each([
    ['push', [true, true, true]],
    ['[release, push]', [true, true, true]],
    ['{push: }', [true, true, true]],
    ['{push: {branches: main}}', [true, false, true]],
    ['{push: {branches: [next]}}', [false, false, true]],
    ['{push: {branches-ignore: [main]}}', [false, false, true]],
    ['{push: {tags: [v*]}}', [false, true, true]],
    ['{push: {tags-ignore: [v*]}}', [false, true, true]],
    ['{push: {branches: [main], tags: [v*]}}', [true, true, true]],
    ['{push: {paths: ["**.json"]}}', [true, true, true]],
    ['{push: {paths: [src/**]}}', [true, true, false]],
    ['{push: {paths-ignore: [".claude-plugin/**"]}}', [true, true, false]],
    ['{push: {paths-ignore: [docs/**]}}', [true, true, true]],
    ['{release: {types: [published]}}', null],
    ['[release]', null],
  ])('on: %s', (on, expected) => expect(takes(on)).toEqual(expected));
});
