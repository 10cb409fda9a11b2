import { expect, test } from '@jest/globals';
import { checkSettings } from '../../scripts/settings.ts';
import { check, type Source, workflowsIn } from '../../scripts/validate.ts';

const inputs = { marketplace: { description: 'm', required: true } };
const config = {
  actionsMetadataProvider: { fetchActionMetadata: async () => ({ name: 'n', description: '', inputs }) },
};
const WORKFLOW = `on:
  schedule: [{cron: '23 7 * * *'}]
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: org/notify-marketplace@v1
        with: {marketplace: acme/market}
`;

test.each([
  ['a good one', WORKFLOW, []],
  ['a wrong input', WORKFLOW.replace('{marketplace:', '{marketplaces:'), ['8:16 Invalid', '8:9 Missing']],
  [
    'a wrong input of ./',
    WORKFLOW.replace('org/notify-marketplace@v1', './').replace('{m', '{x'),
    ['8:16 Invalid', '8:9 Missing'],
  ],
  ['a wrong context', `${WORKFLOW}      - run: echo \${{ secret.X }}\n`, ['9:19 Unrecognized']],
  ['a wrong key', WORKFLOW.replace('runs-on', 'run-on'), ['5:5 Unexpected', '5:5 Required']],
])('a workflow is checked with the inputs of its actions: %s', async (name, text, expected) => {
  const source: Source = { path: `${name}.yml`, kind: 'workflow', text, line: 0, indent: 0 };
  const problems = await check(source, config);
  const places = problems.map((problem) => /\.yml:(\S+ \S+)/.exec(problem)?.[1]);
  expect(places).toEqual(expected);
});

test('only whole workflows are taken from a Markdown text, with the place where they stand', () => {
  const indented = WORKFLOW.replace(/^(?=.)/gm, '  ');
  const markdown = `# Title\n\n- item\n  \`\`\`yaml\n${indented}  \`\`\`\n\n\`\`\`yaml\non: push\n\`\`\`\n`;
  expect(workflowsIn('README.md', markdown)).toEqual([
    { path: 'README.md', kind: 'workflow', text: WORKFLOW, line: 4, indent: 2 },
  ]);
});

test.each([
  [
    'dependabot',
    'version: 2\nupdates: [{package-ecosystem: npm, directory: /, schedule: {interval: weekly}}]',
    [],
  ],
  ['dependabot', 'version: 2\nupdates: []', ['/updates must NOT have fewer than 1 items']],
  ['dependabot', 'version: 1\nupdates: [{}]', expect.arrayContaining(['/version must be equal to constant'])],
  [
    'form',
    'name: n\ndescription: d\nbody: [{type: input, attributes: {label: l}}]\nlables: [a]',
    ['/ must NOT have additional properties lables'],
  ],
  ['form', 'name: a: b', [expect.stringContaining('Nested mappings')]],
  ['chooser', 'blank_issues_enabled: no way', ['/blank_issues_enabled must be boolean']],
] as const)('settings of the repository are checked by a schema: %s %#', async (kind, text, expected) => {
  expect(checkSettings(kind, text)).toEqual(expected);
});
