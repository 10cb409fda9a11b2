import { describe, expect, test } from '@jest/globals';
import { matchesPatterns } from '../../sandbox/actions/patterns.ts';
import { asksToSkip, isTriggered } from '../../sandbox/actions/triggers.ts';
import { readWorkflow } from '../../sandbox/actions/workflow.ts';
import type { WorkflowEvent } from '../../sandbox/types.ts';
import { eventWith } from './actions-fake.ts';

describe('a filter pattern', () => {
  // The examples of GitHub's filter pattern cheat sheet, and what lies beside them.
  test.each([
    ['feature/*', 'feature/my-branch', true],
    ['feature/*', 'feature/beta/my-branch', false],
    ['feature/**', 'feature/beta-a/my-branch', true],
    ['main', 'main', true],
    ['main', 'main2', false],
    ['*', 'releases', true],
    ['*', 'all/the/branches', false],
    ['**', 'all/the/branches', true],
    ['*feature', 'ver-10-feature', true],
    ['v2*', 'v2.9', true],
    ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
    ['v[12].[0-9]+.[0-9]+', 'v3.0.0', false],
    ['v[12].[0-9]+.[0-9]+', 'v1x0x0', false],
    ['*.jsx?', 'page.js', true],
    ['*.jsx?', 'page.jsx', true],
    ['**.js', 'src/js/app.js', true],
    ['*.js', 'js/index.js', false],
    ['docs/*', 'docs/file.md', true],
    ['docs/*', 'docs/a/file.md', false],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'docs', false],
    ['docs/**/*.md', 'docs/README.md', true],
    ['docs/**/*.md', 'docs/mona/hello-world.md', true],
    ['**/docs/**', 'docs/hello.md', true],
    ['**/docs/**', 'space/docs/plan/space.doc', true],
    ['**/docs/**', 'mydocs/a', false],
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'js/README.md', true],
    ['**/README.md', 'js/notREADME.md', false],
    ['**/*src/**', 'my-src/code/js/app.js', true],
    ['**/*-post.md', 'path/their-post.md', true],
    ['**/.claude-plugin/plugin.json', '.claude-plugin/plugin.json', true],
    ['**/.claude-plugin/plugin.json', 'plugins/a/.claude-plugin/plugin.json', true],
    ['**/.claude-plugin/plugin.json', 'plugins/a/.claude-plugin/plugin_json', false],
    ['a+b', 'aab', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a(b', 'a(b', true],
    ['[a-z]', 'b', true],
    ['[a-z]', '-', false],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(matchesPatterns([pattern], name)).toBe(expected);
  });

  test.each([
    [['*.md', '!README.md'], 'README.md', false],
    [['*.md', '!README.md', 'README*'], 'README.md', true],
    [['!README.md', '*.md'], 'README.md', true],
    [['!README.md'], 'hello.md', false],
    [['releases/**', '!releases/**-alpha'], 'releases/beta/3-alpha', false],
    [['releases/**', '!releases/**-alpha'], 'releases/10', true],
  ])('in a list counts in its turn: %j against %s', (patterns, name, expected) => {
    expect(matchesPatterns(patterns, name)).toBe(expected);
  });
});

const push = (ref: string, changedFiles: string[] | null = null): Partial<WorkflowEvent> => ({
  ref,
  changedFiles,
});
const pull = (
  base: string,
  action = 'opened',
  changedFiles: string[] | null = null,
): Partial<WorkflowEvent> => ({
  name: 'pull_request',
  ref: 'refs/pull/1/merge',
  changedFiles,
  payload: { action, pull_request: { base: { ref: base } } },
});
const other = (name: string, payload: Record<string, unknown> = {}): Partial<WorkflowEvent> => ({
  name,
  payload,
});
const MANIFEST = 'plugins/a/.claude-plugin/plugin.json';

describe('`on` triggers a workflow', () => {
  test.each<[string, string, Partial<WorkflowEvent>, boolean]>([
    ['a name', 'push', push('refs/heads/x'), true],
    ['a list', '[push, release]', other('release', { action: 'published' }), true],
    ['another event', 'push', other('release'), false],
    ['push without filters, a tag', 'push', push('refs/tags/v1'), true],
    ['branches, that branch', '{push: {branches: [main]}}', push('refs/heads/main'), true],
    ['branches, another', '{push: {branches: [main]}}', push('refs/heads/x'), false],
    ['branches, a tag', '{push: {branches: [main]}}', push('refs/tags/main'), false],
    ['branches-ignore', '{push: {branches-ignore: [x/**]}}', push('refs/heads/x/y'), false],
    ['branches-ignore, another', '{push: {branches-ignore: [x/**]}}', push('refs/heads/y'), true],
    ['branches-ignore, a tag', '{push: {branches-ignore: [x/**]}}', push('refs/tags/v1'), false],
    ['tags, that tag', "{push: {tags: ['v*']}}", push('refs/tags/v1'), true],
    ['tags, another', "{push: {tags: ['v*']}}", push('refs/tags/1'), false],
    ['tags, a branch', "{push: {tags: ['v*']}}", push('refs/heads/v1'), false],
    ['tags-ignore', "{push: {tags-ignore: ['v*']}}", push('refs/tags/v1'), false],
    ['branches and tags, a tag', "{push: {branches: [main], tags: ['v*']}}", push('refs/tags/v1'), true],
    ['paths, a file', "{push: {paths: ['**/plugin.json']}}", push('refs/heads/main', ['a', MANIFEST]), true],
    ['paths, no file', "{push: {paths: ['**/plugin.json']}}", push('refs/heads/main', ['a']), false],
    ['paths, nothing changed', "{push: {paths: ['**']}}", push('refs/heads/main', []), false],
    ['paths, no list of files', "{push: {paths: ['**/plugin.json']}}", push('refs/heads/main', null), true],
    ['paths, a tag', "{push: {paths: ['**/plugin.json']}}", push('refs/tags/v1', ['a']), true],
    ['paths and branches', "{push: {branches: [main], paths: ['a']}}", push('refs/heads/x', ['a']), false],
    [
      'paths-ignore, all ignored',
      "{push: {paths-ignore: ['docs/**']}}",
      push('refs/heads/x', ['docs/a']),
      false,
    ],
    [
      'paths-ignore, one left',
      "{push: {paths-ignore: ['docs/**']}}",
      push('refs/heads/x', ['docs/a', 'b']),
      true,
    ],
    [
      'paths, beyond the first 3,000',
      '{push: {paths: [z]}}',
      push('refs/heads/x', [...Array.from({ length: 3000 }, (_, index) => `${index}`), 'z']),
      false,
    ],
    ['pull_request', 'pull_request', pull('main'), true],
    ['pull_request, closed', 'pull_request', pull('main', 'closed'), false],
    ['pull_request, types', '{pull_request: {types: [closed]}}', pull('main', 'closed'), true],
    ['pull_request, base', '{pull_request: {branches: [main]}}', pull('dev'), false],
    ['pull_request, paths', '{pull_request: {paths: [a]}}', pull('main', 'opened', ['b']), false],
    ['release, any type', 'release', other('release', { action: 'edited' }), true],
    ['release, types', '{release: {types: [published]}}', other('release', { action: 'created' }), false],
    [
      'dispatch',
      '{repository_dispatch: {types: [plugin-updated]}}',
      other('repository_dispatch', { action: 'plugin-updated' }),
      true,
    ],
    [
      'dispatch, another type',
      '{repository_dispatch: {types: [x]}}',
      other('repository_dispatch', { action: 'y' }),
      false,
    ],
    ['dispatch, any type', 'repository_dispatch', other('repository_dispatch', { action: 'y' }), true],
    [
      'manual',
      'workflow_dispatch',
      other('workflow_dispatch', { workflow: '.github/workflows/w.yml' }),
      true,
    ],
    ['manual, by file name', 'workflow_dispatch', other('workflow_dispatch', { workflow: 'w.yml' }), true],
    [
      'manual, another file',
      'workflow_dispatch',
      other('workflow_dispatch', { workflow: '.github/workflows/v.yml' }),
      false,
    ],
    ['schedule', "{schedule: [{cron: '23 7 * * *'}]}", other('schedule', { schedule: '23 7 * * *' }), true],
    [
      'schedule, another time',
      "{schedule: [{cron: '23 7 * * *'}]}",
      other('schedule', { schedule: '0 0 * * *' }),
      false,
    ],
    [
      'merge queue',
      '{merge_group: {branches: [main]}}',
      other('merge_group', { merge_group: { base_ref: 'refs/heads/main' } }),
      true,
    ],
    [
      'another workflow',
      '{workflow_run: {workflows: [Release], types: [completed]}}',
      other('workflow_run', { action: 'completed', workflow_run: { name: 'Release', head_branch: 'main' } }),
      true,
    ],
    [
      'another workflow, not that one',
      '{workflow_run: {workflows: [Release], types: [completed]}}',
      other('workflow_run', { action: 'completed', workflow_run: { name: 'Test', head_branch: 'main' } }),
      false,
    ],
  ])('%s', async (_name, on, event, expected) => {
    const content = `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{run: echo}]\n`;
    const workflow = await readWorkflow('.github/workflows/w.yml', content);
    expect(workflow.error).toBeUndefined();
    expect(isTriggered(workflow.on, eventWith(event), workflow.path)).toBe(expected);
  });

  test.each([
    ['fix: a [skip ci]', true],
    ['fix: a\n\nskip-checks: true', true],
    ['fix: skip ci', false],
  ])('but not on a push whose message says so: %j', (message, expected) => {
    expect(asksToSkip(eventWith({ payload: { head_commit: { message } } }))).toBe(expected);
  });
});
