import { quote } from '../plugin/display.ts';
import type { Folder, LocalWorkflow } from './folder.ts';
import { EVENT_TYPE } from './recognise.ts';
import { fillNotify, fillUpdate, SECRET } from './templates.ts';

/** One workflow file that setup wants in one checkout. */
export interface SetupStep {
  readonly folder: Folder;
  readonly path: string;
  /** What would be written. */
  readonly text: string;
  readonly action:
    | { readonly kind: 'write' }
    /** It is there already, as wanted or as somebody made it. */
    | { readonly kind: 'keep'; readonly why: string }
    /** A copied workflow that does the same by other means, at `old`. */
    | { readonly kind: 'migrate'; readonly old: readonly LocalWorkflow[] }
    | { readonly kind: 'refuse'; readonly why: string; readonly remedy: string };
  /** The secret that the workflow names; null where it needs none. */
  readonly secret: string | null;
  readonly warnings: readonly string[];
}

export interface SetupOptions {
  readonly force: boolean;
  readonly migrate: boolean;
  readonly eventType: string | null;
  readonly secret: string | null;
}

export const NOTIFY_PATH = '.github/workflows/notify-marketplace.yml';
export const UPDATE_PATH = '.github/workflows/update-marketplace.yml';

/** PURE: the workflow that tells a marketplace of a plugin's versions. */
export function planNotify(
  folder: Folder,
  template: string,
  options: SetupOptions & { readonly marketplaces: readonly string[] },
): SetupStep {
  const old = folder.workflows.filter(({ role }) => role.kind === 'other-sender');
  const [first] = old;
  const former = first?.role.kind === 'other-sender' ? first.role : null;
  const secret = options.secret ?? former?.secret ?? SECRET;
  const marketplaces = options.marketplaces.length > 0 ? options.marketplaces : (former?.marketplaces ?? []);
  const branch = folder.defaultBranch ?? folder.branch ?? 'main';
  const text = fillNotify(template, {
    marketplaces,
    branches: first?.workflow.pushBranches ?? [branch],
    secret,
    eventType: options.eventType ?? former?.eventType ?? EVENT_TYPE,
  });
  const present = folder.workflows.find(({ role }) => role.kind === 'notify');
  const step = { folder, path: NOTIFY_PATH, text, secret, warnings: [] };
  if (marketplaces.length === 0) return { ...step, action: NO_MARKETPLACE };
  return { ...step, action: actionFor(step, { present, old }, options) };
}

const NO_MARKETPLACE = {
  kind: 'refuse',
  why: 'no marketplace is named',
  remedy: 'Pass --to owner/repo: the marketplace that lists the plugin.',
} as const;

/** PURE: the workflow that lets a marketplace follow its plugins. */
export function planUpdate(folder: Folder, template: string, options: SetupOptions): SetupStep {
  const text = fillUpdate(template, options.eventType ?? EVENT_TYPE);
  const present = folder.workflows.find(({ role }) => role.kind === 'update');
  const old = folder.workflows.filter(({ role }) => role.kind === 'other-receiver');
  const step = { folder, path: UPDATE_PATH, text, secret: null };
  const warnings = present !== undefined || options.migrate ? [] : old.map(secondReceiver);
  return {
    ...step,
    warnings,
    action: actionFor(step, { present, old: options.migrate ? old : [] }, options),
  };
}

function secondReceiver({ workflow }: LocalWorkflow): string {
  return `${quote(workflow.path)} listens to repository_dispatch too: both would run on one event. Remove it, or pass --migrate.`;
}

interface Found {
  readonly present: LocalWorkflow | undefined;
  readonly old: readonly LocalWorkflow[];
}

function actionFor(
  { folder, path, text }: Pick<SetupStep, 'folder' | 'path' | 'text'>,
  { present, old }: Found,
  { force, migrate }: SetupOptions,
): SetupStep['action'] {
  if (folder.branch === null) return DETACHED;
  const same = folder.workflows.find(({ workflow }) => workflow.path === path);
  if (same?.workflow.text === text) return { kind: 'keep', why: 'it is there, as it should be' };
  if (present !== undefined && !force) {
    return { kind: 'keep', why: `${quote(present.workflow.path)} does it already; --force writes it anew` };
  }
  if (old.length > 0 && !migrate) {
    const names = old.map(({ workflow }) => quote(workflow.path)).join(', ');
    return {
      kind: 'refuse',
      why: `${names} does the same by a copied script`,
      remedy: 'Pass --migrate to replace it; the difference is shown, secret and branches are kept.',
    };
  }
  if (old.length > 0) return { kind: 'migrate', old };
  if (same !== undefined && !force) {
    return {
      kind: 'refuse',
      why: `${quote(path)} is there and is something else`,
      remedy: 'Look at it; --force overwrites it.',
    };
  }
  return { kind: 'write' };
}

const DETACHED = {
  kind: 'refuse',
  why: 'its HEAD is detached, so a commit would be on no branch',
  remedy: 'Run `git switch <branch>` there first.',
} as const;
