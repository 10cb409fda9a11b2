import { quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { inputTexts } from '../workflows/values.ts';
import { credentialsOf } from './credentials.ts';
import { ownStepsIn, whatItDoes } from './does.ts';
import { type Difference, editOf } from './edit.ts';
import type { SetupFlags, SetupStep, StepAction } from './plan.ts';
import { targetsOf } from './targets-of.ts';

/** A difference, and the file that it is in. */
export interface PlacedDifference {
  readonly path: string;
  readonly difference: Difference;
}

/** PURE: those of one file. */
export function differencesAt(at: string, placed: readonly PlacedDifference[]): Difference[] {
  return placed.flatMap(({ path, difference }) => (path === at ? [difference] : []));
}

/** PURE: the files of ours beside the main one that change too: what is asked is asked of each. */
export function otherFiles(
  checkout: Checkout,
  ours: readonly WorkflowPart[],
  placed: readonly PlacedDifference[],
  main: string,
): SetupStep[] {
  const files = [...new Map(ours.map((part) => [part.path, part])).values()];
  return files.flatMap(({ path, workflow, role }): SetupStep[] => {
    const edit = editOf(workflow.text, differencesAt(path, placed));
    if (path === main || edit.kind === 'none') return [];
    const text = edit.kind === 'edited' ? edit.text : workflow.text;
    const parts = ownStepsIn(text, path);
    const action: StepAction =
      edit.kind === 'edited'
        ? { kind: 'edit', before: workflow.text }
        : { kind: 'refuse', why: edit.why, remedy: edit.remedy ?? 'Change it there by hand.' };
    return [
      {
        checkout,
        path,
        text,
        action,
        end: role.kind === 'update' ? 'marketplace' : 'plugin',
        credentials: credentialsOf(parts),
        does: whatItDoes(parts, checkout.folder),
        warnings: [],
        twice: false,
      },
    ];
  });
}

/** PURE: whether nothing is asked of what is there. */
export function isBare({
  marketplaces = [],
  eventType,
  secret,
  action,
  app,
  mode,
}: Pick<SetupFlags, 'eventType' | 'secret' | 'action' | 'app' | 'mode'> & {
  readonly marketplaces?: readonly string[];
}): boolean {
  return (
    marketplaces.length === 0 && [eventType, secret, action, app, mode].every((one) => one === undefined)
  );
}

/** PURE: inputs of ours whose value only a run knows, as words: `` `mode`: `${{ vars.MODE }}` ``. */
export function onlyRunKnows(
  ours: readonly WorkflowPart[],
  names: readonly string[],
  folder: Pick<Folder, 'origin'>,
): string[] {
  const found = ours.flatMap((part) =>
    names.flatMap((name) => {
      const { step, role } = part;
      const texts = step === null ? [] : inputTexts(step, name);
      const isKnown =
        role.kind === 'notify' && name === 'marketplace'
          ? targetsOf(part, folder).unknown.length === 0
          : !texts.some((text) => text.includes('${{'));
      return isKnown ? [] : [`\`${name}\` (${quote(step?.with[name]?.trim() ?? '')})`];
    }),
  );
  return [...new Set(found)];
}
