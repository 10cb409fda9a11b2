import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { fillNotify, fillUpdate } from '../../src/cli/templates.ts';

const NOTIFY = readFileSync('templates/notify-marketplace.yml', 'utf8');
const UPDATE = readFileSync('templates/update-marketplace.yml', 'utf8');

const FILLED = {
  marketplaces: ['acme/marketplace'],
  branches: ['main'],
  secret: 'MARKETPLACE_UPDATE_TOKEN',
  eventType: 'plugin-updated',
};

describe('a template that is filled in', () => {
  test('is the template where nothing differs, but for the comments beside what was filled in', () => {
    const differing = fillNotify(NOTIFY, FILLED)
      .split('\n')
      .filter((line) => !NOTIFY.split('\n').includes(line));
    expect(differing).toEqual(['    branches: [main]', '          marketplace: acme/marketplace']);
    expect(fillUpdate(UPDATE, 'plugin-updated')).toBe(UPDATE);
  });

  test('names several marketplaces one a line', () => {
    const { jobs } = parse(fillNotify(NOTIFY, { ...FILLED, marketplaces: ['a/b', 'c/d'] }));
    expect(jobs.notify.steps[0].with.marketplace).toBe('a/b\nc/d\n');
  });

  test('says an event type only where it is not the usual one', () => {
    expect(fillNotify(NOTIFY, FILLED)).not.toContain('event-type');
    const { jobs } = parse(fillNotify(NOTIFY, { ...FILLED, eventType: 'bumped' }));
    expect(jobs.notify.steps[0].with['event-type']).toBe('bumped');
    expect(parse(fillUpdate(UPDATE, 'bumped')).on.repository_dispatch.types).toEqual(['bumped']);
  });

  test('is YAML that says what was filled in, whatever branches and types are called', () => {
    const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, (branches, eventType) => {
        const filled = parse(fillNotify(NOTIFY, { ...FILLED, branches, secret: 'PAT', eventType }));
        const step = filled.jobs.notify.steps[0];
        expect(filled.on.push.branches).toEqual(branches);
        expect(step.with.token).toMatch(/^\$\{\{ secrets\.PAT \}\}$/);
        expect(step.with['event-type'] ?? 'plugin-updated').toBe(eventType);
        expect(parse(fillUpdate(UPDATE, eventType)).on.repository_dispatch.types).toEqual([eventType]);
      }),
    );
  });

  test('must have the places that are filled in', () => {
    expect(() => fillNotify('name: x\n', FILLED)).toThrow('the template has no');
  });
});
