import type { Client } from '../../github/client.ts';
import { type RepositoryFacts, readRepository } from '../../github/repository-facts.ts';
import { isObject } from '../../plugin/json.ts';
import { readWorkflowFiles, type WorkflowFiles } from './remote-workflows.ts';
import { ask, attempt, once, type Question, type Seen } from './seen.ts';

/** A workflow as Actions knows it. */
export interface WorkflowState {
  readonly path: string;
  /** `active`, `disabled_manually`, `disabled_inactivity`, … */
  readonly state: string;
}

export interface LastRun {
  /** `success`, `failure`, …; null while it runs. */
  readonly conclusion: string | null;
  readonly url: string;
  readonly event: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface SecretInfo {
  readonly name: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  readonly from: 'repository' | 'organisation';
}

export interface Secrets {
  readonly known: readonly SecretInfo[];
  /** Why there may be others that are not shown; null where there are none. */
  readonly hidden: string | null;
}

export interface ActionsSettings {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string;
}

export interface WorkflowRights {
  readonly mayWrite: boolean;
  readonly mayOpenPullRequests: boolean;
}

/** What GitHub shows of one repository, each thing asked for once. */
export interface Remote {
  readonly name: string;
  /** Its page. */
  readonly url: string;
  facts(): Promise<Seen<RepositoryFacts>>;
  /** Of the default branch. */
  workflows(): Promise<Seen<WorkflowFiles>>;
  states(): Promise<Seen<readonly WorkflowState[]>>;
  /** Null where it has never run. */
  lastRun(path: string): Promise<Seen<LastRun | null>>;
  /** Those that its workflows see, the organisation's included. */
  secrets(): Promise<Seen<Secrets>>;
  /** Types of the rules of rulesets that hold for the branch. */
  rules(branch: string): Promise<Seen<readonly string[]>>;
  /** Whether anything at all protects the branch. */
  isProtected(branch: string): Promise<Seen<boolean>>;
  /** What classic branch protection wants; null where it does not protect the branch. */
  protection(branch: string): Promise<Seen<readonly string[] | null>>;
  actions(): Promise<Seen<ActionsSettings>>;
  /** Patterns of the actions that may be used, where `actions().allowed` is `selected`. */
  allowedActions(): Promise<Seen<readonly string[]>>;
  rights(): Promise<Seen<WorkflowRights>>;
}

/** @param client null where there is no token. */
export function remoteRepository(client: Client | null, name: string, serverUrl: string): Remote {
  const [owner = '', repo = ''] = name.split('/');
  const about = <T>(question: Omit<Question<T>, 'parameters' | 'what'>, more: Record<string, unknown> = {}) =>
    ask(client, { ...question, parameters: { owner, repo, ...more }, what: `Looking at ${name}` });
  return {
    name,
    url: `${serverUrl}/${name}`,
    facts: once(() => attempt(client, (using) => readRepository(using, name))),
    workflows: once(async () => {
      const read = await attempt(client, (using) => readWorkflowFiles(using, [{ owner, name: repo }]));
      return read.kind === 'unseen' ? read : (read.value[0] ?? { kind: 'unseen', why: 'it was not read' });
    }),
    states: once(() => about(STATES)),
    lastRun: (path) => about(LAST_RUN, { workflow_id: path.split('/').at(-1) }),
    secrets: once(() => allSecrets(about)),
    rules: (branch) => about(RULES, { branch }),
    isProtected: (branch) => about(BRANCH, { branch }),
    protection: (branch) => about(PROTECTION, { branch }),
    actions: once(() => about(ACTIONS)),
    allowedActions: once(() => about(ALLOWED)),
    rights: once(() => about(RIGHTS)),
  };
}

type About = <T>(question: Omit<Question<T>, 'parameters' | 'what'>) => Promise<Seen<T>>;

/** https://docs.github.com/rest/actions/secrets */
async function allSecrets(about: About): Promise<Seen<Secrets>> {
  const [own, organisation] = await Promise.all([
    about(secretsAt('GET /repos/{owner}/{repo}/actions/secrets', 'repository')),
    about({
      ...secretsAt('GET /repos/{owner}/{repo}/actions/organization-secrets', 'organisation'),
      // Who sees the one sees the other: where this one is not there, there is no organisation.
      absent: () => ({ known: [], hidden: null }),
    }),
  ]);
  if (own.kind === 'unseen') return own;
  const shared =
    organisation.kind === 'unseen' ? { known: [], hidden: organisation.why } : organisation.value;
  const known = [...own.value.known, ...shared.known];
  return { kind: 'seen', value: { known, hidden: own.value.hidden ?? shared.hidden } };
}

type Ask<T> = Omit<Question<T>, 'parameters' | 'what'>;

function secretsAt(route: string, from: SecretInfo['from']): Ask<Secrets> {
  return {
    route: `${route}?per_page=100`,
    need: 'Secrets: read',
    read: (data) => {
      const known = listIn(data, 'secrets').map((secret) => ({
        name: textIn(secret, 'name'),
        updatedAt: textIn(secret, 'updated_at'),
        from,
      }));
      const all = isObject(data) ? Number(data['total_count']) : 0;
      return {
        known,
        hidden: all > known.length ? `only ${known.length} of ${all} secrets are looked at` : null,
      };
    },
  };
}

/** https://docs.github.com/rest/actions/workflows#list-repository-workflows */
const STATES: Ask<readonly WorkflowState[]> = {
  route: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=100',
  need: 'Actions: read',
  read: (data) =>
    listIn(data, 'workflows').map((workflow) => ({
      path: textIn(workflow, 'path'),
      state: textIn(workflow, 'state'),
    })),
};

/** https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow */
const LAST_RUN: Ask<LastRun | null> = {
  route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs?per_page=1',
  need: 'Actions: read',
  read: (data) => {
    const [run] = listIn(data, 'workflow_runs');
    if (run === undefined) return null;
    const { conclusion } = run;
    return {
      conclusion: typeof conclusion === 'string' ? conclusion : null,
      url: textIn(run, 'html_url'),
      event: textIn(run, 'event'),
      createdAt: textIn(run, 'created_at'),
    };
  },
};

/** https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
const RULES: Ask<readonly string[]> = {
  route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}?per_page=100',
  need: 'Metadata: read',
  read: (data) => (Array.isArray(data) ? data : []).filter(isObject).map((rule) => textIn(rule, 'type')),
};

/** https://docs.github.com/rest/branches/branches#get-a-branch */
const BRANCH: Ask<boolean> = {
  route: 'GET /repos/{owner}/{repo}/branches/{branch}',
  need: 'Contents: read',
  read: (data) => isObject(data) && data['protected'] === true,
};

/** What of classic branch protection keeps a workflow from pushing. */
const BARRIERS = ['required_pull_request_reviews', 'required_status_checks', 'restrictions'] as const;

/** https://docs.github.com/rest/branches/branch-protection#get-branch-protection */
const PROTECTION: Ask<readonly string[] | null> = {
  route: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
  need: 'Administration: read',
  read: (data) => {
    const protection = isObject(data) ? data : {};
    const lock = protection['lock_branch'];
    const locked = isObject(lock) && lock['enabled'] === true ? ['lock_branch'] : [];
    return [...BARRIERS.filter((name) => isObject(protection[name])), ...locked];
  },
  absent: (message) => (/branch not protected/i.test(message) ? null : undefined),
};

/** https://docs.github.com/rest/actions/permissions */
const ACTIONS: Ask<ActionsSettings> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions',
  need: 'Administration: read',
  read: (data) => ({
    enabled: isObject(data) && data['enabled'] === true,
    allowed: isObject(data) ? textIn(data, 'allowed_actions') : '',
  }),
};

const ALLOWED: Ask<readonly string[]> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions/selected-actions',
  need: 'Administration: read',
  read: (data) => {
    const patterns = isObject(data) ? data['patterns_allowed'] : [];
    return Array.isArray(patterns) ? patterns.map(String) : [];
  },
};

const RIGHTS: Ask<WorkflowRights> = {
  route: 'GET /repos/{owner}/{repo}/actions/permissions/workflow',
  need: 'Administration: read',
  read: (data) => ({
    mayWrite: isObject(data) && data['default_workflow_permissions'] === 'write',
    mayOpenPullRequests: isObject(data) && data['can_approve_pull_request_reviews'] === true,
  }),
};

function listIn(data: unknown, key: string): Record<string, unknown>[] {
  const list = isObject(data) ? data[key] : [];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function textIn(value: Record<string, unknown>, key: string): string {
  const text = value[key];
  return typeof text === 'string' ? text : '';
}
