import { notify } from '../shared/index.js';

await notify();
