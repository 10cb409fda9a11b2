import type { Git } from './git.ts';

export interface GitState {
  /** Name → address, of the remotes that can be named in a command: git itself makes none that looks like an option. */
  readonly remotes: ReadonlyMap<string, string>;
  /** The branch that is checked out; null on a detached HEAD. */
  readonly branch: string | null;
  /** Full names of the branches here and of the remotes'. */
  readonly branches: readonly string[];
  /** The default branch of the main remote, as far as the clone knows it. */
  readonly defaultBranch: string | null;
  /** Whether the branch knows where to push to. */
  readonly hasUpstream: boolean;
  readonly index: readonly IndexEntry[];
  /** Files that git neither tracks nor ignores. */
  readonly untracked: readonly string[];
}

interface IndexEntry {
  /** `100644`, `160000` (a submodule) and the like. */
  readonly mode: string;
  readonly path: string;
}

const REFS = '--format=%(HEAD)%00%(refname)%00%(symref)%00%(upstream)';

/** READ: what git says of a checkout, in three questions. */
export async function readState(git: Git): Promise<GitState> {
  const [remotes, refs, files] = await Promise.all([
    git.ask('remote', '--verbose'),
    git.ask('for-each-ref', REFS, 'refs/heads', 'refs/remotes'),
    git.ask('ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard'),
  ]);
  const lines = (refs ?? '').split('\n').map((line) => line.split('\0'));
  const branches = lines.flatMap(([, name]) => name ?? []);
  const [, current = await unborn(git), , upstream = ''] = lines.find(([head]) => head === '*') ?? [];
  const named = remotesIn(remotes ?? '');
  const main = `refs/remotes/${mainRemote({ remotes: named }) ?? 'origin'}/`;
  const [, , head] = lines.find(([, name]) => name === `${main}HEAD`) ?? [];
  return {
    remotes: named,
    branch: nameable(current, 'refs/heads/'),
    branches,
    defaultBranch: nameable(head ?? '', main),
    hasUpstream: branches.includes(upstream),
    ...filesIn(files ?? ''),
  };
}

/** A branch without a commit is no ref yet. */
async function unborn(git: Git): Promise<string> {
  return (await git.ask('symbolic-ref', '--quiet', 'HEAD')) ?? '';
}

/** git makes no branch that looks like an option: what pretends to be one is in no command that people paste. */
function nameable(ref: string, prefix: string): string | null {
  const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
  return name === '' || name.startsWith('-') ? null : name;
}

/** Lines `name<TAB>address (fetch)`, with what `insteadOf` says (https://git-scm.com/docs/git-remote). */
function remotesIn(lines: string): Map<string, string> {
  return new Map(
    lines.split('\n').flatMap((line): [string, string][] => {
      const [, name = '', url = ''] = /^([^-\t][^\t]*)\t(.*) \(fetch\)(?: \[.*\])?$/.exec(line) ?? [];
      return name === '' ? [] : [[name, url]];
    }),
  );
}

/** `? path` of what is untracked, else `H mode object stage<TAB>path` (https://git-scm.com/docs/git-ls-files#_output). */
function filesIn(fields: string): Pick<GitState, 'index' | 'untracked'> {
  const all = fields.split('\0');
  return {
    untracked: all.flatMap((field) => (field.startsWith('? ') ? [field.slice(2)] : [])),
    index: all.flatMap((field) => {
      const [, mode = '', path = ''] = /^[^?] (\d+) [^\t]*\t(.*)$/s.exec(field) ?? [];
      return path === '' ? [] : [{ mode, path }];
    }),
  };
}

/** PURE: `origin`, or the only one; null where it is not known which. */
export function mainRemote({ remotes }: Pick<GitState, 'remotes'>): string | null {
  const [only = null] = remotes.keys();
  return remotes.has('origin') ? 'origin' : remotes.size === 1 ? only : null;
}
