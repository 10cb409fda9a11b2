import { expect, test } from '@jest/globals';
import { sharedSandbox } from '../scenarios/support.ts';
import { docBlocks } from '../support/doc-blocks.ts';
import { workflowProblems } from '../support/doc-page.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const { github, actions } = await sharedSandbox();
const HEADING = 'Plugins that changed without a bump';
const [workflow, shown, message] = docBlocks('docs/notify.md').filter(({ headings }) =>
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
