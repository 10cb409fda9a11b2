import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import type { WorkflowEvent } from '../types.ts';
import { textAt } from './contexts.ts';
import { matchesPatterns } from './patterns.ts';

/** Filters of one event, as the parser leaves them. */
export interface Filters {
  branches?: string[];
  'branches-ignore'?: string[];
  tags?: string[];
  'tags-ignore'?: string[];
  paths?: string[];
  'paths-ignore'?: string[];
  types?: string[];
  workflows?: string[];
}

/** Activity types that count where `types` is missing; other events count with all of theirs. */
const DEFAULT_TYPES: Record<string, string[]> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** GitHub looks at this many changed files. */
const CHANGED_FILES = 3000;

/**
 * Whether a workflow's `on` listens to an event.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @param path of the workflow file; a manual run and a schedule name theirs
 */
export function isTriggered(on: EventsConfig, event: WorkflowEvent, path: string): boolean {
  if (!Object.hasOwn(on, event.name)) return false;
  const { payload } = event;
  if (event.name === 'schedule') return isScheduled(on, event, path);
  if (event.name === 'workflow_dispatch') return namesWorkflow(payload, path);
  return passesFilters((on[event.name] ?? {}) as Filters, event);
}

/** Whether an event passes the filters that a workflow has for it. */
export function passesFilters(filters: Filters, event: WorkflowEvent): boolean {
  const { name, payload } = event;
  if (name === 'push') return passesPush(filters, event);
  if (!passesTypes(filters.types ?? DEFAULT_TYPES[name], textAt(payload, 'action'))) return false;
  if (filters.workflows && !filters.workflows.includes(textAt(payload, 'workflow_run', 'name'))) return false;
  const branch = targetBranch(event);
  if (branch !== null && !passesList(filters.branches, filters['branches-ignore'], branch)) return false;
  return !name.startsWith('pull_request') || passesPaths(filters, event.changedFiles);
}

function isScheduled(on: EventsConfig, event: WorkflowEvent, path: string): boolean {
  const cron = textAt(event.payload, 'schedule');
  return (
    namesWorkflow(event.payload, path) &&
    (cron === '' || (on.schedule ?? []).some((one) => one.cron === cron))
  );
}

/** `workflow` of these payloads is the file's path; without one, every listener is meant. */
function namesWorkflow(payload: Record<string, unknown>, path: string): boolean {
  const named = textAt(payload, 'workflow');
  return named === '' || named === path || path.endsWith(`/${named}`);
}

function passesTypes(types: string[] | undefined, action: string): boolean {
  return types === undefined || types.includes(action);
}

/** The branch that the `branches` filter of an event looks at. */
function targetBranch({ name, payload }: WorkflowEvent): string | null {
  if (name.startsWith('pull_request')) return textAt(payload, 'pull_request', 'base', 'ref');
  if (name === 'merge_group') return textAt(payload, 'merge_group', 'base_ref').replace(/^refs\/heads\//, '');
  if (name === 'workflow_run') return textAt(payload, 'workflow_run', 'head_branch');
  return null;
}

/**
 * Filters on branches alone keep tags out, and the other way round; path filters
 * are not evaluated for tags.
 */
function passesPush(filters: Filters, event: WorkflowEvent): boolean {
  const ref = textAt(event.payload, 'ref') || event.ref;
  const tag = ref.startsWith('refs/tags/');
  const branches = filters.branches ?? filters['branches-ignore'];
  const tags = filters.tags ?? filters['tags-ignore'];
  const [own, other] = tag ? [tags, branches] : [branches, tags];
  if (own === undefined && other !== undefined) return false;
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  if (tag) return passesList(filters.tags, filters['tags-ignore'], name);
  return (
    passesList(filters.branches, filters['branches-ignore'], name) && passesPaths(filters, event.changedFiles)
  );
}

function passesList(include: string[] | undefined, ignore: string[] | undefined, name: string): boolean {
  if (include !== undefined && !matchesPatterns(include, name)) return false;
  return ignore === undefined || !matchesPatterns(ignore, name);
}

/** One file that counts is enough; where GitHub knows no list of files, the workflow runs. */
function passesPaths(filters: Filters, files: string[] | null): boolean {
  const { paths, 'paths-ignore': ignored } = filters;
  if (files === null || (paths === undefined && ignored === undefined)) return true;
  return files.slice(0, CHANGED_FILES).some((file) => passesList(paths, ignored, file));
}

/** In the message of a pushed commit these keep push and pull request workflows from running. */
const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: ?true$/im;

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
export function asksToSkip(event: WorkflowEvent): boolean {
  return event.name === 'push' && SKIP.test(textAt(event.payload, 'head_commit', 'message'));
}
