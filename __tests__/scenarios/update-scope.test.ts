import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  pointerOf,
  type Row,
  submodules,
  type UpdateRun,
  update,
} from './update-support.ts';

/** `scope: event`: a run that an event started is about the repository that the event names. */
const sandbox = await sharedSandbox();
const { github } = sandbox;

/** What notify sends of a plugin at its repository's root. */
function eventOf({ repository }: PluginRepository, name: string, more: Row = {}): Row {
  return { plugin: name, version: '1.0.1', repository: repository.fullName, path: ROOT_MANIFEST, ...more };
}

function scoped(at: Market, payload: Row, options: UpdateRun = {}) {
  return update(at, { payload, ...options, inputs: { scope: 'event', ...options.inputs } });
}

type Pointing = 'pins' | 'submodules' | 'tags';

/** A catalogue of so many entries, of which two are in repositories that exist; both are one bump ahead. */
async function large(number: number, pointing: Pointing) {
  const at = await market(sandbox);
  const [bridge, other] = [await plugin(at, 'sdk-bridge', '1.0.0'), await plugin(at, 'other', '1.0.0')];
  const repositories = new Map([
    [0, bridge],
    [number - 1, other],
  ]);
  const name = (n: number) => repositories.get(n)?.repository.fullName ?? `${at.owner}/none-${n}`;
  const sha = (n: number) => repositories.get(n)?.first ?? bridge.first;
  const links = Array.from(
    { length: pointing === 'submodules' ? number : 0 },
    (_, n): [string, [string, string]] => [`plugins/plugin-${n}`, [`${github.url}/${name(n)}.git`, sha(n)]],
  );
  const entries = Array.from({ length: number }, (_, n) => {
    const ref = pointing === 'tags' ? { ref: 'v1.0.0' } : {};
    const source =
      pointing === 'submodules'
        ? `./plugins/plugin-${n}`
        : { source: 'github', repo: name(n), ...ref, sha: sha(n) };
    return { name: `plugin-${n}`, source, version: '1.0.0' };
  });
  const text = JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins: entries });
  await at.repository.commit({ files: { ...submodules(Object.fromEntries(links)), [CATALOGUE]: text } });
  for (const one of [bridge, other]) {
    if (pointing === 'tags') await one.repository.tag('v1.0.0', one.first);
    await one.bump('1.0.1');
    if (pointing === 'tags') await one.repository.tag('v1.0.1');
  }
  return { at, bridge, other };
}

describe('the requests of a run for one event', () => {
  test.each<[number: number, pointing: Pointing, requests: number]>([
    [10, 'pins', 7],
    [10, 'submodules', 8],
    [10, 'tags', 8],
    [1000, 'pins', 7],
    [1000, 'submodules', 8],
    [10_000, 'pins', 8],
    [10_000, 'submodules', 10],
  ])(
    '%i %s: %i',
    async (number, pointing, requests) => {
      const { at, bridge } = await large(number, pointing);
      const run = await scoped(at, eventOf(bridge, 'plugin-0'));
      expect([run.updates.map((row) => row['plugin']), run.held, run.skipped]).toEqual([
        ['plugin-0'],
        [],
        [],
      ]);
      expect(run.requests).toHaveLength(requests);
      expect(entriesOf(run)[`plugin-${number - 1}`]?.['version']).toBe('1.0.0');
    },
    60_000,
  );
});
