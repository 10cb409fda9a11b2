import { quote, some } from '../../../plugin/display.ts';
import { isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import type { AppToken } from '../../workflows/token-source.ts';
import { allows, ownParts, type PluginEnd, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw } from '../report/finding.ts';

/** Whether the plugin's workflow passes a token that can reach the marketplace, and may read its own repository. */
export async function senderToken(plugin: PluginEnd): Promise<Finding[]> {
  const own = (await ownParts(plugin)).filter((part) => !isOnlyCalled(part));
  const isPublic = await isPublicRepository(remoteOf(plugin));
  const flaws = own.flatMap((one) => [...ofToken(one, plugin), ...ofPermissions(one, plugin, isPublic)]);
  if (own.length === 0 || flaws.length > 0) return flaws;
  return [fine(plugin.where, `passes ${some([...new Set(own.map(shown))])}`)];
}

/** What is public can be read without any permission. */
async function isPublicRepository(remote: Remote | null): Promise<boolean> {
  const facts = await remote?.facts();
  return facts?.kind === 'seen' && !facts.value.isPrivate;
}

function shown({ token }: WorkflowPart): string {
  switch (token.kind) {
    case 'secret':
      return `the secret ${some(token.names.map((name) => quote(name)))}`;
    case 'app':
      return 'a token that a GitHub App makes in the run';
    case 'none':
    case 'run':
      return 'the run’s own token, which reaches this repository';
    case 'written':
    case 'unknown':
      return 'a token that only a run knows';
  }
}

function ofToken(part: WorkflowPart, { where }: PluginEnd): Finding[] {
  const foreign = foreignOf(part, where);
  switch (part.token.kind) {
    case 'written':
      return [written(part, where)];
    case 'none':
      return foreign.length === 0 ? [] : [notPassed(part, where)];
    case 'run':
      return foreign.length === 0 ? [] : [runsOwn(part, where, foreign)];
    case 'app':
      return notFor(part.token, foreign, where).map((one) => appToken(part, where, one));
    case 'secret':
    case 'unknown':
      return [];
  }
}

function foreignOf({ role }: WorkflowPart, where: string): string[] {
  const all = role.kind === 'notify' ? role.marketplaces : [];
  return all.filter((name) => name.toLowerCase() !== where.toLowerCase());
}

function notPassed({ path }: WorkflowPart, where: string): Finding {
  const what = `${quote(path)} passes no \`token\`, and the run’s own reaches only its own repository`;
  const remedy = `Add \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\` below \`with:\`.`;
  return flaw('problem', 'token-not-passed', where, [what, remedy]);
}

function runsOwn({ path }: WorkflowPart, where: string, foreign: readonly string[]): Finding {
  const what = `${quote(path)} passes the run’s own token, which does not reach ${some(foreign)}`;
  const remedy = `Pass another: \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\`.`;
  return flaw('problem', 'run-token-passed', where, [what, remedy]);
}

function written({ path }: WorkflowPart, where: string): Finding {
  const what = `\`token\` in ${quote(path)} is written in plain text, so everybody who can read the repository can read it`;
  const remedy = `Revoke that token, put a new one into a secret, and write \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\`.`;
  return flaw('problem', 'token-in-workflow', where, [what, remedy]);
}

/**
 * The marketplaces that an App's token does not reach: it is made for the calling repository where neither `owner` nor
 * `repositories` is said (https://github.com/actions/create-github-app-token#owner).
 */
function notFor(
  { owner, repositories, isOfficial }: AppToken,
  foreign: readonly string[],
  where: string,
): string[] {
  const given = `${owner ?? ''} ${repositories ?? ''}`;
  if (!isOfficial || given.includes('${{')) return [];
  const own = (owner ?? where.split('/')[0] ?? '').toLowerCase();
  const names = (repositories ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return foreign.filter((name) => {
    const [ofOwner = '', repository = ''] = name.toLowerCase().split('/');
    if (ofOwner !== own) return true;
    return names.length === 0 ? owner === null : !names.includes(repository);
  });
}

function appToken({ path }: WorkflowPart, where: string, marketplace: string): Finding {
  const [owner = '', repository = ''] = marketplace.split('/');
  const what = `the App token that ${quote(path)} makes is not for ${marketplace}`;
  const remedy = `Write \`owner: ${owner}\` and \`repositories: ${repository}\` below \`with:\` of the step that makes it.`;
  return flaw('problem', 'app-token-elsewhere', where, [what, remedy]);
}

function ofPermissions(part: WorkflowPart, { where }: PluginEnd, isPublic: boolean): Finding[] {
  const { permissions, token, path, role, step } = part;
  const isOwn =
    role.kind === 'notify' && role.marketplaces.some((name) => name.toLowerCase() === where.toLowerCase());
  const sends = isOwn && (token.kind === 'none' || token.kind === 'run');
  if (sends && permissions !== null && !allows(permissions, 'contents', 'write')) {
    const what = `the job in ${quote(path)} lacks \`contents: write\`, which an event to its own repository needs`;
    return [
      flaw('problem', 'sender-permission', where, [what, 'Write `permissions: {contents: write}` in it.']),
    ];
  }
  const reads = isPublic || step?.with['github-token'] !== undefined || permissions === null;
  if (reads || allows(permissions, 'contents', 'read')) return [];
  const what = `the job in ${quote(path)} has \`permissions\` without \`contents: read\`: in a private repository it can't read plugin.json`;
  return [
    flaw('problem', 'sender-permission', where, [what, 'Write `permissions: {contents: read}` in it.']),
  ];
}
