import { quote } from '../../plugin/display.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { inputTexts } from '../workflows/values.ts';
import { versionBehind } from '../workflows/yaml-version.ts';
import { credentialsOf } from './credentials.ts';
import { ownStepsIn, whatItDoes } from './does.ts';
import { type Difference, editOf } from './edit.ts';
import {
  actionFor,
  rivalsIn,
  type SetupFlags,
  type SetupStep,
  type Situation,
  type StepAction,
} from './plan.ts';

/** A difference, and the file that it is in. */
export interface PlacedDifference {
  readonly path: string;
  readonly difference: Difference;
}

/** The files of one end, as they are and as they are to be. */
export interface FilesWanted
  extends Pick<Situation, 'checkout' | 'path' | 'text' | 'ours' | 'unsure' | 'old' | 'blocked' | 'anew'> {
  readonly differences: readonly PlacedDifference[];
  readonly end: SetupStep['end'];
}

/** What setup is asked, and what it found out for that. */
export interface Wishes extends SetupFlags {
  /** The text at the main file's place. */
  readonly present: string | null;
  /** Where the action is taken from if nothing else is said; null where that is not known. */
  readonly usualAction: string | null;
  /** That of the action that was named; null where it is not known. */
  readonly version: string | null;
}

export interface PlannedFiles {
  /** Of the main file, without its warnings. */
  readonly step: SetupStep;
  /** Of the files of ours beside it that change too: what is asked is asked of each. */
  readonly others: readonly SetupStep[];
  /** Copied workflows that stay, and do the same. */
  readonly rivals: readonly WorkflowPart[];
  /** The steps of ours in the main file, as it will be. */
  readonly parts: readonly WorkflowPart[];
}

/** PURE: what becomes of the files of one end. */
export function planFiles(wanted: FilesWanted, wishes: Wishes): PlannedFiles {
  const { differences, end, ...own } = wanted;
  const { present } = wishes;
  const others = otherFiles(wanted);
  const { marketplace, eventType, secret, action: from, app, mode, scope } = wishes;
  const isAsked = [marketplace, eventType, secret, from, app, mode, scope].some((one) => one !== undefined);
  const situation = {
    ...own,
    present,
    unsure: isAsked ? [] : own.unsure,
    isNamed: (wishes.action ?? wishes.usualAction) !== null,
    edit: editOf(present, differencesAt(own.path, differences)),
  };
  const { action, text } = actionFor(situation, wishes);
  const stays = action.kind === 'keep' || action.kind === 'remove';
  const [step, parts] = stepOf({ ...own, end, action, text }, stays ? (present ?? '') : text);
  return { step, others, rivals: rivalsIn(situation, action), parts };
}

type File = Pick<SetupStep, 'checkout' | 'path' | 'text' | 'action' | 'end'>;

/** @param after the file's text when the step is done */
function stepOf({ checkout, path, text, action, end }: File, after: string): [SetupStep, WorkflowPart[]] {
  const parts = ownStepsIn(after, path, checkout.folder);
  // The marketplace's own token needs no secret.
  const credentials = end === 'plugin' ? credentialsOf(parts) : [];
  const file = { checkout, path, text, action, end, credentials };
  return [{ ...file, does: whatItDoes(parts), warnings: [], twice: false }, parts];
}

function differencesAt(at: string, placed: readonly PlacedDifference[]): Difference[] {
  return placed.flatMap(({ path, difference }) => (path === at ? [difference] : []));
}

function otherFiles({ checkout, ours, differences, path: main, end }: FilesWanted): SetupStep[] {
  const files = [...new Map(ours.map((part) => [part.path, part])).values()];
  return files.flatMap(({ path, workflow: { text: before } }): SetupStep[] => {
    const edit = editOf(before, differencesAt(path, differences));
    if (path === main || edit.kind === 'none') return [];
    const isEdited = edit.kind === 'edited';
    const text = isEdited ? edit.text : before;
    const action: StepAction = isEdited
      ? { kind: 'edit', before }
      : { kind: 'refuse', why: edit.why, remedy: edit.remedy ?? 'Change it there by hand.' };
    return [stepOf({ checkout, path, text, action, end }, text)[0]];
  });
}

/** PURE: the version that stands behind the action of a step of ours; it stays as long as the action does. */
export function versionKept(part: WorkflowPart | undefined): string | null {
  const uses = part?.step?.uses ?? '';
  return part === undefined || uses === '' ? null : versionBehind(part.workflow.text, uses);
}

/** PURE: inputs of ours whose value only a run knows, as words: `` `mode`: `${{ vars.MODE }}` ``. */
export function onlyRunKnows(ours: readonly WorkflowPart[], names: readonly string[]): string[] {
  const found = ours.flatMap(({ step, role }) =>
    names.flatMap((name) => {
      const texts = step === null ? [] : inputTexts(step, name);
      const isKnown =
        role.kind === 'notify' && name === 'marketplace'
          ? role.unknown.length === 0
          : !texts.some((text) => text.includes('${{'));
      return isKnown ? [] : [`\`${name}\` (${quote(step?.with[name]?.trim() ?? '')})`];
    }),
  );
  return [...new Set(found)];
}
