import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { sharedSandbox } from '../scenarios/support.ts';
import { docBlocks } from '../support/doc-blocks.ts';
import { workflowProblems } from '../support/doc-page.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const { github, actions } = await sharedSandbox();
const HEADING = 'Plugins that changed without a bump';
const [workflow, shown, message, guard] = docBlocks('docs/notify.md').filter(({ headings }) =>
  headings.includes(HEADING),
);

test(`the workflow below “${HEADING}” fails a pull request as the page shows, until its last commit gives the reason`, async () => {
  if (workflow === undefined) throw new Error('the page has no such workflow');
  expect(await workflowProblems(workflow)).toEqual([]);
  const plugin = await github.createRepository('acme/sdk-bridge');
  const files = {
    [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1'),
    '.github/workflows/notify-marketplace.yml': workflow.text,
  };
  const base = await plugin.commit({ files });
  const propose = async (branch: string, text: string) => {
    const topic = { branch, parents: [base], message: text };
    await plugin.commit({ ...topic, files: { 'skills/a/SKILL.md': 'New\n' } });
    await github.openPullRequest(plugin, { head: branch, base: 'main' });
    await actions.idle();
    const run = actions.runs.at(-1);
    return [run?.event.name, run?.conclusion, run?.jobs[0]?.steps[0]?.log ?? ''];
  };
  const failed = ['pull_request', 'failure', expect.stringContaining(shown?.text ?? 'no text')];
  expect(await propose('first', 'A change')).toEqual(failed);
  const excused = expect.stringContaining('Skip-Version-Bump: `only comments changed`');
  expect(await propose('second', message?.text ?? '')).toEqual(['pull_request', 'success', excused]);
});

test('the step of a GitHub App, as the page has it, does not stop a pull request from a fork', async () => {
  const [step] = parse(guard?.text ?? '');
  expect(step.uses).toBe('actions/create-github-app-token@v3');
  const plugin = await github.createRepository('acme/with-app');
  const file = parse(workflow?.text ?? '');
  // Without the key, the step fails; that it is skipped is all that counts here.
  file.jobs.notify.steps.unshift({ id: 'app', if: step.if, run: 'exit 1' });
  file.jobs.notify.steps[1].with.token = `\${{ steps.app.outputs.token }}`;
  const base = await plugin.commit({
    files: {
      [ROOT_MANIFEST]: manifest('with-app', '1.0.0'),
      '.github/workflows/notify-marketplace.yml': stringify(file),
    },
  });
  await plugin.commit({
    branch: 'topic',
    parents: [base],
    files: { [ROOT_MANIFEST]: manifest('with-app', '1.0.1') },
  });
  await github.openPullRequest(plugin, { head: 'topic', base: 'main', fromFork: true });
  await actions.idle();
  await github.runWorkflow(plugin, { workflow: '.github/workflows/notify-marketplace.yml' });
  await actions.idle();
  const runs = actions.runs.filter(({ repository }) => repository === 'acme/with-app');
  expect(
    runs.map(({ event, jobs }) => [event.name, ...(jobs[0]?.steps ?? []).map(({ outcome }) => outcome)]),
  ).toEqual([
    ['pull_request', 'skipped', 'success'],
    ['workflow_dispatch', 'failure', 'skipped'],
  ]);
});
