import { faces } from '../shared/index.js';

await faces.notify();
