import { isRepositoryName } from '../../github/repository.ts';
import { type Dispatch, dispatchesOf } from './dispatches.ts';
import { secretIn } from './token-source.ts';
import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/** What a workflow does for the marketplace chain. */
export type Role =
  /** Sends events, with this project's action. */
  | {
      readonly kind: 'notify';
      readonly marketplaces: readonly string[];
      readonly secret: string | null;
      readonly eventType: string;
      /** The action as it is written, `owner/repo@ref`. */
      readonly action: string;
    }
  /** Follows plugins, with this project's action. */
  | { readonly kind: 'update'; readonly mode: 'push' | 'pull-request'; readonly action: string }
  /** Tells a marketplace by other means: a copied script, or an action that only sends. */
  | OtherSender
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
  /** Which request it makes; a token for the one is not enough for the other. */
  readonly by: 'repository_dispatch' | 'workflow_dispatch';
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
  if (sender !== null) return [sender];
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

/** This project's action, whoever publishes the copy: `owner/notify-marketplace@ref`, and `…/update@ref`. */
export function isOwnAction(uses: string | null, folder: '' | '/update'): boolean {
  return new RegExp(`^[\\w.-]+/[\\w.-]*notify-marketplace[\\w.-]*${folder}@\\S+$`, 'i').test(uses ?? '');
}

/** A copy of the action in the repository itself, where policies let nothing else run. */
const LOCAL = /^\.\/[^@]*$/;
const LOCAL_UPDATE = /^\.\/[^@]*notify-marketplace[^/@]*\/update\/?$/i;

function notifyRole({ with: inputs, uses }: WorkflowStep): Role {
  return {
    kind: 'notify',
    marketplaces: (inputs['marketplace'] ?? '')
      .split(/[\n,]/)
      .map((name) => name.trim())
      .filter(isRepositoryName),
    secret: secretIn(inputs['token'] ?? ''),
    eventType: inputs['event-type'] || EVENT_TYPE,
    action: uses ?? '',
  };
}

function updateRole({ with: inputs, uses }: WorkflowStep): Role {
  return {
    kind: 'update',
    mode: inputs['mode'] === 'pull-request' ? 'pull-request' : 'push',
    action: (uses ?? '').replace(/\/update(?=@|\/?$)/i, ''),
  };
}

/** Dispatches serve many ends: this one has to do with plugins, and goes to another repository. */
function senderRole(workflow: WorkflowFile): OtherSender | null {
  const dispatches = dispatchesOf(workflow);
  const [first] = dispatches;
  if (first === undefined || !/plugin|marketplace/i.test(`${workflow.path}\n${workflow.text}`)) return null;
  const targets = [...new Set(dispatches.flatMap((dispatch) => dispatch.targets))];
  return {
    kind: 'other-sender',
    marketplaces: targets.filter(isRepositoryName),
    unknown: targets.filter((target) => !isRepositoryName(target)),
    secret: firstOf(dispatches, ({ tokens }) => secretIn(tokens)),
    eventType: firstOf(dispatches, (dispatch) => dispatch.eventType),
    by: first.by,
    byApp: dispatches.some(({ tokens }) => /\bsteps\.[\w-]+\.outputs\.token\b/.test(tokens)),
  };
}

function firstOf<T>(dispatches: readonly Dispatch[], read: (dispatch: Dispatch) => T | null): T | null {
  return dispatches.map(read).find((found) => found !== null) ?? null;
}

/** It writes `marketplace.json` or moves submodules, and keeps what it wrote. */
function updatesMarketplace({ steps }: WorkflowFile): boolean {
  const text = steps.map(({ run, uses }) => `${run ?? ''}\n${uses ?? ''}`).join('\n');
  const changes =
    /\bgit\s+submodule\s+(?:\S+\s+)*?(?:update\b[^\n]*--remote|foreach\b[^\n]*(?:pull|checkout|fetch))/;
  const writes =
    /(?:>\s*["']?|\b(?:mv|cp|sponge)\b[^\n]*?\s["']?|\bsed\s+-i[^\n]*?)\S*(?:marketplace\.json|\$\{?MARKETPLACE)/i;
  const pulls = /\bcd\s+\S+[\s\S]{0,80}\bgit\s+pull\b/;
  const keeps =
    /\bgit\b[^\n]*\bpush\b|\bgit\b[^\n]*\bcommit\b|create-pull-request@|git-auto-commit-action@|add-and-commit@|github-push-action@/;
  return [changes, writes, pulls].some((one) => one.test(text)) && keeps.test(text);
}
