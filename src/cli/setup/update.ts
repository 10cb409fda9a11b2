import { quote, some } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import { leftoversOf } from '../workflows/leftovers.ts';
import { hears, type WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE, type Role } from '../workflows/roles.ts';
import { secretIn } from '../workflows/token-source.ts';
import type { WorkflowStep } from '../workflows/workflow.ts';
import { actionDifference, type Difference, editOf, modeDifference, typesDifference } from './edit.ts';
import {
  actionFor,
  distinct,
  isWriting,
  names,
  type Obstacle,
  rivalsIn,
  type SetupFlags,
  type SetupStep,
  type StepAction,
  type Warning,
} from './plan.ts';
import { ACTION, fillUpdate, type UpdateTemplate } from './templates.ts';

export const UPDATE_PATH = '.github/workflows/update-marketplace.yml';

export interface UpdateWishes extends SetupFlags {
  /** The text at `UPDATE_PATH` or where ours is. */
  readonly present: string | null;
}

/** Where the workflow is, or is to be. */
export function updatePath(folder: Folder): string {
  return oursIn(folder)[0]?.path ?? UPDATE_PATH;
}

/** PURE: the workflow that lets a marketplace follow its plugins. */
export function planUpdate(checkout: Checkout, template: string, wishes: UpdateWishes): SetupStep {
  const { folder } = checkout;
  const followers = followersIn(folder, wishes.migrate === true);
  const { ours, receivers, going } = followers;
  const filling = fillingOf(checkout, [...ours, ...receivers, ...going], wishes);
  const old = [...receivers.filter((one) => hearsOne(one, filling.eventTypes)), ...going];
  const situation = {
    checkout,
    path: updatePath(folder),
    text: fillUpdate(template, filling),
    present: wishes.present,
    ours,
    edit: editOf(wishes.present, differencesOf(ours, filling.eventTypes, wishes)),
    old,
    blocked: obstacleIn(old, filling),
  };
  const { action, text } = actionFor(situation, wishes);
  const rivals = rivalsIn(situation, action);
  const listeners = followers.listeners.filter((one) => hearsOne(one, filling.eventTypes));
  return {
    checkout,
    path: situation.path,
    text,
    action,
    end: 'marketplace',
    secret: null,
    does: doesWhat(filling),
    warnings: updateWarnings({ ...followers, rivals, listeners }, filling, action),
    twice: rivals.length > 0 || ours.length > 1,
  };
}

function doesWhat({ eventTypes, mode }: UpdateTemplate): string {
  const how = mode === 'push' ? '' : ', by pull request';
  return `follows the plugins on ${eventTypes.map((type) => quote(type)).join(', ')}, and daily${how}`;
}

/** The workflows of a marketplace that have to do with updates. */
interface Followers {
  readonly ours: readonly WorkflowPart[];
  /** Copied ones that events start. */
  readonly receivers: readonly WorkflowPart[];
  /** Copied ones that start by the clock or by hand, and that can be replaced. */
  readonly going: readonly WorkflowPart[];
  /** Those of them that stay. */
  readonly staying: readonly WorkflowPart[];
  /** It is not known what these do with events. */
  readonly listeners: readonly WorkflowPart[];
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
  options: UpdateWishes,
): UpdateTemplate {
  const ours = followers.flatMap(({ role }) => (role.kind === 'update' ? role.action : []));
  const types = distinct(followers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []));
  const habits = habitsOf(followers.flatMap(({ workflow }) => workflow.steps));
  return {
    action: options.action ?? ours[0] ?? ACTION,
    eventTypes: options.eventType ? [options.eventType] : types.length > 0 ? types : [EVENT_TYPE],
    ownPlugins: folder.manifests.length > 0 ? defaultBranch.name : null,
    ...habits,
    mode: options.mode ?? habits.mode,
  };
}

/** What is kept of steps that follow the plugins, by this project's action or by others. */
function habitsOf(steps: readonly WorkflowStep[]): Pick<UpdateTemplate, 'mode' | 'secret' | 'raisesVersion'> {
  const proposes = steps.some(
    ({ uses, run, with: inputs }) =>
      inputs['mode'] === 'pull-request' ||
      /^peter-evans\/create-pull-request@/i.test(uses ?? '') ||
      /\bgh\s+pr\s+create\b/.test(run ?? ''),
  );
  const raisesVersion = steps.some(
    ({ run, with: inputs }) =>
      inputs['marketplace-version'] === 'patch' || /['"]\.(?:metadata\.)?version\s*=\s*\$/.test(run ?? ''),
  );
  const secrets = steps.flatMap(({ with: inputs }) => secretIn(inputs['token'] ?? '') ?? []);
  return { mode: proposes ? 'pull-request' : 'push', secret: secrets[0] ?? null, raisesVersion };
}

/** Where ours do something else than asked; with `--migrate`, what those that go listened to is asked, too. */
function differencesOf(
  ours: readonly WorkflowPart[],
  types: readonly string[],
  { eventType, action, mode, migrate }: UpdateWishes,
): (Difference | null)[] {
  const [first] = ours;
  if (first === undefined) return [];
  const own = ours.filter(({ path }) => path === first.path);
  const wanted = [...(eventType === undefined ? [] : [eventType]), ...(migrate ? types : [])];
  const deaf = distinct(wanted).filter((type) => !ours.some((one) => hears(one, type)));
  const does = (test: (role: Extract<Role, { kind: 'update' }>) => boolean) =>
    ours.some(({ role }) => role.kind === 'update' && test(role));
  return [
    deaf.length === 0 ? null : typesDifference(first, deaf),
    action === undefined || does((role) => role.action === action) ? null : actionDifference(own, action),
    mode === undefined || does((role) => role.mode === mode) ? null : modeDifference(first, mode),
  ];
}

function obstacleIn(old: readonly WorkflowPart[], { eventTypes, mode }: UpdateTemplate): Obstacle | null {
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'follows').length > 0);
  if (mixed === undefined) return null;
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

/** PURE: what a person should know of a marketplace's workflow. */
function updateWarnings(
  { ours, rivals, listeners, staying }: Followers & { readonly rivals: readonly WorkflowPart[] },
  { secret, mode }: UpdateTemplate,
  action: StepAction,
): (string | Warning)[] {
  return [
    ...rivals.map(rivalWarning),
    ...(ours.length > 1 ? [`${names(ours)} run the same action. Remove all but one.`] : []),
    ...listeners.map(({ path }) => `${quote(path)} listens for the event too. Both run.`),
    ...staying.map(updaterWarning),
    ...(action.kind === 'migrate' && secret !== null
      ? [
          `The secret ${secret} is kept, as \`token\`. You can remove it if no plugin is private and no branch rule needs it.`,
        ]
      : []),
    ...(isWriting(action) && mode === 'pull-request' ? [MAY_OPEN_PULL_REQUESTS] : []),
  ];
}

function rivalWarning({ path }: WorkflowPart): Warning {
  return {
    what: `${quote(path)} updates the marketplace too, so both would commit. Pass --migrate to remove it`,
    again: { migrate: true },
  };
}

function updaterWarning({ path, workflow }: WorkflowPart): string | Warning {
  const what = `${quote(path)} changes marketplace.json or submodule pointers too. If it does so to follow plugins, `;
  return leftoversOf(workflow, 'follows').length === 0
    ? { what: `${what}pass --migrate to remove it`, again: { migrate: true } }
    : `${what}remove that from it by hand.`;
}

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository */
const MAY_OPEN_PULL_REQUESTS =
  'Updates come by pull request. Turn on "Allow GitHub Actions to create and approve pull requests": Settings → Actions → General, in the organisation too.';
