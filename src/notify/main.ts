import { systemClock } from '../github/client.ts';
import { notifyStep } from './step.ts';

await notifyStep(systemClock);
