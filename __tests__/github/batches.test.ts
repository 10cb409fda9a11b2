import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchesOf, halve, repositoriesIn } from '../../src/github/objects/batches.ts';
import { buildQuery } from '../../src/github/objects/query.ts';
import type { Part, SnapshotRequest } from '../../src/github/objects/snapshot.ts';

const OID = 'a'.repeat(40);

function request(name: string, paths: readonly string[], compareWith?: string): SnapshotRequest {
  const repository = { owner: 'acme', name };
  return {
    repository,
    revision: { defaultBranch: true },
    paths,
    ...(compareWith === undefined ? {} : { compareWith }),
  };
}

const paths = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);
const sizes = (batches: readonly (readonly Part[])[]) =>
  batches.map((parts) => parts.reduce((sum, part) => sum + part.paths.length, 0));
const bodyOf = (parts: readonly Part[]) => {
  const { text: query, variables } = buildQuery(parts);
  return Buffer.byteLength(JSON.stringify({ query, variables }));
};

describe('a request holds what GitHub is known to answer', () => {
  test('200 paths of one repository', () => {
    expect(sizes(batchesOf([request('a', paths(450))]))).toEqual([200, 200, 50]);
  });

  test('100 paths over several repositories', () => {
    const requests = Array.from({ length: 12 }, (_, n) => request(`r${n}`, paths(30)));
    expect(sizes(batchesOf(requests))).toEqual([90, 90, 90, 90]);
  });

  test('20 repositories', () => {
    const requests = Array.from({ length: 45 }, (_, n) => request(`r${n}`, ['x']));
    expect(batchesOf(requests).map(repositoriesIn)).toEqual([20, 20, 5]);
  });

  test('20 repositories whose branches are compared', () => {
    const requests = Array.from({ length: 20 }, (_, n) => request(`r${n}`, [], OID));
    expect(batchesOf(requests)).toHaveLength(1);
  });

  test('a body below 256 KiB, variables included, however long the paths are', () => {
    const long = paths(200).map((path) => `${path}/${'é'.repeat(2000)}`);
    for (const batch of batchesOf([request('a', long)])) expect(bodyOf(batch)).toBeLessThan(256 * 1024);
  });

  test('all of what was asked, once, whatever it is', () => {
    const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 260 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(asked, (rows) => {
        const requests = rows.map(([name, count]) => request(`r${name}`, paths(count)));
        const batches = batchesOf(requests);
        for (const one of requests) {
          const own = batches.flat().filter((part) => part.request === one);
          expect(own.flatMap((part) => part.paths)).toEqual(one.paths);
        }
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(bodyOf(batch)).toBeLessThan(256 * 1024);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('halves', () => {
  const part = (name: string, count: number): Part => ({
    request: request(name, paths(count)),
    paths: paths(count),
  });

  test('are of repositories, then of commits, then of paths', () => {
    const [a, b, c] = [part('a', 2), part('b', 2), part('a', 2)];
    expect(halve([a, b, c], false)).toEqual([[a, c], [b]]);
    const many = [part('a', 20), part('a', 20)];
    expect(halve(many, false)).toEqual([many.slice(0, 1), many.slice(1)]);
    expect(halve([part('a', 30)], false)?.map(([half]) => half?.paths.length)).toEqual([15, 15]);
  });

  test('are none of little of one repository, which is tried again instead', () => {
    expect(halve([part('a', 12), part('a', 13)], false)).toBeNull();
    expect(halve([], false)).toBeNull();
  });

  test('go down to the last path where GitHub says that it is too much', () => {
    expect(halve([part('a', 12), part('a', 13)], true)).not.toBeNull();
    expect(halve([part('a', 2)], true)?.map(([half]) => half?.paths)).toEqual([['p0'], ['p1']]);
    expect(halve([part('a', 1)], true)).toBeNull();
  });
});
