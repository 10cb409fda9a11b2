import type { Sandbox } from '../../sandbox/index.ts';
import type { FaultyAnswer } from '../../sandbox/types.ts';
import type { FaultCase } from '../scenarios/faults/faults.ts';
import { type Aim, type Cell, placed, runWith } from '../scenarios/faults/matrix.ts';
import { notifyWorld } from '../scenarios/faults/notify-worlds.ts';
import { type Place, type Ran, ranAt, type World } from '../scenarios/faults/place.ts';
import { textsOf } from '../scenarios/faults/rules.ts';
import { type Town, world } from '../scenarios/faults/update-place.ts';
import { CATALOGUE, catalogue, pinned, submodules } from '../scenarios/update-support.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { generator, oneOf } from '../support/random.ts';
import { garbled, garbledValue } from './garble.ts';
import { ALL_WORLDS, type Goods } from './matrix-part.ts';
import { numbered, numberOf, type Part, type Tried } from './part.ts';

const KINDS = [
  'plugin.json',
  'a head’s plugin.json',
  'marketplace.json',
  '.gitmodules',
  'an answer',
] as const;
/** What nothing may be asked of a broken file: no more than a run without trouble and what doubt costs. */
const MOST_REQUESTS = 60;
const LONGEST = 5_000;

export function fuzzPart(sandbox: Sandbox, goodOf: Goods): Part {
  return {
    name: 'fuzz',
    share: 0.15,
    isEndless: true,
    tries:
      'Files (`plugin.json` on either side, `marketplace.json`, `.gitmodules`) with pieces put in, cut out, doubled, moved, nested 20,000 deep; and answers of GitHub with one value gone or of another type.',
    names: (seed) => numbered(KINDS, generator(seed)),
    run: (name) => fuzz(sandbox, goodOf, name),
  };
}

async function fuzz(sandbox: Sandbox, goodOf: Goods, name: string): Promise<Tried> {
  const { kind, number } = numberOf(name);
  const random = generator(number);
  if (kind === 'an answer') return fuzzAnswer(sandbox, goodOf, random);
  const made = kind === 'plugin.json' ? notifyAbout(random) : updateAbout(kind, random);
  return placed(made, sandbox, (place) => fuzzFile(sandbox, place));
}

function notifyAbout(random: () => number): World {
  const good = manifest('root', '1.1.0', { description: 'What it does', keywords: ['a', 'b'] });
  const before = random() < 0.8 ? manifest('root', '1.0.0') : garbled(good, random);
  let after = before;
  // What no commit changed has nothing to say.
  while (after === before) after = garbled(good, random);
  return notifyWorld('fuzz', {
    before: { [ROOT_MANIFEST]: before },
    after: { [ROOT_MANIFEST]: after },
  });
}

/** A pinned plugin and one in a submodule, both raised; one file of the three is garbled. */
function updateAbout(kind: string, random: () => number): World {
  const text = (file: string, good: string) => (kind === file ? garbled(good, random) : good);
  const build = async (town: Town) => {
    const [pin, sub] = [await town.found('pin'), await town.found('sub')];
    const raised = text('a head’s plugin.json', manifest('pin', '1.1.0'));
    await pin.repository.commit({ files: { [ROOT_MANIFEST]: raised } });
    await town.raise(sub, '1.1.0');
    const modules = submodules({ sub: ['../sub', sub.first] });
    const entries = [
      { name: 'pin', source: pinned(pin, pin.first), version: '1.0.0' },
      { name: 'sub', source: './sub' },
    ];
    await town.market.repository.commit({
      files: {
        ...modules,
        [CATALOGUE]: text('marketplace.json', catalogue(entries)),
        '.gitmodules': text('.gitmodules', String(modules['.gitmodules'])),
      },
    });
    return {};
  };
  return world('fuzz', { build });
}

async function fuzzFile(sandbox: Sandbox, place: Place): Promise<Tried> {
  const before = await contentOf(place);
  const started = performance.now();
  const first = await ranAt(place, sandbox);
  const took = performance.now() - started;
  const requests = sandbox.github.requests.length;
  const after = await contentOf(place);
  const next = await ranAt(place, sandbox);
  const broken = [
    ...[first, next].flatMap((ran) => staysPlain(ran, place)),
    ...(took > LONGEST ? [`${Math.round(took)} ms`] : []),
    ...(requests > MOST_REQUESTS ? [`${requests} requests`] : []),
    ...((await contentOf(place)).join() === after.join() ? [] : ['the next run writes again']),
    ...isSaid(first, before, after),
  ];
  return { broken, runs: 2, requests: sandbox.github.requests.length };
}

/** What GitHub holds, as far as it can be read: of a file that is no JSON its text. */
async function contentOf(place: Place): Promise<string[]> {
  try {
    return await place.state();
  } catch (error) {
    return [String(error)];
  }
}

/** Of those that {@link garbled} puts in. */
const CONTROLS = ['\0', '\u001b', '\u202e'];

function staysPlain(ran: Ran, { tokens }: Place): string[] {
  if (ran.crash !== null) return [`crash: ${ran.crash instanceof Error ? ran.crash.stack : ran.crash}`];
  const all = textsOf(ran).join('\n');
  // Outputs are data: what a manifest says, as it says it.
  const shown =
    ran.report === null ? all : textsOf({ ...ran, report: { ...ran.report, outputs: {} } }).join('\n');
  return [
    ...(tokens.some((token) => all.includes(token)) ? ['a token is shown'] : []),
    ...(/\n\s+at \S+ \(.*:\d+:\d+\)/.test(all) ? ['a stack trace is shown'] : []),
    ...(CONTROLS.some((one) => shown.includes(one)) ? ['a control character is shown'] : []),
    ...(ran.lines.some((line) => /^::/.test(line)) ? ['a workflow command is shown'] : []),
  ];
}

/** Where nothing was done, that has a reason which somebody is told. */
function isSaid({ report }: Ran, before: readonly string[], after: readonly string[]): string[] {
  if (report === null || before.join() !== after.join()) return [];
  const rows = ['changes', 'updates', 'held', 'skipped'].flatMap((name) =>
    JSON.parse(report.outputs[name] ?? '[]'),
  );
  const isTold = report.failure !== null || report.annotations.length > 0 || rows.length > 0;
  return isTold ? [] : ['nothing was done, and nothing said'];
}

/** One value of one answer is gone or of another type; all rules of the fault matrix hold. */
async function fuzzAnswer(sandbox: Sandbox, goodOf: Goods, random: () => number): Promise<Tried> {
  const good = await goodOf(oneOf(random, ALL_WORLDS));
  const number = Math.floor(random() * good.requests.length);
  const rewrite = (answer: FaultyAnswer): FaultyAnswer =>
    typeof answer.body === 'object' && answer.body !== null
      ? { ...answer, body: garbledValue(answer.body, random) }
      : answer;
  const fault: FaultCase = { name: 'garbled', make: () => ({ rewrite }) };
  const kind = good.requests[number] ?? oneOf(random, good.requests);
  const aim: Aim = { kind, nth: 1, times: 'once' };
  const cell: Cell = { world: good.world, fault, aim };
  const { violations, requests } = await runWith(cell, good, sandbox, ({ github }) =>
    github.addFault({ match: /^/, after: number, rewrite }),
  );
  const where = `${good.world.name}, request ${number + 1} (${kind.name})`;
  return { broken: violations.map((words) => `${where}: ${words}`), runs: 2, requests: requests.length };
}
