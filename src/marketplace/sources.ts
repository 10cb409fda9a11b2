import { gitAddress, repositoryAt, repositoryIn, withoutUser } from '../github/address.ts';
import { joinPath } from '../github/path.ts';
import { fullName, isRepositoryName, type RepositoryName } from '../github/repository.ts';
import type { CatalogueEntry } from '../plugin/catalogue.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { own } from '../plugin/json-text.ts';

/** Where an entry's plugin lives, and what of the marketplace leads there. */
export type Source =
  /** In the marketplace's own repository: perhaps in a submodule of it. */
  | { readonly kind: 'relative'; readonly directory: string }
  | {
      readonly kind: 'remote';
      readonly repository: RepositoryName;
      readonly directory: string;
      /** A branch or a tag. */
      readonly ref: string | null;
      readonly sha: string | null;
    }
  /** `isFault` where Claude Code would not load it either; else it is only not followed here. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly isFault: boolean };

/** Other kinds that Claude Code loads, but this project can't follow. */
const OTHER_KINDS = ['npm', 'archive', 'command'];

export interface SourceContext {
  /** `GITHUB_SERVER_URL`: the GitHub that is meant by "this GitHub". */
  readonly server: string;
  readonly pluginRoot: string | null;
  /** The marketplace's root folder, which relative sources start at; the repository's own where it is not said. */
  readonly root?: string;
}

/**
 * PURE: the `source` of an entry, as Claude Code reads it
 * (https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources). What it would not load, or this project
 * cannot follow, is skipped with the reason.
 */
export function sourceOf({ source }: CatalogueEntry, context: SourceContext): Source {
  if (source === undefined) return fault('it has no `source`');
  if (typeof source === 'string')
    return relative(localDirectory(source, context.pluginRoot), source, context.root ?? '');
  if (!isObject(source)) return fault('its `source` is neither a string nor an object');
  const kind = textOf(source, 'source');
  switch (kind) {
    case 'github':
      return remote(repositoryNamed(textOf(source, 'repo')), source, textOf(source, 'repo'));
    case 'url':
    case 'git-subdir':
      return remote(repositoryFrom(source, context), source, textOf(source, 'url'));
    case null:
      return fault('its `source` does not say what kind it is');
    default:
      return notFollowed(`a source of the kind ${quote(kind)} is not followed`, !OTHER_KINDS.includes(kind));
  }
}

function relative(path: SourcePath, text: string, root: string): Source {
  return path.kind === 'path'
    ? { kind: 'relative', directory: joinPath(root, path.path) }
    : fault(`${quote(withoutUser(text))} ${path.fault}`);
}

function remote(
  repository: RepositoryName | null,
  source: Record<string, unknown>,
  address: string | null,
): Source {
  if (address === null) return fault('its `source` names no repository');
  if (repository === null) return otherAddress(address, textOf(source, 'source'));
  const path = own(source, 'path');
  const directory: SourcePath = path === undefined ? { kind: 'path', path: '' } : subdirectory(path);
  if (directory.kind === 'fault') return fault(`its \`path\` ${directory.fault}`);
  const wrong = refFault(own(source, 'ref')) ?? shaFault(own(source, 'sha'));
  if (wrong !== null) return fault(wrong);
  return {
    kind: 'remote',
    repository,
    directory: directory.path,
    ref: textOf(source, 'ref'),
    sha: textOf(source, 'sha'),
  };
}

function otherAddress(address: string, kind: string | null): Source {
  const shown = quote(withoutUser(address));
  const meant = kind === 'github' ? gitAddress(address) : null;
  if (meant === null)
    return notFollowed(`${shown} is not a repository on this GitHub server`, kind === 'github');
  const name = repositoryIn(meant.path);
  const write = name === null ? '`owner/name`' : quote(fullName(name));
  return fault(`its \`repo\` is ${shown}, an address and not a repository's name: write ${write}`);
}

/** `github` sources name `owner/repo`; on GitHub Enterprise Server that is a repository of the server. */
function repositoryNamed(text: string | null): RepositoryName | null {
  const plain = text?.replace(/\.git$/, '') ?? '';
  const [owner = '', name = ''] = plain.split('/');
  return isRepositoryName(plain) ? { owner, name } : null;
}

/** `url` may be `owner/repo` in a `git-subdir` source. */
function repositoryFrom(source: Record<string, unknown>, { server }: SourceContext): RepositoryName | null {
  const url = textOf(source, 'url');
  if (url === null) return null;
  const short = textOf(source, 'source') === 'git-subdir' ? repositoryNamed(url) : null;
  return short ?? repositoryAt(url, server);
}

function refFault(ref: unknown): string | null {
  if (ref === undefined) return null;
  if (typeof ref !== 'string' || ref.trim() === '') return 'its `ref` is not a string';
  if (ref.length > LONGEST_REF) return `its \`ref\` has more than ${LONGEST_REF} characters`;
  return /^[0-9a-f]{40}$/i.test(ref) ? 'its `ref` is a commit: write it as `sha`' : null;
}

/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources wants the full id. */
function shaFault(sha: unknown): string | null {
  if (sha === undefined) return null;
  if (typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha)) return null;
  const shown = typeof sha === 'string' ? ` (${quote(sha)})` : '';
  return `its \`sha\`${shown} is not 40 lowercase hexadecimal digits`;
}

function fault(reason: string): Source {
  return notFollowed(reason, true);
}

function notFollowed(reason: string, isFault: boolean): Source {
  return { kind: 'skipped', reason, isFault };
}

function textOf(value: Record<string, unknown>, key: string): string | null {
  const text = own(value, key);
  return typeof text === 'string' ? text : null;
}

/** A path in a repository, without `./` and trailing slash (`''` is the root), or why a text is not one. */
export type SourcePath =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'fault'; readonly fault: string };

/**
 * PURE: a source that is text: `./path`, `./` or `.` from the marketplace's root, or a bare name below
 * `metadata.pluginRoot` (https://code.claude.com/docs/en/plugin-marketplaces#relative-paths).
 */
export function localDirectory(source: string, pluginRoot: string | null): SourcePath {
  if (source === '.' || source.startsWith('./')) return subdirectory(source);
  const bare = /^[^/:@\\]+(?:\/[^/:@\\]+)*\/?$/.test(source) && !source.startsWith('..');
  if (!bare) return noPath('is neither a path that starts with "./" nor a source that Claude Code knows');
  if (pluginRoot === null)
    return noPath('is not a path: write it with a leading "./", or set `metadata.pluginRoot`');
  return subdirectory(`${pluginRoot}/${source}`);
}

/** PURE: the `path` of a source, relative to its repository's root. */
export function subdirectory(path: unknown): SourcePath {
  if (typeof path !== 'string') return noPath('is not a string');
  if (path.length > LONGEST_PATH) return noPath(`has more than ${LONGEST_PATH} characters`);
  if (path.startsWith('/')) return noPath('is absolute');
  if (/\\|\p{Cc}/u.test(path)) return noPath('contains characters that are not allowed in a path');
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) return noPath('leaves its repository ("..")');
  return { kind: 'path', path: steps.join('/') };
}

/** More than a checkout can hold; a longer text need not be sent to GitHub. */
const LONGEST_PATH = 4096;
const LONGEST_REF = 1024;

function noPath(text: string): SourcePath {
  return { kind: 'fault', fault: text };
}
