import { runStep } from '../action/run.ts';
import type { Clock } from '../github/client/client.ts';
import { readUpdateInputs } from './inputs.ts';
import { failedUpdateReport } from './report/report.ts';
import { update } from './update.ts';

/** A step that runs the update action, with the inputs and the environment of this process. */
export const updateStep = (clock: Clock) =>
  runStep({ readInputs: readUpdateInputs, act: update, failedReport: failedUpdateReport }, clock);
