import { describe, expect, test } from '@jest/globals';
import { manifestProblem } from '../../src/findings/files.ts';
import type { Entry } from '../../src/github/objects/entries.ts';
import type { Located } from '../../src/github/objects/locate.ts';
import { readManifestState } from '../../src/github/plugins/manifest-state.ts';
import { answer, fakeClient, githubError } from '../support/fake-client.ts';
import { manifest } from '../support/files.ts';
import { blobOid } from '../update/fake-repositories.ts';

const PATH = 'a/.claude-plugin/plugin.json';
const REPOSITORY = { owner: 'acme', name: 'plugins' };
const MEBIBYTE = 1024 * 1024;

function file(bytes: Buffer, blob: Partial<NonNullable<Entry['blob']>> = {}): Located {
  const given = { byteSize: bytes.length, isBinary: false, text: bytes.toString(), ...blob };
  return {
    kind: 'file',
    entry: { kind: 'file', oid: blobOid(bytes), executable: false, blob: given, entries: [] },
  };
}

async function read(located: Located, bytes?: Buffer) {
  const client = fakeClient({
    request: () => {
      if (bytes === undefined) throw githubError(502, { message: 'timeout' });
      return answer({ data: { content: bytes.toString('base64') } });
    },
  });
  return { state: await readManifestState(client, REPOSITORY, located, PATH), calls: client.calls };
}

const text = (content: string) => file(Buffer.from(content));
const unreadable = (kind: string) => ({ kind: 'unreadable', fault: { kind, at: { file: PATH } } });

describe('a file', () => {
  test.each([
    [manifest('a', '1.0.0'), '1.0.0'],
    [manifest('a'), null],
    ['{"name":"a","version":""}', null],
  ])('is a manifest: %j', async (content, version) => {
    const { state, calls } = await read(text(content));
    expect(state).toMatchObject({ kind: 'manifest', manifest: { name: 'a', version, at: { file: PATH } } });
    expect(calls).toEqual([]);
  });

  test('of which GraphQL tells nothing is read through REST', async () => {
    const bytes = Buffer.from(manifest('größe', '1.0.0'));
    const { state, calls } = await read(file(bytes, { text: null }), bytes);
    expect(state).toMatchObject({ kind: 'manifest', manifest: { name: 'größe' } });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a merge conflict', '{\n<<<<<<< HEAD\n}'],
    ['no name', '{"version":"1.0.0"}'],
    ['an empty name', '{"name":" "}'],
    ['a version that is no text', '{"name":"a","version":1}'],
    ['a list', '[]'],
    ['a byte-order mark', `\ufeff${manifest('a')}`],
  ])('with %s is broken', async (_, content) => {
    const { state } = await read(text(content));
    expect(state).toMatchObject({ kind: 'unreadable', fault: { at: { file: PATH } } });
  });

  test.each<[string, Located, Buffer | undefined, string]>([
    ['is binary', file(Buffer.from([0]), { text: null, isBinary: true }), undefined, 'binary'],
    [
      'is larger than 1 MiB',
      file(Buffer.from('{}'), { byteSize: MEBIBYTE + 1, text: null }),
      undefined,
      'too-large',
    ],
    ['is an LFS pointer', text('version https://git-lfs.github.com/spec/v1\n'), undefined, 'lfs-pointer'],
    ['is Latin-1', file(Buffer.from('"ä"', 'latin1')), Buffer.from('"ä"', 'latin1'), 'not-utf8'],
  ])('that %s is told as what it is', async (_, located, bytes, code) => {
    const { state } = await read(located, bytes);
    expect(state).toMatchObject(unreadable(code));
  });

  test('is told what to do about it', async () => {
    const remedyOf = async (located: Located) => {
      const { state } = await read(located);
      return state.kind === 'unreadable' ? manifestProblem(state.fault, 'notify').remedy : '';
    };
    expect(await remedyOf(text('version https://git-lfs.github.com/spec/v1\n'))).toMatch(/out of Git LFS/);
    expect(await remedyOf(file(Buffer.from([0]), { text: null, isBinary: true }))).toMatch(
      /plain UTF-8 JSON/,
    );
  });

  test('that GitHub fails to give is a failure, not an absent manifest', async () => {
    await expect(read(file(Buffer.from('{}'), { text: null }))).rejects.toMatchObject({ status: 502 });
  });
});

describe('what is no file', () => {
  test.each<[string, Located]>([
    ['nothing is there', { kind: 'absent' }],
    ['a folder above is a file, or a broken link', { kind: 'not-a-file', fault: 'link-broken', own: false }],
    ['a folder above leads out of the repository', { kind: 'not-a-file', fault: 'link-outside', own: false }],
  ])('is absent where %s', async (_, located) => {
    expect((await read(located)).state).toEqual({ kind: 'absent' });
  });

  test('is elsewhere in a submodule', async () => {
    const { state } = await read({ kind: 'not-a-file', fault: 'submodule', own: false });
    expect(state).toEqual({ kind: 'elsewhere' });
  });

  test.each(['directory', 'submodule', 'link-outside', 'link-broken', 'link-to-link'] as const)(
    'is broken where it stands in the manifest’s own place: %s',
    async (fault) => {
      const { state } = await read({ kind: 'not-a-file', fault, own: true });
      expect(state).toMatchObject(unreadable(fault));
    },
  );
});
