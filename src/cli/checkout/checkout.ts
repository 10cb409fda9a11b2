import { relative } from 'node:path';
import { fullName } from '../../github/repository.ts';
import { shellWord } from '../shell/shell-word.ts';
import type { Folder } from './folder.ts';
import { readInside } from './inside.ts';
import type { Origin } from './origin.ts';
import { mainRemote } from './state.ts';

/** A checkout, and what setup must know of it besides what lies in it. */
export interface Checkout {
  readonly folder: Folder;
  /** Its folder as seen from where setup was run; empty where that is the same. */
  readonly shown: string;
  /** `git`, or `git -C <folder>`: what reaches it from there. */
  readonly git: string;
  readonly defaultBranch: DefaultBranch;
  /** `origin`, or the only remote; null where there is none. */
  readonly remote: string | null;
  /** `[HOST/]OWNER/REPO`, as gh takes it; null where the repository is not known. */
  readonly ghName: string | null;
}

interface DefaultBranch {
  readonly name: string;
  /** False where the clone does not know it and the likeliest one is taken. */
  readonly known: boolean;
  /** Whether it may well be another one: the remote has branches, and does not say which. */
  readonly doubtful: boolean;
}

/** PURE: a checkout, as seen from the folder in which setup was run. */
export function checkoutSeenFrom(cwd: string, folder: Folder): Checkout {
  const remote = mainRemote(folder.state);
  const shown = relative(cwd, folder.root);
  return {
    folder,
    shown,
    git: shown === '' ? 'git' : `git -C ${shellWord(shown)}`,
    defaultBranch: defaultBranchOf(folder, remote),
    remote,
    ghName: folder.origin === null ? null : ghName(folder.origin),
  };
}

/** PURE: https://cli.github.com/manual/gh_secret_set */
function ghName({ host, repository }: Origin): string {
  return host === 'github.com' ? fullName(repository) : `${host}/${fullName(repository)}`;
}

/** PURE: what the remote says, else the likeliest of its branches, else of the local ones, else the present one. */
function defaultBranchOf(
  { state: { defaultBranch, branch, branches } }: Folder,
  remote: string | null,
): DefaultBranch {
  if (defaultBranch !== null) return { name: defaultBranch, known: true, doubtful: false };
  const below = (prefix: string) =>
    branches.flatMap((ref) =>
      ref.startsWith(prefix) && !ref.endsWith('/HEAD') ? [ref.slice(prefix.length)] : [],
    );
  const likeliest = (all: readonly string[]) =>
    ['main', 'master'].find((name) => all.includes(name)) ?? (all.length === 1 ? all[0] : undefined);
  const theirs = remote === null ? [] : below(`refs/remotes/${remote}/`);
  const own = below('refs/heads/');
  const name = likeliest(theirs) ?? likeliest(own) ?? branch ?? 'main';
  // The first branch that is pushed becomes the default one.
  const isNew = theirs.length === 0 && own.length < 2;
  return { name, known: false, doubtful: remote !== null && !isNew };
}

/** READ: the text of a file of the checkout, workflow or not; null where there is none. */
export async function fileText({ folder }: Checkout, path: string): Promise<string | null> {
  const file = await readInside(folder.root, path);
  return file.kind === 'text' ? file.text : null;
}
