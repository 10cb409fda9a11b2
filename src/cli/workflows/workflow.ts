import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { isObject } from '../../plugin/json.ts';

/** What a script may have to be understood; nobody's is longer, and a stranger's must not keep us busy. */
export const LONGEST_SCRIPT = 20_000;

/** A step of a workflow, as far as it matters here. */
export interface WorkflowStep {
  /** The id of its job. */
  readonly job: string;
  readonly name: string | null;
  /** Where it starts, from 1. */
  readonly line: number;
  readonly uses: string | null;
  /** The first `LONGEST_SCRIPT` characters of it. */
  readonly run: string | null;
  readonly with: Readonly<Record<string, string>>;
  /** Every text in the step and in its job's `env`, for `secrets.…` and addresses. */
  readonly text: string;
  /** `env` of the workflow, of its job and its own; the nearest counts. */
  readonly env: Readonly<Record<string, string>>;
  /** `strategy.matrix` of its job. */
  readonly matrix: unknown;
}

export interface WorkflowJob {
  readonly id: string;
  readonly line: number;
  /** The workflow that it calls; null where it has steps of its own. */
  readonly uses: string | null;
  /** Its own, else the workflow's; `{all: 'read-all'}` for a single word; null where neither says anything. */
  readonly permissions: Readonly<Record<string, string>> | null;
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
  /** `on.push.paths`; null where there is no such filter. */
  readonly pushPaths: readonly string[] | null;
  /** `on.push.tags`; null where there is no such filter. */
  readonly pushTags: readonly string[] | null;
  readonly jobs: readonly WorkflowJob[];
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
  const lines = new LineCounter();
  const document = parseDocument(text, { logLevel: 'silent', lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const message = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? '';
    return { kind: 'problem', path, line: error.linePos?.[0].line ?? 1, message };
  }
  const read = plainValue(document);
  if (read instanceof Error) return { kind: 'problem', path, line: 1, message: read.message };
  if (!isObject(read)) return { kind: 'problem', path, line: 1, message: 'it is no mapping' };
  const lineOf: LineOf = (place) => lineAt(document, place, lines);
  return { kind: 'workflow', workflow: workflowOf(read, { text, path, lineOf }) };
}

/** Too many aliases, or one without its anchor, are found only here. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

type Place = readonly (string | number)[];
type LineOf = (place: Place) => number;

/** The line of what stands at a place; of what stands around it where an alias is in between. */
function lineAt(document: Document, place: Place, lines: LineCounter): number {
  let [node, offset]: [unknown, number] = [document.contents, 0];
  for (const key of place) {
    const next = isMap(node)
      ? node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    const start = isPair(next) ? next.key : next;
    offset = (start as Node | undefined)?.range?.[0] ?? offset;
    node = isPair(next) ? next.value : next;
  }
  return lines.linePos(offset).line || 1;
}

interface Source {
  readonly text: string;
  readonly path: string;
  readonly lineOf: LineOf;
}

function workflowOf(value: Record<string, unknown>, { text, path, lineOf }: Source): WorkflowFile {
  const on = value['on'];
  const jobs = isObject(value['jobs'])
    ? Object.entries(value['jobs']).filter((one): one is [string, Record<string, unknown>] =>
        isObject(one[1]),
      )
    : [];
  const dispatch = isObject(on) && isObject(on['repository_dispatch']) ? on['repository_dispatch'] : {};
  const push = isObject(on) && isObject(on['push']) ? on['push'] : {};
  const all = [value, ...jobs.map(([, job]) => job)];
  return {
    path,
    text,
    events: eventsOf(on),
    dispatchTypes: textsOf(dispatch['types']),
    pushBranches: textsOf(push['branches']),
    pushPaths: textsOf(push['paths']),
    pushTags: textsOf(push['tags']),
    jobs: jobs.map(([id, job]) => ({
      id,
      line: lineOf(['jobs', id]),
      uses: typeof job['uses'] === 'string' ? job['uses'] : null,
      permissions: [job, value].map(ownPermissions).find((one) => one !== null) ?? null,
    })),
    steps: jobs.flatMap(([id, job]) => stepsOf(job, { id, env: envOf(value), lineOf })),
    permissions: Object.assign({}, ...all.map(permissionsOf)),
    concurrency: all.some((one) => one['concurrency'] !== undefined),
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

interface Around {
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
  readonly lineOf: LineOf;
}

function stepsOf(job: Record<string, unknown>, { id, env, lineOf }: Around): WorkflowStep[] {
  const steps = Array.isArray(job['steps']) ? job['steps'] : [];
  const jobEnv = isObject(job['env']) ? JSON.stringify(job['env']) : '';
  const matrix = isObject(job['strategy']) ? job['strategy']['matrix'] : undefined;
  return steps.flatMap((step: unknown, index) =>
    isObject(step)
      ? [
          {
            job: id,
            name: typeof step['name'] === 'string' ? step['name'] : null,
            line: lineOf(['jobs', id, 'steps', index]),
            uses: typeof step['uses'] === 'string' ? step['uses'] : null,
            run: typeof step['run'] === 'string' ? step['run'].slice(0, LONGEST_SCRIPT) : null,
            with: textsIn(step['with']),
            text: `${flatText(step)}\n${jobEnv}`,
            env: { ...env, ...envOf(job), ...envOf(step) },
            matrix,
          },
        ]
      : [],
  );
}

function envOf({ env }: Record<string, unknown>): Record<string, string> {
  return textsIn(env);
}

function textsIn(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text ?? '')]));
}

/** All texts of a value, one a line. */
function flatText(value: unknown): string {
  if (isObject(value)) return Object.values(value).map(flatText).join('\n');
  return Array.isArray(value) ? value.map(flatText).join('\n') : String(value);
}

function ownPermissions(one: Record<string, unknown>): Record<string, string> | null {
  return one['permissions'] === undefined ? null : permissionsOf(one);
}

function permissionsOf({ permissions }: Record<string, unknown>): Record<string, string> {
  if (typeof permissions === 'string') return { all: permissions };
  if (!isObject(permissions)) return {};
  return Object.fromEntries(Object.entries(permissions).map(([name, access]) => [name, String(access)]));
}
