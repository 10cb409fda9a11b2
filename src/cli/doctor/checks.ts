import type { Chain } from './chain/chain.ts';
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

/** One link of the chain. It reads, and changes nothing. */
export interface Check {
  /** As it stands above its findings; several may share one. */
  readonly title: string;
  readonly run: (chain: Chain) => Promise<readonly Finding[]>;
}

/** The chain, from the version to those who install it. */
export const CHECKS: readonly Check[] = [
  { title: 'Manifests', run: manifests },
  { title: 'Published', run: published },
  { title: 'Repositories', run: repositories },
  { title: 'Workflow files', run: workflowFiles },
  { title: 'Workflow files', run: inputs },
  { title: 'Sending', run: sending },
  { title: 'Sending', run: senderToken },
  { title: 'Sending', run: botBumps },
  { title: 'Event type', run: eventTypes },
  { title: 'Receiving', run: receiving },
  { title: 'Runs', run: workflowRuns },
  { title: 'Actions', run: actionsAllowed },
  { title: 'Token', run: token },
  { title: 'Secrets', run: secrets },
  { title: 'Branch rules', run: branchRules },
  { title: 'Entries', run: entries },
  { title: 'Submodules', run: submodules },
  { title: 'Listed', run: listed },
  { title: 'Plugins', run: senders },
  { title: 'Plugins', run: pluginStates },
  { title: 'Claude Code', run: validation },
];
