import { isRepositoryName } from '../../github/repository.ts';
import { quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import { OWNER } from '../workflows/dispatches.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import {
  actionDifference,
  type Difference,
  editOf,
  inputChange,
  marketplaceChange,
  secretDifference,
} from './edit.ts';
import { jobHabits, manifestPaths } from './job-habits.ts';
import type { MarketplaceBeside } from './marketplace-beside.ts';
import { isDouble, notifyWarnings, type OwnSender } from './notify-warnings.ts';
import { actionFor, distinct, rivalsIn, type SetupFlags, type SetupStep } from './plan.ts';
import { type Copied, environmentOf, obstacleIn, sendingJobs } from './replacing-copies.ts';
import { ACTION, fillNotify, type NotifyTemplate, SECRET } from './templates.ts';

export const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';

export interface NotifyWishes extends SetupFlags {
  /** Those that are to be notified; empty if none was named. */
  readonly marketplaces: readonly string[];
  /** The text at `NOTIFY_PATH` or where ours is. */
  readonly present: string | null;
  readonly beside: MarketplaceBeside;
  /** Where the action is taken from if nothing else is said; null where that is not known. */
  readonly usualAction: string | null;
}

/** Where the workflow is, or is to be. */
export function notifyPath(folder: Folder): string {
  return oursIn(folder)[0]?.path ?? NOTIFY_PATH;
}

/** PURE: the workflow that notifies a marketplace of a plugin's versions. */
export function planNotify(checkout: Checkout, template: string, wishes: NotifyWishes): SetupStep {
  const { folder } = checkout;
  const senders = sendersIn(folder, wishes.marketplaces);
  const filling = fillingOf(checkout, senders, wishes);
  const situation = {
    checkout,
    path: notifyPath(folder),
    text: fillNotify(template, filling),
    present: wishes.present,
    isNamed: (wishes.action ?? wishes.usualAction) !== null,
    ...senders,
    edit: editOf(wishes.present, differencesOf(folder, senders, wishes)),
    blocked: obstacleIn(senders, filling.marketplaces, wishes),
  };
  const { action, text } = actionFor(situation, wishes);
  const found = { ...senders, rivals: rivalsIn(situation, action), action };
  return {
    checkout,
    path: situation.path,
    text,
    action,
    end: 'plugin',
    secret: secretOf(action, senders, filling, wishes),
    does: doesWhat(filling),
    warnings: notifyWarnings(folder, found, { eventType: filling.eventType, beside: wishes.beside }),
    twice: isDouble(found),
  };
}

/** An edited file keeps its token, unless another is asked for. */
function secretOf(
  { kind }: SetupStep['action'],
  { ours }: Senders,
  { secret }: NotifyTemplate,
  wishes: NotifyWishes,
): string | null {
  const stays = ours.length > 0 && kind !== 'overwrite' && wishes.secret === undefined;
  return stays ? (ours[0]?.role.secret ?? null) : secret;
}

function doesWhat({ branches, tags, marketplaces }: NotifyTemplate): string {
  const quoted = (texts: readonly string[]) => texts.map((text) => quote(text)).join(', ');
  const tagged = tags.length === 0 ? '' : ` and tags ${quoted(tags)}`;
  return `notifies ${marketplaces.join(', ')} on pushes to ${quoted(branches)}${tagged}`;
}

interface Senders {
  readonly ours: readonly OwnSender[];
  readonly old: readonly Copied[];
}

function sendersIn(folder: Folder, marketplaces: readonly string[]): Senders {
  const copied = folder.parts.flatMap((one) => copiedIn(one, marketplaces));
  return { ours: oursIn(folder), old: copied.filter((one) => mayNotify(one, marketplaces, folder)) };
}

/** What goes to a marketplace that is named has to do with plugins, whatever it says. */
function copiedIn(part: WorkflowPart, wanted: readonly string[]): Copied[] {
  const { role } = part;
  if (role.kind === 'other-sender') return [{ ...part, role }];
  if (role.kind !== 'sends') return [];
  const names = wanted.map((name) => name.toLowerCase());
  const isMeant = role.sender.marketplaces.some((name) => names.includes(name.toLowerCase()));
  return isMeant ? [{ ...part, role: role.sender }] : [];
}

function oursIn({ parts }: Folder): OwnSender[] {
  return parts.filter((one): one is OwnSender => one.role.kind === 'notify');
}

/** The marketplaces that a copied workflow notifies; an owner that only a run knows is the repository's. */
function targetsOf({ role }: Copied, { origin }: Folder): string[] {
  const owner = origin === null ? OWNER : origin.repository.owner;
  const more = role.unknown.map((target) => target.replace(OWNER, () => owner)).filter(isRepositoryName);
  return distinct([...role.marketplaces, ...more]);
}

/** One whose target is not known counts: better to ask than to notify twice. */
function mayNotify(one: Copied, wanted: readonly string[], folder: Folder): boolean {
  const targets = targetsOf(one, folder).map((name) => name.toLowerCase());
  const isKnown = wanted.length > 0 && targets.length > 0;
  return !isKnown || wanted.some((name) => targets.includes(name.toLowerCase()));
}

/** What is asked, else what the workflows here say, else what is usual. */
function fillingOf(
  { folder, defaultBranch }: Checkout,
  { ours, old }: Senders,
  options: NotifyWishes,
): NotifyTemplate {
  const [first] = ours;
  const like: readonly WorkflowPart[] = first === undefined ? old : [first];
  const said = first?.role.marketplaces ?? [];
  const targets = old.flatMap((one) => targetsOf(one, folder));
  const branches = first?.workflow.push?.branches ?? old[0]?.workflow.push?.branches ?? [defaultBranch.name];
  const usual = branches.length === 1 && branches[0] === defaultBranch.name;
  return {
    action: options.action ?? first?.role.action ?? options.usualAction ?? ACTION,
    environment: old.map(environmentOf).find((one) => one !== null) ?? null,
    ...jobHabits(
      like,
      like.flatMap(({ step, workflow }) => step?.job ?? sendingJobs(workflow)),
    ),
    paths: manifestPaths(like),
    marketplaces: distinct([...said, ...options.marketplaces, ...targets]),
    branches,
    countBranches: !usual,
    tags: first?.workflow.push?.tags ?? [
      ...new Set([...old.flatMap(({ workflow }) => workflow.push?.tags ?? []), ...options.beside.tags]),
    ],
    secret: options.secret ?? first?.role.secret ?? old.flatMap(({ role }) => role.secret ?? [])[0] ?? SECRET,
    eventType:
      options.eventType ??
      first?.role.eventType ??
      old.flatMap(({ role }) => role.eventType ?? [])[0] ??
      EVENT_TYPE,
  };
}

/** Where ours do something else than asked. What was not asked, or only a run knows, is no difference. */
function differencesOf(folder: Folder, { ours, old }: Senders, options: NotifyWishes): (Difference | null)[] {
  const [first] = ours;
  if (first === undefined) return [];
  const own = ours.filter(({ path }) => path === first.path);
  const { eventType, secret, action } = options;
  const wanted = [
    ...options.marketplaces,
    ...(options.migrate ? old.flatMap((one) => targetsOf(one, folder)) : []),
  ];
  const notified = ours.flatMap(({ role }) => role.marketplaces).map((name) => name.toLowerCase());
  const missing = distinct(wanted).filter((name) => !notified.includes(name.toLowerCase()));
  const does = (test: (role: OwnSender['role']) => boolean) => ours.some(({ role }) => test(role));
  return [
    notified.length === 0 || missing.length === 0
      ? null
      : { what: `it does not notify ${missing.join(', ')}`, changes: marketplaceChange(first, missing) },
    secret === undefined || does((role) => role.secret === secret) ? null : secretDifference(first, secret),
    eventType === undefined || does((role) => role.eventType === eventType)
      ? null
      : {
          what: `it sends no ${quote(eventType)}`,
          changes: inputChange(first, 'event-type', eventType === EVENT_TYPE ? undefined : eventType),
        },
    action === undefined || does((role) => role.action === action) ? null : actionDifference(own, action),
  ];
}
