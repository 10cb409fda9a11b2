import { LineCounter } from 'yaml';
import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import { type DocumentPath, lineAt } from './line-at.ts';
import { type PushFilter, pushFilter } from './push-filter.ts';
import { repeatedKey } from './repeated-key.ts';
import { plainValue, syntaxError, type YamlProblem, yamlDocument } from './yaml-value.ts';

/** The longest script that is read: real ones are shorter, and a stranger's must not take up our time. */
export const LONGEST_SCRIPT = 20_000;

/** A step of a workflow, as far as it matters here. */
export interface WorkflowStep {
  /** The id of its job. */
  readonly job: string;
  /** What other steps of the job call it; null where it has none. */
  readonly id: string | null;
  readonly name: string | null;
  /** Its number among the steps of the job, from 0. */
  readonly index: number;
  /** Where it starts, from 1. */
  readonly line: number;
  readonly uses: string | null;
  /** The first `LONGEST_SCRIPT` characters of it. */
  readonly run: string | null;
  /** Where it runs, below the checkout; null at its root. */
  readonly directory: string | null;
  /** Null for the usual one. */
  readonly shell: string | null;
  /** By names in lower case: to GitHub they are the same. */
  readonly with: Readonly<Record<string, string>>;
  /** Every text in the step, for `secrets.…` and addresses. */
  readonly text: string;
  /** `env` of the workflow, of its job and its own; the nearest counts. */
  readonly env: Variables;
  /** `strategy.matrix` of its job. */
  readonly matrix: unknown;
}

/** Looked up where they stand: copied into each step they would take the square of the file's size. */
export interface Variables {
  readonly get: (name: string) => string | undefined;
}

export interface WorkflowJob {
  readonly id: string;
  readonly line: number;
  /** The reusable workflow that it calls; null where it has steps of its own. */
  readonly uses: string | null;
  /** Its own, else the workflow's; `{all: 'read-all'}` for a single word; null where neither says anything. */
  readonly permissions: Readonly<Record<string, string>> | null;
  readonly environment: string | null;
}

/**
 * A workflow file (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax): the one model that
 * every command reads. What a called workflow does is not in it.
 */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  /** All of it, as plain data. */
  readonly value: Mapping;
  /** Names of the events that start it. */
  readonly events: readonly string[];
  /** `on.repository_dispatch.types`; null where it takes all. */
  readonly dispatchTypes: readonly string[] | null;
  /** `on.push`; null where pushes start nothing. */
  readonly push: PushFilter | null;
  readonly jobs: readonly WorkflowJob[];
  readonly steps: readonly WorkflowStep[];
}

export type ParsedWorkflow =
  | { readonly kind: 'workflow'; readonly workflow: WorkflowFile }
  | ({ readonly kind: 'problem'; readonly path: string } & YamlProblem);

/** PURE: the text of a workflow file → what matters of it. Anchors are followed, expressions left as they are. */
export function parseWorkflow(text: string, path: string): ParsedWorkflow {
  const lines = new LineCounter();
  // The parser's own look at keys compares each with all others.
  const document = yamlDocument(text, lines);
  const problem = (message: string, offset = 0): ParsedWorkflow => {
    const { line, col } = lines.linePos(offset);
    return { kind: 'problem', path, line: line || 1, column: col || 1, message };
  };
  const error = syntaxError(document);
  if (error !== null) return problem(error.message, error.offset);
  const twice = repeatedKey(document);
  if (twice !== null) return problem(`the key ${quote(twice.key)} stands twice in one mapping`, twice.offset);
  const read = plainValue(document);
  if (read instanceof Error) return problem(read.message);
  if (!isObject(read)) return problem('it is no mapping');
  const lineOf: LineOf = (place) => lineAt(document, place, lines);
  return { kind: 'workflow', workflow: workflowOf(read, { text, path, lineOf }) };
}

type LineOf = (place: DocumentPath) => number;

interface Source {
  readonly text: string;
  readonly path: string;
  readonly lineOf: LineOf;
}

type Mapping = Readonly<Record<string, unknown>>;

function workflowOf(value: Mapping, { text, path, lineOf }: Source): WorkflowFile {
  const on = value['on'];
  const events = eventsOf(on);
  const around = { value, env: nearest(new Map(), value['env']), lineOf };
  const jobs = Object.entries(mappingOf(value['jobs'])).filter((one): one is [string, Mapping] =>
    isObject(one[1]),
  );
  return {
    path,
    text,
    value,
    events,
    dispatchTypes: listOf(mappingOf(mappingOf(on)['repository_dispatch'])['types']),
    push: events.includes('push') ? pushFilter(mappingOf(mappingOf(on)['push']), listOf) : null,
    jobs: jobs.map(([id, job]) => jobOf(id, job, around)),
    steps: jobs.flatMap(([id, job]) => stepsOf(id, job, around)),
  };
}

function mappingOf(value: unknown): Mapping {
  return isObject(value) ? value : {};
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** One text, or a list of them; null where there is nothing. */
function listOf(value: unknown): string[] | null {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === null ? null : [String(value)];
}

function eventsOf(on: unknown): string[] {
  return isObject(on) ? Object.keys(on) : (listOf(on) ?? []);
}

interface Around {
  /** The whole workflow. */
  readonly value: Mapping;
  readonly env: Variables;
  readonly lineOf: LineOf;
}

function jobOf(id: string, job: Mapping, { value, lineOf }: Around): WorkflowJob {
  const { uses, environment } = job;
  return {
    id,
    line: lineOf(['jobs', id]),
    uses: wordOf(uses),
    permissions: permissionsOf(job['permissions'] ?? value['permissions']),
    environment: wordOf(environment) ?? wordOf(mappingOf(environment)['name']),
  };
}

function stepsOf(id: string, job: Mapping, { value, env: around, lineOf }: Around): WorkflowStep[] {
  const steps: unknown[] = Array.isArray(job['steps']) ? job['steps'] : [];
  const env = nearest(around, job['env']);
  const run = { ...defaultsOf(value), ...defaultsOf(job) };
  return steps.flatMap((step, index) =>
    isObject(step)
      ? [
          {
            job: id,
            id: wordOf(step['id']),
            name: wordOf(step['name']),
            index,
            line: lineOf(['jobs', id, 'steps', index]),
            uses: wordOf(step['uses']),
            run: wordOf(step['run'])?.slice(0, LONGEST_SCRIPT) ?? null,
            directory: wordOf(step['working-directory'] ?? run['working-directory']),
            shell: wordOf(step['shell'] ?? run['shell']),
            with: textsIn(step['with'], (name) => name.toLowerCase()),
            text: flatText(step),
            env: nearest(env, step['env']),
            matrix: mappingOf(job['strategy'])['matrix'],
          },
        ]
      : [],
  );
}

function nearest(around: Variables, own: unknown): Variables {
  if (own === undefined) return around;
  const values = new Map(Object.entries(textsIn(own)));
  return { get: (name) => values.get(name) ?? around.get(name) };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrun */
function defaultsOf(around: Mapping): Mapping {
  return mappingOf(mappingOf(around['defaults'])['run']);
}

function textsIn(value: unknown, named = (name: string) => name): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mappingOf(value)).map(([name, text]) => [named(name), String(text ?? '')]),
  );
}

/** All texts of a value, one a line. */
function flatText(value: unknown): string {
  if (isObject(value)) return Object.values(value).map(flatText).join('\n');
  return Array.isArray(value) ? value.map(flatText).join('\n') : String(value);
}

function permissionsOf(permissions: unknown): Record<string, string> | null {
  if (permissions === undefined) return null;
  return typeof permissions === 'string' ? { all: permissions } : textsIn(permissions);
}
