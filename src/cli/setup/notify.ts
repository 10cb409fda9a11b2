import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { credentials } from './app-token.ts';
import { credentialsOf } from './credentials.ts';
import { ownStepsAfter, whatItDoes } from './does.ts';
import { editOf } from './edit.ts';
import { jobHabits, manifestPaths } from './job-habits.ts';
import type { MarketplaceBeside } from './marketplace-beside.ts';
import { senderDifferences } from './notify-differences.ts';
import { isDouble, notifyWarnings, type OwnSender } from './notify-warnings.ts';
import { differencesAt, isBare, onlyRunKnows, otherFiles, type PlacedDifference } from './own-files.ts';
import { actionFor, distinct, rivalsIn, type SetupFlags, type SetupStep } from './plan.ts';
import { type Copied, environmentOf, obstacleIn, sendingJobs } from './replacing-copies.ts';
import { targetsOf } from './targets-of.ts';
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
  /** That of the action that was named; null where it is not known. */
  readonly version: string | null;
}

/** Where the workflow is, or is to be. */
export function notifyPath(folder: Folder): string {
  return oursIn(folder)[0]?.path ?? NOTIFY_PATH;
}

/** PURE: the workflow that notifies a marketplace of a plugin's versions; and each other file of ours that changes. */
export function planNotify(checkout: Checkout, template: string, wishes: NotifyWishes): SetupStep[] {
  const { folder } = checkout;
  const senders = sendersIn(folder, wishes.marketplaces);
  const filling = fillingOf(checkout, senders, ofMain(folder, senders, wishes));
  const differences = differencesOf(folder, senders, wishes);
  const path = notifyPath(folder);
  const others = otherFiles(checkout, senders.ours, differences, path);
  const situation = {
    checkout,
    path,
    text: fillNotify(template, filling),
    present: wishes.present,
    isNamed: (wishes.action ?? wishes.usualAction) !== null,
    ...senders,
    edit: editOf(wishes.present, differencesAt(path, differences)),
    unsure: isBare(wishes) ? onlyRunKnows(senders.ours, ['marketplace', 'event-type'], folder) : [],
    isOtherwise: others.length > 0,
    blocked: obstacleIn(senders, filling.marketplaces, wishes),
  };
  const { action, text } = actionFor(situation, wishes);
  const found = { ...senders, rivals: rivalsIn(situation, action), action };
  const parts = ownStepsAfter({ action, text }, situation);
  const told = { eventType: filling.eventType, beside: wishes.beside, parts, wishes };
  const main: SetupStep = {
    checkout,
    path,
    text,
    action,
    end: 'plugin',
    credentials: credentialsOf(parts),
    does: whatItDoes(parts, folder),
    warnings: notifyWarnings(folder, found, told),
    twice: isDouble(folder, found),
  };
  return [main, ...others];
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

/** One whose target is not known counts: better to ask than to notify twice. */
function mayNotify(one: Copied, wanted: readonly string[], folder: Folder): boolean {
  const targets = targetsOf(one, folder).marketplaces.map((name) => name.toLowerCase());
  const isKnown = wanted.length > 0 && targets.length > 0;
  return !isKnown || wanted.some((name) => targets.includes(name.toLowerCase()));
}

/** What is asked of the main file: not what another file of ours notifies, or what is for others than it notifies. */
function ofMain(folder: Folder, { ours }: Senders, wishes: NotifyWishes): NotifyWishes {
  const path = notifyPath(folder);
  const namedBy = (parts: readonly OwnSender[]) =>
    parts.flatMap((one) => targetsOf(one, folder).marketplaces.map((name) => name.toLowerCase()));
  const own = namedBy(ours.filter((one) => one.path === path));
  const elsewhere = namedBy(ours.filter((one) => one.path !== path));
  const isAsked = (name: string) =>
    own.includes(name.toLowerCase()) || !elsewhere.includes(name.toLowerCase());
  const marketplaces = wishes.marketplaces.filter(isAsked);
  if (marketplaces.length > 0 || wishes.marketplaces.length === 0) return { ...wishes, marketplaces };
  const { secret, eventType, app, ...others } = wishes;
  return { ...others, marketplaces };
}

/** What is asked, else what the workflows here say, else what is usual. */
function fillingOf(
  { folder, defaultBranch }: Checkout,
  { ours, old }: Senders,
  options: NotifyWishes,
): NotifyTemplate {
  const [first] = ours;
  const like: readonly WorkflowPart[] = first === undefined ? old : [first];
  const said = first === undefined ? [] : targetsOf(first, folder).marketplaces;
  const targets = old.flatMap((one) => targetsOf(one, folder).marketplaces);
  const branches = first?.workflow.push?.branches ?? old[0]?.workflow.push?.branches ?? [defaultBranch.name];
  const usual = branches.length === 1 && branches[0] === defaultBranch.name;
  return {
    version: options.version,
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
    app: options.app === true ? credentials(options.secret, like) : null,
    secret: options.secret ?? first?.role.secret ?? old.flatMap(({ role }) => role.secret ?? [])[0] ?? SECRET,
    eventType:
      options.eventType ??
      first?.role.eventType ??
      old.flatMap(({ role }) => role.eventType ?? [])[0] ??
      EVENT_TYPE,
  };
}

/** Where ours do something else than asked. With `--migrate`, what the copies notify is asked, too. */
function differencesOf(
  folder: Folder,
  { ours, old }: Senders,
  { marketplaces: named, migrate, ...wishes }: NotifyWishes,
): PlacedDifference[] {
  const targets = migrate ? old.flatMap((one) => targetsOf(one, folder).marketplaces) : [];
  return senderDifferences(folder, ours, {
    ...wishes,
    named,
    marketplaces: distinct([...named, ...targets]),
  });
}
