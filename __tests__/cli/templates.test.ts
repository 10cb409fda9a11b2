import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { USUAL_APP } from '../../src/cli/setup/app-step.ts';
import {
  ACTION,
  fillNotify,
  fillUpdate,
  type NotifyTemplate,
  SECRET,
  type UpdateTemplate,
} from '../../src/cli/setup/templates.ts';
import { partsOf } from '../../src/cli/workflows/parts.ts';
import { parseWorkflow } from '../../src/cli/workflows/workflow.ts';

const NOTIFY = readFileSync('templates/notify-marketplace.yml', 'utf8');
const UPDATE = readFileSync('templates/update-marketplace.yml', 'utf8');

const USUAL: NotifyTemplate = {
  action: ACTION,
  version: null,
  environment: null,
  runsOn: null,
  condition: null,
  paths: [],
  marketplaces: ['acme/marketplace'],
  branches: ['main'],
  countBranches: false,
  tags: [],
  secret: SECRET,
  app: null,
  eventType: 'plugin-updated',
};

const FOLLOWING: UpdateTemplate = {
  action: ACTION,
  version: null,
  environment: null,
  runsOn: null,
  condition: null,
  crons: [],
  eventTypes: ['plugin-updated'],
  ownPlugins: null,
  mode: 'push',
  secret: null,
  raisesVersion: false,
  scope: 'all',
};

const notify = (more: Partial<NotifyTemplate>) => parse(fillNotify(NOTIFY, { ...USUAL, ...more }));
const update = (more: Partial<UpdateTemplate>) => parse(fillUpdate(UPDATE, { ...FOLLOWING, ...more }));

describe('the plugin’s template, filled in', () => {
  test('is the template where nothing differs, but for the comments beside what was filled in', () => {
    const differing = fillNotify(NOTIFY, USUAL)
      .split('\n')
      .filter((line) => !NOTIFY.split('\n').includes(line));
    expect(differing).toEqual(['    branches: [main]', '          marketplace: acme/marketplace']);
  });

  test('names several marketplaces one a line', () => {
    const { jobs } = notify({ marketplaces: ['a/b', 'c/d'] });
    expect(jobs.notify.steps[0].with.marketplace).toBe('a/b\nc/d\n');
  });

  test('makes the token with a GitHub App as the page about tokens does', () => {
    const page = readFileSync('docs/tokens.md', 'utf8');
    const [, shown = ''] = /```yaml\n(on:[\s\S]*?)```/.exec(page) ?? [];
    const own = notify({ app: USUAL_APP });
    expect(shown).toContain('create-github-app-token');
    expect(own.jobs.notify.steps).toEqual(parse(shown).jobs.notify.steps);
    expect({ ...own, jobs: {} }).toEqual({ ...notify({}), jobs: {} });
  });

  test('says an event type only where it is not the usual one', () => {
    expect(fillNotify(NOTIFY, USUAL)).not.toContain('event-type');
    expect(notify({ eventType: 'bumped' }).jobs.notify.steps[0].with['event-type']).toBe('bumped');
  });

  test('says other branches to the action too, which counts the default branch alone', () => {
    expect(notify({ branches: ['next'], countBranches: true }).jobs.notify.steps[0].with.branches).toBe(
      'next',
    );
    const several = notify({ branches: ['next', 'release/**'], countBranches: true });
    expect(several.jobs.notify.steps[0].with.branches).toBe('next\nrelease/**\n');
  });

  test('starts on tags where they are wanted', () => {
    expect(notify({}).on.push.tags).toBeUndefined();
    expect(notify({ tags: ['v*', 'tool--v*'] }).on.push.tags).toEqual(['v*', 'tool--v*']);
  });

  test('is YAML that says what was filled in, whatever branches and types are called', () => {
    const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
    const action = fc.constantFrom(ACTION, 'fork/notify-marketplace@main', 'a/my-notify-marketplace@0123abc');
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        text,
        action,
        (branches, eventType, uses) => {
          const filled = fillNotify(NOTIFY, { ...USUAL, action: uses, branches, secret: 'PAT', eventType });
          const read = parseWorkflow(filled, 'x.yml');
          if (read.kind === 'problem') throw new Error(read.message);
          expect(read.workflow.push?.branches).toEqual(branches);
          const { marketplaces } = USUAL;
          expect(partsOf(read.workflow)[0]?.role).toEqual({
            kind: 'notify',
            marketplaces,
            unknown: [],
            secret: 'PAT',
            eventType,
            action: uses,
          });
        },
      ),
    );
  });

  test('must have the places that are filled in', () => {
    expect(() => fillNotify('name: x\n', USUAL)).toThrow('the template has no');
  });
});

describe('the marketplace’s template, filled in', () => {
  test('is the template where nothing differs', () => {
    expect(fillUpdate(UPDATE, FOLLOWING)).toBe(UPDATE);
  });

  test('listens for other event types', () => {
    expect(update({ eventTypes: ['bumped', 'plugin-updated'] }).on.repository_dispatch.types).toEqual([
      'bumped',
      'plugin-updated',
    ]);
  });

  test('starts on its own branch where plugins lie in the marketplace itself', () => {
    expect(update({}).on.push).toBeUndefined();
    expect(update({ ownPlugins: 'trunk' }).on.push).toEqual({
      branches: ['trunk'],
      paths: ['**/.claude-plugin/plugin.json'],
    });
  });

  test('keeps mode, token and the rising version, with the permission that the mode needs', () => {
    const { permissions, jobs } = update({ mode: 'pull-request', secret: 'PAT', raisesVersion: true });
    expect(permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(jobs.update.steps[0]).toEqual({
      uses: 'org/notify-marketplace/update@v1',
      with: { token: '$' + '{{ secrets.PAT }}', mode: 'pull-request', 'marketplace-version': 'patch' },
    });
  });

  test('for runs of one event lets them queue, because none may be dropped', () => {
    const { concurrency, jobs } = update({ scope: 'event' });
    expect(concurrency).toEqual({ group: 'update-marketplace', queue: 'max' });
    expect(jobs.update.steps[0].with).toEqual({ scope: 'event' });
    expect(fillUpdate(UPDATE, { ...FOLLOWING, scope: 'event' })).not.toContain('drops');
  });

  test('is recognised, whoever publishes the copy', () => {
    const read = parseWorkflow(
      fillUpdate(UPDATE, { ...FOLLOWING, action: 'fork/notify-marketplace@main' }),
      'x.yml',
    );
    expect(read.kind === 'workflow' && partsOf(read.workflow)[0]?.role).toEqual({
      kind: 'update',
      mode: 'push',
      action: 'fork/notify-marketplace@main',
    });
  });
});
