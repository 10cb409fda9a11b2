import { quote, some } from '../../../plugin/display.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { Remote } from '../remote.ts';
import { filesOf, isUpdate, stepOf } from '../workflow-side.ts';

/** Whether the rules of the default branch let the update workflow commit to it, where its `mode` is `push`. */
export async function branchRules({ marketplaces }: Chain): Promise<Finding[]> {
  return (await Promise.all(marketplaces.map(ofMarketplace))).flat();
}

/** What of a ruleset a direct commit through the API can't satisfy (https://docs.github.com/rest/repos/rules). */
const BARRIERS = [
  'pull_request',
  'required_status_checks',
  'update',
  'required_deployments',
  'merge_queue',
  'workflows',
  'code_scanning',
];

/** What a commit may satisfy or not, by its message, its author or its files. */
const DEPENDS = [
  'commit_message_pattern',
  'commit_author_email_pattern',
  'committer_email_pattern',
  'branch_name_pattern',
  'file_path_restriction',
  'file_extension_restriction',
];

async function ofMarketplace(marketplace: MarketplaceEnd): Promise<Finding[]> {
  const { remote } = marketplace;
  const { workflows } = await filesOf(marketplace);
  const own = workflows.find(isUpdate);
  const facts = await remote.facts();
  if (own?.role.kind !== 'update' || facts.kind === 'unseen') return [];
  const { branch, isArchived } = facts.value;
  if (isArchived) return [];
  if (own.role.mode === 'pull-request')
    return [fine(remote.name, `updates come as pull requests onto ${quote(branch)}`)];
  const mayBypass = stepOf(own.workflow)?.with['token'] !== undefined;
  return ofBranch(branch, mayBypass, remote);
}

async function ofBranch(branch: string, mayBypass: boolean, remote: Remote): Promise<Finding[]> {
  const [isProtected, rules] = await Promise.all([remote.isProtected(branch), remote.rules(branch)]);
  const barriers = rules.kind === 'seen' ? rules.value.filter((type) => BARRIERS.includes(type)) : [];
  if (barriers.length > 0) return [refused(branch, barriers, mayBypass, remote)];
  const depends = rules.kind === 'seen' ? rules.value.filter((type) => DEPENDS.includes(type)) : [];
  if (depends.length > 0) return [dependent(branch, depends, remote)];
  if (isProtected.kind === 'seen' && !isProtected.value)
    return [fine(remote.name, `${quote(branch)} takes commits`)];
  const protection = await remote.protection(branch);
  const what = `whether the protection of ${quote(branch)} lets workflows commit to it`;
  if (protection.kind === 'unseen') return [unchecked(remote.name, what, protection.why)];
  const wanted = protection.value ?? [];
  return wanted.length > 0
    ? [refused(branch, wanted, mayBypass, remote)]
    : [fine(remote.name, `the rules of ${quote(branch)} let workflows commit to it`)];
}

function dependent(branch: string, rules: readonly string[], { name, url }: Remote): Finding {
  const shown = some([...new Set(rules)].map((type) => `\`${type}\``));
  const what = `whether the update’s commits to ${quote(branch)} satisfy ${shown}`;
  return unchecked(name, what, `what the rules say must be compared by hand: ${url}/rules`);
}

/** Who may pass a rule by, GitHub does not tell: with a token of the workflow's own that may be so. */
function refused(
  branch: string,
  barriers: readonly string[],
  mayBypass: boolean,
  { name, url }: Remote,
): Finding {
  const rules = some([...new Set(barriers)].map((type) => `\`${type}\``));
  const what = `${quote(branch)} has rules that a direct commit does not satisfy: ${rules}`;
  if (mayBypass) {
    const remedy = `See that whoever the workflow’s \`token\` belongs to may bypass them: ${url}/rules.`;
    return flaw('warning', 'branch-rules', name, [what, remedy]);
  }
  const remedy =
    'Write `mode: pull-request` in the update workflow (with `pull-requests: write`), or pass a `token` of an App that may bypass the rules.';
  return flaw('problem', 'branch-rules', name, [what, remedy]);
}
