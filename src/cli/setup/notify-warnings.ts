import { NAME_ALL } from '../../notify/report/annotations.ts';
import { count, quote, some } from '../../plugin/display.ts';
import { attentionBy, isSpecimen, withAttention } from '../checkout/attention.ts';
import type { Folder } from '../checkout/folder.ts';
import { dispatchesOf } from '../workflows/dispatches.ts';
import { doubledSteps } from '../workflows/doubled-steps.ts';
import { notifyingSteps } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { ownRole, type Role } from '../workflows/roles.ts';
import type { WorkflowFile } from '../workflows/workflow.ts';
import { brokenFiles } from './broken-files.ts';
import type { MarketplaceBeside } from './marketplace-beside.ts';
import { distinct, isWriting, names, type StepAction, type Warning } from './plan.ts';
import type { Copied } from './replacing-copies.ts';
import { appWarnings, tokenWarnings } from './token-warnings.ts';

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
}

/** PURE: what a person should know of a plugin's workflow. */
export function notifyWarnings(
  folder: Folder,
  found: FoundSenders,
  { eventType, beside, parts }: Sent,
): (string | Warning)[] {
  const { ours, old, rivals, action } = found;
  const doubled = sendingTwice(folder, ours);
  return [
    ...rivals.map(rivalWarning),
    ...mixed(ours).map(mixedWarning),
    ...(doubled.length > 0 ? [doubledWarning(doubled)] : []),
    ...(action.kind === 'migrate' ? old.flatMap(migrationWarnings) : []),
    ...(isWriting(action) ? [...tokenWarnings(parts), ...appWarnings(folder, ours, parts)] : []),
    ...(action.kind === 'refuse' ? [] : folder.workflows.flatMap(callWarnings)),
    ...manifestWarnings(folder, [...parts, ...ours.filter(({ path }) => path !== parts[0]?.path)]),
    ...brokenFiles(folder),
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

function migrationWarnings({ path, role }: Copied): string[] {
  return role.by === 'workflow_dispatch'
    ? [
        `${quote(path)} started the marketplace's workflow by workflow_dispatch. Its token now needs "Contents: read and write" there; "Actions: write" is not enough.`,
      ]
    : [];
}

const ABOUT = /marketplace|dispatch|notify/i;

/** What reusable workflows and local actions do is not read: they may send the same. */
function callWarnings({ path, jobs, steps }: WorkflowFile): string[] {
  const local = steps.filter((step) => step.uses?.startsWith('./') && ownRole(step) === null);
  const called = [
    ...jobs.flatMap(({ uses }) =>
      uses !== null && (/plugin/i.test(uses) || ABOUT.test(`${path}\n${uses}`)) ? [uses] : [],
    ),
    ...local.flatMap(({ uses, text }) => (uses !== null && ABOUT.test(text) ? [uses] : [])),
  ];
  if (called.length === 0) return [];
  return [
    `${quote(path)} calls ${some(distinct(called).map((one) => quote(one)))}, which setup does not read. If that notifies the marketplace too, each version is sent twice: remove it there.`,
  ];
}

/** @param steps all of ours, as they will be */
function manifestWarnings({ manifests }: Folder, steps: readonly WorkflowPart[]): string[] {
  if (manifests.length === 0) return ['There is no plugin.json here, so there is nothing to send yet.'];
  const overlooked = withAttention(attentionBy(steps, manifests), 'overlooked');
  const paths = overlooked.filter((one) => !isSpecimen(one)).map(({ path }) => quote(path));
  if (paths.length === 0) return [];
  return [
    `No pattern in \`manifests\` matches ${some(paths)}, so versions there are not announced. ${NAME_ALL}`,
  ];
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
