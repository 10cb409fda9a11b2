import { runStep } from '../action/run.ts';
import { systemClock } from '../github/client/client.ts';
import { NOTIFY_ACTION } from './notify.ts';

await runStep(NOTIFY_ACTION, systemClock);
