/**
 * `npm run demo`: shows version bumps arriving in a marketplace, on the sandbox, with real git, the workflow files that
 * people copy and the bundles that GitHub would run. Exit code 0 only if everything worked as expected. `--keep` keeps
 * the repositories and says where they are.
 */
import { fileURLToPath } from 'node:url';
import { showCommand } from './demo/command-line.ts';
import { printTimeline } from './demo/timeline.ts';
import { showCommit, watch } from './demo/watch.ts';
import { CATALOGUE, MANIFEST, makeWorld, manifest, NOTES, NOTIFY, UPDATE, type World } from './demo/world.ts';
import { startSandbox } from './index.ts';

const keep = process.argv.includes('--keep');
const show = printTimeline((line) => process.stdout.write(`${line}\n`));
const sandbox = await startSandbox({ keep });
const { github, actions } = sandbox;
process.once('SIGINT', () => void sandbox.close().finally(() => process.exit(130)));

/** What must hold at the end of a chapter. */
function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Expected: ${what}.`);
}

/** The current marketplace: what its entries list, and the commits they point to. */
async function listed({ marketplace }: World) {
  const { plugins } = JSON.parse((await marketplace.readFile('main', CATALOGUE)) ?? '{}');
  const [bridge, formatter, linter, notes] = plugins;
  const pointer = (await marketplace.git('ls-tree', 'main', 'plugins/sdk-bridge')).split(/\s/)[2];
  return { bridge, formatter, linter, notes, pointer };
}

const tip = ({ repository }: World['bridge']) => repository.git('rev-parse', 'main');

async function nothingToSend(world: World): Promise<void> {
  const { author } = world.bridge;
  show.chapter('1. An ordinary push, and an edit of plugin.json without a new version');
  await author.commit('Say more', { 'README.md': '# sdk-bridge\n\nSpeaks to the SDK.\n' });
  const none = await watch(sandbox, show, () => author.push());
  check(none.length === 0, 'a push without a manifest starts no run');
  show.event(github.now(), 'no run: the workflow’s `paths` filter requires a plugin.json');
  await author.commit('Describe better', {
    [MANIFEST]: manifest('sdk-bridge', '2.0.0', 'Speaks to every SDK'),
  });
  await watch(sandbox, show, () => author.push());
  check(github.dispatches.length === 0, 'an edit without a bump sends nothing');
}

/** Three commits in one push, the bump in the first: comparing with HEAD^ would miss it. */
async function bump(world: World): Promise<void> {
  const { author } = world.bridge;
  await world.keeper.commit('Notes 1.1.0', { [NOTES]: manifest('notes', '1.1.0') });
  await world.keeper.push();
  show.chapter('2. A bump in the first of three commits of one push, and the marketplace’s update');
  show.event(github.now(), 'before, in acme/marketplace itself: plugins/notes was bumped to 1.1.0');
  await author.commit('Release 2.0.1', {
    [MANIFEST]: manifest('sdk-bridge', '2.0.1', 'Speaks to every SDK'),
  });
  await author.commit('Fix a test', { 'test.txt': 'ok\n' });
  await author.commit('Note the change', { 'CHANGELOG.md': '2.0.1\n' });
  await watch(sandbox, show, () => author.push(), 'log-and-summary');
  show.event(github.now(), 'the commit in acme/marketplace:');
  await showCommit(world.marketplace, show);
  const pushed = github.events.findLast(
    ({ name, repository }) => name === 'push' && repository === 'acme/sdk-bridge',
  );
  const written = github.requests.findLast(({ body }) =>
    JSON.stringify(body ?? null).includes('updateRefs('),
  );
  const seconds = ((written?.answeredAt ?? 0) - (pushed?.at ?? 0)) / 1000;
  check(seconds > 0, 'the commit was made, and after the push');
  process.stdout.write(
    `           From the push in acme/sdk-bridge to the commit in acme/marketplace: ${seconds.toFixed(2)} s\n`,
  );
  const now = await listed(world);
  check(now.pointer === (await tip(world.bridge)), 'the submodule points to the new head');
  check(now.bridge.version === '2.0.1', 'the entry lists the new version');
  check(
    now.notes.version === '1.1.0',
    'the version of the plugin in the marketplace itself is corrected too',
  );
}

/** The runs of the two bumps and one started by hand meet: GitHub keeps one waiting, and drops another. */
async function together(world: World): Promise<void> {
  const { formatter, linter, marketplace } = world;
  show.chapter('3. Two bumps at the same moment, during a run');
  await formatter.author.commit('Release 1.5.0', { [MANIFEST]: manifest('formatter', '1.5.0') });
  await linter.author.commit('Release 1.0.0', { [MANIFEST]: manifest('linter', '1.0.0') });
  await linter.author.tag('v1.0.0');
  github.latency = 200;
  const runs = await watch(sandbox, show, async () => {
    await github.runWorkflow(marketplace, { workflow: UPDATE });
    await Promise.all([formatter.author.push(), linter.author.push()]);
  });
  github.latency = 0;
  check(
    runs.some(({ conclusion }) => conclusion === 'cancelled'),
    'a waiting run is dropped',
  );
  const now = await listed(world);
  check(
    now.formatter.version === '1.5.0' && now.formatter.source.sha === (await tip(formatter)),
    'formatter follows',
  );
  check(
    now.linter.source.ref === 'v1.0.0' && now.linter.source.sha === (await tip(linter)),
    'linter follows its tags',
  );
}

/** What a person sees who forgot the secret, and what they do about it. */
async function withoutSecret(world: World): Promise<void> {
  const { repository, author } = world.formatter;
  show.chapter('4. A bump in a repository that lacks the secret, and the remedy');
  const { secrets } = repository.options;
  repository.update({ secrets: {} });
  await author.commit('Release 1.6.0', { [MANIFEST]: manifest('formatter', '1.6.0') });
  const [failed] = await watch(sandbox, show, () => author.push());
  check(failed?.conclusion === 'failure', 'a run without the secret fails');
  repository.update({ secrets });
  show.event(
    github.now(),
    'gh secret set MARKETPLACE_UPDATE_TOKEN, and then: gh workflow run notify-marketplace.yml',
  );
  await watch(sandbox, show, () => github.runWorkflow(repository, { workflow: NOTIFY }));
  check(
    (await listed(world)).formatter.version === '1.6.0',
    'started by hand, the run sends the version again',
  );
}

async function forged(world: World): Promise<void> {
  show.chapter('5. A forged event');
  const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
  const before = await world.marketplace.git('rev-parse', 'main');
  const body = {
    event_type: 'plugin-updated',
    client_payload: {
      plugin: 'formatter"; rm -rf / #',
      version: '99.0.0',
      repository: 'evil/formatter',
      path: '../../x',
    },
  };
  await watch(sandbox, show, () =>
    fetch(`${github.apiUrl}/repos/acme/marketplace/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
      body: JSON.stringify(body),
    }),
  );
  check((await world.marketplace.git('rev-parse', 'main')) === before, 'nothing is committed');
}

/** What a person sees in a terminal, in a clone. */
async function looked({ marketplace, keeper, bridge, formatter }: World): Promise<void> {
  show.chapter('6. `status` and `doctor`, on somebody’s machine');
  await formatter.author.commit('Fix a typo', { 'README.md': '# formatter\n\nFormats.\n' });
  await formatter.author.push();
  await actions.idle();
  await keeper.pull();
  const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
  show.event(github.now(), `in a clone of ${marketplace.fullName}; formatter has a commit without a bump:`);
  const status = await showCommand(github, show, { folder: keeper.folder, token, args: ['status'] });
  check(status.code === 0, 'nothing lags');
  check(/^formatter .* waits for a bump$/m.test(status.out), 'formatter waits for its bump');
  show.event(github.now(), `in a clone of ${bridge.repository.fullName}:`);
  const doctor = await showCommand(github, show, { folder: bridge.author.folder, token, args: ['doctor'] });
  check(doctor.code === 0, 'the chain is whole');
}

try {
  const world = await makeWorld(sandbox, fileURLToPath(new URL('../templates', import.meta.url)));
  show.chapter('The set-up: acme/marketplace, with templates/update-marketplace.yml, lists four plugins');
  show.block(
    'sdk-bridge (a submodule), formatter (pinned to a commit) and linter (pinned to a release tag) have repositories of\ntheir own, with templates/notify-marketplace.yml; notes is in the marketplace itself. Runs may overlap.',
  );
  await nothingToSend(world);
  await bump(world);
  await together(world);
  await withoutSecret(world);
  await forged(world);
  await looked(world);
  check(github.schemaViolations.length === 0, 'every request and answer is as GitHub describes it');
  process.stdout.write('\nEverything worked as expected.\n');
} catch (error) {
  process.stdout.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await sandbox.close();
  if (keep) process.stdout.write(`\nThe repositories are in ${github.root}\n`);
}
