import { createHash } from 'node:crypto';
import { isObject } from '../../plugin/json.ts';
import type { CheckedAnswer, Client } from '../client/client.ts';
import { GitHubError } from '../client/error.ts';
import type { RepositoryName } from '../repository.ts';
import type { Blob } from './entries.ts';

/** A blob's text, or why there is none that can be trusted. */
export type BlobText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' | 'not-utf8' | 'lfs-pointer' | 'too-large' };

/** What GraphQL told of a file, or nothing. */
interface BlobRequest {
  readonly repository: RepositoryName;
  readonly oid: string;
  readonly blob: Blob | null;
  /** Bytes from which on it is not read; 1 MiB where nothing is said. */
  readonly largest?: number;
}

const UNKNOWN: Blob = { byteSize: 0, isBinary: false, text: null };

/** No manifest needs more, and Git LFS pointers are a few lines. */
const LARGEST = 1024 * 1024;

/**
 * The blob's exact text. GraphQL cuts `text` at 512,000 bytes and transcodes it, so it is believed only where
 * its git hash is the object's id; otherwise the bytes are read through REST. Throws `GitHubError`.
 */
export async function blobText(client: Client, request: BlobRequest): Promise<BlobText> {
  const { repository, oid, largest = LARGEST } = request;
  const blob = request.blob ?? UNKNOWN;
  if (blob.byteSize > largest) return { kind: 'too-large' };
  if (blob.text !== null && isText(blob.text, oid)) return textOf(blob.text);
  // UTF-16, whose characters have two bytes, is told from what is no text at all.
  if (blob.isBinary && blob.text === null && blob.byteSize % 2 === 1) return { kind: 'binary' };
  const parameters = { owner: repository.owner, repo: repository.name, file_sha: oid };
  const check = ({ status, headers, data }: CheckedAnswer) => {
    const isFile = gitHash(bytesOf(data)) === oid;
    if (!isFile) throw new GitHubError({ status, headers, message: 'the answer is not the file' });
  };
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const read = client.request(route, parameters, { what: 'Reading a file', check });
  // Of what is no text anyway, the bytes only say it better.
  const answer = blob.isBinary ? await read.catch(() => null) : await read;
  return answer === null ? { kind: 'binary' } : decode(bytesOf(answer.data));
}

function bytesOf(data: unknown): Buffer {
  const content = isObject(data) ? data['content'] : '';
  return Buffer.from(typeof content === 'string' ? content : '', 'base64');
}

/** PURE: the bytes of a file as text, or why they are none. */
export function decode(bytes: Buffer): BlobText {
  if (isUtf16(bytes)) return { kind: 'not-utf8' };
  if (bytes.includes(0)) return { kind: 'binary' };
  try {
    return textOf(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return { kind: 'not-utf8' };
  }
}

/** By its byte-order mark; without one by its first two characters, which are ASCII in JSON (RFC 4627, section 3). */
function isUtf16(bytes: Buffer): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (
    (a !== 0 && b === 0 && c !== 0 && d === 0) ||
    (a === 0 && b !== 0 && c === 0 && d !== 0 && d !== undefined)
  );
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function textOf(text: string): BlobText {
  return text.startsWith('version https://git-lfs.github.com/spec/')
    ? { kind: 'lfs-pointer' }
    : { kind: 'text', text };
}

/** Whether `text` is exactly what the blob `oid` holds. */
export function isText(text: string, oid: string): boolean {
  return gitHash(Buffer.from(text)) === oid;
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function gitHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
