/** `npm run bench`: the notify action. `npm run bench -- update`: the update action, beside git's own submodules. */
import { benchNotify } from './bench/notify.ts';
import { benchUpdate } from './bench/update.ts';

const BENCHES: Record<string, () => Promise<void>> = { notify: benchNotify, update: benchUpdate };
const [name = 'notify'] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined)
  throw new Error(`no benchmark is called ${name}: ${Object.keys(BENCHES).join(', ')}`);
await bench();
