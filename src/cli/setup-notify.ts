import { patternList } from '../action/patterns.ts';
import { fullName, isRepositoryName } from '../github/repository.ts';
import { quote, some } from '../plugin/display.ts';
import type { Checkout } from './checkout.ts';
import type { Folder, LocalWorkflow } from './folder.ts';
import { EVENT_TYPE, type OtherSender, type Role } from './recognise.ts';
import { actionFor, distinct, names, type Refusal, type SetupOptions, type SetupStep } from './setup-plan.ts';
import { ACTION, fillNotify, SECRET } from './templates.ts';
import { OWNER } from './workflow-dispatches.ts';
import { leftoversOf, tellingSteps } from './workflow-leftovers.ts';

export const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';

export interface NotifyOptions extends SetupOptions {
  /** Those that are to be told; none where nobody named any. */
  readonly marketplaces: readonly string[];
  /** The text at `NOTIFY_PATH` or where ours is. */
  readonly present: string | null;
}

interface Ours extends LocalWorkflow {
  readonly role: Extract<Role, { kind: 'notify' }>;
}

interface Copied extends LocalWorkflow {
  readonly role: OtherSender;
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
  const { marketplaces, branches } = filling;
  const action = actionFor(situation, options);
  const rivals = action.kind === 'keep' || action.kind === 'overwrite' ? old : [];
  const twice = rivals.length > 0 || tellTwice(ours);
  return {
    checkout,
    path,
    text,
    action,
    secret: action.kind === 'keep' ? (ours[0]?.role.secret ?? null) : filling.secret,
    does: `pushes to ${branches.map((branch) => quote(branch)).join(', ')} tell ${marketplaces.join(', ')}`,
    warnings: [
      ...senderWarnings(rivals, ours),
      ...migrationWarnings(action.kind === 'migrate' ? old : []),
      ...manifestWarnings(folder),
    ],
    twice,
  };
}

function oursIn({ workflows }: Folder): Ours[] {
  return workflows.filter((one): one is Ours => one.role.kind === 'notify');
}

function copiedIn({ workflows }: Folder): Copied[] {
  return workflows.filter((one): one is Copied => one.role.kind === 'other-sender');
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
  const branches = first?.workflow.pushBranches ?? old[0]?.workflow.pushBranches ?? [defaultBranch.name];
  const usual = branches.length === 1 && branches[0] === defaultBranch.name;
  return {
    action: options.action ?? first?.role.action ?? ACTION,
    marketplaces: distinct([...given, ...targets]),
    branches,
    countBranches: !usual,
    tags: first?.workflow.pushTags ?? old.flatMap(({ workflow }) => workflow.pushTags ?? []),
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
  if (differences.length === 0) return null;
  return {
    why: differences.join(', '),
    remedy: 'Change it there, or pass --force to have it written anew; the difference is shown.',
  };
}

/** Why copied senders can't be replaced without a person. */
function obstacle(
  old: readonly Copied[],
  marketplaces: readonly string[],
  options: NotifyOptions,
): Refusal | null {
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'tells').length > 0);
  if (mixed !== undefined) return mixedRefusal(mixed);
  if (old.length > 0 && marketplaces.length === 0) {
    return {
      why: `which marketplace ${names(old)} tells, only a run knows`,
      remedy: 'Name it: --marketplace owner/repo.',
    };
  }
  const app = old.find(({ role }) => role.byApp);
  if (app !== undefined && options.secret === null) return appRefusal(app);
  return disagreement(old, options);
}

function mixedRefusal({ workflow }: Copied): Refusal {
  return {
    why: `${quote(workflow.path)} tells a marketplace, and does other work: ${some(leftoversOf(workflow, 'tells'))}`,
    remedy: `Remove from it what tells the marketplace (${some(tellingSteps(workflow))}), then run setup again. The rest stays.`,
  };
}

function appRefusal({ workflow }: Copied): Refusal {
  return {
    why: `${quote(workflow.path)} makes its token with a GitHub App, which setup can't carry over`,
    remedy: `Put \`uses: ${ACTION}\` in the place of its step that sends (${some(tellingSteps(workflow))}), with \`marketplace\` and the same \`token\`. Or pass --secret, to use a secret with a token instead.`,
  };
}

function disagreement(old: readonly Copied[], options: NotifyOptions): Refusal | null {
  const all = (read: (one: Copied) => string | null) => distinct(old.flatMap((one) => read(one) ?? []));
  const secrets = all(({ role }) => role.secret);
  if (options.secret === null && secrets.length > 1)
    return disagree(old, `secrets (${secrets.join(', ')})`, '--secret');
  const types = all(({ role }) => role.eventType);
  if (options.eventType === null && types.length > 1)
    return disagree(old, `event types (${types.join(', ')})`, '--event-type');
  const branches = all(({ workflow }) => workflow.pushBranches?.join(', ') ?? 'all');
  return branches.length > 1 ? disagree(old, 'branches', null) : null;
}

function disagree(old: readonly Copied[], what: string, flag: string | null): Refusal {
  const choose =
    flag === null
      ? 'Remove those that are not needed'
      : `Say which one is to stay with ${flag}, or remove one`;
  return { why: `${names(old)} use different ${what}`, remedy: `${choose}, then run setup again.` };
}

function tellTwice(ours: readonly Ours[]): boolean {
  const told = ours.flatMap(({ role }) => role.marketplaces.map((name) => name.toLowerCase()));
  return told.length > new Set(told).size;
}

function senderWarnings(rivals: readonly Copied[], ours: readonly Ours[]): string[] {
  return [
    ...rivals.map(
      ({ workflow }) =>
        `${quote(workflow.path)} tells the marketplace too, so each version is sent twice. Pass --migrate to remove it.`,
    ),
    ...(tellTwice(ours)
      ? [`${names(ours)} tell one marketplace, so each version is sent twice. Remove all but one.`]
      : []),
  ];
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

const USUAL = patternList(
  ['.claude-plugin/plugin.json', 'plugins/*/.claude-plugin/plugin.json', '*/.claude-plugin/plugin.json'],
  [],
);

function manifestWarnings({ manifests }: Folder): string[] {
  if (manifests.length === 0) return ['There is no plugin.json here, so there will be nothing to tell.'];
  if (manifests.some(({ path }) => USUAL.matches(path))) return [];
  return [
    `The action does not look for ${quote(manifests[0]?.path ?? '')}: name it below \`with:\` in \`manifests\`.`,
  ];
}

/** Named in messages: the repository that a checkout comes from. */
export function repositoryOf({ origin }: Folder): string | null {
  return origin === null ? null : fullName(origin.repository);
}
