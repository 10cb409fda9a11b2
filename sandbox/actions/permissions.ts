import { isMapping } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import type { Access, Permissions, SandboxGitHub, WorkflowEvent } from '../types.ts';
import { valueAt } from './contexts.ts';

/**
 * What a token may do where no workflow says, by the repository's setting.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defining-access-for-the-github_token-permissions
 */
const DEFAULTS: Record<'read' | 'write', Permissions> = {
  read: { contents: 'read' },
  write: everything('write'),
};
const NAMES = {
  contents: 'contents',
  actions: 'actions',
  issues: 'issues',
  'pull-requests': 'pull_requests',
} as const;

/**
 * Permissions of a job's `GITHUB_TOKEN`: the job's own `permissions`, else the workflow's,
 * else the repository's default. What is not named there is none. A fork's pull request gets reading only.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export function jobPermissions(
  job: TemplateToken | undefined,
  workflow: TemplateToken | undefined,
  { event, fallback }: { event: WorkflowEvent; fallback: 'read' | 'write' },
): Permissions {
  const granted = readPermissions(job) ?? readPermissions(workflow) ?? DEFAULTS[fallback];
  const permissions: Permissions = { metadata: 'read', ...granted };
  return isForkPullRequest(event) ? capped(permissions) : permissions;
}

function readPermissions(token: TemplateToken | undefined): Permissions | null {
  if (token === undefined) return null;
  if (!isMapping(token)) return everything(token.toString() === 'write-all' ? 'write' : 'read');
  const permissions: Permissions = {};
  for (const [name, key] of Object.entries(NAMES)) {
    const access = token.find(name)?.toString();
    if (access !== undefined) permissions[key] = access as Access;
  }
  return permissions;
}

function everything(access: Access): Permissions {
  return { contents: access, actions: access, issues: access, pull_requests: access };
}

function capped(permissions: Permissions): Permissions {
  const entries = Object.entries(permissions) as [keyof Permissions, Access][];
  return Object.fromEntries(entries.map(([name, access]) => [name, access === 'write' ? 'read' : access]));
}

/** Whether an event is a pull request from another repository, whose code must see no secrets. */
export function isForkPullRequest(event: WorkflowEvent): boolean {
  if (event.name !== 'pull_request') return false;
  const head = valueAt(event.payload, 'pull_request', 'head', 'repo');
  const name = valueAt(head, 'full_name');
  return valueAt(head, 'fork') === true && name !== event.repository;
}

/**
 * The secrets that a run sees, without `GITHUB_TOKEN`: none for a fork's pull request,
 * Dependabot's own where Dependabot acts.
 *
 * https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 */
export function runSecrets(github: SandboxGitHub, event: WorkflowEvent): Record<string, string> {
  if (isForkPullRequest(event)) return {};
  const { secrets, organizationSecrets, dependabotSecrets } = github.repository(event.repository).options;
  return event.actor === 'dependabot[bot]' ? dependabotSecrets : { ...organizationSecrets, ...secrets };
}
