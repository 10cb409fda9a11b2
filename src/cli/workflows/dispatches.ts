import { expanded, type Values, waysOf } from './values.ts';
import { LONGEST_SCRIPT, type WorkflowFile, type WorkflowStep } from './workflow.ts';

/** A request, made by other means than this project's action, that starts a workflow in another repository. */
export interface Dispatch {
  readonly step: WorkflowStep;
  readonly by: 'repository_dispatch' | 'workflow_dispatch';
  /** `owner/repo`, or what is written where only a run knows it. */
  readonly targets: readonly string[];
  readonly eventType: string | null;
  /** Where its token is named: texts with `secrets.…` or `steps.…` in them. */
  readonly tokens: string;
}

/** What an action that only sends calls its inputs. */
interface SendingAction {
  readonly uses: RegExp;
  readonly by: Dispatch['by'];
  /** The target of its inputs; empty for the repository that it runs in. */
  readonly target: (inputs: Readonly<Record<string, string>>) => string;
}

/** As written in an expression; `resolvedRole` fills it in where the repository is known. */
const OWN_NAME = '${' + '{ github.repository }}';
export const OWNER = '${' + '{ github.repository_owner }}';
const OWN = /^\$\{\{\s*github\.repository\s*\}\}$/;

/** https://github.com/peter-evans/repository-dispatch, and the like for `workflow_dispatch`. */
const ACTIONS: readonly SendingAction[] = [
  {
    uses: /^(?:peter-evans|mvasigh|myrotvorets)\/(?:repository-dispatch|dispatch-action|trigger-repository-dispatch-action)@/i,
    by: 'repository_dispatch',
    target: ({ repository = '', repo = '', owner = '' }) =>
      repository || (owner !== '' && repo !== '' ? `${owner}/${repo}` : repo),
  },
  {
    uses: /^(?:benc-uk|lasith-kg|the-actions-org)\/(?:workflow-dispatch|dispatch-workflow)@/i,
    by: 'workflow_dispatch',
    target: ({ repo = '' }) => repo,
  },
  {
    uses: /^convictional\/trigger-workflow-and-wait@/i,
    by: 'workflow_dispatch',
    target: ({ owner = '', repo = '' }) => (repo === '' ? '' : `${owner}/${repo}`),
  },
];

/** PURE: every such request of a workflow, in order; those to the repository itself left out. */
export function dispatchesOf({ steps }: Pick<WorkflowFile, 'steps'>): Dispatch[] {
  return steps.flatMap((step) => dispatchOf(step) ?? []);
}

/** PURE: the request that a step makes; null where it makes none, or none to another repository. */
export function dispatchOf(step: WorkflowStep): Dispatch | null {
  const ways = waysOf(step);
  const found = byAction(step) ?? byScript(step, ways) ?? byOctokit(step) ?? byRequest(step, ways);
  if (found === null) return null;
  const targets = [...new Set(found.targets.flatMap((target) => expanded(target, ways)))].filter(
    (target) => target !== '' && !OWN.test(target) && !/github\.repository\b(?!_)/i.test(target),
  );
  if (targets.length === 0) return null;
  const eventType = found.eventType === null ? null : (expanded(found.eventType, ways)[0] ?? null);
  return {
    step,
    by: found.by,
    targets,
    eventType: eventType === null || eventType.includes('$') ? null : eventType,
    tokens: tokensOf(step, ways),
  };
}

type Found = Pick<Dispatch, 'by' | 'targets' | 'eventType'>;

function byAction({ uses, with: inputs }: WorkflowStep): Found | null {
  const action = ACTIONS.find((one) => one.uses.test(uses ?? ''));
  if (action === undefined) return null;
  return { by: action.by, targets: [action.target(inputs).trim()], eventType: inputs['event-type'] ?? null };
}

/** `…/repos/<owner>/<repo>/dispatches`, `…/actions/workflows/<file>/dispatches`; `gh workflow run`. */
const ADDRESS =
  /\brepos\/((?:\$\{\{[^}]{0,200}\}\}|[^\s"'`/]{1,200})(?:\/(?:\$\{\{[^}]{0,200}\}\}|[^\s"'`/]{1,200}))??)(\/actions\/workflows\/[^\s"'`]{1,200})?\/dispatches\b/g;
const GH_RUN =
  /\bgh\s+workflow\s+run\b(?:\\\r?\n|[^\n]){0,500}?\s(?:-R|--repo)[ =]["']?((?:\$\{\{[^}]{0,200}\}\}|[^\s"']){1,200})/g;

/** A script may keep the address, or a part of it, in a variable. */
function byScript({ run, env }: WorkflowStep, ways: readonly Values[]): Found | null {
  return run === null ? null : byText(run, ways, env.get('GH_REPO'));
}

/** Any action that is told an address, or a command with one. */
function byRequest({ uses, with: inputs }: WorkflowStep, ways: readonly Values[]): Found | null {
  const text = Object.values(inputs).join('\n').slice(0, LONGEST_SCRIPT);
  // Most steps have nothing to do with it.
  if (uses === null || !/\/dispatches\b|\bworkflow\s+run\b/.test(text)) return null;
  const found = byText(text, ways, undefined);
  return found === null ? null : { ...found, eventType: inputs['event_type'] ?? found.eventType };
}

const GH_OWN = '{owner}/{repo}';

function targetsIn(found: readonly RegExpExecArray[]): string[] {
  return found.map(([, target = '']) => target);
}

function startedIn(script: string): string[] {
  const named = targetsIn([...script.matchAll(GH_RUN)]);
  return named.length === 0 && /\bgh\s+workflow\s+run\b/.test(script) ? [GH_OWN] : named;
}

/** @param ghRepo what gh writes for `{owner}/{repo}` (https://cli.github.com/manual/gh_api) */
function byText(text: string, ways: readonly Values[], ghRepo: string = OWN_NAME): Found | null {
  const scripts = [text, ...expanded(text, ways)];
  const found = scripts.flatMap((script) => [...script.matchAll(ADDRESS)]);
  const runs = scripts.flatMap(startedIn);
  const workflows = found.filter(([, , workflow]) => workflow !== undefined);
  const events = found.filter(([, , workflow]) => workflow === undefined);
  const targets = events.length > 0 ? targetsIn(events) : [...targetsIn(workflows), ...runs];
  if (targets.length === 0) return null;
  const by = events.length > 0 ? 'repository_dispatch' : 'workflow_dispatch';
  const named = targets.map((target) => (target === GH_OWN ? ghRepo : target));
  return { by, targets: known(named), eventType: eventTypeIn(text) };
}

/** The script itself and the script with its variables replaced are looked at: what is known counts. */
function known(targets: readonly string[]): string[] {
  const plain = targets.filter((target) => !target.includes('$'));
  return plain.length > 0 ? plain : [...targets];
}

/** `github.request('POST /repos/{owner}/{repo}/dispatches', …)` (https://github.com/octokit/request.js). */
export const REQUEST =
  /\brequest\s*\(\s*['"`]POST \/repos\/([^\s'"`/]+\/[^\s'"`/]+)(\/actions\/workflows\/[^\s'"`/]+)?\/dispatches['"`]/;

/** actions/github-script: `createDispatchEvent({owner: 'a', repo: 'b', event_type: 'c'})`. */
function byOctokit({ uses, with: inputs }: WorkflowStep): Found | null {
  const script = (inputs['script'] ?? '').slice(0, LONGEST_SCRIPT);
  if (!/^actions\/github-script@/i.test(uses ?? '')) return null;
  const request = REQUEST.exec(script);
  const by = octokitWay(script, request);
  if (by !== null && request?.[1] !== undefined && !/[{$]/.test(request[1]))
    return { by, targets: [request[1]], eventType: eventTypeIn(script) };
  const field = (name: string) =>
    new RegExp(`\\b${name}\\s*:\\s*(?:['"\`]([^'"\`\\n]+)['"\`]|([\\w.]+))`).exec(script);
  const [owner, repo] = [field('owner'), field('repo')];
  if (by === null || repo?.[2]?.startsWith('context.') === true) return null;
  const name = (found: RegExpExecArray | null) =>
    found?.[1] ?? (found?.[2] === undefined ? '' : `$${found[2].replace(/^process\.env\./, '')}`);
  const target = `${owner?.[2]?.startsWith('context.') === true ? OWNER : name(owner)}/${name(repo)}`;
  return { by, targets: [target], eventType: eventTypeIn(script) };
}

function octokitWay(script: string, request: RegExpExecArray | null): Dispatch['by'] | null {
  if (request !== null) return request[2] === undefined ? 'repository_dispatch' : 'workflow_dispatch';
  if (/\bcreateDispatchEvent\b/.test(script)) return 'repository_dispatch';
  return /\bcreateWorkflowDispatch\b/.test(script) ? 'workflow_dispatch' : null;
}

/** Actions that make one request and nothing else. */
const REQUESTS =
  /^(?:octokit\/request-action|fjogeleit\/http-request-action|wei\/curl|satak\/webrequest-action)@/i;

/** PURE: whether an action does nothing but to send; others may be told whole commands. */
export function onlySends(uses: string): boolean {
  return REQUESTS.test(uses) || ACTIONS.some((one) => one.uses.test(uses));
}

function eventTypeIn(script: string): string | null {
  return (
    /\bevent[_-]type\b[\\"'\]]*\s*[:=]\s*\\?["']?((?:\$\{\{[^}]{0,200}\}\}|\$\{?\w+\}?|[\w.-])+)/.exec(
      script,
    )?.[1] ?? null
  );
}

const TOKEN_INPUT = /^(?:token|github[-_]token|access[-_]token|gh[-_]token)$/i;

/** The token input of an action; else the texts of the step. */
function tokensOf(step: WorkflowStep, ways: readonly Values[]): string {
  const { with: inputs } = step;
  const given = Object.entries(inputs).find(([name]) => TOKEN_INPUT.test(name));
  if (given !== undefined) return expanded(given[1], ways).join('\n');
  return textWithVariables(step);
}

/** No name of a secret is further behind in a variable. */
const LONGEST_VALUE = 1000;

/** PURE: all texts of a step, and of its variables those that it names, or that `gh` takes without being told. */
export function textWithVariables({ text, env }: Pick<WorkflowStep, 'text' | 'env'>): string {
  const names = new Set([...(text.match(/[A-Za-z_]\w*/g) ?? []), 'GH_TOKEN', 'GITHUB_TOKEN']);
  return [text, ...[...names].flatMap((name) => env.get(name)?.slice(0, LONGEST_VALUE) ?? [])].join('\n');
}
