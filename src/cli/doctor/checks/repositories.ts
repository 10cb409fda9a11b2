import { quote } from '../../../plugin/display.ts';
import { type End, remoteOf } from '../chain/ends.ts';
import type { Facts, Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** The repository of an end: there, under the name that is used, and open to pushes, events and commits. */
export async function repositories(end: End): Promise<Finding[]> {
  const { where } = end;
  const remote = remoteOf(end);
  if (remote === null) {
    return [unchecked(where, 'its repository on GitHub', 'kind' in end.remote ? end.remote.why : '')];
  }
  const seen = await remote.facts();
  if (seen.kind === 'unseen') return [unchecked(where, 'whether the repository is there', seen.why)];
  const flaws = end.kind === 'plugin' ? ofPlugin(seen.value, remote) : ofMarketplace(seen.value, remote);
  const { isPrivate, branch } = seen.value;
  const described = `is ${isPrivate ? 'private' : 'public'}, its default branch is ${quote(branch)}`;
  return flaws.length > 0 ? flaws : [fine(where, described)];
}

function ofPlugin({ isArchived, forkOf }: Facts, { name, ghName }: Remote): Finding[] {
  const archived = flaw('warning', 'plugin-archived', name, [
    'the repository is archived: nothing can be pushed to it, so there will be no new version',
    `Unarchive it to publish one: \`gh repo unarchive ${ghName}\`.`,
  ]);
  // Secrets stay with the original, and Actions is off in a fork until somebody turns it on.
  const isFork = flaw('warning', 'plugin-is-fork', name, [
    `the repository is a fork${forkOf ? ` of ${quote(forkOf)}` : ''}: what is pushed here does not reach the original, and its secrets are not here`,
    'Run this in a clone of the original, unless the plugin is published from the fork.',
  ]);
  return [...(isArchived ? [archived] : []), ...(forkOf === null ? [] : [isFork])];
}

function ofMarketplace({ isArchived, name }: Facts, { name: asked, url, ghName }: Remote): Finding[] {
  const archived = flaw('problem', 'marketplace-archived', asked, [
    'the repository is archived, so it accepts no events and no commits',
    `Unarchive it (\`gh repo unarchive ${ghName}\`, or ${url}/settings), or remove it from the plugins’ \`marketplace\` input.`,
  ]);
  const renamed = flaw('warning', 'marketplace-renamed', asked, [
    `the repository is called ${name} now; the old name works only until somebody else takes it`,
    `Write ${name} in the plugins’ workflows.`,
  ]);
  const isRenamed = name.toLowerCase() !== asked.toLowerCase();
  return [...(isArchived ? [archived] : []), ...(isRenamed ? [renamed] : [])];
}
