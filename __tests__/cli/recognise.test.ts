import { describe, expect, test } from '@jest/globals';
import { roleOf } from '../../src/cli/recognise.ts';
import { parseWorkflow } from '../../src/cli/workflow-file.ts';

function workflow(text: string) {
  const parsed = parseWorkflow(text, '.github/workflows/x.yml');
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

const COPIED_SCRIPT = `
name: Notify Marketplace
on:
  push:
    branches: [main, next]
    paths: ['.claude-plugin/plugin.json']
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 2 }
      - id: version
        run: |
          NEW=$(jq -r .version "$(find . -name plugin.json | head -1)")
          echo "new=$NEW" >> "$GITHUB_OUTPUT"
      - run: |
          curl -X POST -H "Authorization: token \${{ secrets.MARKETPLACE_TOKEN }}" \\
            https://api.github.com/repos/acme/marketplace/dispatches \\
            -d '{"event_type": "plugin-bumped", "client_payload": {"version": "\${{ steps.version.outputs.new }}"}}'
`;

const COPIED_ACTION = `
on:
  push: { branches: main }
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: EndBug/version-check@v2
      - uses: peter-evans/repository-dispatch@v3
        with:
          token: \${{ secrets.PAT }}
          repository: acme/marketplace
          event-type: plugin-updated
`;

describe('a workflow is recognised', () => {
  test('as ours, with the marketplaces, the secret and the event type', () => {
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
    expect(roleOf(workflow(text))).toEqual({
      kind: 'notify',
      marketplaces: ['acme/marketplace', 'acme/other'],
      secret: 'MARKETPLACE_UPDATE_TOKEN',
      eventType: 'plugin-updated',
    });
  });

  test('as the update action, with its mode', () => {
    const text =
      'on: repository_dispatch\njobs: {a: {steps: [{uses: org/notify-marketplace/update@v1, with: {mode: pull-request}}]}}';
    expect(roleOf(workflow(text))).toEqual({ kind: 'update', mode: 'pull-request' });
  });

  test('as a copied script, with what it says', () => {
    const found = workflow(COPIED_SCRIPT);
    expect(roleOf(found)).toEqual({
      kind: 'other-sender',
      marketplaces: ['acme/marketplace'],
      secret: 'MARKETPLACE_TOKEN',
      eventType: 'plugin-bumped',
    });
    expect(found.pushBranches).toEqual(['main', 'next']);
  });

  test('as an action that only sends', () => {
    expect(roleOf(workflow(COPIED_ACTION))).toEqual({
      kind: 'other-sender',
      marketplaces: ['acme/marketplace'],
      secret: 'PAT',
      eventType: 'plugin-updated',
    });
    expect(workflow(COPIED_ACTION).pushBranches).toEqual(['main']);
  });

  test('as a receiver by other means', () => {
    const text =
      'on: {repository_dispatch: {types: [plugin-updated]}}\njobs: {a: {steps: [{run: git submodule update --remote}]}}';
    expect(roleOf(workflow(text))).toEqual({ kind: 'other-receiver' });
    expect(workflow(text).dispatchTypes).toEqual(['plugin-updated']);
  });

  test.each(['on: push\njobs: {a: {steps: [{run: npm test}]}}', 'on: [push, pull_request]', '{}'])(
    'as none of these: %s',
    (text) => {
      expect(roleOf(workflow(text))).toEqual({ kind: 'none' });
    },
  );
});

describe('a workflow file that is none', () => {
  test.each([
    ['on: [push', 1],
    ['a: b\n  c: d', 1],
    ['- a', 1],
    ['', 1],
  ])('%j is a problem at its line', (text, line) => {
    expect(parseWorkflow(text, 'x.yml')).toMatchObject({ kind: 'problem', path: 'x.yml', line });
  });
});
