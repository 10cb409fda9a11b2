import { UPDATE_INPUTS } from '../../../action/input-tables.ts';
import { quote, some } from '../../../plugin/display.ts';
import { inputsOf, inputValues, type WorkflowPart } from '../../workflows/parts.ts';
import { admits } from '../../workflows/push-filter.ts';
import { type MarketplaceEnd, ownParts } from '../chain/ends.ts';
import type { Rule } from '../remote/protection.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { modeOf, usesRunToken } from './receiving.ts';

/** Whether the rules of the branches that the update workflow writes to let it do so, as its `mode` wants. */
export async function branchRules(end: MarketplaceEnd): Promise<Finding[]> {
  const { remote } = end;
  const [own] = await ownParts(end);
  const facts = await remote.facts();
  if (own === undefined || facts.kind === 'unseen') return [];
  const { branch } = facts.value;
  switch (modeOf(own)) {
    case 'push':
      return ofBranch(branch, own, remote);
    case 'pull-request':
      return ofProposals(branch, own, remote);
    case null: {
      const what = `whether the rules of ${quote(branch)} suit the workflow’s \`mode\``;
      return [unchecked(remote.name, what, 'only a run knows that')];
    }
  }
}

/** What a direct commit through the API can't satisfy (https://docs.github.com/rest/repos/rules). */
const BARRIERS = [
  ...['pull_request', 'required_status_checks', 'update', 'required_deployments'],
  ...['merge_queue', 'workflows', 'code_scanning', 'lock_branch'],
];
/** What depends on the texts of the commit. */
const PATTERNS = ['commit_message_pattern', 'commit_author_email_pattern', 'committer_email_pattern'];

async function ofBranch(branch: string, part: WorkflowPart, remote: Remote): Promise<Finding[]> {
  const { rules, state, classic } = remote.protection;
  const [byRules, seen] = await Promise.all([rules(branch), state(branch)]);
  const types =
    byRules.kind === 'seen' ? byRules.value.filter((rule) => stops(rule, part)).map(({ type }) => type) : [];
  const checks = seen.kind === 'seen' && seen.value.wantsChecks ? ['required_status_checks'] : [];
  if (types.length + checks.length > 0) return [refused(branch, [...types, ...checks], part, remote)];
  const what = `whether the rules of ${quote(branch)} let workflows commit to it`;
  const unsure = byRules.kind === 'seen' ? byRules.value.filter(({ type }) => PATTERNS.includes(type)) : [];
  const texts = unsure.map(({ type }) =>
    unchecked(remote.name, what, `\`${type}\` depends on what the commit says`),
  );
  if (seen.kind === 'unseen') return [...texts, unchecked(remote.name, what, seen.why)];
  if (seen.value.isProtected && byRules.kind === 'unseen') return [unchecked(remote.name, what, byRules.why)];
  const lets = `the rules of ${quote(branch)} let workflows commit to it`;
  const takes = seen.value.isProtected ? lets : `${quote(branch)} accepts commits`;
  if (!seen.value.isClassic) return texts.length > 0 ? texts : [fine(remote.name, takes)];
  const wanted = await classic(branch);
  if (wanted.kind === 'unseen') return [...texts, unchecked(remote.name, what, wanted.why)];
  if (wanted.value.length > 0) return [refused(branch, wanted.value, part, remote)];
  return [...texts, fine(remote.name, lets)];
}

/** Bots' commits are signed by GitHub, a person's through the API are not. */
function stops({ type, paths }: Rule, part: WorkflowPart): boolean {
  if (type === 'file_path_restriction') {
    const file = inputsOf(part)['marketplace-file'] ?? '.claude-plugin/marketplace.json';
    return paths.some((pattern) => admits([pattern], file));
  }
  if (type === 'required_signatures') return part.token.kind === 'secret';
  return BARRIERS.includes(type);
}

/** What only runs of the pull request itself satisfy. */
const CHECKS = ['required_status_checks', 'workflows'];

/** The branch of the pull request is made, replaced and deleted by the workflow. */
const PROPOSAL_BARRIERS = [
  ...['creation', 'update', 'pull_request'],
  ...['required_status_checks', 'merge_queue', 'workflows'],
];

async function ofProposals(base: string, part: WorkflowPart, remote: Remote): Promise<Finding[]> {
  const pattern = inputValues(UPDATE_INPUTS, inputsOf(part)).text('branch');
  const branch = pattern.replaceAll('{plugin}', 'plugin');
  const rules = await remote.protection.rules(branch);
  const stopping =
    rules.kind === 'seen' ? rules.value.filter(({ type }) => PROPOSAL_BARRIERS.includes(type)) : [];
  if (stopping.length === 0) {
    const arrive = fine(remote.name, `updates arrive as pull requests to ${quote(base)}`);
    return [arrive, ...(usesRunToken(part) ? await waitingChecks(base, remote) : [])];
  }
  const types = some([...new Set(stopping.map(({ type }) => `\`${type}\``))]);
  const what = `the branch of the pull request, ${quote(branch)}, has rules that prevent the workflow from writing to it: ${types}`;
  const remedy = `Exclude it from the rulesets at ${remote.url}/rules, or name another branch in \`branch\`.`;
  const kind = usesRunToken(part) ? 'problem' : 'warning';
  return [flaw(kind, 'proposal-branch-rules', remote.name, [what, remedy])];
}

/** https://docs.github.com/actions/concepts/security/github_token; `dispatched-check` in docs/github.md */
async function waitingChecks(base: string, { name, protection }: Remote): Promise<Finding[]> {
  const [rules, state] = await Promise.all([protection.rules(base), protection.state(base)]);
  const isRequired =
    (rules.kind === 'seen' && rules.value.some(({ type }) => CHECKS.includes(type))) ||
    (state.kind === 'seen' && state.value.wantsChecks);
  if (!isRequired) return [];
  const what = `${quote(base)} requires checks, and those of a pull request that \`GITHUB_TOKEN\` opens wait until a person approves them; what \`checks\` starts does not count`;
  const remedy = 'Approve them on each pull request, or pass the `token` of a GitHub App.';
  return [flaw('warning', 'required-checks-wait', name, [what, remedy])];
}

/**
 * No ruleset can let the run’s own token pass. It may let another one pass: GitHub does not say.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset
 */
function refused(branch: string, barriers: readonly string[], part: WorkflowPart, { name, url }: Remote) {
  const rules = some([...new Set(barriers)].map((type) => quote(type)));
  const what = `${quote(branch)} has rules that a direct commit does not satisfy: ${rules}`;
  if (!usesRunToken(part)) {
    const remedy = `Make sure that the owner of the workflow’s \`token\` may bypass them: ${url}/settings/rules and ${url}/settings/branches.`;
    return flaw('warning', 'branch-rules', name, [what, remedy]);
  }
  const remedy =
    'Write `mode: pull-request` in the update workflow (with `pull-requests: write`), or pass the `token` of a GitHub App that may bypass the rules.';
  return flaw('problem', 'branch-rules', name, [what, remedy]);
}
