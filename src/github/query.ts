import { repositoryKey } from './repository.ts';
import type { Part, Revision, SnapshotRequest } from './snapshot.ts';

/** The text of one GraphQL request, and what goes in. */
export interface Query {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Under which names a part's repository and commit come back. */
export interface Alias {
  readonly repository: string;
  readonly object: string;
}

/** PURE: per part, in order. Parts of one repository stand below one alias of it. */
export function aliasesOf(parts: readonly Part[]): Alias[] {
  const keys = parts.map(({ request }) => repositoryKey(request.repository));
  const numbers = new Map([...new Set(keys)].map((key, index) => [key, index]));
  return keys.map((key, index) => ({ repository: `r${numbers.get(key)}`, object: `c${index}` }));
}

/** Whatever stands at a path: a blob's text or a directory's listing, and nothing of a submodule. */
const ENTRY = `fragment Entry on TreeEntry { mode oid object { __typename ...Content } }
fragment Content on GitObject {
  ... on Blob { byteSize isBinary text }
  ... on Tree { entries { name mode oid } }
}`;

/** PURE: each commit with its paths in a fragment of its own, below its repository. */
export function buildQuery(parts: readonly Part[]): Query {
  const variables = new Variables();
  const repositories = new Map<string, { header: string; objects: string[] }>();
  const fragments: string[] = [];
  const aliases = aliasesOf(parts);
  for (const [index, part] of parts.entries()) {
    const { repository, object } = aliases[index] ?? { repository: '', object: '' };
    const known = repositories.get(repository) ?? {
      header: repositoryHeader(repository, part.request, variables),
      objects: [],
    };
    repositories.set(repository, known);
    known.objects.push(`${object}: ${revisionField(part.request, index, variables)}`);
    fragments.push(commitFragment(part, index, variables));
  }
  const body = [...repositories.values()].map(({ header, objects }) => `${header} { ${objects.join('\n')} }`);
  const text = `query${variables.declaration()} {\n${body.join('\n')}\n}\n${fragments.join('\n')}${entryFragment(parts)}`;
  return { text, variables: variables.values };
}

function repositoryHeader(alias: string, { repository }: SnapshotRequest, variables: Variables): string {
  const owner = variables.use('String!', repository.owner);
  const name = variables.use('String!', repository.name);
  return `${alias}: repository(owner: ${owner}, name: ${name})`;
}

/** GraphQL refuses a fragment that nothing uses. */
function entryFragment(parts: readonly Part[]): string {
  return parts.some(({ paths }) => paths.some((path) => path !== '')) ? `\n${ENTRY}` : '';
}

/** The field that leads to a commit: an object, a release's, or a ref's target; annotated tags are followed twice. */
function revisionField(request: SnapshotRequest, index: number, variables: Variables): string {
  const { revision, compareWith } = request;
  const commit = `__typename ...C${index}`;
  const peeled = `{ ${commit} ... on Tag { target { ${commit} ... on Tag { target { ${commit} } } } } }`;
  if ('latestRelease' in revision) return `latestRelease { tagName tagCommit { ${commit} } }`;
  const comparison =
    compareWith === undefined
      ? ''
      : `compare(headRef: ${variables.use('String!', compareWith)}) { status behindBy }`;
  if (isRef(revision)) return `${refField(revision, variables)} { target ${peeled} ${comparison} }`;
  if ('oid' in revision) return `object(oid: ${variables.use('GitObjectID!', revision.oid)}) ${peeled}`;
  return `object(expression: ${variables.use('String!', hexadecimal(revision.abbreviated))}) ${peeled}`;
}

type RefRevision = Extract<Revision, { ref: string } | { defaultBranch: true }>;

/** Whether a revision is asked for as a ref, whose target is the object. */
export function isRef(revision: Revision): revision is RefRevision {
  return 'ref' in revision || 'defaultBranch' in revision;
}

function refField(revision: RefRevision, variables: Variables): string {
  if ('defaultBranch' in revision) return 'defaultBranchRef';
  return `ref(qualifiedName: ${variables.use('String!', revision.ref)})`;
}

/** Expressions are a language of their own (`HEAD^`, `:/text`): nothing but digits of an id gets into one. */
function hexadecimal(text: string): string {
  if (!/^[0-9a-f]{4,39}$/.test(text)) throw new TypeError('not an abbreviated object id');
  return text;
}

/** `oid`, the parents where wanted, and each path: the root through `tree`, all others through `file(path:)`. */
function commitFragment({ request, paths }: Part, index: number, variables: Variables): string {
  const fields = paths.map((path, n) =>
    path === ''
      ? `f${n}: tree { oid entries { name mode oid } }`
      : `f${n}: file(path: ${variables.use('String!', path)}) { ...Entry }`,
  );
  const parents = request.parents === true ? 'parents(first: 2) { nodes { oid } }' : '';
  const date = request.date === true ? 'committedDate' : '';
  return `fragment C${index} on Commit { oid ${parents} ${date} ${fields.join(' ')} }`;
}

/** Collects values so that each travels once, as a variable. */
class Variables {
  readonly values: Record<string, string> = {};
  readonly #names = new Map<string, { name: string; type: string }>();

  use(type: string, value: string): string {
    const key = `${type} ${value}`;
    const known = this.#names.get(key);
    if (known !== undefined) return `$${known.name}`;
    const name = `v${this.#names.size}`;
    this.#names.set(key, { name, type });
    this.values[name] = value;
    return `$${name}`;
  }

  declaration(): string {
    const declared = [...this.#names.values()].map(({ name, type }) => `$${name}: ${type}`);
    return declared.length === 0 ? '' : `(${declared.join(', ')})`;
  }
}
