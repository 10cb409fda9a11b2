import { quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import { shellWord } from '../shell/shell-word.ts';
import { usesSetting } from '../workflows/token-source.ts';
import { type Credential, goneWith, type SetupStep } from './plan.ts';

/** One checkout in which something is left to do. */
export interface Unfinished {
  readonly checkout: Checkout;
  readonly steps: readonly SetupStep[];
  /** Paths that are not committed as they are; those that git ignores are marked. */
  readonly uncommitted: readonly { readonly path: string; readonly ignored: boolean }[];
}

/**
 * PURE: what is left to do, as lines. Those that begin with two spaces are commands that work when pasted where setup
 * was run; the others are words.
 *
 * @param doctor how to have the chain checked from there, e.g. `notify-marketplace doctor`
 */
export function nextSteps(unfinished: readonly Unfinished[], doctor: string): string[] {
  const tokens = unfinished.flatMap((one) => settingLines(one, ['token']));
  const apps = unfinished.flatMap((one) => settingLines(one, ['app-id', 'app-key']));
  return [
    '',
    'Next:',
    ...(tokens.length === 0 ? [] : [...NEW_SECRET, ...tokens, '']),
    ...(apps.length === 0 ? [] : [...NEW_APP, ...apps, '']),
    ...unfinished.flatMap(settingsLater),
    ...unfinished.flatMap(commitLines),
    ...unfinished.flatMap(firstRun),
    '',
    'Then check the whole chain:',
    `  ${doctor}`,
  ];
}

const NEW_SECRET = [
  'Set each secret, unless it is there: a fine-grained token with "Contents: read and write" on the',
  'marketplace, or a classic one with the scope repo (docs/tokens.md). gh asks for the token:',
];

const NEW_APP = [
  'Set what is not there yet, for a GitHub App that is installed on the marketplace with "Contents: read and',
  'write" (docs/tokens.md). gh asks for its Client ID. For app.private-key.pem write the name of your key’s file:',
];

function commitLines({ checkout, steps, uncommitted }: Unfinished): string[] {
  const { git, folder, defaultBranch } = checkout;
  const title = steps.some(({ path }) => path.includes('update-'))
    ? 'follow plugin updates'
    : 'notify the marketplace';
  const paths = uncommitted.map(({ path }) => shellWord(path)).join(' ');
  const force = uncommitted.some(({ ignored }) => ignored) ? ' -f' : '';
  const commit =
    paths === ''
      ? []
      : [`${git} add${force} ${paths}`, `${git} commit -m ${shellWord(`ci: ${title}`)} ${paths}`];
  const aside = folder.state.branch !== defaultBranch.name && checkout.remote !== null;
  return [
    ...(commit.length + pushCommand(checkout).length === 0
      ? []
      : [`  ${[...commit, ...pushCommand(checkout)].join(' && ')}`]),
    ...(checkout.remote === null ? [nowhereToPush(checkout)] : []),
    ...(aside ? proposal(checkout) : []),
  ];
}

function nowhereToPush({ shown, folder }: Checkout): string {
  const where = shown === '' ? 'here' : `in ${quote(shown)}`;
  return folder.state.remotes.size === 0
    ? `There is no remote ${where} to push to: create the repository on GitHub and add it.`
    : `There are several remotes ${where}, and none of them is called origin: push to the plugin’s or marketplace’s own.`;
}

function pushCommand({ git, folder, remote }: Checkout): string[] {
  if (remote === null) return [];
  return [
    folder.state.hasUpstream
      ? `${git} push`
      : `${git} push -u ${shellWord(remote)} ${shellWord(folder.state.branch ?? 'HEAD')}`,
  ];
}

/** The workflow counts once it is on the default branch. */
function proposal({ folder, defaultBranch, ghName }: Checkout): string[] {
  const head = shellWord(folder.state.branch ?? 'HEAD');
  const words = `It works once it is on ${quote(defaultBranch.name)}; this is ${quote(folder.state.branch ?? 'HEAD')}`;
  if (ghName === null) return [`${words}. Merge it into ${quote(defaultBranch.name)}.`];
  return [
    `${words}:`,
    `  gh pr create --repo ${shellWord(ghName)} --head ${head} --fill`,
    `Then merge that pull request into ${quote(defaultBranch.name)}.`,
  ];
}

/** One line for each repository: gh knows it by its name, wherever it is run. */
function settingLines(one: Unfinished, kinds: readonly Credential['holds'][]): string[] {
  const { ghName } = one.checkout;
  if (ghName === null) return [];
  const fresh = credentialsIn(one).filter(({ holds }) => kinds.includes(holds));
  return fresh.map((credential) => `  ${settingOf(credential, ` --repo ${shellWord(ghName)}`)}`);
}

/** A private key has many lines: gh takes it from the file that GitHub gave. */
function settingOf({ name: written, holds }: Credential, repository: string): string {
  const [context, name = ''] = written.split('.');
  const command = `gh ${context === 'vars' ? 'variable' : 'secret'} set ${shellWord(name)}${repository}`;
  return holds === 'app-key' ? `${command} < app.private-key.pem` : command;
}

/** Without a remote nobody knows the repository yet; of several, a person does. */
function settingsLater(one: Unfinished): string[] {
  const { ghName, shown, remote, folder } = one.checkout;
  if (ghName !== null) return [];
  const where = shown === '' ? 'the repository' : quote(shown);
  const isOneOf = remote === null && folder.state.remotes.size > 0;
  const [when, repository] = isOneOf
    ? [`With the name of ${where}`, ' --repo owner/repo']
    : [`Once ${where} is on GitHub`, ''];
  return credentialsIn(one).map((credential) => `${when}: ${settingOf(credential, repository)}`);
}

/** The marketplace catches up with what its plugins hold now. It can be started once it is on the default branch. */
function firstRun({ checkout, steps }: Unfinished): string[] {
  const { ghName, folder, defaultBranch, remote } = checkout;
  if (ghName === null || remote === null || folder.state.branch !== defaultBranch.name) return [];
  const updates = steps.filter(({ end }) => end === 'marketplace');
  return updates.map(
    ({ path }) => `  gh workflow run ${shellWord(path.split('/').at(-1) ?? '')} --repo ${shellWord(ghName)}`,
  );
}

/** What a workflow that goes has used already is there. */
function credentialsIn({ steps }: Unfinished): Credential[] {
  const all = steps.flatMap(({ credentials, action }) =>
    credentials.filter(
      ({ name }) => !goneWith(action).some(({ workflow }) => usesSetting(workflow.text, name)),
    ),
  );
  return [...new Map(all.map((one) => [one.name, one])).values()];
}
