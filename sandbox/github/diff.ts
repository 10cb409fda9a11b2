import { git } from './git.ts';
import type { Repository } from './repository.ts';
import type { World } from './world.ts';

/** The tree of nothing, which git knows without its object. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const STATUS: Record<string, string> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

/** A changed file as REST writes it (`diff-entry`). The optional `patch` is left out. */
export interface FileShape {
  sha: string;
  filename: string;
  previous_filename?: string;
  status: string;
  additions: number;
  deletions: number;
  changes: number;
  blob_url: string;
  raw_url: string;
  contents_url: string;
}

/** The files that differ between two commits (null before: all are new), renames found. */
export async function compareTrees(
  world: World,
  repository: Repository,
  before: string | null,
  after: string,
): Promise<FileShape[]> {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '-M',
    '--raw',
    '--no-abbrev',
    '--numstat',
    before ?? EMPTY_TREE,
    after,
  ];
  const fields = (await git(repository, args)).toString().split('\0');
  const files: FileShape[] = [];
  while (fields[0]?.startsWith(':')) files.push(takeRaw(world, repository, fields, after));
  for (const file of files) takeCounts(fields, file);
  return files;
}

/** Takes `:<mode> <mode> <sha> <sha> <status>`, a path and, for a rename, the new path. */
function takeRaw(world: World, repository: Repository, fields: string[], after: string): FileShape {
  const [, , oldSha = '', newSha = '', letter = ''] = (fields.shift() ?? '').split(' ');
  const path = fields.shift() ?? '';
  const renamed = letter.startsWith('R');
  const filename = renamed ? (fields.shift() ?? '') : path;
  const encoded = filename.split('/').map(encodeURIComponent).join('/');
  const html = `${world.url}/${repository.fullName}`;
  return {
    sha: letter === 'D' ? oldSha : newSha,
    filename,
    ...(renamed ? { previous_filename: path } : {}),
    status: STATUS[letter.charAt(0)] ?? 'changed',
    ...{ additions: 0, deletions: 0, changes: 0 },
    blob_url: `${html}/blob/${after}/${encoded}`,
    raw_url: `${html}/raw/${after}/${encoded}`,
    contents_url: `${world.apiUrl}/repos/${repository.fullName}/contents/${encoded}?ref=${after}`,
  };
}

/** Takes `<added>\t<deleted>\t<path>`; a rename's two paths follow in fields of their own, a binary has dashes. */
function takeCounts(fields: string[], file: FileShape): void {
  const [added = '', deleted = '', path] = (fields.shift() ?? '').split('\t');
  if (path === '') fields.splice(0, 2);
  file.additions = Number.parseInt(added, 10) || 0;
  file.deletions = Number.parseInt(deleted, 10) || 0;
  file.changes = file.additions + file.deletions;
}
