import { parse } from 'yaml';
import { type Answer, notImplemented, problem } from './answers.ts';
import { peel } from './commits.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { runWorkflow } from './triggers.ts';

const FOLDER = '.github/workflows';

interface Wanted {
  ref: string;
  inputs?: Record<string, unknown>;
  return_run_details?: boolean;
}

/**
 * Starts a workflow as the button does; unlike most of what `GITHUB_TOKEN` does, with that token too (GitHub's
 * docs, GITHUB_TOKEN). The refusals are quoted in https://github.com/benc-uk/workflow-dispatch/issues/46 and
 * https://github.com/convictional/trigger-workflow-and-wait/issues/44
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
  if (full === null) return refuse(`No ref found for: ${ref}`);
  const declared = await declaredInputs(repository, workflow, full);
  if (declared === null) return refuse("Workflow does not have 'workflow_dispatch' trigger");
  const unexpected = Object.keys(inputs).filter((input) => !declared.includes(input));
  if (unexpected.length > 0) return refuse(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
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

/** The names of its inputs; null where the file at that ref does not listen to `workflow_dispatch`. */
async function declaredInputs(repository: Repository, path: string, ref: string): Promise<string[] | null> {
  const on: unknown = parse((await fileAt(repository, path, ref)) ?? '')?.on;
  if (on === 'workflow_dispatch') return [];
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? [] : null;
  if (typeof on !== 'object' || on === null || !('workflow_dispatch' in on)) return null;
  const settings = on.workflow_dispatch as { inputs?: object } | null;
  return Object.keys(settings?.inputs ?? {});
}
