import { readFileSync } from 'node:fs';

/** One manifest that a real commit changed: its text before and after, null where there is no file. */
export interface ManifestChange {
  path: string;
  before: string | null;
  after: string | null;
}

/** One real commit. `parent` is null for a root commit. */
export interface HistoryCommit {
  id: string;
  repository: string;
  commit: string;
  parent: string | null;
  changes: ManifestChange[];
  tags: string[];
}

export type ChangeKind =
  | 'added'
  | 'major'
  | 'minor'
  | 'patch'
  | 'prerelease'
  | 'downgrade'
  | 'changed'
  | 'announced'
  | 'unchanged'
  | 'removed';

/** What the output `changes` says of one plugin, without its reason. */
export interface Row {
  path: string;
  plugin: string;
  change: ChangeKind;
  version: string | null;
  previous_version: string | null;
  notified: boolean;
}

export interface ExpectedRow extends Row {
  /** Where the manifest was, if it moved. */
  moved_from?: string;
  /** The annotation that the contract asks for beside the change. */
  annotation?: 'warning' | 'notice';
}

/** A manifest that cannot be used after the commit, and the line where a reader stumbles. */
export interface ExpectedError {
  path: string;
  line: number;
}

/** One real commit with the result that the contract asks for. */
export interface Case extends HistoryCommit {
  expected: { changes: ExpectedRow[]; errors: ExpectedError[] };
}

/** An expected row, with the commit it belongs to. */
export interface Subject {
  commit: Case;
  row: ExpectedRow;
  /** The manifest's text at the row's path before the commit. */
  before: string | null;
}

/** A sentence of the contract, and the rows it speaks of. A row may fall under several. */
export interface Rule {
  sentence: string;
  holds(subject: Subject): boolean;
}

function readLines<T>(name: string): T[] {
  const text = readFileSync(new URL(`../corpus/${name}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}

/** All commits of the corpus, in its order, each with its expected result. */
export function readCases(): Case[] {
  const results = readLines<Case['expected'] & { id: string }>('expected.jsonl');
  const byId = new Map(results.map((result) => [result.id, result]));
  return readLines<HistoryCommit>('manifest-changes.jsonl').map((commit) => {
    const expected = byId.get(commit.id);
    if (expected === undefined) throw new Error(`expected.jsonl lacks ${commit.id}`);
    return { ...commit, expected };
  });
}

/** All expected rows. */
export function subjectsOf(cases: readonly Case[]): Subject[] {
  return cases.flatMap((commit) =>
    commit.expected.changes.map((row) => {
      const before = commit.changes.find(({ path }) => path === row.path)?.before ?? null;
      return { commit, row, before };
    }),
  );
}

const tagged =
  (tag: string) =>
  ({ commit }: Subject) =>
    commit.tags.includes(tag);
const kind =
  (change: ChangeKind) =>
  ({ row }: Subject) =>
    row.change === change;
const isUpgrade = ({ row }: Subject) => ['major', 'minor', 'patch'].includes(row.change);
/** From a prerelease to the very release that it led to. */
const isFinal = ({ row }: Subject) => row.previous_version?.startsWith(`${row.version}-`) ?? false;
const stayed = ({ row }: Subject) => row.moved_from === undefined;
const isGone = ({ commit, row }: Subject) =>
  commit.changes.some(({ path, after }) => path === row.path && after === null);

export const RULES: Rule[] = [
  {
    sentence: 'a new manifest is added',
    holds: (subject) => kind('added')(subject) && subject.before === null,
  },
  {
    sentence: 'a version newly declared is added',
    holds: (subject) => kind('added')(subject) && tagged('version-added')(subject) && subject.before !== null,
  },
  {
    sentence: 'a manifest that was unreadable before is added',
    holds: (subject) => kind('added')(subject) && tagged('before-invalid-json')(subject),
  },
  {
    sentence: 'a push that creates the default branch makes every manifest with a version added',
    holds: ({ commit }) => commit.parent === null,
  },
  ...(['major', 'minor', 'patch'] as const).map((change) => ({
    sentence: `higher precedence is ${change} where that part moved`,
    holds: (subject: Subject) => kind(change)(subject) && !isFinal(subject),
  })),
  {
    sentence: 'a final release after its prerelease counts as what it releases',
    holds: (subject) => isUpgrade(subject) && isFinal(subject),
  },
  {
    sentence: 'precedence is that of semantic versions, not of text',
    holds: tagged('text-order-reversed'),
  },
  { sentence: 'a prerelease with higher precedence is prerelease', holds: kind('prerelease') },
  { sentence: 'lower precedence is a downgrade, with a warning', holds: kind('downgrade') },
  {
    sentence: 'a version that is not semantic is changed where its text differs, with a warning',
    holds: kind('changed'),
  },
  {
    sentence: 'the same version is unchanged, reformatted, edited or renamed',
    holds: (subject) => kind('unchanged')(subject) && stayed(subject) && subject.row.annotation === undefined,
  },
  {
    sentence: 'a v before the same version is unchanged, with a notice',
    holds: (subject) => kind('unchanged')(subject) && tagged('v-prefix')(subject),
  },
  {
    sentence: 'a plugin without a version in any state is unchanged, with a notice',
    holds: (subject) => kind('unchanged')(subject) && subject.row.version === null,
  },
  {
    sentence: 'a moved manifest with the same version is no change',
    holds: (subject) => kind('unchanged')(subject) && !stayed(subject),
  },
  {
    sentence: 'a manifest that moved and changed its version is one change',
    holds: (subject) => !kind('unchanged')(subject) && !stayed(subject),
  },
  {
    sentence: 'a manifest that moved under another name is one plugin removed and one that is new',
    holds: tagged('moved-with-name-change'),
  },
  {
    sentence: 'a manifest that is gone is removed',
    holds: (subject) => kind('removed')(subject) && isGone(subject),
  },
  {
    sentence: 'a manifest that no longer declares a version is removed, with a warning',
    holds: (subject) => kind('removed')(subject) && !isGone(subject),
  },
  { sentence: 'of a key that stands twice the last value counts', holds: tagged('duplicate-keys') },
  { sentence: 'names are not policed', holds: tagged('name-not-kebab') },
  { sentence: 'a plugin that got another name is matched by its path', holds: tagged('name-change') },
  {
    sentence: 'manifests with one name are each compared with their own path',
    holds: tagged('duplicate-plugin-names'),
  },
  {
    sentence: 'manifests that change in different directions in one commit are told apart',
    holds: tagged('mixed-directions'),
  },
  { sentence: 'a merge commit is compared with its first parent', holds: tagged('merge-commit') },
];
