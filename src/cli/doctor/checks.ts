import type { Chain } from './chain/chain.ts';
import type { End, MarketplaceEnd, PluginEnd } from './chain/ends.ts';
import { actionsAllowed } from './checks/actions-allowed.ts';
import { botBumps } from './checks/bot-bumps.ts';
import { branchRules } from './checks/branch-rules.ts';
import { entries } from './checks/entries.ts';
import { eventTypes } from './checks/event-types.ts';
import { inputs } from './checks/inputs.ts';
import { listed } from './checks/listed.ts';
import { manifests } from './checks/manifests.ts';
import { pluginStates } from './checks/plugin-states.ts';
import { published } from './checks/published.ts';
import { receiving } from './checks/receiving.ts';
import { repositories } from './checks/repositories.ts';
import { secrets } from './checks/secrets.ts';
import { senderToken } from './checks/sender-token.ts';
import { senders } from './checks/senders.ts';
import { sending } from './checks/sending.ts';
import { submodules } from './checks/submodules.ts';
import { token } from './checks/token.ts';
import { validation } from './checks/validation.ts';
import { workflowFiles } from './checks/workflow-files.ts';
import { workflowRuns } from './checks/workflow-runs.ts';
import type { Finding } from './report/finding.ts';

/** What is found wrong, right or not to be checked at one end of the chain. It reads, and changes nothing. */
type Look<T> = (end: T, chain: Chain) => Promise<readonly Finding[]>;

/** One link of the chain. */
export type Check = {
  /** As it stands above its findings; several may share one. */
  readonly title: string;
} & (
  | { readonly of: 'each end'; readonly look: Look<End> }
  | { readonly of: 'plugin'; readonly look: Look<PluginEnd> }
  | { readonly of: 'marketplace'; readonly look: Look<MarketplaceEnd> }
  /** A marketplace of which all plugins are looked at. */
  | { readonly of: 'whole marketplace'; readonly look: Look<MarketplaceEnd> }
  | { readonly of: 'chain'; readonly look: (chain: Chain) => Promise<readonly Finding[]> }
);

/** The chain, from the version to those who install it. */
export const CHECKS: readonly Check[] = [
  { title: 'Manifests', of: 'plugin', look: manifests },
  { title: 'Published', of: 'plugin', look: published },
  { title: 'Repositories', of: 'each end', look: repositories },
  { title: 'Workflow files', of: 'each end', look: workflowFiles },
  { title: 'Workflow files', of: 'each end', look: inputs },
  { title: 'Sending', of: 'plugin', look: sending },
  { title: 'Sending', of: 'plugin', look: senderToken },
  { title: 'Sending', of: 'plugin', look: botBumps },
  { title: 'Event type', of: 'marketplace', look: eventTypes },
  { title: 'Receiving', of: 'marketplace', look: receiving },
  { title: 'Runs', of: 'each end', look: workflowRuns },
  { title: 'Actions', of: 'each end', look: actionsAllowed },
  { title: 'Token', of: 'chain', look: token },
  { title: 'Secrets', of: 'each end', look: secrets },
  { title: 'Branch rules', of: 'marketplace', look: branchRules },
  { title: 'Entries', of: 'marketplace', look: entries },
  { title: 'Submodules', of: 'whole marketplace', look: submodules },
  { title: 'Listed', of: 'marketplace', look: listed },
  { title: 'Plugins', of: 'whole marketplace', look: senders },
  { title: 'Plugins', of: 'whole marketplace', look: pluginStates },
  { title: 'Claude Code', of: 'each end', look: validation },
];
