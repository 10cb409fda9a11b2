import { parseArgs } from 'node:util';
import { benchNotify } from './bench/notify.ts';
import { benchRequests } from './bench/requests.ts';
import { writeBench } from './bench/results.ts';
import { benchStart } from './bench/start.ts';
import { benchUpdate } from './bench/update.ts';

/**
 * `npm run bench`: both actions beside what else does the same, in one run on one machine; prints tables, and writes them
 * with charts and data into `docs/bench`. `npm run bench -- update`: only `start`, `notify`, `update` or `requests`.
 * `--checkout`, `--repository-dispatch`: folders with copies of these actions, which are measured too.
 * `--most 100`: no marketplaces of more plugins. `--rounds 3`: how often each is measured.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    checkout: { type: 'string' },
    'repository-dispatch': { type: 'string' },
    most: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
  },
});
const options = {
  most: Number(values.most),
  rounds: Number(values.rounds),
  checkout: values.checkout,
  repositoryDispatch: values['repository-dispatch'],
};

const names = positionals.length === 0 ? ['start', 'notify', 'update', 'requests'] : positionals;
for (const name of names) {
  if (name === 'start') await benchStart();
  else if (name === 'notify') await writeBench(await benchNotify(options));
  else if (name === 'update') await writeBench(await benchUpdate(options));
  else if (name === 'requests') await writeBench(await benchRequests(options));
  else throw new Error(`no benchmark is called ${name}: start, notify, update, requests`);
}
