import { data, dataWith, ofCommit, ofRepository } from '../graphql.ts';
import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { type Files, push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects.ts';

/** A repository with something of each kind in it. */
async function pathsPlace(world: World): Promise<Place & { readonly commit: string }> {
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
const ODD = [
  'with space.json',
  "single'quote.json",
  'double"quote.json',
  'ünïcode-☃.json',
  'back\\slash.json',
];

/** A commit with a file of each odd name: of its own, so that a refusal costs no other question. */
function oddCommit(world: World): Promise<string> {
  return world.once('odd', async () => {
    const place = await pathsPlace(world);
    const files = Object.fromEntries(ODD.map((name) => [name, '{}\n']));
    return push(world, { ...place, head: place.commit }, files);
  });
}

const ENTRY = 'mode type oid object { __typename ... on Blob { text } }';

interface Case {
  readonly name: string;
  readonly path: string;
  /** What stands there. */
  readonly what: string;
  readonly expected: Expected;
}

function fileQuestion({ name, path, what, expected }: Case): Question {
  return {
    id: `paths.${name}`,
    asked: `object(oid:){…on Commit{f0:file(path:${JSON.stringify(path)})}} — ${what}`,
    expected,
    async ask(world) {
      const place = await pathsPlace(world);
      const asked = { declared: '$path: String!', fields: `f0: file(path: $path) { ${ENTRY} }` };
      return ofCommit(world, place, { ...asked, variables: { path } });
    },
  };
}

const missing = (path: string, ...at: string[]): Pattern => ({
  type: 'NOT_FOUND',
  path: ['repository', ...at],
  message: `Could not resolve file for path '${path}'.`,
});

const absent = (path: string): Shape => dataWith({ object: { f0: null } }, missing(path, 'object', 'f0'));

const found = (entry: Pattern): Shape => data({ object: { f0: entry } });

const LINK = found({ mode: 40960, type: 'blob', object: { __typename: 'Blob', text: 'plugin.json' } });
const GITLINK = found({ mode: 57344, type: 'commit', object: null });

const CASES: readonly Case[] = [
  {
    name: 'missing',
    path: 'nope.json',
    what: 'nothing there',
    expected: known('file-missing', absent('nope.json')),
  },
  {
    name: 'missing-in-a-folder',
    path: 'folder/nope.json',
    what: 'nothing in a folder',
    expected: known('file-missing', absent('folder/nope.json')),
  },
  {
    name: 'missing-folder',
    path: 'nope/plugin.json',
    what: 'below a folder that is not there',
    expected: known('file-missing', absent('nope/plugin.json')),
  },
  { name: 'below-a-file', path: 'plugin.json/x', what: 'below a file', expected: 'unknown' },
  {
    name: 'below-a-linked-folder',
    path: 'linked-folder/inner.json',
    what: 'below a symlink to a folder',
    expected: known('file-through-symlinked-folder', absent('linked-folder/inner.json')),
  },
  { name: 'below-a-linked-file', path: 'link/x', what: 'below a symlink to a file', expected: 'unknown' },
  { name: 'below-a-gitlink', path: 'sub/x', what: 'below a submodule', expected: 'unknown' },
  {
    name: 'folder-with-slash',
    path: 'folder/',
    what: 'a folder, with a slash after it',
    expected: 'unknown',
  },
  {
    name: 'file-with-slash',
    path: 'plugin.json/',
    what: 'a file, with a slash after it',
    expected: 'unknown',
  },
  { name: 'root', path: '', what: 'the root', expected: 'unknown' },
  { name: 'slash', path: '/', what: 'a slash alone', expected: 'unknown' },
  {
    name: 'leading-slash',
    path: '/plugin.json',
    what: 'a file, with a slash before it',
    expected: 'unknown',
  },
  { name: 'dot', path: './plugin.json', what: 'a file, with ./ before it', expected: 'unknown' },
  { name: 'dots', path: 'folder/../plugin.json', what: 'a file, by way of ..', expected: 'unknown' },
  {
    name: 'link',
    path: 'link',
    what: 'a symlink itself',
    expected: known('file-missing-defaultbranch', LINK),
  },
  {
    name: 'folder',
    path: 'folder',
    what: 'a folder itself',
    expected: known('file-any-type', found({ mode: 16384, type: 'tree' })),
  },
  { name: 'gitlink', path: 'sub', what: 'a submodule itself', expected: known('file-any-type', GITLINK) },
];

const MORE: readonly Question[] = [
  {
    id: 'paths.missing-beside-good',
    asked: 'f0:file(path:"nope.json") beside f1:file(path:"plugin.json")',
    expected: known(
      'file-missing',
      dataWith(
        { object: { f0: null, f1: { type: 'blob', mode: 33188 } } },
        missing('nope.json', 'object', 'f0'),
      ),
    ),
    async ask(world) {
      const fields = `f0: file(path: "nope.json") { ${ENTRY} } f1: file(path: "plugin.json") { ${ENTRY} }`;
      return ofCommit(world, await pathsPlace(world), { fields });
    },
  },
  {
    id: 'paths.missing-of-a-ref',
    asked: 'ref(qualifiedName:){target{…on Commit{file(path:"nope.json"){mode}}}}',
    expected: known(
      'file-missing',
      dataWith({ ref: { target: { file: null } } }, missing('nope.json', 'ref', 'target', 'file')),
    ),
    async ask(world) {
      const { repository, branch } = await pathsPlace(world);
      const fields =
        'ref(qualifiedName: $ref) { target { ... on Commit { file(path: "nope.json") { mode } } } }';
      const variables = { ref: `refs/heads/${branch}` };
      return ofRepository(world, repository, { declared: '$ref: String!', fields, variables });
    },
  },
  {
    id: 'paths.entries',
    asked:
      'object(oid:){…on Commit{tree{entries{name type mode object{__typename}}}}} — with a submodule in it',
    expected: known(
      'tree-entries-modes',
      data({
        object: {
          tree: {
            entries: {
              $contains: [
                { name: 'folder', type: 'tree', mode: 16384 },
                { name: 'link', type: 'blob', mode: 40960 },
                { name: 'plugin.json', type: 'blob', mode: 33188 },
                { name: 'sub', type: 'commit', mode: 57344, object: null },
              ],
            },
          },
        },
      }),
    ),
    async ask(world) {
      const fields = 'tree { entries { name type mode object { __typename } } }';
      return ofCommit(world, await pathsPlace(world), { fields });
    },
  },
  {
    id: 'paths.submodules',
    asked: 'repository{submodules(first:10){nodes{path gitUrl subprojectCommitOid}}}',
    expected: 'unknown',
    async ask(world) {
      const fields = 'submodules(first: 10) { nodes { path gitUrl subprojectCommitOid } }';
      return ofRepository(world, (await pathsPlace(world)).repository, { fields });
    },
  },
  ...(['present', 'missing'] as const).map(
    (which): Question => ({
      id: `paths.odd-${which}`,
      asked: `file(path:) with a space, quotes, letters beyond ASCII, a backslash — ${which}`,
      expected: 'unknown',
      async ask(world) {
        const { repository } = await pathsPlace(world);
        const commit = await oddCommit(world);
        const paths = ODD.map((name) => (which === 'present' ? name : `no ${name}`));
        const fields = paths.map(
          (path, index) => `f${index}: file(path: ${JSON.stringify(path)}) { mode type }`,
        );
        return ofCommit(world, { repository, commit }, { fields: fields.join(' ') });
      },
    }),
  ),
];

export const PATHS: Theme = {
  name: 'paths',
  questions: [...CASES.map(fileQuestion), ...MORE],
  cost: { repositories: 1, requests: 40, writes: 8 },
};
