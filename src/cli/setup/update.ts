import { quote, some } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import { leftoversOf } from '../workflows/leftovers.ts';
import { hears, type WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { secretIn } from '../workflows/token-source.ts';
import type { WorkflowStep } from '../workflows/workflow.ts';
import type { SetupFlags } from './flags.ts';
import {
  actionFor,
  distinct,
  isWriting,
  names,
  otherwise,
  type Refusal,
  type SetupOptions,
  type SetupStep,
  type Warning,
} from './plan.ts';
import { ACTION, fillUpdate, type UpdateTemplate } from './templates.ts';

export const UPDATE_PATH = '.github/workflows/update-marketplace.yml';

export interface UpdateOptions extends SetupOptions {
  /** The text at `UPDATE_PATH` or where ours is. */
  readonly present: string | null;
}

/** Where the workflow is, or is to be. */
export function updatePath(folder: Folder): string {
  return oursIn(folder)[0]?.workflow.path ?? UPDATE_PATH;
}

/** PURE: the workflow that lets a marketplace follow its plugins. */
export function planUpdate(checkout: Checkout, template: string, options: UpdateOptions): SetupStep {
  const { folder } = checkout;
  const ours = oursIn(folder);
  const receivers = folder.parts.filter(({ role }) => role.kind === 'other-receiver' && role.updates);
  const updaters = folder.parts.filter(({ role }) => role.kind === 'other-updater');
  const going = updaters.filter(
    ({ workflow }) => options.migrate && leftoversOf(workflow, 'follows').length === 0,
  );
  const filling = fillingOf(checkout, [...ours, ...receivers, ...going], options);
  const types = filling.eventTypes;
  const text = fillUpdate(template, filling);
  const path = updatePath(folder);
  const old = [...receivers.filter((one) => hearsOne(one, types)), ...going];
  const differs = differenceOf(ours, options);
  const situation = {
    checkout,
    path,
    text,
    present: options.present,
    ours,
    differs,
    old,
    blocked: obstacle(old, filling),
  };
  const action = actionFor(situation, options);
  const rivals = action.kind === 'keep' || action.kind === 'overwrite' ? old : [];
  const listeners = folder.parts.filter((one) => isListener(one) && hearsOne(one, types));
  return {
    checkout,
    path,
    text,
    action,
    end: 'marketplace',
    secret: null,
    does: doesWhat(filling),
    warnings: [
      ...rivalWarnings(rivals, ours),
      ...listeners.map(listenerWarning),
      ...updaters.filter((one) => !going.includes(one)).map(updaterWarning),
      ...keptWarnings(filling, action.kind),
      ...(isWriting(action) && filling.mode === 'pull-request' ? [MAY_PROPOSE] : []),
    ],
    twice: rivals.length > 0 || ours.length > 1,
  };
}

function doesWhat({ eventTypes, mode }: UpdateTemplate): string {
  const how = mode === 'push' ? '' : ', by pull request';
  return `follows the plugins on ${eventTypes.map((type) => quote(type)).join(', ')}, and daily${how}`;
}

function oursIn({ parts }: Folder): WorkflowPart[] {
  return parts.filter(({ role }) => role.kind === 'update');
}

function hearsOne(part: WorkflowPart, types: readonly string[]): boolean {
  return types.some((type) => hears(part, type));
}

/** What it does with the event, nobody knows. */
function isListener({ role }: WorkflowPart): boolean {
  return role.kind === 'calls' || (role.kind === 'other-receiver' && !role.updates);
}

/** What is asked, else what the workflows here do, else what is usual. */
function fillingOf(
  { folder, defaultBranch }: Checkout,
  followers: readonly WorkflowPart[],
  options: UpdateOptions,
): UpdateTemplate {
  const ours = followers.flatMap(({ role }) => (role.kind === 'update' ? role.action : []));
  const types = distinct(followers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []));
  const habits = habitsOf(followers.flatMap(({ workflow }) => workflow.steps));
  return {
    action: options.action ?? ours[0] ?? ACTION,
    eventTypes: options.eventType === null ? (types.length > 0 ? types : [EVENT_TYPE]) : [options.eventType],
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

function differenceOf(
  ours: readonly WorkflowPart[],
  { eventType, action, mode }: UpdateOptions,
): Refusal | null {
  if (ours.length === 0) return null;
  const deaf = eventType !== null && !ours.some((one) => hears(one, eventType));
  const other = action !== null && !ours.some(({ role }) => role.kind === 'update' && role.action === action);
  const otherMode = mode !== null && !ours.some(({ role }) => role.kind === 'update' && role.mode === mode);
  const differences = [
    ...(deaf ? [`it does not listen for ${quote(eventType)}`] : []),
    ...(other ? [`it does not use ${action}`] : []),
    ...(otherMode ? [mode === 'push' ? 'it opens pull requests' : 'it opens no pull requests'] : []),
  ];
  return otherwise(differences);
}

function obstacle(old: readonly WorkflowPart[], { eventTypes, mode }: UpdateTemplate): Refusal | null {
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'follows').length > 0);
  if (mixed === undefined) return null;
  const { workflow } = mixed;
  const [type = EVENT_TYPE] = eventTypes;
  return {
    why: `${quote(workflow.path)} makes the catalogue follow, and does other work: ${some(leftoversOf(workflow, 'follows'))}`,
    remedy:
      'Leave only the other work in it (a push made with GITHUB_TOKEN starts no workflow; `schedule` or `workflow_run` does). Then',
    again: {
      ...(type === EVENT_TYPE ? {} : { eventType: type }),
      ...(mode === 'push' ? {} : { mode }),
    } satisfies SetupFlags,
  };
}

function rivalWarnings(rivals: readonly WorkflowPart[], ours: readonly WorkflowPart[]): (string | Warning)[] {
  return [
    ...rivals.map(({ workflow }) => ({
      what: `${quote(workflow.path)} makes the catalogue follow too, so both would commit. Pass --migrate to remove it`,
      again: { migrate: true },
    })),
    ...(ours.length > 1 ? [`${names(ours)} run the same action. Remove all but one.`] : []),
  ];
}

function listenerWarning({ workflow }: WorkflowPart): string {
  return `${quote(workflow.path)} listens for the event too: it will run beside this one.`;
}

function updaterWarning({ workflow }: WorkflowPart): string | Warning {
  const more = leftoversOf(workflow, 'follows');
  const what = `${quote(workflow.path)} changes the catalogue or pointers too. If it does so to follow plugins, `;
  return more.length === 0
    ? { what: `${what}pass --migrate to remove it`, again: { migrate: true } }
    : `${what}take that out of it by hand.`;
}

/** What a copied workflow was given, and the new one is given too: a person should know why it is there. */
function keptWarnings({ secret }: UpdateTemplate, kind: string): string[] {
  if (kind !== 'migrate' || secret === null) return [];
  return [`The secret ${secret} is kept, as \`token\`. Without private plugins and branch rules it can go.`];
}

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository */
const MAY_PROPOSE =
  'Updates come by pull request. Switch on "Allow GitHub Actions to create and approve pull requests": Settings → Actions → General, in the organisation too.';
