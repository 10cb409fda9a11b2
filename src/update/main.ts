import { systemClock } from '../github/client.ts';
import { updateStep } from './step.ts';

await updateStep(systemClock);
