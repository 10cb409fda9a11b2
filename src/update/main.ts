import { runStep } from '../action/run.ts';
import { systemClock } from '../github/client/client.ts';
import { UPDATE_ACTION } from './update.ts';

await runStep(UPDATE_ACTION, systemClock);
