import { quote, some } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import { type Folder, listedNames } from '../checkout/folder.ts';
import { doubledSteps } from '../workflows/doubled-steps.ts';
import { leftoversOf, mergingSteps, proposesIn } from '../workflows/leftovers.ts';
import { hears, type WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { secretIn } from '../workflows/token-source.ts';
import type { WorkflowStep } from '../workflows/workflow.ts';
import { actionDifference, type Difference, modeDifference, typesDifference } from './edit.ts';
import { cronsOf, jobHabits } from './job-habits.ts';
import { onlyRunKnows, type PlacedDifference, planFiles, versionKept, type Wishes } from './own-files.ts';
import { distinct, type Mode, type Obstacle, type SetupFlags, type SetupStep } from './plan.ts';
import { scopeDifference } from './scope.ts';
import { ACTION, fillUpdate, type UpdateTemplate } from './templates.ts';
import { type Followers, updateWarnings } from './update-warnings.ts';

const UPDATE_PATH = '.github/workflows/update-marketplace.yml';

/** Where the workflow is, or is to be. */
export function updatePath(folder: Folder): string {
  return oursIn(folder)[0]?.path ?? UPDATE_PATH;
}

/** PURE: the workflow that lets a marketplace follow its plugins; and each other file of ours that changes. */
export function planUpdate(checkout: Checkout, template: string, wishes: Wishes): SetupStep[] {
  const { folder } = checkout;
  const followers = followersIn(folder, wishes.migrate === true);
  const { ours, receivers, going } = followers;
  const filling = fillingOf(checkout, [...ours, ...receivers, ...going], wishes);
  const old = [...receivers, ...going];
  const wanted = {
    checkout,
    path: updatePath(folder),
    text: fillUpdate(template, filling),
    end: 'marketplace',
    ours,
    old,
    differences: differencesOf(ours, filling.eventTypes, wishes),
    unsure: onlyRunKnows(ours, ['mode', 'scope']),
    anew: 'loses',
    blocked: obstacleIn(old, filling, wishes),
  } as const;
  const { step, others, rivals, parts } = planFiles(wanted, wishes);
  const doubled = doubledSteps(ours, listedNames(folder));
  const seen = { ...followers, ...listenersOf(followers, filling.eventTypes), rivals, doubled, parts };
  const warnings = updateWarnings(folder, seen, filling, step.action);
  return [{ ...step, warnings, twice: rivals.length + doubled.length > 0 }, ...others];
}

function followersIn(folder: Folder, migrate: boolean): Followers {
  const { parts } = folder;
  const updaters = parts.filter(({ role }) => role.kind === 'other-updater');
  const goes = ({ workflow }: WorkflowPart) => migrate && leftoversOf(workflow, 'follows').length === 0;
  return {
    ours: oursIn(folder),
    receivers: parts.filter(({ role }) => role.kind === 'other-receiver' && role.updates),
    going: updaters.filter(goes),
    staying: updaters.filter((one) => !goes(one)),
    listeners: parts.filter(
      ({ role }) => role.kind === 'calls' || (role.kind === 'other-receiver' && !role.updates),
    ),
  };
}

function listenersOf({ listeners: all }: Followers, types: readonly string[]) {
  const listeners = all.filter((one) => hearsOne(one, types));
  return { listeners, others: all.filter((one) => !listeners.includes(one)) };
}

function oursIn({ parts }: Folder): WorkflowPart[] {
  return parts.filter(({ role }) => role.kind === 'update');
}

function hearsOne(part: WorkflowPart, types: readonly string[]): boolean {
  return types.some((type) => hears(part, type));
}

/** What is asked, else what the workflows here do, else what is usual. */
function fillingOf(
  { folder, defaultBranch }: Checkout,
  followers: readonly WorkflowPart[],
  options: Wishes,
): UpdateTemplate {
  const [first] = followers.filter(({ role }) => role.kind === 'update');
  const own = first?.role.kind === 'update' ? first.role.action : null;
  const types = followers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
  const asked = distinct([...types, ...(options.eventType === undefined ? [] : [options.eventType])]);
  const habits = habitsOf(followers.flatMap(({ workflow }) => workflow.steps));
  return {
    version: options.action === undefined ? versionKept(first) : options.version,
    action: options.action ?? own ?? options.usualAction ?? ACTION,
    environment:
      followers.flatMap(({ workflow }) => workflow.jobs).find(({ environment }) => environment !== null)
        ?.environment ?? null,
    ...jobHabits(followers, null),
    // Its condition is about the events that started it.
    condition: null,
    crons: cronsOf(followers),
    eventTypes: asked.length > 0 ? asked : [EVENT_TYPE],
    ownPlugins: folder.manifests.length > 0 ? defaultBranch.name : null,
    ...habits,
    mode: options.mode ?? habits.mode,
    scope: options.scope ?? (isAboutEvents(followers) ? 'event' : 'all'),
  };
}

function isAboutEvents(followers: readonly WorkflowPart[]): boolean {
  return followers.some(({ step, role }) => role.kind === 'update' && step?.with['scope'] === 'event');
}

/** What is kept of steps that follow the plugins, by this project's action or by others. */
function habitsOf(steps: readonly WorkflowStep[]): Pick<UpdateTemplate, 'mode' | 'secret' | 'raisesVersion'> {
  const proposes =
    proposesIn({ steps }) || steps.some(({ with: inputs }) => inputs['mode'] === 'pull-request');
  const raisesVersion = steps.some(
    ({ run, with: inputs }) =>
      inputs['marketplace-version'] === 'patch' || /['"]\.(?:metadata\.)?version\s*=\s*\$/.test(run ?? ''),
  );
  const secrets = steps.flatMap(({ with: inputs }) => secretIn(inputs['token'] ?? '') ?? []);
  return { mode: proposes ? 'pull-request' : 'push', secret: secrets[0] ?? null, raisesVersion };
}

/**
 * Where steps of ours do something else than asked; with `--migrate`, what those that go listened to is asked, too. An
 * event starts one file: another one beside it would only do the same.
 */
function differencesOf(
  ours: readonly WorkflowPart[],
  types: readonly string[],
  { eventType, action, version, mode, scope, migrate }: Wishes,
): PlacedDifference[] {
  const wanted = [...(eventType === undefined ? [] : [eventType]), ...(migrate ? types : [])];
  const deaf = distinct(wanted).filter((type) => !ours.some((one) => hears(one, type)));
  return ours.flatMap((part, index) => {
    const { role, path } = part;
    if (role.kind !== 'update') return [];
    return [
      deaf.length === 0 || index > 0 ? null : typesDifference(part, deaf),
      action === undefined || role.action === action ? null : actionDifference(part, { action, version }),
      mode === undefined || role.mode === mode ? null : modeChange(part, role.mode, mode),
      scope === undefined || isAboutEvents([part]) === (scope === 'event')
        ? null
        : scopeDifference(part, scope, index === 0),
    ].flatMap((difference) => (difference === null ? [] : [{ path, difference }]));
  });
}

function modeChange(part: WorkflowPart, present: Mode | null, mode: Mode): Difference {
  if (present !== null) return modeDifference(part, mode);
  const written = quote(part.step?.with['mode'] ?? '');
  return { what: `only a run knows its \`mode\`: ${written}`, changes: null };
}

function obstacleIn(
  old: readonly WorkflowPart[],
  { eventTypes, mode }: UpdateTemplate,
  wishes: Wishes,
): Obstacle | null {
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'follows').length > 0);
  if (mixed === undefined) return wishes.mode === undefined ? mergeObstacle(old) : null;
  const { workflow } = mixed;
  const [type = EVENT_TYPE] = eventTypes;
  return {
    why: `${quote(workflow.path)} updates the marketplace, and does other work: ${some(leftoversOf(workflow, 'follows'))}`,
    remedy:
      'Leave only the other work in it (a push made with GITHUB_TOKEN starts no workflow; `schedule` or `workflow_run` does). Then run',
    again: {
      ...(type === EVENT_TYPE ? {} : { eventType: type }),
      ...(mode === 'push' ? {} : { mode }),
    } satisfies SetupFlags,
  };
}

/** Nobody would merge them any more: what that is to be, a person says. */
function mergeObstacle(old: readonly WorkflowPart[]): Obstacle | null {
  const merging = old.find(({ workflow }) => mergingSteps(workflow).length > 0);
  if (merging === undefined) return null;
  const { workflow } = merging;
  return {
    why: `${quote(workflow.path)} merges its pull requests itself (${some(mergingSteps(workflow))}), which the update action does not`,
    remedy:
      'Pass --mode pull-request if people are to merge them, or auto-merge is set up elsewhere. To update without a review, push',
    again: { migrate: true, mode: 'push' },
  };
}
