import { type InputTable, NOTIFY_INPUTS, UPDATE_INPUTS } from '../../../action/input-tables.ts';
import type { Problem } from '../../../findings/problem.ts';
import { readEventType, readManifestPatterns, readPayload } from '../../../notify/input-values.ts';
import { quote } from '../../../plugin/display.ts';
import { readBranchInput, readChecks, readCommitTitle, readFile } from '../../../update/inputs.ts';
import { inputsOf, inputValues } from '../../workflows/inputs.ts';
import type { WorkflowPart } from '../../workflows/parts.ts';
import { type End, ownParts } from '../chain/ends.ts';
import { type Finding, flaw, flawOf } from '../report/finding.ts';

/** Whether what the workflows pass to the actions is what these take; what an expression says only a run knows. */
export async function inputs(end: End): Promise<Finding[]> {
  const passed = end.kind === 'plugin' ? passedToNotify : passedToUpdate;
  return (await ownParts(end)).flatMap((part) => findingsOf(part, end.where, passed(part)));
}

interface Passed {
  readonly table: InputTable;
  readonly problems: readonly Problem[];
  readonly isDry: boolean;
}

function findingsOf(part: WorkflowPart, where: string, { table, problems, isDry }: Passed): Finding[] {
  const names = Object.keys(table);
  const unknown = Object.keys(inputsOf(part)).filter((name) => !names.includes(name.toLowerCase()));
  return [
    ...problems.map((problem) => ({
      ...flawOf(where, problem),
      what: `${quote(part.path)}: ${problem.what}`,
    })),
    ...unknown.map((name) =>
      flaw('warning', 'input-unknown', where, [
        `${quote(part.path)} passes ${quote(name)}, which the action does not have`,
        `Correct its name: ${names.filter((one) => isNear(one, name)).join(', ') || names.join(', ')}.`,
      ]),
    ),
    ...(isDry ? [dryRun(part, where)] : []),
  ];
}

function isNear(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(one).includes(plain(other).slice(0, 5));
}

function dryRun({ path }: WorkflowPart, where: string): Finding {
  return flaw('warning', 'dry-run', where, [
    `${quote(path)} has \`dry-run: true\`: it only shows what it would do`,
    'Remove it once you have seen enough.',
  ]);
}

function passedToNotify(part: WorkflowPart): Passed {
  const values = inputValues(NOTIFY_INPUTS, inputsOf(part));
  const isDry = values.flag('dry-run');
  values.checkKinds();
  readManifestPatterns(values);
  readEventType(values);
  readPayload(values, values.flag('batch'), {});
  return { table: NOTIFY_INPUTS, problems: values.problems, isDry };
}

function passedToUpdate(part: WorkflowPart): Passed {
  const values = inputValues(UPDATE_INPUTS, inputsOf(part));
  const isDry = values.flag('dry-run');
  values.checkKinds();
  readFile(values);
  readBranchInput(values, '');
  readChecks(values);
  readCommitTitle(values);
  return { table: UPDATE_INPUTS, problems: values.problems, isDry };
}
