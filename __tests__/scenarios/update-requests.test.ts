import { describe, expect, test } from '@jest/globals';
import type { LoggedRequest } from '../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import { list, market, pinned, plugin, submodules, update } from './update-support.ts';

/** How many requests a run makes. */
const sandbox = await sharedSandbox();

/** `POST graphql`, `PATCH git/refs/heads/main`. */
function told(requests: readonly LoggedRequest[]): string[] {
  return requests.map(({ method, path }) => {
    const [, below = ''] = /^\/api\/(?:v3\/repos\/[^/]+\/[^/]+\/)?(.*)$/.exec(decodeURIComponent(path)) ?? [];
    return `${method} ${below}`;
  });
}

const READ = 'POST graphql';
/** The branch moves by a mutation. */
const WRITE = ['POST git/trees', 'POST git/commits', 'POST graphql'];

/** What the contract allows: all but lists of tags and large files. */
const most = (repositories: number) => 2 * Math.ceil(repositories / 20) + 8;

describe('the requests of a run', () => {
  test('one plugin that moves: the marketplace, the plugin, the ancestry, three to write, and a look at the head', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    await list(at, [{ name: 'plugin', source: pinned(made, made.first), version: '1.0.0' }]);
    await made.bump('1.0.1');
    const { requests } = await update(at);
    expect(told(requests).toSorted()).toEqual([READ, READ, READ, READ, ...WRITE].toSorted());
    expect(told((await update(at)).requests)).toEqual([READ, READ]);
  });

  test('ten entries of one repository ask it once, whatever they point to', async () => {
    const at = await market(sandbox);
    const made = await plugin(at, 'plugin', '1.0.0');
    const second = await made.bump('1.0.1');
    await made.bump('1.0.2');
    const sources = Array.from({ length: 10 }, (_, n) => pinned(made, n % 2 === 0 ? made.first : second));
    await list(
      at,
      sources.map((source, n) => ({ name: `plugin-${n}`, source })),
    );
    const { requests, updates } = await update(at);
    expect(told(requests).toSorted()).toEqual([READ, READ, READ, READ, ...WRITE].toSorted());
    const query = JSON.stringify(requests[1]?.body);
    expect([updates.length, query.match(/\brepository\(/g)?.length]).toEqual([10, 1]);
  });

  test('sixty plugins in sixty repositories: none moves, then all', async () => {
    const at = await market(sandbox);
    const names = Array.from({ length: 60 }, (_, n) => `plugin-${n}`);
    const all = await Promise.all(names.map((name) => plugin(at, name, '1.0.0')));
    await list(
      at,
      all.map((made, n) => ({ name: names[n], source: pinned(made, made.first) })),
    );
    const none = await update(at);
    expect([none.updates.length, none.requests.length]).toEqual([0, 1 + 3]);
    expect(none.requests.length).toBeLessThanOrEqual(Math.ceil(60 / 20) + 8);
    for (const { bump } of all) await bump('1.0.1');
    const run = await update(at);
    expect([run.updates.length, run.requests.length]).toEqual([60, 1 + 3 + 3 + 1 + WRITE.length]);
    expect(run.requests.length).toBeLessThanOrEqual(most(60));
  });

  /** A pin, a submodule, a release tag, one that floats, one that follows releases, and one of the marketplace's own. */
  async function mixed() {
    const at = await market(sandbox);
    const make = async (name: string) => {
      const made = await plugin(at, name, '1.0.0');
      return { ...made, head: await made.bump('1.1.0') };
    };
    const [pin, sub, tagged, floating] = [
      await make('pin'),
      await make('sub'),
      await make('tagged'),
      await make('f'),
    ];
    const released = await make('released');
    await tagged.repository.tag('v1.0.0', tagged.first);
    await tagged.repository.tag('v1.1.0');
    await sandbox.github.publishRelease(released.repository, { tag: 'v1.1.0' });
    const files = {
      ...submodules({ sub: ['../sub', sub.first] }),
      'local/.claude-plugin/plugin.json': manifest('local', '1.0.0'),
    };
    const entries = [
      { name: 'pin', source: pinned(pin, pin.first) },
      { name: 'sub', source: './sub' },
      { name: 'tagged', source: pinned(tagged, tagged.first, { ref: 'v1.0.0' }) },
      {
        name: 'floating',
        source: { source: 'github', repo: floating.repository.fullName },
        version: '1.0.0',
      },
      { name: 'released', source: pinned(released, released.first) },
      { name: 'local', source: './local', version: '0.9.0' },
    ];
    return { at, entries, files, make };
  }

  /** Of a run in which all of these move. */
  async function counted({ at, entries, files }: Omit<Awaited<ReturnType<typeof mixed>>, 'make'>) {
    await list(at, entries, files);
    const run = await update(at, { inputs: { releases: 'released' } });
    const tagLists = run.requests.filter(({ body }) => JSON.stringify(body).includes('refPrefix'));
    return { run, requests: run.requests.length - tagLists.length };
  }

  test('a marketplace with something of every kind', async () => {
    const { run, requests } = await counted(await mixed());
    expect(run.updates).toHaveLength(6);
    expect(requests).toBeLessThanOrEqual(most(5));
  });

  test('and with a manifest that is gone, and one that is a link', async () => {
    const { make, ...all } = await mixed();
    const [lost, linked] = [await make('lost'), await make('linked')];
    const there = 'plugins/lost/.claude-plugin/plugin.json';
    await lost.repository.commit({ files: { [ROOT_MANIFEST]: null, [there]: manifest('lost', '2.0.0') } });
    const link = { symlink: '../plugin.json' };
    await linked.repository.commit({
      files: { [ROOT_MANIFEST]: link, 'plugin.json': manifest('linked', '1.2.0') },
    });
    const more = [
      { name: 'lost', source: pinned(lost, lost.first) },
      { name: 'linked', source: pinned(linked, linked.first) },
    ];
    const { run, requests } = await counted({ ...all, entries: [...all.entries, ...more] });
    expect(run.held).toMatchObject([{ plugin: 'lost', reason: expect.stringContaining(there) }]);
    expect(run.updates).toHaveLength(7);
    // The search for the lost one comes on top, as do lists of tags.
    expect(requests - 2).toBeLessThanOrEqual(most(7));
  });
});
