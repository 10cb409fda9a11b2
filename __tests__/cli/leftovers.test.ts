import { describe, expect, test } from '@jest/globals';
import { leftoversOf, mergingSteps } from '../../src/cli/workflows/leftovers.ts';
import { parseWorkflow, type WorkflowFile } from '../../src/cli/workflows/workflow.ts';
import * as copied from './copied-workflows.ts';

function workflow(text: string): WorkflowFile {
  const parsed = parseWorkflow(text, '.github/workflows/x.yml');
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.workflow;
}

/** A workflow of one step that runs this script, with more of the step beside it. */
const script = (run: string, more = '{}') =>
  workflow(
    `on: repository_dispatch\njobs: {u: {steps: [${JSON.stringify({ run, ...JSON.parse(more) })}]}}\n`,
  );

const uses = (name: string, inputs: object) =>
  workflow(
    `on: repository_dispatch\njobs: {u: {steps: [${JSON.stringify({ uses: name, with: inputs })}]}}\n`,
  );

const M = '.claude-plugin/marketplace.json';
const KEEP = 'git add -A && git commit -m x && git push';

describe('a step that follows plugins is known by all that it does', () => {
  test.each([
    [
      'versions',
      `jq --arg v "$V" '(.plugins[] | select(.name == $n) | .version) = $v' ${M} > new.json && mv new.json ${M}`,
    ],
    [
      'pins',
      `jq '.plugins |= map(if .name == $n then .source.sha = $s | .source.ref = $r else . end)' ${M} > /tmp/m && cp /tmp/m ${M}`,
    ],
    [
      'pins, written anew',
      `jq '.plugins = [.plugins[] | if .name == "a" then .version = $v else . end]' ${M} > t; mv -f t ${M}`,
    ],
    [
      'behind variables',
      `file="${M}"; tmp=$(mktemp); jq ".plugins[0].version = \\"$V\\"" "$file" > "$tmp" && mv "$tmp" "$file"`,
    ],
    [
      'the catalogue’s own version',
      `jq '.metadata.version = (.metadata.version | split(".") | .[2] = (.[2] | tonumber + 1 | tostring) | join("."))' ${M} > t && mv t ${M}`,
    ],
    ['by sed', `sed -i 's/"version": ".*"/"version": "1.0.0"/' ${M}`],
    [
      'submodules',
      `git submodule update --init --remote && git submodule foreach --quiet 'git fetch origin && git checkout origin/main'`,
    ],
    [
      'a commit and a push',
      `git config user.name x; git add ${M}; git diff --cached --quiet && exit 0; git commit -m "chore"; git pull --rebase; git push origin HEAD:main`,
    ],
    ['the branch of the event', 'git push origin "HEAD:${' + '{ github.ref_name }}"'],
    [
      'a pull request',
      'git switch -c update/plugins && git push -u origin update/plugins && gh pr create --fill && gh pr merge --auto',
    ],
    ['a copy that is put aside', `cp ${M} /tmp/before.json; diff /tmp/before.json ${M} || true`],
    ['retries', `for i in 1 2 3; do git push && break; sleep $((i * 2)); git pull --rebase; done`],
    [
      'what is written for people',
      `echo "## Done" >> "$GITHUB_STEP_SUMMARY"; cat <<EOF >> $GITHUB_OUTPUT\nbody=$(jq -r .name ${M})\nEOF`,
    ],
  ])('%s', (_, run) => {
    expect(leftoversOf(script(run), 'follows')).toEqual([]);
  });

  test.each([
    [
      'a clone that is copied',
      `git clone https://github.com/a/b tmp && cp -r tmp/plugin plugins/b && ${KEEP}`,
    ],
    ['a copy of files alone', `cp -r ../b/plugin plugins/b`],
    ['a subtree', 'git subtree pull --prefix plugins/b https://github.com/a/b main --squash'],
    ['a list for people', `jq -r '.plugins[] | .name' ${M} > docs/plugins.md && ${KEEP}`],
    ['a list by echo', `echo "- $NAME" >> PLUGINS.md`],
    ['by tee', `jq . ${M} | tee registry.json`],
    [
      'a catalogue of another program',
      `jq '.plugins[0].version = $v' ${M} > .github/plugin/marketplace.json`,
    ],
    ['another', `jq '.version = $v' ${M} > t && mv t .cursor-plugin/marketplace.json`],
    ['a third', `cp ${M} .agents/plugins/marketplace.json`],
    ['a registry', `jq '.plugins[0].version = $v' registry/plugins.json > t && mv t registry/plugins.json`],
    [
      'one behind a variable',
      `for f in ${M} registry/plugins.json; do sed -i 's/"version": ".*"/"version": "1"/' "$f"; done`,
    ],
    ['a website', 'git push origin HEAD:gh-pages'],
    ['a website from its branch', 'git checkout gh-pages && git add . && git commit -m x && git push'],
    ['another branch', 'git push origin HEAD:mirror'],
    ['tags', 'git tag v1 && git push --tags'],
    ['an archive', 'tar czf plugins.tgz plugins && git add plugins.tgz'],
    ['new entries', `jq '.plugins += [{name: $n, source: $s}]' ${M} > t && mv t ${M}`],
    [
      'descriptions',
      `jq '(.plugins[] | select(.name == $n)) |= (.version = $v | .description = $d)' ${M} > t && mv t ${M}`,
    ],
    ['entries that are merged', `jq '.plugins[0] = (.plugins[0] * $new)' ${M} > t && mv t ${M}`],
    ['a date', `jq '.metadata.updated = now' ${M} > t && mv t ${M}`],
    ['entries that go', `jq 'del(.plugins[] | select(.name == $n))' ${M} > t && mv t ${M}`],
    ['a filter that nobody knows', `jq -f update.jq ${M} > t && mv t ${M}`],
    ['a description by sed', `sed -i 's/"description": ".*"/"description": "x"/' ${M}`],
    ['a catalogue elsewhere', `cd plugins/a && jq '.version = $v' ${M} > t && mv t ${M}`],
    ['a message', 'curl -d x https://hooks.slack.com/x'],
    ['an issue', 'gh issue create -t x'],
    ['a script', './scripts/update.sh'],
    ['a script behind a variable', '$RUN --now'],
    ['a program of its own', `python3 - <<'EOF'\nprint(1)\nEOF`],
    ['what can’t be read', `echo "x`],
    ['what is removed', 'rm -rf plugins/old && git add -A'],
  ])('and is other work where it also does something else: %s', (_, run) => {
    expect(leftoversOf(script(run), 'follows')).toEqual(['a step of job `u` (line 2)']);
  });

  test.each([
    ['another shell', script('git push', '{"shell": "python"}')],
    ['another folder', script(KEEP, '{"working-directory": "docs"}')],
    ['an action that publishes', uses('ad-m/github-push-action@v1', { branch: 'gh-pages' })],
    ['an action that nobody knows', uses('acme/update-catalogue@v1', { 'marketplace-path': M })],
    [
      'github-script',
      uses('actions/github-script@v7', { script: 'await github.rest.repos.createOrUpdateFileContents({})' }),
    ],
  ])('by %s', (_, found) => {
    expect(leftoversOf(found, 'follows')).toHaveLength(1);
  });
});

describe('a step that notifies is known by all that it does', () => {
  const POST = 'curl -X POST "$API/repos/acme/marketplace/dispatches" -d @body.json';

  test.each([
    [
      'reading and comparing',
      `VERSION=$(node -p "require('./.claude-plugin/plugin.json').version"); OLD=$(git show HEAD^:x | jq -r .version || true); [ "$VERSION" != "$OLD" ]`,
    ],
    [
      'a body in a file',
      `cat > body.json <<EOF\n{"event_type": "x", "client_payload": {"v": "$(jq -r .version plugin.json)"}}\nEOF\n${POST}; rm body.json`,
    ],
    ['retries', `send() { ${POST}; }\nfor i in 1 2 3; do send && break; sleep 5; done`],
    [
      'gh',
      'gh auth login --with-token < t; gh api --method POST /repos/acme/marketplace/dispatches -f event_type=x',
    ],
  ])('%s', (_, run) => {
    expect(leftoversOf(script(run, '{"env": {"API": "https://api.github.com"}}'), 'notifies')).toEqual([]);
  });

  test.each([
    ['another request', `${POST}; curl -d x https://example.com/hook`],
    ['a request to nobody knows where', `${POST}; curl -d x "$HOOK"`],
    ['a comment', `${POST}; gh api repos/a/b/issues/1/comments -f body=x`],
    ['a release', `${POST}; gh release create v1`],
    ['a push', `${POST}; git push --tags`],
    ['a publication', `${POST} && npm publish`],
    ['a script inside', `echo $(./build.sh)`],
    ['sed on files', `sed -i s/a/b/ plugin.json`],
  ])('and is other work where it also does something else: %s', (_, run) => {
    expect(leftoversOf(script(run, '{"env": {"API": "https://api.github.com"}}'), 'notifies')).toHaveLength(
      1,
    );
  });

  test('github-script that does more than to send', () => {
    const text = copied.GITHUB_SCRIPT.replace(
      'client_payload:',
      'x: await github.rest.issues.createComment({}), client_payload:',
    );
    expect(leftoversOf(workflow(text), 'notifies')).toEqual([
      expect.stringContaining('`actions/github-script@v7`'),
    ]);
  });
});

describe('a job that has no part in it is other work, whatever it does', () => {
  const jobs = (kind: 'notifies' | 'follows', more: string) => {
    const sends = 'gh api repos/acme/marketplace/dispatches -f event_type=x';
    const work = kind === 'notifies' ? sends : KEEP;
    return leftoversOf(workflow(`on: push\njobs:\n  w: {steps: [{run: ${work}}]}\n${more}`), kind);
  };

  test.each(['notifies', 'follows'] as const)('%s', (kind) => {
    expect(jobs(kind, '  x: {steps: [{run: echo hi}]}\n')).toEqual(['job `x` (line 4)']);
    expect(jobs(kind, '  x: {needs: w, steps: [{run: echo done}]}\n')).toEqual(['job `x` (line 4)']);
    const needed = '  x: {needs: [y], steps: [{uses: actions/checkout@v4}]}\n  y: {steps: [{run: jq . a}]}\n';
    expect(jobs(kind, `${needed}  z: {steps: []}\n`)).toEqual([
      'job `x` (line 4)',
      'job `y` (line 5)',
      'job `z` (line 6)',
    ]);
    const work = kind === 'notifies' ? 'gh api repos/acme/m/dispatches' : 'git push';
    const last = `  v: {needs: [x], steps: [{run: ${work}}]}\n`;
    expect(jobs(kind, `${needed}${last}`)).toEqual([]);
  });
});

test('whoever merges its pull requests is found', () => {
  expect(mergingSteps(script('gh pr merge --auto --squash "$URL"'))).toHaveLength(1);
  expect(mergingSteps(uses('peter-evans/enable-pull-request-automerge@v3', {}))).toHaveLength(1);
  expect(mergingSteps(script('gh pr create --fill'))).toEqual([]);
});
