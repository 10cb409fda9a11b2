import { headOf } from '../run-head.ts';
import type { WorkflowRun } from '../types.ts';
import { type Answer, notImplemented, problem } from './answers.ts';
import { readCommit } from './commits.ts';
import { pageOf } from './pages.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { findWorkflow, workflowId } from './rest-workflows.ts';
import { isoTime, nodeId, repositoryShape, type Shape, userShape } from './shapes.ts';

export function listRuns(call: Call): Promise<Answer> {
  return listOf(call, runsOf(call));
}

export async function listWorkflowRuns(call: Call): Promise<Answer> {
  const workflow = await findWorkflow(call.repository, call.params['workflow_id'] ?? '');
  if (workflow === null) return problem(404, undefined, call.documentation);
  return listOf(
    call,
    runsOf(call).filter(({ path }) => path === workflow.path),
  );
}

/** Newest first. */
function runsOf({ world, repository }: Call): WorkflowRun[] {
  const own = world.runs().filter((run) => world.repositories.find(run.repository) === repository);
  return own.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id);
}

async function listOf(call: Call, runs: WorkflowRun[]): Promise<Answer> {
  const { world, request } = call;
  const other = ['created', 'check_suite_id'].find((name) => request.query.has(name));
  if (other !== undefined) return notImplemented(`${other} of a list of runs`);
  const found = runs.filter((run) => isWanted(request.query, run));
  const { items, headers } = pageOf(world, request, found);
  const workflow_runs = await Promise.all(items.map((run) => runShape(call, run)));
  return { status: 200, headers, body: { total_count: found.length, workflow_runs } };
}

/** `status` may also be a conclusion. */
function isWanted(query: URLSearchParams, run: WorkflowRun): boolean {
  const { branch, sha } = headOf(run.event);
  const is = (name: string, ...values: (string | null)[]) =>
    !query.has(name) || values.includes(query.get(name));
  return (
    is('event', run.event.name) &&
    is('branch', branch) &&
    is('head_sha', sha) &&
    is('actor', run.event.actor) &&
    is('status', run.status, run.conclusion)
  );
}

async function runShape({ world, repository }: Call, run: WorkflowRun): Promise<Shape> {
  const { id, event, path } = run;
  const { branch, sha } = headOf(event);
  const api = `${world.apiUrl}/repos/${repository.fullName}/actions`;
  const url = `${api}/runs/${id}`;
  const below = (name: string) => [`${name}_url`, `${url}/${name}`];
  const actor = userShape(world, event.actor);
  return {
    id,
    name: run.workflow,
    node_id: nodeId('WFR', String(id)),
    head_branch: branch,
    head_sha: sha,
    path,
    display_title: await titleOf(repository, run),
    run_number: run.number,
    run_attempt: 1,
    event: event.name,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflowId(repository, path),
    check_suite_id: id + 1,
    check_suite_node_id: nodeId('CS', String(id + 1)),
    url,
    html_url: `${world.url}/${repository.fullName}/actions/runs/${id}`,
    pull_requests: [],
    referenced_workflows: [],
    created_at: isoTime(run.createdAt),
    updated_at: isoTime(run.updatedAt),
    run_started_at: isoTime(run.createdAt),
    actor,
    triggering_actor: actor,
    ...Object.fromEntries(['jobs', 'logs', 'artifacts', 'cancel', 'rerun'].map(below)),
    check_suite_url: `${world.apiUrl}/repos/${repository.fullName}/check-suites/${id + 1}`,
    previous_attempt_url: null,
    workflow_url: `${api}/workflows/${workflowId(repository, path)}`,
    head_commit: await headCommit(repository, sha),
    repository: repositoryShape(world, repository),
    head_repository: repositoryShape(world, repository),
  };
}

/** A dispatch is named after its type, a pull request by its title, a push by its commit, all else by the workflow. */
async function titleOf(repository: Repository, { event, workflow }: WorkflowRun): Promise<string> {
  const { action, pull_request: pull } = event.payload;
  if (event.name === 'repository_dispatch') return String(action);
  if (event.name.startsWith('pull_request')) return String((pull as Shape | undefined)?.['title']);
  if (event.name !== 'push') return workflow;
  const commit = await readCommit(repository.store, event.sha);
  return commit?.message.split('\n')[0] ?? workflow;
}

async function headCommit({ store }: Repository, sha: string): Promise<Shape | null> {
  const commit = await readCommit(store, sha);
  if (commit === null) return null;
  const { oid, tree, message, author, committer } = commit;
  const person = ({ name, email }: typeof author) => ({ name, email });
  const timestamp = committer.date;
  return { id: oid, tree_id: tree, message, timestamp, author: person(author), committer: person(committer) };
}
