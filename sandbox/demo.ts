/**
 * `npm run demo`: a version bump on its way to the marketplace, on a GitHub on loopback, with real git, the
 * workflow file that people copy and the bundle that GitHub would run. Exit code 0 only if the event arrived as it
 * should. `--keep` leaves the repositories and says where they are.
 */
import { fileURLToPath } from 'node:url';
import { printTimeline, renderSummary, type Timeline } from './demo/timeline.ts';
import { makeWorld, manifest, type World } from './demo/world.ts';
import { type Sandbox, startSandbox } from './index.ts';
import type { ReceivedDispatch, WorkflowRun } from './types.ts';

const keep = process.argv.includes('--keep');
const template = fileURLToPath(new URL('../templates/notify-marketplace.yml', import.meta.url));
const show = printTimeline((line) => process.stdout.write(`${line}\n`));

const sandbox = await startSandbox({ keep });
process.once('SIGINT', () => void sandbox.close().finally(() => process.exit(130)));
try {
  const world = await makeWorld(sandbox, template);
  show.chapter(
    'The world: acme/sdk-bridge (plugin 2.0.0, with templates/notify-marketplace.yml), acme/marketplace',
  );
  await ordinaryPush(sandbox, world, show);
  await editWithoutBump(sandbox, world, show);
  const arrived = await bump(sandbox, world, show);
  verdict(arrived);
} finally {
  await sandbox.close();
  if (keep) process.stdout.write(`\nThe repositories are in ${sandbox.github.root}\n`);
}

/** A push that touches no manifest starts no run at all. */
async function ordinaryPush(sandbox: Sandbox, { author }: World, show: Timeline): Promise<void> {
  show.chapter('1. An ordinary push: README.md changes');
  await author.commit('Say more', { 'README.md': '# sdk-bridge\n\nSpeaks to the SDK.\n' });
  const runs = await pushAndWait(sandbox, author.push, show);
  if (runs.length > 0) throw new Error('A push without a manifest started a run.');
  show.event(sandbox.github.now(), 'no run: the workflow’s `paths` filter wants a plugin.json');
}

/** A push that edits the manifest but not its version starts a run that sends nothing, and says why. */
async function editWithoutBump(sandbox: Sandbox, { author }: World, show: Timeline): Promise<void> {
  show.chapter('2. plugin.json changes, its version does not');
  await author.commit('Describe better', {
    '.claude-plugin/plugin.json': manifest('2.0.0', 'Speaks to every SDK'),
  });
  await pushAndWait(sandbox, author.push, show);
  if (sandbox.github.dispatches.length > 0) throw new Error('An edit without a bump was sent.');
  show.event(sandbox.github.now(), 'nothing reached acme/marketplace');
}

/** Three commits in one push, the bump in the first: comparing with HEAD^ would miss it. */
async function bump(sandbox: Sandbox, { author, plugin }: World, show: Timeline): Promise<boolean> {
  const { github } = sandbox;
  show.chapter('3. Three commits in one push, the bump 2.0.0 → 2.0.1 in the first of them');
  await author.commit('Release 2.0.1', {
    '.claude-plugin/plugin.json': manifest('2.0.1', 'Speaks to every SDK'),
  });
  await author.commit('Fix a test', { 'test.txt': 'ok\n' });
  await author.commit('Note the change', { 'CHANGELOG.md': '2.0.1\n' });
  const received = (dispatch: ReceivedDispatch) => {
    show.event(dispatch.at, `acme/marketplace received repository_dispatch ${dispatch.event_type}:`);
    show.block(JSON.stringify(dispatch.client_payload, null, 2));
  };
  await pushAndWait(sandbox, author.push, show, received);
  const pushed = github.events.findLast(({ name }) => name === 'push');
  const [dispatch] = github.dispatches;
  if (dispatch === undefined || pushed === undefined) return false;
  const seconds = ((dispatch.at - pushed.at) / 1000).toFixed(2);
  process.stdout.write(`\nFrom the push to the event at acme/marketplace: ${seconds} s\n`);
  const { plugin: name, version, previous_version, commit } = dispatch.client_payload;
  const right = name === 'sdk-bridge' && version === '2.0.1' && previous_version === '2.0.0';
  const head = await plugin.git('rev-parse', 'refs/heads/main');
  return (
    right && commit === head && github.dispatches.length === 1 && dispatch.repository === 'acme/marketplace'
  );
}

/** Pushes for real, waits for the runs that it starts, and tells of both. */
async function pushAndWait(
  sandbox: Sandbox,
  push: () => Promise<void>,
  show: Timeline,
  received: (dispatch: ReceivedDispatch) => void = () => {},
): Promise<WorkflowRun[]> {
  const { github, actions } = sandbox;
  const before = actions.runs.length;
  await push();
  await actions.idle();
  const event = github.events.findLast(({ name }) => name === 'push');
  if (event === undefined) throw new Error('The push made no event.');
  const range = `${String(event.payload['before']).slice(0, 7)}..${event.sha.slice(0, 7)}`;
  show.event(event.at, `git push: ${event.ref.replace('refs/heads/', '')} of ${event.repository}, ${range}`);
  const runs = actions.runs.slice(before);
  for (const run of runs) tell(run, show, () => github.dispatches.forEach(received));
  return runs;
}

function tell(run: WorkflowRun, show: Timeline, meanwhile: () => void): void {
  for (const step of run.jobs.flatMap(({ steps }) => steps)) {
    show.event(step.startedAt, `run of ${run.path}: ${step.name}`);
    show.block(step.log);
    meanwhile();
    show.event(step.endedAt, `run ended: ${step.outcome}; its summary:`);
    show.block(renderSummary(step.summary));
  }
  if (run.error !== undefined) show.event(run.event.at, `run failed: ${run.error}`);
}

function verdict(arrived: boolean): void {
  process.stdout.write(
    arrived
      ? '\nThe event arrived as it should: one dispatch, for the right plugin, version and commit.\n'
      : '\nThe event did NOT arrive as it should.\n',
  );
  if (!arrived) process.exitCode = 1;
}
