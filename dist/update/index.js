import { update } from '../shared/index.js';

await update();
