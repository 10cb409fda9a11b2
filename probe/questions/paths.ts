import { data, dataWith, ofCommit, ofRepository } from '../graphql.ts';
import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { ODD, oddCommit, pathsPlace } from './paths-place.ts';

const ENTRY = 'mode type oid object { __typename ... on Blob { text } }';

interface Case {
  readonly name: string;
  readonly path: string;
  /** What stands there. */
  readonly what: string;
  readonly expected: Expected;
  readonly open?: string;
}

function fileQuestion({ name, path, what, expected, open }: Case): Question {
  return {
    id: `paths.${name}`,
    asked: `object(oid:){…on Commit{f0:file(path:${JSON.stringify(path)})}} — ${what}`,
    expected,
    ...(open !== undefined && { open }),
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
    open: 'bare-null-file',
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
  {
    name: 'below-a-file',
    open: 'file-below-a-file',
    path: 'plugin.json/x',
    what: 'below a file',
    expected: 'unknown',
  },
  {
    name: 'below-a-linked-folder',
    path: 'linked-folder/inner.json',
    what: 'below a symlink to a folder',
    expected: known('file-through-symlinked-folder', absent('linked-folder/inner.json')),
  },
  {
    name: 'below-a-linked-file',
    open: 'file-below-a-file',
    path: 'link/x',
    what: 'below a symlink to a file',
    expected: 'unknown',
  },
  {
    name: 'below-a-gitlink',
    open: 'file-below-a-file',
    path: 'sub/x',
    what: 'below a submodule',
    expected: 'unknown',
  },
  {
    name: 'folder-with-slash',
    open: 'root-and-slashes',
    path: 'folder/',
    what: 'a folder, with a slash after it',
    expected: 'unknown',
  },
  {
    name: 'file-with-slash',
    open: 'root-and-slashes',
    path: 'plugin.json/',
    what: 'a file, with a slash after it',
    expected: 'unknown',
  },
  { name: 'root', open: 'root-and-slashes', path: '', what: 'the root', expected: 'unknown' },
  { name: 'slash', open: 'root-and-slashes', path: '/', what: 'a slash alone', expected: 'unknown' },
  {
    name: 'leading-slash',
    open: 'root-and-slashes',
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
  {
    name: 'gitlink',
    open: 'gitlink-itself',
    path: 'sub',
    what: 'a submodule itself',
    expected: known('file-any-type', GITLINK),
  },
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
      open: 'odd-paths',
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
