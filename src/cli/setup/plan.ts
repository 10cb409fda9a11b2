import { display, quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import type { InPlace } from './edit.ts';
import { withLineEndsOf } from './lines.ts';
import { type Anew, lostSettings } from './lost.ts';
import { ACTION } from './templates.ts';

/** What stands in the way, and what to do about it. */
export interface Obstacle {
  readonly why: string;
  readonly remedy: string;
  /** What the same call needs to go through: the command is shown behind the remedy. */
  readonly again?: SetupFlags;
}

/** Something to know; with the command that ends it, where there is one. */
export interface Warning {
  readonly what: string;
  readonly again: SetupFlags;
}

export type StepAction =
  | { readonly kind: 'write' }
  /** What was asked for changes in this text, and nothing else. */
  | { readonly kind: 'edit'; readonly before: string }
  /** Another text takes the place of this one. */
  | { readonly kind: 'overwrite'; readonly before: string }
  /** It is written in the place of copied workflows that do the same, and of this text, if there is one. */
  | { readonly kind: 'migrate'; readonly old: readonly WorkflowPart[]; readonly before: string | null }
  /** It is there already; copied workflows beside it go. */
  | { readonly kind: 'remove'; readonly old: readonly WorkflowPart[] }
  /** The file stays; what is said of it, e.g. `kept, it is up to date`. */
  | { readonly kind: 'keep'; readonly why: string }
  | ({ readonly kind: 'refuse' } & Obstacle);

/** A secret or variable of a repository. */
export interface Credential {
  /** As it is written in workflows: `secrets.NAME`, `vars.NAME`. */
  readonly name: `secrets.${string}` | `vars.${string}`;
  /** What is in it: the token, or what makes it. */
  readonly holds: 'token' | 'app-key' | 'app-id';
}

/** One workflow file that setup wants in one checkout. */
export interface SetupStep {
  readonly checkout: Checkout;
  readonly path: string;
  /** What would be written. */
  readonly text: string;
  readonly action: StepAction;
  /** Which end of the chain it is. */
  readonly end: 'plugin' | 'marketplace';
  /** What the repository must hold, so that the workflow has a token. */
  readonly credentials: readonly Credential[];
  /** What it will do, in a word: `notifies acme/marketplace on pushes to `main``. */
  readonly does: string;
  readonly warnings: readonly (string | Warning)[];
  /** Whether another workflow does the same beside it. */
  readonly twice: boolean;
}

/** What is there already for one end, and what is wanted. */
export interface Situation {
  readonly checkout: Checkout;
  readonly path: string;
  readonly text: string;
  /** What is at the path now, whatever it is. */
  readonly present: string | null;
  /** Whether it is known where the action is to be taken from. */
  readonly isNamed: boolean;
  /** Workflows with this project's action for the same end. */
  readonly ours: readonly WorkflowPart[];
  /** What becomes of ours. */
  readonly edit: InPlace;
  /** Inputs of ours whose value only a run knows, where nothing is asked of them. */
  readonly unsure: readonly string[];
  readonly anew: Anew;
  /** Copied workflows for the same end. */
  readonly old: readonly WorkflowPart[];
  /** Why the copied ones can't be replaced by setup. */
  readonly blocked: Obstacle | null;
}

/** PURE: what to do with one file, and its text then. Only ours is edited; others go by `--force` or `--migrate`. */
export function actionFor(
  at: Situation,
  options: Pick<SetupFlags, 'force' | 'migrate'>,
): Pick<SetupStep, 'action' | 'text'> {
  const text = withLineEndsOf(at.present ?? at.old[0]?.workflow.text ?? '', at.text);
  const situation = { ...at, text };
  if (at.ours.length === 0) return { action: withAction(firstAction(situation, options), at.isNamed), text };
  return {
    action: actionBesideOurs(situation, options),
    text: at.edit.kind === 'edited' ? at.edit.text : text,
  };
}

/** A copy of the action that nobody named is not written. */
function withAction(action: StepAction, isNamed: boolean): StepAction {
  if (isNamed || !isWriting(action)) return action;
  return {
    kind: 'refuse',
    why: 'this copy of the command line does not know who publishes the action',
    remedy: `\`${ACTION.split('/')[0]}\` is a placeholder: whoever has that account would get your token. Replace owner by the account that publishes the action`,
    again: { action: ACTION.replace(/^[^/]+/, 'owner') },
  };
}

/** PURE: copied workflows that stay, and do the same as ours. */
export function rivalsIn({ old }: Situation, { kind }: StepAction): readonly WorkflowPart[] {
  return kind === 'keep' || kind === 'edit' || kind === 'overwrite' ? old : [];
}

/** PURE: whether the step's text comes to its place. */
export function isWriting({ kind }: StepAction): boolean {
  return kind === 'write' || kind === 'edit' || kind === 'overwrite' || kind === 'migrate';
}

/** PURE: the copied workflows that a step takes away. */
export function goneWith(action: StepAction): readonly WorkflowPart[] {
  return action.kind === 'migrate' || action.kind === 'remove' ? action.old : [];
}

function actionBesideOurs(
  at: Situation,
  { force, migrate }: Pick<SetupFlags, 'force' | 'migrate'>,
): StepAction {
  const { present, text, edit, old, blocked, ours, path, anew } = at;
  const going = migrate ? old : [];
  if (going.length > 0 && blocked !== null) return { kind: 'refuse', ...blocked };
  if (edit.kind === 'none') {
    if (going.length > 0) return { kind: 'remove', old: going };
    return { kind: 'keep', why: whyKept(at) };
  }
  const byHand = anew === 'unknown' || ours.some((one) => one.path !== path);
  if (edit.kind === 'stuck' && (edit.remedy !== null || byHand))
    return { kind: 'refuse', why: edit.why, remedy: edit.remedy ?? 'Change it there by hand.' };
  if (edit.kind === 'stuck' && !force && anew === 'loses')
    return { kind: 'refuse', ...replaced(edit.why, present, text) };
  if (going.length > 0) return { kind: 'migrate', old: going, before: present };
  return { kind: edit.kind === 'edited' ? 'edit' : 'overwrite', before: present ?? '' };
}

/** That it does what is asked is said of what the files say, not of what only a run knows. */
function whyKept({ present, text, path, ours, unsure }: Situation): string {
  if (unsure.length > 0) return `not changed; only a run knows its ${unsure.join(' and ')}`;
  if (present === text) return 'kept, it is up to date';
  const others = ours.filter((one) => one.path !== path);
  return others.length === 0 ? 'kept, it already does it' : `kept, with ${names(others)} it already does it`;
}

function firstAction(at: Situation, { force, migrate }: Pick<SetupFlags, 'force' | 'migrate'>): StepAction {
  const { present, old, blocked, path, text } = at;
  if (old.length > 0 && !migrate) return { kind: 'refuse', ...unasked(old, blocked) };
  if (old.length > 0 && blocked !== null) return { kind: 'refuse', ...blocked };
  const another = present !== null && !old.some(({ workflow }) => workflow.path === path);
  if (another && !force) return { kind: 'refuse', ...replaced(whatIsThere(at), present, text) };
  if (old.length > 0) return { kind: 'migrate', old, before: another ? present : null };
  return another ? { kind: 'overwrite', before: present } : { kind: 'write' };
}

/** One of ours may be broken: then nobody knows what it does. */
function whatIsThere({ checkout, path }: Situation): string {
  const broken = checkout.folder.broken.find((one) => one.path === path);
  if (broken === undefined) return 'a different file is there';
  const { line, column, message } = broken;
  return `what is there can't be read (line ${line}, column ${column}: ${display(message)})`;
}

/** What a person wrote is named before it is removed. */
function replaced(why: string, present: string | null, text: string): Obstacle {
  const lost = present === null ? null : lostSettings(present, text);
  return {
    why,
    remedy: `Change it there by hand. --force writes the file anew${lost === null ? '' : ` and removes ${lost}`}`,
    again: { force: true },
  };
}

function unasked(old: readonly WorkflowPart[], blocked: Obstacle | null): Obstacle {
  if (blocked !== null) return blocked;
  return {
    why: `${names(old)} does the same in its own way`,
    remedy: 'Pass --migrate to replace it; the difference is shown, its secret and branches are kept',
    again: { migrate: true },
  };
}

/** The paths of workflows, for a sentence. */
export function names(workflows: readonly WorkflowPart[]): string {
  return [...new Set(workflows.map(({ path }) => quote(path)))].join(', ');
}

/** All that occur, once each, whatever their case. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}

export type Mode = 'push' | 'pull-request';

/** The options of `setup`, as they are typed. */
export interface SetupFlags {
  /** The marketplaces that plugins are to tell; true for the update workflow, in a marketplace. */
  readonly marketplace?: string | true;
  /** Folders; true for every submodule. */
  readonly plugins?: true | readonly string[];
  readonly eventType?: string;
  readonly secret?: string;
  readonly action?: string;
  /** The token is made by a GitHub App in each run. */
  readonly app?: boolean;
  readonly mode?: Mode;
  readonly scope?: 'all' | 'event';
  readonly force?: boolean;
  readonly migrate?: boolean;
  readonly check?: boolean;
  /** Write on the branch that is checked out, though it is not the default one. */
  readonly thisBranch?: boolean;
}
