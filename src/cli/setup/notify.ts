import { patternList } from '../../action/patterns.ts';
import { fullName, isRepositoryName } from '../../github/repository.ts';
import { DEFAULT_MANIFESTS } from '../../notify/input-values.ts';
import { quote, some } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import { dispatchesOf, OWNER } from '../workflows/dispatches.ts';
import { tellingSteps } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE, type Role } from '../workflows/roles.ts';
import type { Listing } from './listing.ts';
import { type Copied, obstacle } from './obstacles.ts';
import {
  actionFor,
  distinct,
  names,
  otherwise,
  type Refusal,
  type SetupOptions,
  type SetupStep,
  type Warning,
} from './plan.ts';
import { ACTION, fillNotify, type NotifyTemplate, SECRET } from './templates.ts';

export const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';

export interface NotifyOptions extends SetupOptions {
  /** Those that are to be told; none where nobody named any. */
  readonly marketplaces: readonly string[];
  /** The text at `NOTIFY_PATH` or where ours is. */
  readonly present: string | null;
  readonly listing: Listing;
}

interface Ours extends WorkflowPart {
  readonly role: Extract<Role, { kind: 'notify' }>;
}

/** Where the workflow is, or is to be. */
export function notifyPath(folder: Folder): string {
  return oursIn(folder)[0]?.workflow.path ?? NOTIFY_PATH;
}

/** PURE: the workflow that tells a marketplace of a plugin's versions. */
export function planNotify(checkout: Checkout, template: string, options: NotifyOptions): SetupStep {
  const { folder } = checkout;
  const ours = oursIn(folder);
  const old = copiedIn(folder).filter((one) => tellsOne(one, options.marketplaces, folder));
  const filling = fillingOf(checkout, { ours, old }, options);
  const text = fillNotify(template, filling);
  const path = notifyPath(folder);
  const situation = {
    checkout,
    path,
    text,
    present: options.present,
    ours,
    differs: differenceOf(ours, options),
    old,
    blocked: obstacle(old, filling.marketplaces, options),
  };
  const action = actionFor(situation, options);
  const rivals = action.kind === 'keep' || action.kind === 'overwrite' ? old : [];
  const both = ours.filter(({ workflow }) => dispatchesOf(workflow).length > 0);
  const twice = rivals.length + both.length > 0 || tellTwice(ours);
  return {
    checkout,
    path,
    text,
    action,
    end: 'plugin',
    secret: action.kind === 'keep' ? (ours[0]?.role.secret ?? null) : filling.secret,
    does: doesWhat(filling),
    warnings: [
      ...senderWarnings([...rivals, ...both], ours),
      ...migrationWarnings(action.kind === 'migrate' ? old : []),
      ...manifestWarnings(folder),
      ...listingWarnings(folder, options.listing),
      ...(action.kind === 'refuse' ? [] : deafWarnings(filling.eventType, options.listing)),
    ],
    twice,
  };
}

function doesWhat({ branches, tags, marketplaces }: NotifyTemplate): string {
  const quoted = (texts: readonly string[]) => texts.map((text) => quote(text)).join(', ');
  const tagged = tags.length === 0 ? '' : `, and tags ${quoted(tags)},`;
  return `pushes to ${quoted(branches)}${tagged} tell ${marketplaces.join(', ')}`;
}

function oursIn({ parts }: Folder): Ours[] {
  return parts.filter((one): one is Ours => one.role.kind === 'notify');
}

function copiedIn({ parts }: Folder): Copied[] {
  return parts.filter((one): one is Copied => one.role.kind === 'other-sender');
}

/** The marketplaces that a copied workflow tells; an owner that only a run knows is the repository's. */
function targetsOf({ role }: Copied, { origin }: Folder): string[] {
  const owner = origin === null ? OWNER : origin.repository.owner;
  const more = role.unknown.map((target) => target.replace(OWNER, () => owner)).filter(isRepositoryName);
  return distinct([...role.marketplaces, ...more]);
}

/** Whose target is not known counts: better to ask than to tell twice. */
function tellsOne(one: Copied, wanted: readonly string[], folder: Folder): boolean {
  const targets = targetsOf(one, folder).map((name) => name.toLowerCase());
  return (
    wanted.length === 0 || targets.length === 0 || wanted.some((name) => targets.includes(name.toLowerCase()))
  );
}

interface Present {
  readonly ours: readonly Ours[];
  readonly old: readonly Copied[];
}

/** What is asked, else what the workflows here say, else what is usual. */
function fillingOf({ folder, defaultBranch }: Checkout, { ours, old }: Present, options: NotifyOptions) {
  const [first] = ours;
  const said = first?.role.marketplaces ?? [];
  const targets = old.flatMap((one) => targetsOf(one, folder));
  const given = options.marketplaces.length > 0 ? options.marketplaces : said;
  const branches = first?.workflow.push?.branches ?? old[0]?.workflow.push?.branches ?? [defaultBranch.name];
  const usual = branches.length === 1 && branches[0] === defaultBranch.name;
  return {
    action: options.action ?? first?.role.action ?? ACTION,
    marketplaces: distinct([...given, ...targets]),
    branches,
    countBranches: !usual,
    tags: first?.workflow.push?.tags ?? [
      ...new Set([...old.flatMap(({ workflow }) => workflow.push?.tags ?? []), ...options.listing.tags]),
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
function differenceOf(ours: readonly Ours[], options: NotifyOptions): Refusal | null {
  if (ours.length === 0) return null;
  const told = distinct(ours.flatMap(({ role }) => role.marketplaces)).map((name) => name.toLowerCase());
  const untold =
    told.length === 0 ? [] : options.marketplaces.filter((name) => !told.includes(name.toLowerCase()));
  const other = (wanted: string | null, read: (role: Ours['role']) => string | null) =>
    wanted !== null && !ours.some(({ role }) => read(role) === wanted);
  const differences = [
    ...(untold.length > 0 ? [`it does not tell ${untold.join(', ')}`] : []),
    ...(other(options.secret, (role) => role.secret) ? [`it does not use the secret ${options.secret}`] : []),
    ...(other(options.eventType, (role) => role.eventType)
      ? [`it sends no ${quote(options.eventType ?? '')}`]
      : []),
    ...(other(options.action, (role) => role.action) ? [`it does not use ${options.action}`] : []),
  ];
  return otherwise(differences);
}

function tellTwice(ours: readonly Ours[]): boolean {
  const told = ours.flatMap(({ role }) => role.marketplaces.map((name) => name.toLowerCase()));
  return told.length > new Set(told).size;
}

function senderWarnings(rivals: readonly WorkflowPart[], ours: readonly Ours[]): (string | Warning)[] {
  return [
    ...rivals.map(rivalWarning),
    ...(tellTwice(ours)
      ? [`${names(ours)} tell one marketplace, so each version is sent twice. Remove all but one.`]
      : []),
  ];
}

function rivalWarning({ workflow, role }: WorkflowPart): string | Warning {
  const path = quote(workflow.path);
  if (role.kind === 'notify')
    return `${path} tells the marketplace by other means too, so each version is sent twice. Remove ${some(tellingSteps(workflow))}.`;
  return {
    what: `${path} tells the marketplace too, so each version is sent twice. Pass --migrate to remove it`,
    again: { migrate: true },
  };
}

function migrationWarnings(old: readonly Copied[]): string[] {
  return old.flatMap(({ workflow, role }) => [
    ...(role.by === 'workflow_dispatch'
      ? [
          `${quote(workflow.path)} started the marketplace's workflow by workflow_dispatch. Its token now needs "Contents: read and write" there; "Actions: write" is not enough.`,
        ]
      : []),
    ...(workflow.events.includes('push')
      ? []
      : [
          `${quote(workflow.path)} ran on ${workflow.events.join(', ')}; now every push that changes a plugin.json is looked at.`,
        ]),
  ]);
}

const USUAL = patternList(DEFAULT_MANIFESTS, []);

function manifestWarnings({ manifests }: Folder): string[] {
  if (manifests.length === 0) return ['There is no plugin.json here, so there will be nothing to tell.'];
  if (manifests.some(({ path }) => USUAL.matches(path))) return [];
  return [
    `The action does not look for ${quote(manifests[0]?.path ?? '')}: name it below \`with:\` in \`manifests\`.`,
  ];
}

function listingWarnings({ origin }: Folder, { isListed }: Listing): string[] {
  if (isListed !== false || origin === null) return [];
  return [
    `The marketplace here lists nothing of ${fullName(origin.repository)}: add an entry for its plugin.`,
  ];
}

/** Other plugins may send what is listened to, so a person says which it is to be. */
function deafWarnings(type: string, { heard }: Listing): (string | Warning)[] {
  if (heard === null || heard.includes(type)) return [];
  const [first] = heard;
  const missing = `The update workflow here does not listen to ${quote(type)}, which this one sends`;
  if (first === undefined)
    return [`${missing}: write \`repository_dispatch: {types: [${type}]}\` below \`on:\` there.`];
  return [
    {
      what: `${missing}, but to ${some(heard.map((one) => quote(one)))}. Add it to \`types\` there, or have that sent`,
      again: { eventType: first, force: true },
    },
  ];
}
