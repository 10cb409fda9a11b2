import { type Answer, problem } from './answers.ts';
import { readCommit } from './commits.ts';
import { pageOf } from './pages.ts';
import { type Protection, protectionsOf } from './protection.ts';
import { CHECK, RULES } from './protection-rules.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { commitShape } from './rest-git.ts';
import { appShape, type Shape, userShape } from './shapes.ts';

/** `protected` is true for rulesets too: https://github.com/hub4j/github-api/issues/2062 */
export async function getBranch(call: Call): Promise<Answer> {
  const { world, repository, params, documentation } = call;
  const name = params['branch'] ?? '';
  const oid = repository.tip(name);
  const commit = oid === null ? null : await readCommit(repository.store, oid);
  if (commit === null) return problem(404, 'Branch not found', documentation);
  const protections = protectionsOf(repository, `refs/heads/${name}`);
  const body = {
    name,
    commit: commitShape(world, repository, commit),
    _links: { self: branchUrl(call), html: `${world.url}/${repository.fullName}/tree/${name}` },
    protected: protections.length > 0,
    protection: protectionSummary(protections.filter(({ by }) => by === 'branch-protection')),
    protection_url: `${branchUrl(call)}/protection`,
  };
  return { status: 200, body };
}

/** What everybody who reads the repository sees of a classic protection. */
function protectionSummary(classic: Protection[]): Shape {
  const checked = classic.some(({ requires }) => requires === 'status-checks');
  const required_status_checks = {
    enforcement_level: checked ? 'everyone' : 'off',
    contexts: checked ? [CHECK] : [],
    checks: checked ? [{ context: CHECK, app_id: null }] : [],
  };
  return { enabled: classic.length > 0, required_status_checks };
}

/**
 * A classic protection, for admins, without rulesets: https://github.com/hub4j/github-api/issues/2062. Others with a
 * classic token get "not found": https://github.com/ossf/scorecard/issues/138
 */
export function getBranchProtection(call: Call): Answer {
  const { repository, params, documentation } = call;
  if (isWithheld(repository)) return upgrade(call);
  const name = params['branch'] ?? '';
  const found = protectionsOf(repository, `refs/heads/${name}`).filter(
    ({ by }) => by === 'branch-protection',
  );
  if (repository.tip(name) === null) return problem(404, 'Branch not found', documentation);
  if (found.length === 0) return problem(404, 'Branch not protected', documentation);
  return { status: 200, body: protectionShape(call, found) };
}

function protectionShape(call: Call, classic: Protection[]): Shape {
  const url = `${branchUrl(call)}/protection`;
  const asks = (requires: Protection['requires']) => classic.some((one) => one.requires === requires);
  const signatures = { url: `${url}/required_signatures`, enabled: asks('signatures') };
  const admins = { url: `${url}/enforce_admins`, enabled: true };
  const off = ['allow_force_pushes', 'allow_deletions', 'block_creations'];
  return {
    url,
    ...(asks('status-checks') ? { required_status_checks: statusChecks(url) } : {}),
    ...(asks('pull-request') || asks('review')
      ? { required_pull_request_reviews: reviews(call, url, classic) }
      : {}),
    required_signatures: signatures,
    enforce_admins: admins,
    ...Object.fromEntries(off.map((key) => [key, { enabled: false }])),
    required_conversation_resolution: { enabled: false },
    required_linear_history: { enabled: asks('linear-history') },
    lock_branch: { enabled: asks('lock') },
    allow_fork_syncing: { enabled: false },
  };
}

function statusChecks(url: string): Shape {
  return {
    url: `${url}/required_status_checks`,
    strict: false,
    contexts: [CHECK],
    contexts_url: `${url}/required_status_checks/contexts`,
    checks: [{ context: CHECK, app_id: null }],
  };
}

function reviews({ world }: Call, url: string, classic: Protection[]): Shape {
  const bypass = classic.flatMap((one) => one.bypass);
  const bots = bypass.filter((login) => login.endsWith('[bot]'));
  const allowances = {
    users: bypass.filter((login) => !bots.includes(login)).map((login) => userShape(world, login)),
    teams: [],
    apps: bots.map((login) => appShape(world, login.replace('[bot]', ''))),
  };
  return {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: false,
    require_code_owner_reviews: false,
    require_last_push_approval: false,
    required_approving_review_count: classic.some(({ requires }) => requires === 'review') ? 1 : 0,
    ...(bypass.length === 0 ? {} : { bypass_pull_request_allowances: allowances }),
  };
}

/** Only the rules of rulesets, the same for every token, without the bypass lists. The branch need not exist. */
export function getBranchRules(call: Call): Answer {
  const { world, request, repository, params } = call;
  if (isWithheld(repository)) return upgrade(call);
  const rulesets = repository.protections.filter(({ by }) => by === 'ruleset');
  const rules = protectionsOf(repository, `refs/heads/${params['branch']}`)
    .filter(({ by }) => by === 'ruleset')
    .flatMap((ruleset) => [RULES[ruleset.requires].shown ?? []].flat().map((shown) => ({ shown, ruleset })))
    .map(({ shown, ruleset }) => ({
      ...shown,
      ruleset_source_type: 'Repository',
      ruleset_source: repository.fullName,
      ruleset_id: repository.id * 100 + rulesets.indexOf(ruleset),
    }));
  const { items, headers } = pageOf(world, request, rules);
  return { status: 200, headers, body: items };
}

function isWithheld({ options }: Repository): boolean {
  return options.private && options.freePlan;
}

/** In the public record for both calls, for any token. */
function upgrade({ documentation }: Call): Answer {
  const message = 'Upgrade to GitHub Pro or make this repository public to enable this feature.';
  return problem(403, message, documentation);
}

function branchUrl({ world, repository, params }: Call): string {
  return `${world.apiUrl}/repos/${repository.fullName}/branches/${params['branch']}`;
}
