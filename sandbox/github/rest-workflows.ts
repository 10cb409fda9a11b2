import { parse, parseDocument } from 'yaml';
import { type Answer, notImplemented, problem } from './answers.ts';
import { peel } from './commits.ts';
import { pageOf } from './pages.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { isoTime, nodeId, type Shape, stableId } from './shapes.ts';
import { runWorkflow } from './triggers.ts';

const FOLDER = '.github/workflows';

/** A workflow file of the default branch. */
interface KnownWorkflow {
  path: string;
  /** Its own, else its path. */
  name: string;
}

export async function listWorkflows(call: Call): Promise<Answer> {
  const known = await knownWorkflows(call.repository);
  const { items, headers } = pageOf(call.world, call.request, known);
  const workflows = items.map((workflow) => workflowShape(call, workflow));
  return { status: 200, headers, body: { total_count: known.length, workflows } };
}

export async function getWorkflow(call: Call): Promise<Answer> {
  const workflow = await findWorkflow(call.repository, call.params['workflow_id'] ?? '');
  return workflow === null
    ? problem(404, undefined, call.documentation)
    : { status: 200, body: workflowShape(call, workflow) };
}

async function knownWorkflows(repository: Repository): Promise<KnownWorkflow[]> {
  const tip = repository.tip();
  if (tip === null) return [];
  const names = (await repository.listFiles(tip, FOLDER)).filter((name) => /\.ya?ml$/.test(name));
  return Promise.all(names.sort().map((name) => readKnown(repository, tip, `${FOLDER}/${name}`)));
}

async function readKnown(repository: Repository, commit: string, path: string): Promise<KnownWorkflow> {
  const text = (await repository.readFile(commit, path)) ?? '';
  const name: unknown = parseDocument(text).get('name');
  return { path, name: typeof name === 'string' ? name : path };
}

/** By id, file name or path. */
export async function findWorkflow(repository: Repository, wanted: string): Promise<KnownWorkflow | null> {
  const known = await knownWorkflows(repository);
  const names = ({ path }: KnownWorkflow) => [
    path,
    path.slice(FOLDER.length + 1),
    `${workflowId(repository, path)}`,
  ];
  return known.find((workflow) => names(workflow).includes(wanted)) ?? null;
}

export function workflowId(repository: Repository, path: string): number {
  return stableId(`${repository.id}:${path}`);
}

function workflowShape({ world, repository }: Call, { path, name }: KnownWorkflow): Shape {
  const id = workflowId(repository, path);
  const html = `${world.url}/${repository.fullName}`;
  const file = path.slice(FOLDER.length + 1);
  return {
    id,
    node_id: nodeId('W', String(id)),
    name,
    path,
    state: repository.workflowState(path),
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.createdAt),
    url: `${world.apiUrl}/repos/${repository.fullName}/actions/workflows/${id}`,
    html_url: `${html}/blob/${repository.options.defaultBranch}/${path}`,
    badge_url: `${html}/actions/workflows/${file}/badge.svg`,
  };
}

interface Wanted {
  ref: string;
  inputs?: Record<string, unknown>;
  return_run_details?: boolean;
}

/**
 * Starts a workflow as the button does; unlike most of what `GITHUB_TOKEN` does, with that token too (GitHub's
 * docs, GITHUB_TOKEN). The refusals are quoted in https://github.com/benc-uk/workflow-dispatch/issues/46 and
 * https://github.com/convictional/trigger-workflow-and-wait/issues/44; a missing input in PyGithub/PyGithub,
 * Workflow.testCreateDispatchException
 */
export async function dispatchWorkflow(call: Call): Promise<Answer> {
  const { world, repository, request, params, documentation } = call;
  const { ref, inputs = {}, return_run_details: details } = request.body as Wanted;
  const name = params['workflow_id'] ?? '';
  if (!/\.ya?ml$/.test(name)) return notImplemented(`the workflow ${name}: only file names`);
  if (details === true) return notImplemented('return_run_details');
  const refuse = (message: string) => problem(422, message, documentation);
  const workflow = `${FOLDER}/${name.split('/').at(-1)}`;
  const full = refNamed(repository, ref);
  if (!(await isKnown(repository, workflow, full))) return problem(404, undefined, documentation);
  if (!repository.options.actionsEnabled)
    return notImplemented('workflow_dispatch where Actions are disabled');
  if (repository.workflowState(workflow) !== 'active')
    return refuse("Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  if (full === null) return refuse(`No ref found for: ${ref}`);
  const declared = await declaredInputs(repository, workflow, full);
  if (declared === null) return refuse("Workflow does not have 'workflow_dispatch' trigger");
  const unexpected = Object.keys(inputs).filter((input) => !declared.has(input));
  if (unexpected.length > 0) return refuse(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const missing = [...declared].find(([name, isNeeded]) => isNeeded && !Object.hasOwn(inputs, name))?.[0];
  if (missing !== undefined) return refuse(`Required input '${missing}' not provided`);
  const actor = request.token?.login ?? '';
  await runWorkflow(world, repository, { workflow, ref: full, inputs: asTexts(inputs), actor });
  return { status: 204 };
}

function asTexts(inputs: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, String(value)]));
}

function refNamed(repository: Repository, name: string): string | null {
  const names = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`];
  return names.find((full) => repository.ref(full) !== null) ?? null;
}

/** GitHub knows the workflows of the default branch, and others once they ran. */
async function isKnown(repository: Repository, path: string, ref: string | null): Promise<boolean> {
  const places = [`refs/heads/${repository.options.defaultBranch}`, ...(ref === null ? [] : [ref])];
  const files = await Promise.all(places.map((place) => fileAt(repository, path, place)));
  return files.some((file) => file !== null);
}

async function fileAt(repository: Repository, path: string, ref: string): Promise<string | null> {
  const oid = repository.ref(ref);
  return oid === null ? null : repository.readFile(await peel(repository.store, oid), path);
}

/** Its inputs, and whether each must be given; null where the file at that ref does not listen to `workflow_dispatch`. */
async function declaredInputs(
  repository: Repository,
  path: string,
  ref: string,
): Promise<Map<string, boolean> | null> {
  const on: unknown = parse((await fileAt(repository, path, ref)) ?? '')?.on;
  const none = new Map<string, boolean>();
  if (on === 'workflow_dispatch') return none;
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? none : null;
  if (typeof on !== 'object' || on === null || !('workflow_dispatch' in on)) return null;
  const { inputs } = (on.workflow_dispatch ?? {}) as { inputs?: Record<string, DeclaredInput | null> };
  return new Map(Object.entries(inputs ?? {}).map(([name, input]) => [name, isNeeded(input)]));
}

interface DeclaredInput {
  required?: boolean;
  default?: unknown;
}

function isNeeded(input: DeclaredInput | null): boolean {
  return input?.required === true && input.default === undefined;
}
