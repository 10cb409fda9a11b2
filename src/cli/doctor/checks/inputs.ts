import { patternList } from '../../../action/patterns.ts';
import type { Problem } from '../../../findings/problem.ts';
import { readEventType, readManifestPatterns, readPayload } from '../../../notify/input-values.ts';
import { quote } from '../../../plugin/display.ts';
import { readBranchInput, readChecks, readCommitTitle, readFile } from '../../../update/input-values.ts';
import { inputsOf, inputValues } from '../../workflows/inputs.ts';
import type { WorkflowPart } from '../../workflows/parts.ts';
import { type End, ownParts } from '../chain/ends.ts';
import { type Finding, flaw, flawOf } from '../report/finding.ts';

/** Whether what the workflows pass to the actions is what these take; what an expression says only a run knows. */
export async function inputs(end: End): Promise<Finding[]> {
  const own = await ownParts(end);
  return own.flatMap((part) =>
    end.kind === 'plugin'
      ? findingsOf(part, end.where, NOTIFY, notifyProblems(part))
      : findingsOf(part, end.where, UPDATE, updateProblems(part)),
  );
}

/** As `action.yml` and `update/action.yml` list them. */
const NOTIFY = [
  ...[
    'marketplace',
    'token',
    'github-token',
    'manifests',
    'plugins',
    'branches',
    'base',
    'head',
    'event-type',
  ],
  ...['payload', 'downgrades', 'prereleases', 'batch', 'wait', 'expiry-warning', 'dry-run'],
];
const UPDATE = [
  ...['token', 'plugins-token', 'marketplace-file', 'plugins', 'advance', 'releases', 'downgrades', 'mode'],
  ...['version-field', 'marketplace-version', 'branch', 'checks', 'commit-title', 'dry-run'],
];

function findingsOf(
  part: WorkflowPart,
  where: string,
  names: readonly string[],
  problems: readonly Problem[],
): Finding[] {
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
    ...(isDry(part) ? [dryRun(part, where)] : []),
  ];
}

function isNear(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(one).includes(plain(other).slice(0, 5));
}

function isDry(part: WorkflowPart): boolean {
  return inputValues(inputsOf(part)).flag('dry-run');
}

function dryRun({ path }: WorkflowPart, where: string): Finding {
  return flaw('warning', 'dry-run', where, [
    `${quote(path)} has \`dry-run: true\`: it only shows what it would do`,
    'Remove it once you have seen enough.',
  ]);
}

function notifyProblems(part: WorkflowPart): readonly Problem[] {
  const values = inputValues(inputsOf(part));
  readManifestPatterns(values);
  readEventType(values);
  readPayload(values, values.flag('batch'), {});
  patternList(values.patterns('plugins'), ['**']);
  values.patterns('branches');
  values.choice('downgrades', ['notify', 'skip']);
  values.choice('prereleases', ['notify', 'skip']);
  return values.problems;
}

function updateProblems(part: WorkflowPart): readonly Problem[] {
  const values = inputValues(inputsOf(part));
  readFile(values);
  readBranchInput(values, '');
  readChecks(values);
  readCommitTitle(values);
  values.patterns('plugins');
  values.patterns('releases');
  values.choice('advance', ['version', 'always']);
  values.choice('downgrades', ['follow', 'hold']);
  values.choice('version-field', ['existing', 'always', 'never']);
  values.choice('marketplace-version', ['keep', 'patch', 'minor', 'major']);
  values.choice('mode', ['push', 'pull-request']);
  return values.problems;
}
