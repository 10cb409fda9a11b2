import { describe, expect, test } from '@jest/globals';
import { doubledSteps } from '../../src/cli/workflows/doubled-steps.ts';
import { partsOf } from '../../src/cli/workflows/parts.ts';
import { parseWorkflow } from '../../src/cli/workflows/workflow.ts';

const NAMES = ['one', 'two'];
const DAILY = "{schedule: [{cron: '1 1 * * *'}]}";
const heard = (...types: string[]) => `{repository_dispatch: {types: [${types.join(', ')}]}}`;
const pushed = (branch: string) => `{push: {branches: [${branch}]}}`;

/** One step in each of these files: what starts it, its inputs, and what its job has besides. */
type Written = readonly [on: string, inputs: string, more?: string];

function partsIn(uses: string, files: readonly Written[]) {
  return files.flatMap(([on, inputs, more = ''], index) => {
    const text = `on: ${on}\njobs: {a: {runs-on: u, ${more}steps: [{uses: ${uses}, with: {${inputs}}}]}}\n`;
    const parsed = parseWorkflow(text, `${index}.yml`);
    if (parsed.kind === 'problem') throw new Error(parsed.message);
    return partsOf(parsed.workflow);
  });
}

const apart: readonly (readonly [string, Written, Written])[] = [
  ['`plugins` divides them', [DAILY, 'plugins: one'], [DAILY, 'plugins: two']],
  ['patterns divide them', [DAILY, 'plugins: "o*"'], [DAILY, 'plugins: "!o*"']],
  ['they write other files', [DAILY, ''], [DAILY, 'marketplace-file: b.json']],
  ['only a run knows their plugins', [DAILY, `plugins: "$\{{ vars.P }}"`], [DAILY, '']],
  ['another condition may part them', [DAILY, '', 'if: github.actor == 1, '], [DAILY, '']],
  ['other events start them', [heard('a'), ''], [DAILY, '']],
  ['they listen for other types', [heard('a'), ''], [heard('b'), '']],
  ['other branches start them', [pushed('main'), ''], [pushed('next'), '']],
  [
    'they share only the start by hand',
    ['[workflow_dispatch, push]', ''],
    ['[workflow_dispatch, release]', ''],
  ],
  ['they send other types', [pushed('main'), 'event-type: a'], [pushed('main'), 'event-type: b']],
  ['they look for other manifests', [pushed('main'), 'manifests: a/*'], [pushed('main'), 'manifests: b/*']],
];

const double: readonly (readonly [string, Written, Written])[] = [
  ['both take all', [DAILY, 'advance: always'], [DAILY, '']],
  ['one takes a part, one all', [DAILY, 'plugins: one'], [DAILY, '']],
  ['patterns overlap', [DAILY, 'plugins: one'], [DAILY, 'plugins: "o*"']],
  ['a default is written', [DAILY, 'event-type: plugin-updated'], [DAILY, '']],
  ['a type is shared', [heard('a', 'b'), ''], ['repository_dispatch', '']],
  ['conditions are the same', [DAILY, '', 'if: github.actor == 1, '], [DAILY, '', 'if: github.actor == 1, ']],
];

describe.each(['a/notify-marketplace/update@v1', 'a/notify-marketplace@v1'])('two steps of %s', (uses) => {
  test.each(apart)('are no double where %s', (_, ...files) => {
    expect(doubledSteps(partsIn(uses, files), NAMES)).toEqual([]);
  });

  test.each(double)('are a double where %s', (_, ...files) => {
    expect(doubledSteps(partsIn(uses, files), NAMES)).toHaveLength(2);
  });
});
