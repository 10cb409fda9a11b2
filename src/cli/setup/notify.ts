import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { credentials } from './app-token.ts';
import { jobHabits, manifestPaths } from './job-habits.ts';
import { anewBeside } from './lost.ts';
import type { MarketplaceBeside } from './marketplace-beside.ts';
import { senderDifferences } from './notify-differences.ts';
import { isDouble, notifyWarnings, type OwnSender } from './notify-warnings.ts';
import { onlyRunKnows, type PlacedDifference, planFiles, versionKept, type Wishes } from './own-files.ts';
import { distinct, type SetupStep } from './plan.ts';
import { type Copied, environmentOf, obstacleIn, sendingJobs } from './replacing-copies.ts';
import { ACTION, fillNotify, type NotifyTemplate, SECRET } from './templates.ts';

const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';

export interface NotifyWishes extends Wishes {
  /** Those that are to be notified; empty if none was named. */
  readonly marketplaces: readonly string[];
  readonly beside: MarketplaceBeside;
}

/** Where the workflow is, or is to be. */
export function notifyPath(folder: Folder): string {
  return oursIn(folder)[0]?.path ?? NOTIFY_PATH;
}

/** PURE: the workflow that notifies a marketplace of a plugin's versions; and each other file of ours that changes. */
export function planNotify(checkout: Checkout, template: string, wishes: NotifyWishes): SetupStep[] {
  const { folder } = checkout;
  const { beside, present, usualAction } = wishes;
  const senders = sendersIn(folder, wishes.marketplaces);
  const filling = fillingOf(checkout, senders, wishes);
  const { eventType } = filling;
  const asItIs = fillingOf(checkout, senders, {
    marketplaces: [],
    beside,
    present,
    usualAction,
    version: null,
  });
  const wanted = {
    checkout,
    path: notifyPath(folder),
    text: fillNotify(template, filling),
    end: 'plugin',
    ...senders,
    differences: differencesOf(senders, wishes),
    unsure: onlyRunKnows(senders.ours, ['marketplace', 'event-type']),
    anew: filling.marketplaces.length === 0 ? 'unknown' : anewBeside(present, fillNotify(template, asItIs)),
    blocked: obstacleIn(senders, filling.marketplaces, wishes),
  } as const;
  const { step, others, rivals, parts } = planFiles(wanted, wishes);
  const found = { ...senders, rivals, action: step.action };
  const warnings = notifyWarnings(folder, found, { eventType, beside, parts });
  return [{ ...step, warnings, twice: isDouble(folder, found) }, ...others];
}

interface Senders {
  readonly ours: readonly OwnSender[];
  readonly old: readonly Copied[];
}

function sendersIn(folder: Folder, marketplaces: readonly string[]): Senders {
  const copied = folder.parts.flatMap((one) => copiedIn(one, marketplaces));
  return { ours: oursIn(folder), old: copied.filter((one) => mayNotify(one, marketplaces)) };
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
function mayNotify({ role }: Copied, wanted: readonly string[]): boolean {
  const targets = role.marketplaces.map((name) => name.toLowerCase());
  const isKnown = wanted.length > 0 && targets.length > 0;
  return !isKnown || wanted.some((name) => targets.includes(name.toLowerCase()));
}

/** What is asked, else what the workflows here say, else what is usual. */
function fillingOf(
  { defaultBranch }: Checkout,
  { ours, old }: Senders,
  options: NotifyWishes,
): NotifyTemplate {
  const [first] = ours;
  const like: readonly WorkflowPart[] = first === undefined ? old : [first];
  const said = first?.role.marketplaces ?? [];
  const targets = old.flatMap(({ role }) => role.marketplaces);
  const branches = first?.workflow.push?.branches ?? old[0]?.workflow.push?.branches ?? [defaultBranch.name];
  const usual = branches.length === 1 && branches[0] === defaultBranch.name;
  return {
    version: options.action === undefined ? versionKept(first) : options.version,
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
  { ours, old }: Senders,
  { marketplaces: named, migrate, ...wishes }: NotifyWishes,
): PlacedDifference[] {
  const targets = migrate ? old.flatMap(({ role }) => role.marketplaces) : [];
  return senderDifferences(ours, {
    ...wishes,
    named,
    marketplaces: distinct([...named, ...targets]),
  });
}
