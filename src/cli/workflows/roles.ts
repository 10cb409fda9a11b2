import { fullName, isRepositoryName, type RepositoryName } from '../../github/repository.ts';
import { type Dispatch, dispatchesOf } from './dispatches.ts';
import { pushesIn } from './pushes.ts';
import { secretIn } from './token-source.ts';
import { updatesMarketplace } from './updating.ts';
import { inputTexts } from './values.ts';
import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/** What a workflow does for the marketplace chain. */
export type Role =
  /** Sends events, with this project's action. */
  | {
      readonly kind: 'notify';
      readonly marketplaces: readonly string[];
      /** Those that only a run knows, as they are written. */
      readonly unknown: readonly string[];
      readonly secret: string | null;
      /** Null where only a run knows it. */
      readonly eventType: string | null;
      /** The action as it is written, `owner/repo@ref`. */
      readonly action: string;
    }
  /** Follows plugins, with this project's action. */
  | {
      readonly kind: 'update';
      /** Null where only a run knows it. */
      readonly mode: 'push' | 'pull-request' | null;
      readonly action: string;
    }
  /** Tells a marketplace by other means: a copied script, or an action that only sends. */
  | OtherSender
  /** The same, but nothing says that it has to do with plugins. */
  | { readonly kind: 'sends'; readonly sender: OtherSender }
  /** Listens to `repository_dispatch` by other means; `updates`: to make the catalogue or pointers follow. */
  | { readonly kind: 'other-receiver'; readonly updates: boolean }
  /** Makes the catalogue or pointers follow by other means, by the clock or by hand. */
  | { readonly kind: 'other-updater' }
  /** What it does is in reusable workflows, which are not read. */
  | { readonly kind: 'calls'; readonly workflows: readonly string[] };

export interface OtherSender {
  readonly kind: 'other-sender';
  readonly marketplaces: readonly string[];
  /** Targets that only a run knows, as they are written. */
  readonly unknown: readonly string[];
  readonly secret: string | null;
  readonly eventType: string | null;
  /** Which request it makes; a token for the one is not enough for the other. Or it changes the marketplace itself. */
  readonly by: 'repository_dispatch' | 'workflow_dispatch' | 'push';
  /** The token is made in the run, by a GitHub App. */
  readonly byApp: boolean;
}

/** What is sent and listened for where nothing else is said. */
export const EVENT_TYPE = 'plugin-updated';

/** PURE: what a workflow does without this project's action, by the requests and changes that its scripts make. */
export function rolesByOtherMeans(workflow: WorkflowFile): Role[] {
  const updates = updatesMarketplace(workflow);
  const { events, steps } = workflow;
  if (events.includes('repository_dispatch'))
    return updates || steps.length > 0 ? [{ kind: 'other-receiver', updates }] : [];
  const sender = senderRole(workflow);
  if (sender !== null) return [isAboutPlugins(workflow) ? sender : { kind: 'sends', sender }];
  const pusher = pusherRole(workflow);
  if (pusher !== null) return [pusher];
  return updates ? [{ kind: 'other-updater' }] : [];
}

/** PURE: what it does in reusable workflows, if it calls any. */
export function callsIn({ jobs }: WorkflowFile): Role[] {
  const workflows = jobs.flatMap(({ uses }) => uses ?? []);
  return workflows.length === 0 ? [] : [{ kind: 'calls', workflows }];
}

/** PURE: what a step with this project's action does; null for any other step. */
export function ownRole(step: WorkflowStep): Role | null {
  if (isOwnAction(step.uses, '/update') || LOCAL_UPDATE.test(step.uses ?? '')) return updateRole(step);
  const isLocal = LOCAL.test(step.uses ?? '') && step.with['marketplace'] !== undefined;
  return isOwnAction(step.uses, '') || isLocal ? notifyRole(step) : null;
}

/** PURE: the same with the names that follow from the repository that the workflow is in. */
export function resolvedRole(role: Role, repository: RepositoryName): Role {
  if (role.kind === 'sends') return { ...role, sender: resolvedSender(role.sender, repository) };
  return role.kind === 'notify' || role.kind === 'other-sender' ? resolvedSender(role, repository) : role;
}

const OWN = /\$\{\{\s*github\.repository(_owner)?\s*\}\}/g;

function resolvedSender<T extends Pick<OtherSender, 'marketplaces' | 'unknown'>>(
  role: T,
  repository: RepositoryName,
): T {
  const found = role.unknown.map((name) =>
    name.replace(OWN, (_, owner) => (owner === undefined ? fullName(repository) : repository.owner)),
  );
  const names = [...role.marketplaces, ...found.filter(isRepositoryName)];
  const marketplaces = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return { ...role, marketplaces, unknown: found.filter((name) => !isRepositoryName(name)) };
}

/** This project's action, whoever publishes the copy: `owner/notify-marketplace@ref`, and `…/update@ref`. */
export function isOwnAction(uses: string | null, folder: '' | '/update'): boolean {
  return new RegExp(`^[\\w.-]+/[\\w.-]*notify-marketplace[\\w.-]*${folder}@\\S+$`, 'i').test(uses ?? '');
}

/** A copy of the action in the repository itself, where policies let nothing else run. */
const LOCAL = /^\.\/[^@]*$/;
const LOCAL_UPDATE = /^\.\/[^@]*notify-marketplace[^/@]*\/update\/?$/i;

function notifyRole(step: WorkflowStep): Role {
  const all = marketplaceNames(step);
  return {
    kind: 'notify',
    marketplaces: all.filter(isRepositoryName),
    unknown: all.filter((name) => name.includes('${{')),
    secret: secretIn(step.with['token'] ?? ''),
    eventType: knownInput(step, 'event-type', EVENT_TYPE),
    action: step.uses ?? '',
  };
}

/** PURE: all that a step's `marketplace` names, valid or not; expressions as they are written, spaced alike. */
function marketplaceNames(step: WorkflowStep): string[] {
  // A comma inside of an expression separates nothing.
  const texts = inputTexts(step, 'marketplace').flatMap(
    (text) => text.match(/(?:\$\{\{.*?\}\}|[^\n,])+/g) ?? [],
  );
  const names = texts.map((name) => name.trim().replace(/\$\{\{\s*(.*?)\s*\}\}/g, '$${{ $1 }}'));
  return [...new Set(names.filter(Boolean))];
}

/** PURE: those of them that are none. */
export function wrongMarketplaceNames(step: WorkflowStep): string[] {
  return marketplaceNames(step).filter((name) => !isRepositoryName(name) && !name.includes('${{'));
}

function updateRole(step: WorkflowStep): Role {
  const mode = knownInput(step, 'mode', 'push');
  return {
    kind: 'update',
    mode: mode === null || mode === 'pull-request' ? mode : 'push',
    action: (step.uses ?? '').replace(/\/update(?=@|\/?$)/i, ''),
  };
}

/** What an input is in every way in which the step runs; null where that differs, or only a run knows it. */
function knownInput(step: WorkflowStep, name: string, usual: string): string | null {
  const [text = '', ...others] = inputTexts(step, name);
  return others.length > 0 || text.includes('${{') ? null : text || usual;
}

/** Dispatches serve many ends. */
function isAboutPlugins({ path, text }: WorkflowFile): boolean {
  return /plugin|marketplace/i.test(`${path}\n${text}`);
}

/** It pushes into another repository, which it takes for a marketplace. */
function pusherRole(workflow: WorkflowFile): OtherSender | null {
  const pushes = pushesIn(workflow);
  if (pushes.length === 0 || !/marketplace/i.test(workflow.text)) return null;
  const targets = [...new Set(pushes.map(({ target }) => target))];
  return {
    kind: 'other-sender',
    marketplaces: targets.filter(isRepositoryName),
    unknown: targets.filter((target) => !isRepositoryName(target)),
    secret: pushes.map(({ tokens }) => secretIn(tokens)).find((found) => found !== null) ?? null,
    eventType: null,
    by: 'push',
    byApp: pushes.some(({ tokens }) => APP_TOKEN.test(tokens)),
  };
}

const APP_TOKEN = /\bsteps\.[\w-]+\.outputs\.token\b/;

function senderRole(workflow: WorkflowFile): OtherSender | null {
  const dispatches = dispatchesOf(workflow);
  const [first] = dispatches;
  if (first === undefined) return null;
  const targets = [...new Set(dispatches.flatMap((dispatch) => dispatch.targets))];
  return {
    kind: 'other-sender',
    marketplaces: targets.filter(isRepositoryName),
    unknown: targets.filter((target) => !isRepositoryName(target)),
    secret: firstOf(dispatches, ({ tokens }) => secretIn(tokens)),
    eventType: firstOf(dispatches, (dispatch) => dispatch.eventType),
    by: first.by,
    byApp: dispatches.some(({ tokens }) => APP_TOKEN.test(tokens)),
  };
}

function firstOf<T>(dispatches: readonly Dispatch[], read: (dispatch: Dispatch) => T | null): T | null {
  return dispatches.map(read).find((found) => found !== null) ?? null;
}
