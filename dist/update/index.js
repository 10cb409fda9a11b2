import { faces } from '../shared/index.js';

await faces.update();
