import {
  convertWorkflowTemplate,
  isMapping,
  isSequence,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { ErrorPolicy } from '@actions/workflow-parser/model/convert';
import type {
  EventsConfig,
  Job,
  Step,
  WorkflowTemplate,
} from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { type ActionName, resolveAction } from './action-names.ts';
import { checkoutPlan, isCheckout } from './checkout-step.ts';
import { NotImplemented } from './not-implemented.ts';

/** A workflow file, ready to run. Tokens are evaluated when their contexts are known. */
export interface Workflow {
  path: string;
  name: string;
  on: EventsConfig;
  permissions: TemplateToken | undefined;
  env: TemplateToken | undefined;
  concurrency: TemplateToken | undefined;
  jobs: JobPlan[];
  /** It did not parse, or needs something that the sandbox does not implement. */
  error?: string;
}

export interface JobPlan {
  id: string;
  needs: string[];
  condition: string;
  permissions: TemplateToken | undefined;
  env: TemplateToken | undefined;
  concurrency: TemplateToken | undefined;
  outputs: TemplateToken | undefined;
  steps: StepPlan[];
}

export interface StepPlan {
  /** Given or generated; generated ones start with `__`. */
  id: string;
  name: TemplateToken | undefined;
  condition: string;
  env: TemplateToken | undefined;
  continueOnError: TemplateToken | boolean | undefined;
  does: { kind: 'action'; uses: ActionName; inputs: TemplateToken | undefined } | ScriptPlan;
}

export interface ScriptPlan {
  kind: 'script';
  run: TemplateToken;
  shell: TemplateToken | undefined;
  directory: TemplateToken | undefined;
}

// `timeout-minutes` is accepted: the sandbox's own limit is shorter than a minute's.
const ROOT_KEYS = ['name', 'description', 'run-name', 'on', 'permissions', 'env', 'concurrency', 'jobs'];
const JOB_KEYS = [
  'name',
  'needs',
  'if',
  'runs-on',
  'permissions',
  'env',
  'concurrency',
  'outputs',
  'steps',
  'timeout-minutes',
];
const STEP_KEYS = [
  'id',
  'name',
  'if',
  'uses',
  'with',
  'run',
  'env',
  'shell',
  'working-directory',
  'continue-on-error',
  'timeout-minutes',
];

/** The parser's schema has a slip here (0.3.61: `repository-dispatch-string`); GitHub takes the event by name. */
export const FALSE_ALARM = "Unexpected value 'repository_dispatch'";

/** Reads a workflow file with GitHub's own parser. Problems are in `error`; it throws nothing. */
export async function readWorkflow(path: string, content: string): Promise<Workflow> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const workflow = emptyWorkflow(path);
  if (value === undefined) return { ...workflow, error: messageOf(context.errors.getErrors()) };
  const template = await convertWorkflowTemplate(context, value, undefined, {
    errorPolicy: ErrorPolicy.TryConversion,
  });
  if (!isMapping(value)) return { ...workflow, error: 'A workflow file is a mapping.' };
  Object.assign(workflow, rootPlan(path, value, template));
  const problems = context.errors.getErrors().filter((problem) => !problem.message.endsWith(FALSE_ALARM));
  if (problems.length > 0) return { ...workflow, error: messageOf(problems) };
  try {
    refuseOtherKeys(value, ROOT_KEYS, 'at the top of a workflow');
    return { ...workflow, jobs: template.jobs.map((job) => jobPlan(job, jobToken(value, job.id.value))) };
  } catch (error) {
    return { ...workflow, error: (error as Error).message };
  }
}

/** A workflow of which only the path is known. */
export function emptyWorkflow(path: string): Workflow {
  return {
    path,
    name: path,
    on: {},
    permissions: undefined,
    env: undefined,
    concurrency: undefined,
    jobs: [],
  };
}

function messageOf(problems: { message: string }[]): string {
  return `Invalid workflow file: ${problems.map((problem) => problem.message).join('; ')}`;
}

function rootPlan(
  path: string,
  root: MappingToken,
  template: WorkflowTemplate,
): Omit<Workflow, 'path' | 'jobs'> {
  const name = root.find('name');
  return {
    name: name === undefined ? path : name.toString(),
    on: template.events ?? {},
    permissions: root.find('permissions'),
    env: root.find('env'),
    concurrency: root.find('concurrency'),
  };
}

function jobToken(root: MappingToken, id: string): MappingToken {
  const jobs = root.find('jobs')?.assertMapping('jobs');
  const job = jobs?.find(id);
  if (job === undefined) throw new Error(`Job ${id} is missing.`);
  return job.assertMapping('job');
}

function jobPlan(job: WorkflowTemplate['jobs'][number], token: MappingToken): JobPlan {
  const id = job.id.value;
  if (job.type !== 'job')
    throw new NotImplemented(`reusable workflows (\`uses: ${job.ref.value}\` of the job \`${id}\`)`);
  refuseOtherKeys(token, JOB_KEYS, `of the job \`${id}\``);
  return {
    id,
    needs: (job.needs ?? []).map((need) => need.value),
    condition: job.if.expression,
    permissions: token.find('permissions'),
    env: job.env,
    concurrency: job.concurrency,
    outputs: job.outputs,
    steps: stepPlans(job, token),
  };
}

function stepPlans(job: Job, token: MappingToken): StepPlan[] {
  const steps = token.find('steps');
  if (steps === undefined || !isSequence(steps)) return [];
  return job.steps.map((step, index) => stepPlan(step, steps.get(index).assertMapping('step')));
}

function stepPlan(step: Step, token: MappingToken): StepPlan {
  refuseOtherKeys(token, STEP_KEYS, 'of a step');
  return {
    id: step.id,
    name: step.name,
    condition: step.if?.expression ?? 'success()',
    env: token.find('env'),
    continueOnError: step['continue-on-error'],
    does: 'uses' in step ? actionPlan(step.uses.value, token) : scriptPlan(token),
  };
}

function actionPlan(uses: string, token: MappingToken): StepPlan['does'] {
  const inputs = token.find('with');
  return isCheckout(uses) ? checkoutPlan(inputs) : { kind: 'action', uses: resolveAction(uses), inputs };
}

function scriptPlan(token: MappingToken): ScriptPlan {
  const run = token.find('run');
  if (run === undefined) throw new NotImplemented('a step without `run` and `uses`');
  return { kind: 'script', run, shell: token.find('shell'), directory: token.find('working-directory') };
}

/** It is better to stop at an unknown key than to ignore it. */
function refuseOtherKeys(token: MappingToken, known: string[], where: string): void {
  for (const { key } of token) {
    if (!known.includes(key.toString())) throw new NotImplemented(`\`${key.toString()}\` ${where}`);
  }
}
