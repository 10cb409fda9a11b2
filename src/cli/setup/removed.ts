import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { yamlValue } from '../workflows/yaml-edit.ts';
import { conditions, isComparison } from './conditions.ts';
import { inComments, lostSettings, settingsOnlyIn } from './lost.ts';
import { goneWith, type SetupStep } from './plan.ts';

/** PURE: what people wrote and a step takes away, in sentences: the difference shows it, and is long. */
export function removedBy({ action, checkout, path, text }: SetupStep): string[] {
  const gone = new Map(goneWith(action).map((one) => [one.path, one]));
  const kept = checkout.folder.parts.find((one) => one.path === path)?.workflow.text;
  const after = action.kind === 'remove' ? (kept ?? text) : text;
  const fromCopies = [...gone.values()].flatMap((one) => fromCopy(one, after));
  return [...new Set([...fromOwn({ action, text }), ...fromCopies])];
}

function fromOwn({ action, text }: Pick<SetupStep, 'action' | 'text'>): string[] {
  switch (action.kind) {
    case 'edit':
      return inComments(action.before, text).map((one) => `What is removed takes ${one} along.`);
    case 'overwrite':
    case 'migrate': {
      const lost = action.before === null ? null : lostSettings(action.before, text);
      return lost === null ? [] : [`Removed: ${lost}.`];
    }
    default:
      return [];
  }
}

function fromCopy({ path, workflow, role }: WorkflowPart, after: string): string[] {
  const settings = settingsOnlyIn(besidesWork(workflow.value), besidesWork(yamlValue(after)));
  const lost = [...settings.filter((one) => !JOB.test(one)), ...conditions(workflow)];
  const all = [...lost.map((one) => quote(one)), ...inComments(workflow.text, after)];
  return [
    ...(all.length === 0
      ? []
      : [`The new workflow has nothing of this in ${quote(path)}: ${all.join(', ')}.`]),
    role.kind === 'other-sender' ? OTHER_PAYLOAD : OTHER_COMMITS,
  ];
}

const OTHER_PAYLOAD =
  'The action sends a payload of its own, prereleases too. `payload` and `prereleases` below `with:` change that (docs/migrating.md, "What stays").';
const OTHER_COMMITS =
  'The update action commits as the owner of its token, usually github-actions[bot], with a title of its own. `commit-title` below `with:` sets another.';

/** That jobs have other names matters to nobody: no rule can require what runs after a push. */
const JOB = /^jobs\.[\w-]+$/;

/** What the action does in its own way is left out: the steps, and what jobs give to each other. */
function besidesWork(value: unknown): unknown {
  const { on, jobs, ...rest } = without(value, ['name', 'permissions']);
  const own = Object.entries(without(jobs, [])).map(([id, job]) => [id, jobBesidesWork(job)] as const);
  return { ...rest, on: eventsIn(on), jobs: Object.fromEntries(own) };
}

function jobBesidesWork(job: unknown): unknown {
  const { environment, ...rest } = without(job, [
    'name',
    'permissions',
    'steps',
    'needs',
    'outputs',
    'strategy',
  ]);
  const named = typeof environment === 'string' ? { name: environment } : environment;
  const { if: condition, ...others } = rest;
  return {
    ...others,
    ...(condition === undefined || isComparison(condition) ? {} : { if: condition }),
    ...(named === undefined ? {} : { environment: named }),
  };
}

function without(value: unknown, keys: readonly string[]): Record<string, unknown> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function eventsIn(on: unknown): unknown {
  if (isObject(on)) return on;
  return Object.fromEntries((Array.isArray(on) ? on : [on]).map((event) => [String(event), null]));
}
