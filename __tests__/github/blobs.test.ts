import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { blobText } from '../../src/github/objects/blobs.ts';
import { answer, fakeClient, githubError } from '../support/fake-client.ts';

const REPOSITORY = { owner: 'acme', name: 'plugins' };
const MEBIBYTE = 1024 * 1024;

function oidOf(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Reads a file of these bytes, of which GraphQL gave this; REST has the bytes. */
async function read(bytes: Buffer, graphql: { text: string | null; isBinary?: boolean; byteSize?: number }) {
  const content = bytes.toString('base64').replaceAll(/(.{60})/g, '$1\n');
  const client = fakeClient({ request: () => answer({ data: { content, encoding: 'base64' } }) });
  const blob = { byteSize: bytes.length, isBinary: false, ...graphql };
  const result = await blobText(client, { repository: REPOSITORY, oid: oidOf(bytes), blob });
  return { result, calls: client.calls };
}

describe('text whose git hash is the object’s id', () => {
  test.each([['{}'], [''], ['{"name":"größe 😀"}\r\n'], ['\ufeff{}']])(
    '%j is believed without a further request, byte-order mark and line ends included',
    async (text) => {
      const { result, calls } = await read(Buffer.from(text), { text });
      expect(result).toEqual({ kind: 'text', text });
      expect(calls).toEqual([]);
    },
  );
});

describe('text that GraphQL cut or changed is read through REST', () => {
  test.each([
    ['cut', '{"name":"a"}', '{"name":'],
    ['without its byte-order mark', '\ufeff{"name":"a"}', '{"name":"a"}'],
    ['not given at all', '{"name":"a"}', null],
    ['with other line ends', '{\r\n}', '{\n}'],
  ])('%s', async (_, whole, text) => {
    const bytes = Buffer.from(whole);
    const { result, calls } = await read(bytes, { text });
    expect(result).toEqual({ kind: 'text', text: whole });
    expect(calls).toEqual([
      {
        route: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
        parameters: { owner: 'acme', repo: 'plugins', file_sha: oidOf(bytes) },
      },
    ]);
  });

  test('a file of exactly 1 MiB is still read', async () => {
    const bytes = Buffer.alloc(MEBIBYTE, ' ');
    const { result } = await read(bytes, { text: bytes.toString().slice(0, 512_000) });
    expect(result.kind === 'text' ? result.text.length : result.kind).toBe(MEBIBYTE);
  });

  test('a failure of GitHub’s is not taken for an empty file', async () => {
    const client = fakeClient({
      request: () => {
        throw githubError(502);
      },
    });
    const blob = { byteSize: 2, isBinary: false, text: null };
    await expect(
      blobText(client, { repository: REPOSITORY, oid: oidOf(Buffer.from('{}')), blob }),
    ).rejects.toMatchObject({
      status: 502,
    });
  });
});

describe('what is no text is told as what it is', () => {
  const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

  test('a binary, without a further request', async () => {
    const { result, calls } = await read(Buffer.from([0, 1, 2]), { text: null, isBinary: true });
    expect(result).toEqual({ kind: 'binary' });
    expect(calls).toEqual([]);
  });

  test('a binary that GitHub took for text', async () => {
    const { result } = await read(Buffer.from('a\0b'), { text: 'ab' });
    expect(result).toEqual({ kind: 'binary' });
  });

  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  test.each([
    ['with a byte-order mark', utf16('\ufeff{}')],
    ['without one', utf16('{"name":"größe"}')],
    ['the larger end first', utf16('\ufeff{}').swap16()],
    ['the larger end first, without a mark', utf16('{"a":1}').swap16()],
  ])('UTF-16 is text that is not UTF-8: %s', async (_, bytes) => {
    expect((await read(bytes, { text: '{}' })).result).toEqual({ kind: 'not-utf8' });
    expect((await read(bytes, { text: null, isBinary: true })).result).toEqual({ kind: 'not-utf8' });
  });

  test.each([[[0, 0, 0, 0]], [[0, 1]], [[0x4d, 0x5a, 0x90, 0]]])('%j is a binary', async (bytes) => {
    expect((await read(Buffer.from(bytes), { text: null, isBinary: true })).result).toEqual({
      kind: 'binary',
    });
  });

  test.each([
    ['Latin-1', Buffer.from('{"name":"größe"}', 'latin1'), '{"name":"größe"}'],
    ['a cut sequence', Buffer.from([0x7b, 0xe2, 0x82]), '{�'],
  ])('text that is not UTF-8: %s', async (_, bytes, text) => {
    expect((await read(bytes, { text })).result).toEqual({ kind: 'not-utf8' });
  });

  test('an LFS pointer, whichever way it was read', async () => {
    const bytes = Buffer.from(POINTER);
    expect((await read(bytes, { text: POINTER })).result).toEqual({ kind: 'lfs-pointer' });
    expect((await read(bytes, { text: null })).result).toEqual({ kind: 'lfs-pointer' });
  });

  test('a manifest over 1 MiB, without a further request', async () => {
    const { result, calls } = await read(Buffer.from('{}'), { text: null, byteSize: MEBIBYTE + 1 });
    expect(result).toEqual({ kind: 'too-large' });
    expect(calls).toEqual([]);
  });
});
