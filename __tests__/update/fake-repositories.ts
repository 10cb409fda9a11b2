import { createHash } from 'node:crypto';
import { type FieldNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { GraphqlAnswer } from '../../src/github/client/graphql-answer.ts';
import { answer, type FakeAnswers, type GraphqlCall, type RestCall } from '../support/fake-client.ts';

/** What stands at a path of a commit; folders are there where something is in them. */
export type FakeEntry =
  | string
  | { readonly link: string }
  | { readonly submodule: string }
  /** GraphQL says this of it; REST has the bytes. */
  | { readonly bytes: Buffer; readonly text: string | null; readonly isBinary: boolean };

export interface FakeRepository {
  /** By their ids. */
  readonly commits: Readonly<Record<string, Readonly<Record<string, FakeEntry>>>>;
  /** Full names → ids. */
  readonly refs?: Readonly<Record<string, string>>;
  /** The default branch's commit. */
  readonly head?: string;
  readonly release?: { readonly tagName: string; readonly commit: string };
  /** How a commit stands to a ref's, as `Ref.compare` has it; `<present>` → this, whatever the ref. */
  readonly comparisons?: Readonly<Record<string, { readonly status: string; readonly behindBy: number }>>;
}

export type FakeRepositories = Readonly<Record<string, FakeRepository>>;

/** Answers what `readObjects` and `blobText` ask, as GitHub would; paths in `failing` fail inside a good answer. */
export function fakeRepositories(
  repositories: FakeRepositories,
  { failing = [] as readonly string[] } = {},
): Required<Pick<FakeAnswers, 'graphql' | 'request'>> {
  return {
    graphql: (call) => answerOf(call, repositories, failing),
    request: (call) =>
      call.route.includes('/compare/') ? compared(call, repositories) : blobOf(call, repositories),
  };
}

type Found = { readonly oid: string; readonly files: Readonly<Record<string, FakeEntry>> };

function answerOf(
  { query, variables }: GraphqlCall,
  all: FakeRepositories,
  failing: readonly string[],
): GraphqlAnswer {
  const { definitions } = parse(query);
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const data: Record<string, unknown> = {};
  const errors: GraphqlAnswer['errors'][number][] = [];
  for (const field of fieldsOf(operation?.selectionSet)) {
    const repository = all[`${argument(field, 'owner', variables)}/${argument(field, 'name', variables)}`];
    if (repository === undefined) {
      data[aliasOf(field)] = null;
      errors.push({ type: 'NOT_FOUND', message: 'Could not resolve', path: [aliasOf(field)] });
      continue;
    }
    const commits = fieldsOf(field.selectionSet).map((commit) => {
      const alias = aliasOf(commit);
      const fragment = fragments.get(alias);
      const found = commitAt(repository, commit, variables);
      const works = (path: string) => !failing.includes(path);
      const fields = found && commitFields(found, fragment, variables, works);
      return [alias, wrapped(commit, fields, { ...repository, variables })];
    });
    data[aliasOf(field)] = Object.fromEntries(commits);
  }
  return { data, errors };
}

function commitAt(
  { commits, refs = {}, head, release }: FakeRepository,
  field: FieldNode,
  variables: object,
): Found | null {
  const oids: Record<string, string | undefined> = {
    defaultBranchRef: head,
    latestRelease: release?.commit,
    object: argument(field, 'oid', variables),
    ref: refs[argument(field, 'qualifiedName', variables)],
  };
  const oid = oids[field.name.value];
  const files = oid === undefined ? undefined : commits[oid];
  return oid === undefined || files === undefined ? null : { oid, files };
}

/** As it stands in the answer: a ref's target, with what it is compared with, or a release's commit. */
function wrapped(
  field: FieldNode,
  commit: object | null,
  { release, comparisons = {}, variables }: FakeRepository & { variables: object },
): unknown {
  if (commit === null || field.name.value === 'object') return commit;
  if (field.name.value === 'latestRelease') return { tagName: release?.tagName, tagCommit: commit };
  const compare = fieldsOf(field.selectionSet).find(({ name }) => name.value === 'compare');
  if (compare === undefined) return { target: commit };
  return { target: commit, compare: comparisons[argument(compare, 'headRef', variables)] ?? null };
}

function commitFields(
  { oid, files }: Found,
  fragment: FragmentDefinitionNode | undefined,
  variables: object,
  works: (path: string) => boolean,
): object {
  const paths = fieldsOf(fragment?.selectionSet).filter(({ alias }) => alias !== undefined);
  const found = paths.map((field) => {
    const path = field.name.value === 'tree' ? '' : argument(field, 'path', variables);
    // What GitHub failed on is missing from its answer.
    return [aliasOf(field), works(path) ? entryAt(files, path) : undefined];
  });
  const committedDate = '2026-01-12T10:00:00Z';
  return { __typename: 'Commit', oid, committedDate, ...Object.fromEntries(found) };
}

function entryAt(files: Found['files'], path: string): object | null {
  const own = files[path];
  if (own !== undefined) return entryOf(own);
  const below = Object.entries(files).filter(([name]) => path === '' || name.startsWith(`${path}/`));
  if (below.length === 0) return null;
  const oid = hash(JSON.stringify(below.map(([name, entry]) => [name.slice(path.length), entry])));
  const names = new Set(
    below.map(([name]) => name.slice(path === '' ? 0 : path.length + 1).split('/')[0] ?? ''),
  );
  const entries = [...names].map((name) => {
    const { mode, oid: id } = entryAt(files, path === '' ? name : `${path}/${name}`) as {
      mode: number;
      oid: string;
    };
    return { name, mode, oid: id };
  });
  if (path === '') return { oid, entries };
  return { mode: 0o040000, oid, object: { __typename: 'Tree', entries } };
}

function entryOf(entry: FakeEntry): object {
  if (typeof entry !== 'string' && 'submodule' in entry)
    return { mode: 0o160000, oid: entry.submodule, object: null };
  const blob = (mode: number, bytes: Buffer, text: string | null = bytes.toString(), isBinary = false) => ({
    mode,
    oid: blobOid(bytes),
    object: { __typename: 'Blob', byteSize: bytes.length, isBinary, text },
  });
  if (typeof entry === 'string') return blob(0o100644, Buffer.from(entry));
  if ('link' in entry) return blob(0o120000, Buffer.from(entry.link));
  return blob(0o100644, entry.bytes, entry.text, entry.isBinary);
}

export function blobOid(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function blobOf({ parameters }: RestCall, all: FakeRepositories) {
  const entries = Object.values(all).flatMap(({ commits }) =>
    Object.values(commits).flatMap(Object.values<FakeEntry>),
  );
  const bytes = entries.flatMap((entry) =>
    typeof entry === 'string' ? [Buffer.from(entry)] : 'bytes' in entry ? [entry.bytes] : [],
  );
  const found = bytes.find((one) => blobOid(one) === parameters['file_sha']);
  return answer({ data: { content: found?.toString('base64'), encoding: 'base64' } });
}

/** REST's words for it; its base is the other one. */
const STATUSES: Readonly<Record<string, string>> = { BEHIND: 'ahead', AHEAD: 'behind', DIVERGED: 'diverged' };

function compared({ parameters }: RestCall, all: FakeRepositories) {
  const repository = all[`${parameters['owner']}/${parameters['repo']}`];
  const [present = ''] = String(parameters['basehead']).split('...');
  const { status = '', behindBy } = repository?.comparisons?.[present] ?? {};
  return answer({
    data: { status: STATUSES[status], ahead_by: behindBy, merge_base_commit: { sha: present } },
  });
}

function fieldsOf(set: SelectionSetNode | undefined): FieldNode[] {
  return (set?.selections ?? []).filter((one) => one.kind === Kind.FIELD);
}

function aliasOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function argument({ arguments: given = [] }: FieldNode, name: string, variables: object): string {
  const value = given.find((one) => one.name.value === name)?.value;
  const variable = value?.kind === Kind.VARIABLE ? value.name.value : '';
  return String((variables as Record<string, unknown>)[variable] ?? '');
}
