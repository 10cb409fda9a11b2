import { systemClock } from '../github/client/client.ts';
import { notifyStep } from './step.ts';

await notifyStep(systemClock);
