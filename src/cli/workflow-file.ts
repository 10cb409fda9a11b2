import { parseDocument } from 'yaml';
import { isObject } from '../plugin/json.ts';

/** A step of a workflow, as far as it matters here. */
export interface WorkflowStep {
  readonly uses: string | null;
  readonly run: string | null;
  readonly with: Readonly<Record<string, string>>;
  /** Every text in the step, for `secrets.…` and addresses. */
  readonly text: string;
}

/** A workflow file (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax). */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  /** Names of the events that start it. */
  readonly events: readonly string[];
  /** `on.repository_dispatch.types`; null where it takes all. */
  readonly dispatchTypes: readonly string[] | null;
  /** `on.push.branches`; null where there is no such filter. */
  readonly pushBranches: readonly string[] | null;
  readonly steps: readonly WorkflowStep[];
  /** `permissions` of the workflow and of its jobs, joined. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: boolean;
}

export type ParsedWorkflow =
  | { readonly kind: 'workflow'; readonly workflow: WorkflowFile }
  | { readonly kind: 'problem'; readonly path: string; readonly line: number; readonly message: string };

/** PURE: the text of a workflow file → what matters of it. Anchors are followed, expressions left as they are. */
export function parseWorkflow(text: string, path: string): ParsedWorkflow {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const message = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
    return { kind: 'problem', path, line: error.linePos?.[0].line ?? 1, message };
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isObject(value)) return { kind: 'problem', path, line: 1, message: 'it is no mapping' };
  return { kind: 'workflow', workflow: workflowOf(value, { text, path }) };
}

function workflowOf(
  value: Record<string, unknown>,
  { text, path }: { text: string; path: string },
): WorkflowFile {
  const on = value['on'];
  const jobs = isObject(value['jobs']) ? Object.values(value['jobs']).filter(isObject) : [];
  const dispatch = isObject(on) && isObject(on['repository_dispatch']) ? on['repository_dispatch'] : {};
  const push = isObject(on) && isObject(on['push']) ? on['push'] : {};
  return {
    path,
    text,
    events: eventsOf(on),
    dispatchTypes: textsOf(dispatch['types']),
    pushBranches: textsOf(push['branches']),
    steps: jobs.flatMap(stepsOf),
    permissions: Object.assign({}, ...[value, ...jobs].map(permissionsOf)),
    concurrency: [value, ...jobs].some((one) => one['concurrency'] !== undefined),
  };
}

function eventsOf(on: unknown): string[] {
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.filter((event) => typeof event === 'string');
  return isObject(on) ? Object.keys(on) : [];
}

function textsOf(value: unknown): string[] | null {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : null;
}

function stepsOf(job: Record<string, unknown>): WorkflowStep[] {
  const steps = Array.isArray(job['steps']) ? job['steps'].filter(isObject) : [];
  const env = isObject(job['env']) ? JSON.stringify(job['env']) : '';
  return steps.map((step) => ({
    uses: typeof step['uses'] === 'string' ? step['uses'] : null,
    run: typeof step['run'] === 'string' ? step['run'] : null,
    with: isObject(step['with'])
      ? Object.fromEntries(Object.entries(step['with']).map(([name, input]) => [name, String(input)]))
      : {},
    text: `${flatText(step)}\n${env}`,
  }));
}

/** All texts of a value, one a line. */
function flatText(value: unknown): string {
  if (isObject(value)) return Object.values(value).map(flatText).join('\n');
  return Array.isArray(value) ? value.map(flatText).join('\n') : String(value);
}

function permissionsOf({ permissions }: Record<string, unknown>): Record<string, string> {
  if (typeof permissions === 'string') return { all: permissions };
  if (!isObject(permissions)) return {};
  return Object.fromEntries(Object.entries(permissions).map(([name, access]) => [name, String(access)]));
}
