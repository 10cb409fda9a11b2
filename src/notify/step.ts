import { runStep } from '../action/run.ts';
import type { Clock } from '../github/client.ts';
import { readInputs } from './inputs.ts';
import { notify } from './notify.ts';
import { failedReport } from './report/report.ts';

/** A step that runs the notify action, with the inputs and the environment of this process. */
export const notifyStep = (clock: Clock) => runStep({ readInputs, act: notify, failedReport }, clock);
