import { createHash } from 'node:crypto';
import { push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';

/** No repository has it. */
export const NOWHERE = '0123456789abcdef0123456789abcdef01234567';

/** `Blob.text` is cut after this many bytes (graphql.jsonl, blob-truncated). */
const LONGEST_TEXT = 512_000;
const LINE = 'A line of sixty-four bytes, which is repeated until it is enough\n';
export const BIG = LINE.repeat(Math.ceil(LONGEST_TEXT / LINE.length) + 1);
export const MARKED = '\uFEFF{"name": "one"}\n';

export function objectsPlace(world: World): Promise<Place & { readonly commit: string }> {
  return world.once('objects', async () => {
    const place = await world.hands.createRepository('objects', { private: false });
    const files = { 'big.txt': BIG, 'marked.json': MARKED, sub: { gitlink: NOWHERE } };
    return { ...place, commit: await push(world, place, files) };
  });
}

/** The id that git gives a file's content. */
export function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
