import { systemClock } from '../github/client/client.ts';
import { updateStep } from './step.ts';

await updateStep(systemClock);
