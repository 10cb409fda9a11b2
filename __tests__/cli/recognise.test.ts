import { describe, expect, test } from '@jest/globals';
import { OWNER } from '../../src/cli/workflows/dispatches.ts';
import { leftoversOf, notifyingSteps } from '../../src/cli/workflows/leftovers.ts';
import { partsOf } from '../../src/cli/workflows/parts.ts';
import { secretIn } from '../../src/cli/workflows/token-source.ts';
import { parseWorkflow, type WorkflowFile } from '../../src/cli/workflows/workflow.ts';
import * as copied from './copied-workflows.ts';

function workflow(text: string) {
  const parsed = parseWorkflow(text, '.github/workflows/x.yml');
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

const rolesOf = (of: WorkflowFile) => partsOf(of).map(({ role }) => role);
const roleIn = (of: WorkflowFile) => rolesOf(of)[0];

const uses = (name: string, inputs = '{}') =>
  `on: push\njobs: {a: {steps: [{uses: ${name}, with: ${inputs}}]}}`;

describe('a workflow is recognised as ours', () => {
  test('with the marketplaces, the secret and the event type', () => {
    const text = `
on: push
jobs:
  notify:
    steps:
      - uses: org/notify-marketplace@v1
        with:
          marketplace: |
            acme/marketplace
            acme/other
          token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}
`;
    expect(roleIn(workflow(text))).toEqual({
      kind: 'notify',
      marketplaces: ['acme/marketplace', 'acme/other'],
      unknown: [],
      secret: 'MARKETPLACE_UPDATE_TOKEN',
      eventType: 'plugin-updated',
      action: 'org/notify-marketplace@v1',
    });
  });

  test.each([
    'someone/notify-marketplace@main',
    'Org/Notify-Marketplace@0123456789012345678901234567890123456789',
    'mirrors/org-notify-marketplace@v1.2.3',
  ])('whoever publishes the copy: %s', (action) => {
    expect(roleIn(workflow(uses(action)))).toMatchObject({ kind: 'notify', action });
    const update = action.replace('@', '/update@');
    expect(roleIn(workflow(uses(update)))).toEqual({ kind: 'update', mode: 'push', action });
  });

  test('as the update action, with its mode', () => {
    expect(roleIn(workflow(uses('org/notify-marketplace/update@v1', '{mode: pull-request}')))).toMatchObject({
      kind: 'update',
      mode: 'pull-request',
    });
  });

  test.each(['org/notify-marketplace/other@v1', 'org/notify@v1', './notify-marketplace'])(
    'but not %s',
    (name) => {
      expect(rolesOf(workflow(uses(name)))).toEqual([]);
    },
  );
});

describe('a copied sender is recognised, with its target, secret and event type', () => {
  const sends = (found: object) => ({
    kind: 'other-sender',
    marketplaces: ['acme/marketplace'],
    unknown: [],
    eventType: 'plugin-updated',
    by: 'repository_dispatch',
    byApp: false,
    ...found,
  });

  test.each([
    ['curl', copied.CURL, sends({ secret: 'MARKETPLACE_TOKEN' })],
    ['curl behind variables', copied.INDIRECT, sends({ secret: 'DISPATCH_PAT', eventType: 'plugin-bumped' })],
    ['gh api', copied.GH_API, sends({ secret: 'MARKETPLACE_PAT' })],
    ['repository-dispatch after version-check', copied.VERSION_CHECK, sends({ secret: 'PAT' })],
    ['owner and name in env', copied.OWNER_AND_NAME, sends({ secret: 'MARKETPLACE_PAT' })],
    [
      'a matrix',
      copied.MATRIX,
      sends({ secret: 'PAT', marketplaces: ['acme/marketplace', 'other/plugins'] }),
    ],
    ['a loop', copied.LOOP, sends({ secret: 'PAT', marketplaces: ['acme/marketplace', 'other/plugins'] })],
    [
      'github-script',
      copied.GITHUB_SCRIPT,
      sends({ secret: 'MARKETPLACE_PAT', marketplaces: [], unknown: [`${OWNER}/marketplace`] }),
    ],
    [
      'workflow-dispatch',
      copied.WORKFLOW_DISPATCH,
      sends({ secret: 'PAT', by: 'workflow_dispatch', eventType: null }),
    ],
    ['a GitHub App', copied.APP_TOKEN, sends({ secret: null, byApp: true })],
    ['the end of a release', copied.RELEASE, sends({ secret: 'PAT' })],
  ])('%s', (_, text, role) => {
    expect(rolesOf(workflow(text))).toEqual([role]);
  });

  test.each([
    [
      'one to the repository itself',
      copied.VERSION_CHECK.replace('acme/marketplace', '${' + '{ github.repository }}'),
    ],
    ['no dispatch at all', 'on: push\njobs: {a: {steps: [{run: npm test}]}}'],
    ['events alone', 'on: [push, pull_request]'],
    ['an empty mapping', '{}'],
  ])('but not %s', (_, text) => {
    expect(rolesOf(workflow(text))).toEqual([]);
  });
});

describe('a copied sender is recognised by the request, whoever makes it', () => {
  const PAT = '$' + '{{ secrets.PAT }}';
  const step = (more: object) =>
    workflow(`name: marketplace\non: push\njobs: {a: {steps: [${JSON.stringify(more)}]}}\n`);
  const script = (text: string) => ({
    uses: 'actions/github-script@v7',
    with: { 'github-token': PAT, script: `await github.${text}` },
  });
  const gh = (run: string, env = {}) => ({ run, env: { GH_TOKEN: PAT, ...env } });
  const REPO = { GH_REPO: 'acme/marketplace' };

  test.each<[string, object, 'repository' | 'workflow']>([
    [
      'a route with its target',
      script(`request('POST /repos/acme/marketplace/dispatches', {event_type: 'x'})`),
      'repository',
    ],
    [
      'a route and its parts',
      script(`request("POST /repos/{owner}/{repo}/dispatches", {owner: 'acme', repo: 'marketplace'})`),
      'repository',
    ],
    [
      'a route of a workflow',
      script(`request('POST /repos/acme/marketplace/actions/workflows/u.yml/dispatches')`),
      'workflow',
    ],
    [
      'an action that makes any request of GitHub’s',
      {
        uses: 'octokit/request-action@v2.x',
        with: { route: 'POST /repos/acme/marketplace/dispatches' },
        env: { GITHUB_TOKEN: PAT },
      },
      'repository',
    ],
    [
      'an action that makes any request',
      {
        uses: 'fjogeleit/http-request-action@v1',
        with: { url: 'https://api.github.com/repos/acme/marketplace/dispatches', bearerToken: PAT },
      },
      'repository',
    ],
    ['gh, on two lines', gh('gh workflow run u.yml \\\n  --repo acme/marketplace'), 'workflow'],
    ['gh, whose repository is a variable', gh('gh workflow run u.yml', REPO), 'workflow'],
    ['gh, whose address is filled in', gh('gh api repos/{owner}/{repo}/dispatches', REPO), 'repository'],
  ])('%s', (_, more, by) => {
    const found = step(more);
    expect(roleIn(found)).toMatchObject({
      kind: 'other-sender',
      marketplaces: ['acme/marketplace'],
      unknown: [],
      secret: 'PAT',
      by: `${by}_dispatch`,
    });
    expect(leftoversOf(found, 'notifies')).toEqual([]);
  });

  test('an action that is told a command may do more', () => {
    const command = 'curl https://api.github.com/repos/acme/marketplace/dispatches && npm publish';
    const found = step({ uses: 'nick-fields/retry@v3', with: { command }, env: { T: PAT } });
    expect(roleIn(found)).toMatchObject({ kind: 'other-sender', marketplaces: ['acme/marketplace'] });
    expect(leftoversOf(found, 'notifies')).toHaveLength(1);
  });

  test.each([
    ['an address that gh fills in', gh('gh api repos/{owner}/{repo}/dispatches')],
    ['a workflow of its own', gh('gh workflow run u.yml')],
  ])('but not what goes to the repository itself: %s', (_, more) => {
    expect(rolesOf(step(more))).toEqual([]);
  });
});

test('a dispatch that does not seem to be about plugins is kept apart, for those who know its target', () => {
  expect(rolesOf(workflow(copied.DEPLOY))).toEqual([
    { kind: 'sends', sender: expect.objectContaining({ marketplaces: ['acme/website'], secret: 'PAT' }) },
  ]);
});

describe('a plugin’s workflow that pushes into the marketplace is recognised', () => {
  const pushing = (...steps: object[]) =>
    workflow(
      JSON.stringify({
        on: 'push',
        jobs: { a: { steps: steps.map((one) => ({ name: 'marketplace', ...one })) } },
      }),
    );
  const fetch = (more: object) => ({
    uses: 'actions/checkout@v4',
    with: { repository: 'acme/market', token: secretOf('PAT'), ...more },
  });
  const secretOf = (name: string) => `\${{ secrets.${name} }}`;

  test.each([
    ['from a folder', pushing(fetch({ path: 'm' }), { run: 'cd m\ngit commit -am x\ngit push' })],
    ['with -C', pushing(fetch({ path: './m/' }), { run: 'git -C m push origin main' })],
    ['with working-directory', pushing(fetch({ path: 'm' }), { run: 'git push', 'working-directory': 'm' })],
    ['from the root', pushing(fetch({}), { run: 'git commit -am x && git push' })],
    [
      'by pull request',
      pushing(fetch({ path: 'm' }), { uses: 'peter-evans/create-pull-request@v7', with: { path: 'm' } }),
    ],
    [
      'after a clone',
      pushing({
        run: `git clone https://x:${secretOf('PAT')}@github.com/acme/market.git m && cd m && git push`,
      }),
    ],
    [
      'after a clone into its own name',
      pushing({
        run: `git clone https://x:$T@github.com/acme/market\ncd market; git push`,
        env: { T: secretOf('PAT') },
      }),
    ],
  ])('%s', (_, found) => {
    const role = {
      marketplaces: ['acme/market'],
      unknown: [],
      secret: 'PAT',
      eventType: null,
      by: 'push',
      byApp: false,
    };
    expect(rolesOf(found)).toEqual([{ kind: 'other-sender', ...role }]);
    expect(notifyingSteps(found).length).toBe(found.steps.length);
  });

  test.each([
    [
      'into its own repository, beside a checkout of another',
      pushing(fetch({ path: 'm' }), { run: 'git push --tags' }),
    ],
    [
      'in another job',
      workflow(
        'on: push\njobs: {a: {steps: [{uses: actions/checkout@v4, with: {repository: acme/market}}]}, b: {steps: [{run: git push}]}}',
      ),
    ],
    [
      'into another repository that has nothing to do with it',
      workflow(
        'on: push\njobs: {a: {steps: [{uses: actions/checkout@v4, with: {repository: acme/docs}}, {run: git push}]}}',
      ),
    ],
  ])('but not %s', (_, found) => {
    expect(rolesOf(found)).toEqual([]);
  });
});

describe('a copied receiver is recognised', () => {
  test.each([
    ['submodules moved by a script', copied.SUBMODULES, { kind: 'other-receiver', updates: true }],
    ['by pull request', copied.PROPOSED, { kind: 'other-receiver', updates: true }],
    ['with more besides', copied.FOLLOWS_AND_MORE, { kind: 'other-receiver', updates: true }],
    ['a listener for another end', copied.CHAT, { kind: 'other-receiver', updates: false }],
    ['by the clock alone', copied.NIGHTLY, { kind: 'other-updater' }],
  ])('%s', (_, text, role) => {
    expect(rolesOf(workflow(text))).toEqual([role]);
  });
});

const receives = (steps: object[], on: unknown = { repository_dispatch: { types: ['plugin-bumped'] } }) =>
  workflow(JSON.stringify({ on, jobs: { u: { steps } } }));

describe('a receiver is recognised however it names the catalogue', () => {
  const M = '.claude-plugin/marketplace.json';
  const push = { run: 'git commit -am x && git push' };

  test.each([
    ['in a variable', [{ run: `file="${M}"; jq . "$file" > t; mv t "$file"` }, push]],
    ['in a variable in capitals', [{ run: `FILE=${M}\njq . $FILE > t && mv t $FILE` }, push]],
    ['in env', [{ run: 'jq . "$CATALOGUE" > t; mv t "$CATALOGUE"', env: { CATALOGUE: M } }, push]],
    [
      'by a script, and git add',
      [{ run: 'node scripts/update.mjs' }, { run: `git add ${M} && git commit -m x && git push` }],
    ],
    ['by a script in place', [{ run: `python3 - <<'E'\nopen("${M}", "w")\nE` }, push]],
    ['as an input of an action', [{ uses: 'acme/bump@v1', with: { 'marketplace-path': M } }]],
    [
      'in github-script',
      [
        {
          uses: 'actions/github-script@v7',
          with: { script: `github.rest.repos.createOrUpdateFileContents({path: "${M}"})` },
        },
      ],
    ],
    ['through the API', [{ run: `gh api -X PUT repos/a/b/contents/${M} -f content=x` }]],
  ])('%s', (_, steps) => {
    expect(rolesOf(receives(steps))).toEqual([{ kind: 'other-receiver', updates: true }]);
  });

  test('but not what only looks at it', () => {
    const looks = receives([{ run: `jq . ${M}` }, { run: 'echo done' }]);
    expect(rolesOf(looks)).toEqual([{ kind: 'other-receiver', updates: false }]);
    expect(rolesOf(receives([{ run: `jq . ${M} && git tag x && git push --tags` }], 'push'))).toEqual([]);
  });
});

describe('what a copied workflow does besides', () => {
  test.each([
    ['CURL', copied.CURL],
    ['INDIRECT', copied.INDIRECT],
    ['GH_API', copied.GH_API],
    ['VERSION_CHECK', copied.VERSION_CHECK],
    ['OWNER_AND_NAME', copied.OWNER_AND_NAME],
    ['MATRIX', copied.MATRIX],
    ['LOOP', copied.LOOP],
    ['GITHUB_SCRIPT', copied.GITHUB_SCRIPT],
    ['WORKFLOW_DISPATCH', copied.WORKFLOW_DISPATCH],
    ['APP_TOKEN', copied.APP_TOKEN],
  ])('is nothing in %s, which only tells', (_, text) => {
    expect(leftoversOf(workflow(text), 'notifies')).toEqual([]);
  });

  test.each([
    ['SUBMODULES', copied.SUBMODULES],
    ['PROPOSED', copied.PROPOSED],
    ['NIGHTLY', copied.NIGHTLY],
  ])('is nothing in %s, which only follows', (_, text) => {
    expect(leftoversOf(workflow(text), 'follows')).toEqual([]);
  });

  test('is named with job and line', () => {
    const release = workflow(copied.RELEASE);
    expect(leftoversOf(release, 'notifies')).toEqual([
      'a step of job `test` (line 9)',
      'step `Publish` of job `publish` (line 14)',
    ]);
    expect(notifyingSteps(release)).toEqual(['step `Tell the marketplace` of job `publish` (line 16)']);
    expect(leftoversOf(workflow(copied.FOLLOWS_AND_MORE), 'follows')).toEqual([
      'step `List the plugins` of job `update` (line 11)',
    ]);
  });

  test.each([
    ['tests', 'npm test'],
    ['a release', 'gh release create v1'],
    ['a message to people', 'curl -d x https://hooks.slack.com/services/x'],
    ['a script of its own', './scripts/after.sh'],
    ['a push', 'echo x >> CHANGELOG.md; git commit -am x; git push'],
    ['something unknown', 'frobnicate --all'],
  ])('is %s', (_, run) => {
    const text = copied.CURL.replace(
      '      - run: echo',
      `      - run: ${JSON.stringify(run)}\n      - run: echo`,
    );
    expect(leftoversOf(workflow(text), 'notifies')).toHaveLength(1);
  });

  test('is whatever may stand behind a script that is too long to be read', () => {
    const long = `      - run: ${JSON.stringify(`echo x\n${'# comment\n'.repeat(3000)}npm test`)}\n      - run: echo`;
    expect(leftoversOf(workflow(copied.CURL.replace('      - run: echo', long)), 'notifies')).toHaveLength(1);
  });

  test('is whatever calls it', () => {
    const text = copied.CURL.replace('on:\n', 'on:\n  workflow_call:\n');
    expect(leftoversOf(workflow(text), 'notifies')).toEqual([expect.stringContaining('workflow_call')]);
  });

  test('is a job that calls another workflow', () => {
    const text = `${copied.CURL}  more:\n    uses: ./.github/workflows/more.yml\n`;
    expect(leftoversOf(workflow(text), 'notifies')).toEqual([
      expect.stringMatching(/^job `more` \(line \d+\)$/),
    ]);
  });
});

test('a secret is found in every way to write it, the run’s own token left out', () => {
  const written = (name: string) => `\${{ secrets${name} }}`;
  expect(secretIn(written('.PAT'))).toBe('PAT');
  expect(secretIn(written("['PAT']"))).toBe('PAT');
  expect(secretIn(`${written('.GITHUB_TOKEN')} ${written('.OTHER')}`)).toBe('OTHER');
  expect(secretIn('none')).toBeNull();
});

test('a script that is made to keep us busy does not', () => {
  const scripts = ['for a in ', 'git ', 'repos/$' + '{{', 'mv a ', 'echo $(', '$A'].map((part) =>
    part.repeat(30_000),
  );
  const steps = scripts.map((run) => `      - {run: ${JSON.stringify(run)}, env: {A: $A$A}}`);
  const text = `name: plugin\non: push\njobs:\n  a:\n    steps:\n${steps.join('\n')}\n`;
  const started = performance.now();
  const found = workflow(text);
  rolesOf(found);
  leftoversOf(found, 'notifies');
  leftoversOf(found, 'follows');
  expect(performance.now() - started).toBeLessThan(5000);
});
