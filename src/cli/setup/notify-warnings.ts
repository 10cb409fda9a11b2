import { patternList } from '../../action/patterns.ts';
import { fullName } from '../../github/repository.ts';
import { DEFAULT_MANIFESTS } from '../../notify/input-values.ts';
import { count, quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { dispatchesOf } from '../workflows/dispatches.ts';
import { doubledSteps } from '../workflows/doubled-steps.ts';
import { notifyingSteps } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import type { Role } from '../workflows/roles.ts';
import { brokenFiles } from './broken-files.ts';
import { exampleEntry } from './example-entry.ts';
import type { MarketplaceBeside } from './marketplace-beside.ts';
import { distinct, isWriting, names, type SetupFlags, type StepAction, type Warning } from './plan.ts';
import type { Copied } from './replacing-copies.ts';
import { appWarnings, othersNamed, sharedWarnings, tokenWarnings } from './token-warnings.ts';

/** A workflow that notifies a marketplace with this project's action. */
export interface OwnSender extends WorkflowPart {
  readonly role: Extract<Role, { kind: 'notify' }>;
}

/** The senders of a checkout, and what becomes of them. */
export interface FoundSenders {
  readonly ours: readonly OwnSender[];
  readonly old: readonly Copied[];
  /** Copied workflows that stay next to ours. */
  readonly rivals: readonly WorkflowPart[];
  readonly action: StepAction;
}

/** PURE: whether a version would be sent twice. */
export function isDouble(folder: Pick<Folder, 'manifests'>, { ours, rivals }: FoundSenders): boolean {
  return rivals.length + mixed(ours).length + sendingTwice(folder, ours).length > 0;
}

/** Workflows of ours that send by other means too. */
function mixed(ours: readonly OwnSender[]): OwnSender[] {
  const files = [...new Map(ours.map((one) => [one.path, one])).values()];
  return files.filter(({ workflow }) => dispatchesOf(workflow).length > 0);
}

/** Steps of ours that send the same to one marketplace. */
function sendingTwice({ manifests }: Pick<Folder, 'manifests'>, ours: readonly OwnSender[]): OwnSender[] {
  const plugins = manifests.flatMap(({ parsed }) =>
    parsed.kind === 'manifest' ? [parsed.manifest.name] : [],
  );
  const targets = distinct(ours.flatMap(({ role }) => role.marketplaces));
  const found = targets.flatMap((target) => {
    const tells = ({ role }: OwnSender) =>
      role.marketplaces.some((name) => name.toLowerCase() === target.toLowerCase());
    return doubledSteps(ours.filter(tells), plugins);
  });
  return [...new Set(found)];
}

/** What will be sent, and what the marketplace here says of it. */
export interface Sent {
  readonly eventType: string;
  readonly beside: MarketplaceBeside;
  /** The steps of the file as it will be. */
  readonly parts: readonly WorkflowPart[];
  readonly wishes: Pick<SetupFlags, 'eventType' | 'secret'> & { readonly marketplaces: readonly string[] };
}

/** PURE: what a person should know of a plugin's workflow. */
export function notifyWarnings(
  folder: Folder,
  found: FoundSenders,
  { eventType, beside, parts, wishes }: Sent,
): (string | Warning)[] {
  const { ours, old, rivals, action } = found;
  const doubled = sendingTwice(folder, ours);
  return [
    ...rivals.map(rivalWarning),
    ...mixed(ours).map(mixedWarning),
    ...(doubled.length > 0 ? [doubledWarning(doubled)] : []),
    ...(action.kind === 'migrate' ? old.flatMap(migrationWarnings) : []),
    ...(isWriting(action) ? [...tokenWarnings(folder, parts), ...appWarnings(folder, ours, parts)] : []),
    ...(action.kind === 'edit' ? sharedWarnings(folder, parts, wishes) : []),
    ...(action.kind === 'keep' ? othersNamed(folder, parts, wishes.marketplaces) : []),
    ...folder.parts.flatMap(callWarnings),
    ...manifestWarnings(folder),
    ...brokenFiles(folder),
    ...listingWarnings(folder, beside),
    ...(action.kind === 'refuse' ? [] : deafWarnings(eventType, beside)),
  ];
}

function doubledWarning(doubled: readonly OwnSender[]): string {
  const steps = count(doubled.length, 'step');
  return `${steps} in ${names(doubled)} notify one marketplace of the same plugins, so each version is sent twice. Keep one.`;
}

function rivalWarning({ path }: WorkflowPart): Warning {
  return {
    what: `${quote(path)} notifies the marketplace too, so each version is sent twice. Pass --migrate to remove it`,
    again: { migrate: true },
  };
}

function mixedWarning({ path, workflow }: OwnSender): string {
  return `${quote(path)} also notifies the marketplace in its own way, so each version is sent twice. Remove ${some(notifyingSteps(workflow))}.`;
}

function migrationWarnings({ path, workflow, role }: Copied): string[] {
  return [
    ...(role.by === 'workflow_dispatch'
      ? [
          `${quote(path)} started the marketplace's workflow by workflow_dispatch. Its token now needs "Contents: read and write" there; "Actions: write" is not enough.`,
        ]
      : []),
    ...(workflow.events.includes('push')
      ? []
      : [
          `${quote(path)} ran on ${workflow.events.join(', ')}. The new workflow runs on every push that changes a plugin.json.`,
        ]),
  ];
}

/** What a called workflow does is not read: it may send the same. */
function callWarnings({ role, workflow, path }: WorkflowPart): string[] {
  if (role.kind !== 'calls' || !/plugin|marketplace/i.test(`${path}\n${workflow.text}`)) return [];
  const called = some(role.workflows.map((one) => quote(one)));
  return [
    `${quote(path)} calls ${called}, which setup does not read. If that notifies the marketplace too, each version is sent twice: keep one of them.`,
  ];
}

const USUAL = patternList(DEFAULT_MANIFESTS, []);

function manifestWarnings({ manifests }: Folder): string[] {
  const [first] = manifests;
  if (first === undefined) return ['There is no plugin.json here, so there is nothing to send yet.'];
  if (manifests.some(({ path }) => USUAL.matches(path))) return [];
  return [`The action does not look for ${quote(first.path)}: add it to \`manifests\` below \`with:\`.`];
}

function listingWarnings(folder: Folder, { isListed }: MarketplaceBeside): string[] {
  const { origin } = folder;
  if (isListed !== false || origin === null) return [];
  const what = `The marketplace here lists no plugin of ${fullName(origin.repository)}`;
  return [`${what}: add an entry for it to \`plugins\`, e.g. ${exampleEntry(folder, origin)}`];
}

/** Other plugins may send what is listened to, so a person says which it is to be. */
function deafWarnings(type: string, { heard }: MarketplaceBeside): (string | Warning)[] {
  if (heard === null || heard.includes(type)) return [];
  const [first] = heard;
  const missing = `The update workflow here does not listen for ${quote(type)}, which this workflow sends`;
  if (first === undefined)
    return [`${missing}. Write \`repository_dispatch: {types: [${type}]}\` below \`on:\` there.`];
  const types = some(heard.map((one) => quote(one)));
  return [
    {
      what: `${missing}. It listens for ${types}. Add the type to \`types\` there, or send another type`,
      again: { eventType: first },
    },
  ];
}
