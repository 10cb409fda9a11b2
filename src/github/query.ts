import { repositoryKey } from './repository.ts';
import type { Part, Revision, SnapshotRequest } from './snapshot.ts';

/** The text of one GraphQL request, what goes in, and under which names the answers come back. */
export interface Query {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Per part, in order: the aliases of its repository and of its commit. */
  readonly aliases: readonly { readonly repository: string; readonly object: string }[];
}

/** Whatever stands at a path: a blob's text or a directory's listing, and nothing of a submodule. */
const ENTRY = `fragment Entry on TreeEntry { mode oid object { __typename ...Content } }
fragment Content on GitObject {
  ... on Blob { byteSize isBinary text }
  ... on Tree { entries { name mode oid } }
}`;

/** Parts of one repository stand below one alias of it, each commit with its paths in a fragment of its own. */
export function buildQuery(parts: readonly Part[]): Query {
  const variables = new Variables();
  const repositories = new Map<string, { alias: string; header: string; objects: string[] }>();
  const aliases: { repository: string; object: string }[] = [];
  const fragments: string[] = [];
  for (const [index, part] of parts.entries()) {
    const repository = repositoryOf(part, repositories, variables);
    const alias = `c${index}`;
    repository.objects.push(`${alias}: ${revisionField(part.request, index, variables)}`);
    fragments.push(commitFragment(part, index, variables));
    aliases.push({ repository: repository.alias, object: alias });
  }
  const body = [...repositories.values()].map(({ header, objects }) => `${header} { ${objects.join('\n')} }`);
  const text = `query${variables.declaration()} {\n${body.join('\n')}\n}\n${fragments.join('\n')}${entryFragment(parts)}`;
  return { text, variables: variables.values, aliases };
}

/** GraphQL refuses a fragment that nothing uses. */
function entryFragment(parts: readonly Part[]): string {
  return parts.some(({ paths }) => paths.some((path) => path !== '')) ? `\n${ENTRY}` : '';
}

function repositoryOf(
  { request }: Part,
  repositories: Map<string, { alias: string; header: string; objects: string[] }>,
  variables: Variables,
) {
  const key = repositoryKey(request.repository);
  const known = repositories.get(key);
  if (known !== undefined) return known;
  const alias = `r${repositories.size}`;
  const owner = variables.use('String!', request.repository.owner);
  const name = variables.use('String!', request.repository.name);
  const made = { alias, header: `${alias}: repository(owner: ${owner}, name: ${name})`, objects: [] };
  repositories.set(key, made);
  return made;
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
