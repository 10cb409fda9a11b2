import { quote, some } from '../../../plugin/display.ts';
import { isOnlyCalled, marketplacesIn, type WorkflowPart } from '../../workflows/parts.ts';
import type { AppToken } from '../../workflows/token-source.ts';
import { allows, ownParts, type PluginEnd, remoteOf } from '../chain/ends.ts';
import { type Finding, fine, flaw } from '../report/finding.ts';

/** Whether the plugin's workflow passes a token that can reach the marketplace, and may read its own repository. */
export async function senderToken(plugin: PluginEnd): Promise<Finding[]> {
  const own = (await ownParts(plugin)).filter((part) => !isOnlyCalled(part));
  const facts = await remoteOf(plugin)?.facts();
  // What is public can be read without any permission.
  const isPublic = facts?.kind === 'seen' && !facts.value.isPrivate;
  const flaws = own.flatMap((one) => [...ofToken(one, plugin), ...ofPermissions(one, plugin, isPublic)]);
  if (own.length === 0 || flaws.length > 0) return flaws;
  return [fine(plugin.where, `passes ${some([...new Set(own.map(shown))])}`)];
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

const FROM_SECRET = `token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}`;

function ofToken(part: WorkflowPart, { where }: PluginEnd): Finding[] {
  const path = quote(part.path);
  const foreign = marketplacesIn(part).filter((name) => name.toLowerCase() !== where.toLowerCase());
  switch (part.token.kind) {
    case 'written': {
      const what = `\`token\` in ${path} is written in plain text, so everybody who can read the repository can read it`;
      const remedy = `Revoke that token, put a new one into a secret, and write \`${FROM_SECRET}\`.`;
      return [flaw('problem', 'token-in-workflow', where, [what, remedy])];
    }
    case 'none': {
      const what = `${path} passes no \`token\`, and the run’s own reaches only its own repository`;
      const remedy = `Add \`${FROM_SECRET}\` below \`with:\`.`;
      return foreign.length === 0 ? [] : [flaw('problem', 'token-not-passed', where, [what, remedy])];
    }
    case 'run': {
      const what = `${path} passes the run’s own token, which does not reach ${some(foreign)}`;
      return foreign.length === 0
        ? []
        : [flaw('problem', 'run-token-passed', where, [what, `Pass another: \`${FROM_SECRET}\`.`])];
    }
    case 'app':
      return notFor(part.token, foreign, where).map((marketplace) => {
        const [owner = '', repository = ''] = marketplace.split('/');
        const what = `the App token that ${path} makes is not for ${marketplace}`;
        const remedy = `Write \`owner: ${owner}\` and \`repositories: ${repository}\` below \`with:\` of the step that makes it.`;
        return flaw('problem', 'app-token-elsewhere', where, [what, remedy]);
      });
    case 'secret':
    case 'unknown':
      return [];
  }
}

/**
 * The marketplaces that an App's token does not reach: it is made for the calling repository where neither `owner` nor
 * `repositories` is said (https://github.com/actions/create-github-app-token#owner).
 */
function notFor({ owner, repositories, isOfficial }: AppToken, foreign: readonly string[], where: string) {
  if (!isOfficial || `${owner ?? ''} ${repositories ?? ''}`.includes('${{')) return [];
  const own = (owner ?? where.split('/')[0] ?? '').toLowerCase();
  const names: string[] = (repositories ?? '').toLowerCase().match(/[^\s,]+/g) ?? [];
  return foreign.filter((name) => {
    const [ofOwner = '', repository = ''] = name.toLowerCase().split('/');
    if (ofOwner !== own) return true;
    return names.length === 0 ? owner === null : !names.includes(repository);
  });
}

function ofPermissions(part: WorkflowPart, { where }: PluginEnd, isPublic: boolean): Finding[] {
  const { permissions, token, path, step } = part;
  if (permissions === null) return [];
  const lacks = (access: 'read' | 'write', what: string) => {
    const remedy = `Write \`permissions: {contents: ${access}}\` in it.`;
    return allows(permissions, 'contents', access)
      ? []
      : [flaw('problem', 'sender-permission', where, [`the job in ${quote(path)} ${what}`, remedy])];
  };
  const isOwn = marketplacesIn(part).some((name) => name.toLowerCase() === where.toLowerCase());
  const sends = isOwn && (token.kind === 'none' || token.kind === 'run');
  const flaws = sends
    ? lacks('write', 'lacks `contents: write`, which an event to its own repository needs')
    : [];
  if (flaws.length > 0 || isPublic || step?.with['github-token'] !== undefined) return flaws;
  return lacks(
    'read',
    "has `permissions` without `contents: read`: in a private repository it can't read plugin.json",
  );
}
