import { type Query, QueryBuilder } from '../client/graphql-query.ts';
import { repositoryKey } from '../repository.ts';
import type { Part, Revision, SnapshotRequest } from './snapshot.ts';

/** Under which names a part's repository and commit come back. */
export interface Alias {
  readonly repository: string;
  readonly object: string;
}

/** PURE: per part. Parts of one repository share one alias. */
export function aliasesOf(parts: readonly Part[]): ReadonlyMap<Part, Alias> {
  const keys = [...new Set(parts.map(({ request }) => repositoryKey(request.repository)))];
  const numbers = new Map(keys.map((key, n) => [key, n]));
  return new Map(
    parts.map((part, n) => {
      const number = numbers.get(repositoryKey(part.request.repository));
      return [part, { repository: `r${number}`, object: `c${n}` }];
    }),
  );
}

/** Whatever stands at a path: a blob's text or a directory's listing, and nothing of a submodule. */
const ENTRY = `fragment Entry on TreeEntry { mode oid object { __typename ...Content } }
fragment Content on GitObject {
  ... on Blob { byteSize isBinary text }
  ... on Tree { entries { name mode oid } }
}`;

/** The same three folders deep, with the texts in the deepest; for the root from its entries on. */
const BELOW_ROOT = `fragment Folder on TreeEntry { name mode oid object { ... on Tree { entries { ...Inner } } } }
fragment Inner on TreeEntry { name mode oid object { ... on Tree { entries { name mode oid object { __typename ...Text } } } } }
fragment Text on Blob { byteSize isBinary text }`;
const BELOW = `fragment Below on TreeEntry { mode oid object { __typename ... on Tree { entries { ...Folder } } } }
${BELOW_ROOT}`;

/** PURE: each commit with its paths in a fragment of its own, below its repository. */
export function buildQuery(parts: readonly Part[]): Query {
  const builder = new QueryBuilder();
  const repositories = new Map<string, { header: string; objects: string[] }>();
  const fragments: string[] = [];
  for (const [part, { repository, object }] of aliasesOf(parts)) {
    const known = repositories.get(repository) ?? {
      header: `${repository}: ${builder.repository(part.request.repository)}`,
      objects: [],
    };
    repositories.set(repository, known);
    known.objects.push(`${object}: ${revisionField(part.request, `...${object}`, builder)}`);
    fragments.push(commitFragment(part, object, builder));
  }
  // GraphQL refuses a fragment that nothing uses.
  const used = fragments.join(' ');
  if (used.includes('...Entry')) fragments.push(ENTRY);
  if (/\.\.\.(?:Below|Folder)/.test(used)) fragments.push(used.includes('...Below') ? BELOW : BELOW_ROOT);
  const fields = [...repositories.values()].map(
    ({ header, objects }) => `${header} { ${objects.join('\n')} }`,
  );
  return builder.query(fields, fragments);
}

/** The field that leads to a commit: an object, a release's, or a ref's target; annotated tags are followed twice. */
function revisionField(request: SnapshotRequest, fields: string, builder: QueryBuilder): string {
  const { revision, compareWith } = request;
  const commit = `__typename ${fields}`;
  const peeled = `{ ${commit} ... on Tag { target { ${commit} ... on Tag { target { ${commit} } } } } }`;
  if ('latestRelease' in revision) return `latestRelease { tagName tagCommit { ${commit} } }`;
  const comparison =
    compareWith === undefined ? '' : `compare(headRef: ${builder.text(compareWith)}) { status behindBy }`;
  const name = 'defaultBranch' in revision ? 'name ' : '';
  if (isRef(revision)) return `${refField(revision, builder)} { ${name}target ${peeled} ${comparison} }`;
  if ('oid' in revision) return `object(oid: ${builder.variable('GitObjectID!', revision.oid)}) ${peeled}`;
  return `object(expression: ${builder.text(hexadecimal(revision.abbreviated))}) ${peeled}`;
}

type RefRevision = Extract<Revision, { ref: string } | { defaultBranch: true }>;

/** Whether a revision is asked for as a ref, whose target is the object. */
export function isRef(revision: Revision): revision is RefRevision {
  return 'ref' in revision || 'defaultBranch' in revision;
}

function refField(revision: RefRevision, builder: QueryBuilder): string {
  if ('defaultBranch' in revision) return 'defaultBranchRef';
  return `ref(qualifiedName: ${builder.text(revision.ref)})`;
}

/** Expressions are a language of their own (`HEAD^`, `:/text`): nothing but digits of an id gets into one. */
function hexadecimal(text: string): string {
  if (!/^[0-9a-f]{4,39}$/.test(text)) throw new TypeError('not an abbreviated object id');
  return text;
}

/** `oid`, the parents where wanted, and each path: the root through `tree`, all others through `file(path:)`. */
function commitFragment({ request, paths, below }: Part, name: string, builder: QueryBuilder): string {
  const fields = paths.map((path, n) => {
    const isDeep = below?.folders.includes(path) === true;
    return path === ''
      ? `f${n}: tree { oid entries { ${isDeep ? '...Folder' : 'name mode oid'} } }`
      : `f${n}: file(path: ${builder.text(path)}) { ...${isDeep ? 'Below' : 'Entry'} }`;
  });
  const parents = request.parents === true ? 'parents(first: 2) { nodes { oid } }' : '';
  const date = request.date === true ? 'committedDate' : '';
  const message = request.message === true ? 'message' : '';
  return `fragment ${name} on Commit { oid ${parents} ${date} ${message} ${fields.join(' ')} }`;
}
