import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { Log } from '../github/client/client.ts';
import { isRepositoryName } from '../github/repository.ts';
import { display, quote, withoutControls } from '../plugin/display.ts';
import type { Place } from '../plugin/position.ts';
import { environment } from './inputs.ts';
import { type Annotation, type Report, shownAnnotations } from './report.ts';
import { redacted } from './secrets.ts';

/** The log of the step. Nothing is printed anywhere else. */
export const stepLog: Log = {
  info: (line) => core.info(clean(line)),
  debug: (line) => core.debug(clean(line)),
  startGroup: (title) => core.startGroup(clean(title)),
  endGroup: core.endGroup,
};

/** What every text goes through that this step writes, whatever it was made of. */
function clean(text: string, kept = ''): string {
  return redacted(withoutControls(text, kept));
}

/** Annotations, outputs and summary, and the step's failure if there is one. */
export async function printReport(report: Report): Promise<void> {
  const shown = shownAnnotations(report.annotations);
  for (const annotation of shown) print(annotation);
  // An annotation that GitHub does not show at the code is still in the log.
  for (const annotation of report.annotations.filter((one) => !shown.includes(one))) printPlain(annotation);
  writeOutputs(report.outputs);
  await writeSummary(report.summary);
  if (report.failure === null) stepLog.info(`${report.headline}.`);
  else fail(report.failure, shown);
}

/** What is already red at its place is not red once more, as a sum of it. */
function fail(failure: string, shown: readonly Annotation[]): void {
  if (shown.some(({ level }) => level === 'error')) {
    process.exitCode = core.ExitCode.Failure;
    stepLog.info(failure);
  } else core.setFailed(clean(failure));
}

/** An unexpected failure: its stack is for debug logging only. */
export function printUnforeseen(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error) core.debug(clean(error.stack ?? '', '\n'));
  const text = `This should not happen: ${display(message, 500)}. Please run the job again with debug logging and report it ${whereToReport()}.`;
  core.setFailed(clean(text));
}

/** Nothing is said of a copy inside the repository itself: there is no such variable then. */
function whereToReport(): string {
  const repository = environment('GITHUB_ACTION_REPOSITORY');
  const server = environment('GITHUB_SERVER_URL');
  if (!isRepositoryName(repository) || !/^https:\/\/[\w.:-]+$/.test(server))
    return 'to whoever publishes this action';
  return `at ${server}/${repository}/issues`;
}

const COMMANDS = { error: core.error, warning: core.warning, notice: core.notice };

function print({ level, title, text, at }: Annotation): void {
  const { file } = at ?? {};
  const isPlain = file === undefined || (clean(file) === file && !file.includes('##['));
  if (isPlain) COMMANDS[level](clean(text), { title, ...properties(at) });
  // A file of such a name can't be pointed to.
  else COMMANDS[level](clean(`${text} (${quote(file)})`), { title });
}

function printPlain({ level, text, at }: Annotation): void {
  const place =
    at === undefined ? '' : ` (${quote([at.file, at.line, at.column].filter(Boolean).join(':'), 300)})`;
  stepLog.info(`${level.charAt(0).toUpperCase()}${level.slice(1)}: ${text}${place}`);
}

function properties(at: Place | undefined): core.AnnotationProperties {
  if (at === undefined) return {};
  const { file, line, column } = at;
  return {
    file,
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  };
}

/** What was sent is sent: outputs that cannot be written must not hide it. */
function writeOutputs(outputs: Report['outputs']): void {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, clean(value));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    core.warning(clean(`The outputs could not be written (GITHUB_OUTPUT): ${why}`));
  }
}

/** A runner without summaries (GitHub Enterprise Server before 3.6) must not fail a run for that. */
async function writeSummary(markdown: string): Promise<void> {
  try {
    await appendFile(environment('GITHUB_STEP_SUMMARY'), clean(markdown, '\n'));
  } catch {
    core.debug('There is no job summary on this runner.');
  }
}
