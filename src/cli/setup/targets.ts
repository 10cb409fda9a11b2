import { fullName } from '../../github/repository.ts';
import { LONGEST_EVENT_TYPE } from '../../notify/send/payload.ts';
import { quote } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { type Cli, UsageError } from '../cli.ts';
import { marketplacesOf } from '../marketplaces/named.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { isOwnAction } from '../workflows/roles.ts';
import { ownersDifference } from './app-token.ts';
import type { SetupFlags } from './plan.ts';

/** What is to be set up, and where. */
export interface Wanted {
  /** The update workflow, in the marketplace here. */
  readonly update: boolean;
  /** The notify workflow: nowhere, in the checkout here, in every submodule, or in these folders. */
  readonly notify: null | 'here' | true | readonly string[];
  /** Whom the plugins are to tell; none where the workflows there say it. */
  readonly marketplaces: readonly string[];
}

/** PURE: the flags, and where they are given, in one meaning. Throws `UsageError`. */
export function wantedOf(cli: Cli, here: Folder | null, flags: SetupFlags): Wanted {
  const { marketplace, plugins } = flags;
  check(flags);
  const isMarketplace = here?.catalogue != null;
  if (here === null && !Array.isArray(plugins)) throw NO_CHECKOUT;
  if (marketplace === true && !isMarketplace) throw NO_MARKETPLACE_HERE;
  const own = isMarketplace && here.origin !== null ? fullName(here.origin.repository) : null;
  // The marketplace whose clone this is counts before GITHUB_REPO.
  const isHere = marketplace === undefined && isMarketplace && (own !== null || plugins === undefined);
  const named = marketplace === true || isHere ? [] : marketplacesOf(cli, marketplace, null);
  const others = named.filter((name) => name.toLowerCase() !== own?.toLowerCase());
  const update = isMarketplace && (marketplace === true || (plugins === undefined && others.length === 0));
  // There is nothing here that could be announced to another one.
  if (isMarketplace && !update && plugins === undefined && here.manifests.length === 0)
    throw noPluginHere(others.join(','));
  if (flags.mode !== undefined && !update) throw notForPlugins(`--mode ${flags.mode}`, isMarketplace);
  if (flags.scope !== undefined && !update) throw notForPlugins(`--scope ${flags.scope}`, isMarketplace);
  const notify = plugins ?? (update && !isPluginToo(here, flags) ? null : 'here');
  if (notify === null) {
    if (flags.secret !== undefined) throw onlyForPlugins('--secret');
    if (flags.app === true) throw onlyForPlugins('--app');
    return { update, notify, marketplaces: [] };
  }
  const owners = flags.app === true ? ownersDifference(named, { owner: null }) : null;
  if (owners !== null) throw new UsageError(`--app: ${owners.what}.`, owners.remedy);
  const marketplaces = named.length > 0 ? named : plugins !== undefined && own !== null ? [own] : [];
  if (marketplaces.length === 0 && !isTold(here, notify)) throw nobodyNamed(isMarketplace ? here : null);
  return { update, notify, marketplaces };
}

/** A repository that is a marketplace and sends of its plugins already has both ends. */
function isPluginToo(here: Folder | null, { marketplace }: SetupFlags): boolean {
  return here !== null && marketplace === undefined && here.manifests.length > 0 && isTold(here, 'here');
}

/** A workflow here names its marketplaces; of other folders that is not asked. */
function isTold(here: Folder | null, notify: Wanted['notify']): boolean {
  return notify === 'here' && here?.parts.some(namesSomebody) === true;
}

function namesSomebody({ role }: WorkflowPart): boolean {
  if (role.kind === 'notify') return role.marketplaces.length + role.unknown.length > 0;
  return role.kind === 'other-sender';
}

const NO_CHECKOUT = new UsageError(
  'This is not a git clone.',
  'Run setup in a clone of the plugin’s or marketplace’s repository, or name clones: --plugins one two.',
);

const NO_MARKETPLACE_HERE = new UsageError(
  'This is not a marketplace: there is no .claude-plugin/marketplace.json.',
  'To notify a marketplace from this plugin, pass its name: --marketplace owner/repo.',
);

function notForPlugins(option: string, isMarketplace: boolean): UsageError {
  return isMarketplace
    ? new UsageError(
        `${option} is for the marketplace’s own workflow, which this call does not change.`,
        'Pass it without --plugins, or add --marketplace without a value.',
      )
    : new UsageError(
        `${option} is for a marketplace’s workflow, and this sets up a plugin.`,
        `Pass it in the marketplace’s clone: setup ${option}.`,
      );
}

function onlyForPlugins(option: string): UsageError {
  return new UsageError(
    `${option} is for plugins’ workflows, and this sets up a marketplace, which needs no token of its own.`,
    'Pass it with --plugins, or in the plugin’s clone. For private plugins see docs/update.md, for pull requests by an App docs/recipes.md.',
  );
}

function noPluginHere(others: string): UsageError {
  return new UsageError(
    `This is a marketplace, and no plugin.json is in it, so there is nothing to announce to ${others}.`,
    `To set up this marketplace, run setup without --marketplace. To notify ${others} of plugins, add their clones: setup --marketplace ${others} --plugins ../one ../two.`,
  );
}

function nobodyNamed(marketplace: Folder | null): UsageError {
  const what =
    marketplace === null
      ? 'No marketplace is named.'
      : `The name of this marketplace is not known: ${whyNameless(marketplace.state)}.`;
  return new UsageError(what, 'Pass --marketplace owner/repo: the repository that lists the plugin.');
}

function whyNameless({ remotes }: Folder['state']): string {
  const names = [...remotes.keys()].map((name) => quote(name));
  if (names.length === 0) return 'it has no remote';
  return names.length === 1
    ? `its remote ${names[0]} leads to no repository on GitHub`
    : 'it has several remotes, and none of them is called origin';
}

/** Throws `UsageError` where a value can't be meant. */
function check({ eventType, secret, action, mode, scope }: SetupFlags): void {
  if (eventType !== undefined && (eventType === '' || eventType.length > LONGEST_EVENT_TYPE)) {
    const what = '--event-type: GitHub accepts 1 to 100 characters.';
    throw new UsageError(what, 'Choose another, e.g. plugin-updated.');
  }
  // https://docs.github.com/actions/reference/security/secrets
  if (secret !== undefined && !/^(?!GITHUB_)[A-Za-z_]\w*$/i.test(secret)) {
    const what = `${quote(secret)} can't be a secret's name.`;
    throw new UsageError(what, 'Use letters, digits and _; no digit first, no GITHUB_ first.');
  }
  // What setup and doctor would not know again is not written.
  if (action !== undefined && !(isOwnAction(action, '') && /@[\w./-]+$/.test(action))) {
    const what = `--action: ${quote(action)} is not a copy of this action.`;
    throw new UsageError(what, 'Write owner/repo@ref; the repository has notify-marketplace in its name.');
  }
  if (mode !== undefined && mode !== 'push' && mode !== 'pull-request')
    throw new UsageError(`--mode: there is no ${quote(mode)}.`, 'It is push or pull-request.');
  if (scope !== undefined && scope !== 'all' && scope !== 'event')
    throw new UsageError(`--scope: there is no ${quote(scope)}.`, 'It is all or event.');
}
