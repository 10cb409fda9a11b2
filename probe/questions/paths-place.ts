import { type Files, push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects-place.ts';

/** A repository with something of each kind in it. */
export async function pathsPlace(world: World): Promise<Place & { readonly commit: string }> {
  return world.once('paths', async () => {
    const place = await world.hands.createRepository('paths', { private: false });
    return { ...place, commit: await push(world, place, FILES) };
  });
}

const FILES: Files = {
  'plugin.json': '{"name": "one"}\n',
  'folder/inner.json': '{}\n',
  link: { symlink: 'plugin.json' },
  'linked-folder': { symlink: 'folder' },
  sub: { gitlink: NOWHERE },
  '.gitmodules': '[submodule "sub"]\n\tpath = sub\n\turl = ../sub.git\n',
};

/** Names that some language gives a meaning. */
export const ODD = [
  'with space.json',
  "single'quote.json",
  'double"quote.json',
  'ünïcode-☃.json',
  'back\\slash.json',
];

/** A commit with a file of each odd name: of its own, so that a refusal costs no other question. */
export function oddCommit(world: World): Promise<string> {
  return world.once('odd', async () => {
    const place = await pathsPlace(world);
    const files = Object.fromEntries(ODD.map((name) => [name, '{}\n']));
    return push(world, { ...place, head: place.commit }, files);
  });
}
