import { runStep } from '../action/run.ts';
import type { Clock } from '../github/client.ts';
import { readInputs } from './inputs.ts';
import { failedReport } from './report/report.ts';
import { update } from './update.ts';

/** A step that runs the update action, with the inputs and the environment of this process. */
export const updateStep = (clock: Clock) => runStep({ readInputs, act: update, failedReport }, clock);
