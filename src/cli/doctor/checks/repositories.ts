import { quote } from '../../../plugin/display.ts';
import { type End, type MarketplaceEnd, type PluginEnd, remoteOf } from '../chain/ends.ts';
import type { Facts } from '../remote/facts.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** The repository of an end: there, under the name that is used, and open to pushes, events and commits. */
export function repositories(end: End): Promise<Finding[]> {
  return end.kind === 'plugin' ? ofPlugin(end) : ofMarketplace(end);
}

async function ofPlugin(end: PluginEnd): Promise<Finding[]> {
  const remote = remoteOf(end);
  const seen = remote === null ? null : await remote.facts();
  if (remote === null || seen === null) {
    return [unchecked(end.where, 'its repository on GitHub', 'kind' in end.remote ? end.remote.why : '')];
  }
  if (seen.kind === 'unseen') return [unchecked(end.where, 'whether the repository is there', seen.why)];
  const { value } = seen;
  const flaws = [
    ...(value.isArchived ? [pluginArchived(remote)] : []),
    ...(value.forkOf === null ? [] : [isFork(value.forkOf, remote)]),
  ];
  return flaws.length > 0 ? flaws : [fine(end.where, described(value))];
}

async function ofMarketplace({ where, remote }: MarketplaceEnd): Promise<Finding[]> {
  const seen = await remote.facts();
  if (seen.kind === 'unseen') return [unchecked(where, 'whether the repository is there', seen.why)];
  const { value } = seen;
  const flaws = [
    ...(value.isArchived ? [archived(remote)] : []),
    ...(value.name.toLowerCase() === where.toLowerCase() ? [] : [renamed(value, remote)]),
  ];
  return flaws.length > 0 ? flaws : [fine(where, described(value))];
}

function described({ isPrivate, branch }: Facts): string {
  return `is ${isPrivate ? 'private' : 'public'}, its default branch is ${quote(branch)}`;
}

function archived({ name, url, ghName }: Remote): Finding {
  return flaw('problem', 'marketplace-archived', name, [
    'the repository is archived, so it accepts no events and no commits',
    `Unarchive it (\`gh repo unarchive ${ghName}\`, or ${url}/settings), or remove it from the plugins’ \`marketplace\` input.`,
  ]);
}

function renamed({ name }: Facts, { name: asked }: Remote): Finding {
  return flaw('warning', 'marketplace-renamed', asked, [
    `the repository is called ${name} now; the old name works only until somebody else takes it`,
    `Write ${name} in the plugins’ workflows.`,
  ]);
}

function pluginArchived({ name, ghName }: Remote): Finding {
  return flaw('warning', 'plugin-archived', name, [
    'the repository is archived: nothing can be pushed to it, so there will be no new version',
    `Unarchive it to publish one: \`gh repo unarchive ${ghName}\`.`,
  ]);
}

/** Secrets stay with the original, and Actions is off in a fork until somebody turns it on. */
function isFork(parent: string, { name }: Remote): Finding {
  return flaw('warning', 'plugin-is-fork', name, [
    `the repository is a fork${parent === '' ? '' : ` of ${quote(parent)}`}: what is pushed here does not reach the original, and its secrets are not here`,
    'Run this in a checkout of the original, unless the plugin is published from the fork.',
  ]);
}
