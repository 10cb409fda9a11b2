import { NOTIFY_INPUTS, UPDATE_INPUTS } from '../../../action/input-tables.ts';
import {
  readEventType,
  readManifestPatterns,
  readPayload,
  readUnbumpedIgnore,
} from '../../../notify/input-values.ts';
import { quote } from '../../../plugin/display.ts';
import {
  readBranchInput,
  readChecks,
  readFile,
  readMinimumAge,
  readTitle,
} from '../../../update/input-values.ts';
import { readOpeningFields } from '../../../update/opening-fields.ts';
import { inputsOf, inputValues, type StepInputs } from '../../workflows/parts.ts';
import { type End, ownParts } from '../chain/ends.ts';
import { type Finding, flaw, flawOf } from '../report/finding.ts';

/** Whether what the workflows pass to the actions is what these take; what an expression says only a run knows. */
export async function inputs(end: End): Promise<Finding[]> {
  const { where } = end;
  return (await ownParts(end)).flatMap((part): Finding[] => {
    const path = quote(part.path);
    const passed = inputsOf(part);
    const { names, problems, isDry } =
      end.kind === 'plugin' ? passedToNotify(passed) : passedToUpdate(passed);
    const unknown = Object.keys(passed).filter((name) => !names.includes(name));
    const dryRun = `${path} has \`dry-run: true\`: it only shows what it would do`;
    return [
      ...problems.map((one) => ({ ...flawOf(where, one), what: `${path}: ${one.what}` })),
      ...unknown.map((name) => {
        const near = names.filter((one) => isNear(one, name)).join(', ') || names.join(', ');
        const what = `${path} passes ${quote(name)}, which the action does not have`;
        return flaw('warning', 'input-unknown', where, [what, `Correct its name: ${near}.`]);
      }),
      ...(isDry ? [flaw('warning', 'dry-run', where, [dryRun, 'Remove it once you have seen enough.'])] : []),
    ];
  });
}

function isNear(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(one).includes(plain(other).slice(0, 5));
}

function passedToNotify(inputs: StepInputs) {
  const values = inputValues(NOTIFY_INPUTS, inputs);
  const isDry = values.flag('dry-run');
  values.checkKinds();
  readManifestPatterns(values);
  readUnbumpedIgnore(values);
  readEventType(values);
  readPayload(values, values.flag('batch'), {});
  return { names: Object.keys(NOTIFY_INPUTS), problems: values.problems, isDry };
}

function passedToUpdate(inputs: StepInputs) {
  const values = inputValues(UPDATE_INPUTS, inputs);
  const isDry = values.flag('dry-run');
  values.checkKinds();
  readFile(values);
  readBranchInput(values, '');
  readOpeningFields(values, null);
  readChecks(values);
  readTitle(values, 'commit-title');
  readTitle(values, 'report-issue');
  readMinimumAge(values);
  return { names: Object.keys(UPDATE_INPUTS), problems: values.problems, isDry };
}
