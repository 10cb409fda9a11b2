import { repositoryAt } from '../github/address.ts';
import { joinPath } from '../github/path.ts';
import { isRepositoryName, type RepositoryName } from '../github/repository.ts';
import type { CatalogueEntry } from '../plugin/catalogue.ts';
import { display, quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { localDirectory, type SourcePath, subdirectory } from './paths.ts';

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
  | { readonly kind: 'skipped'; readonly reason: string };

/** What a source is read against. */
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
  if (source === undefined) return skipped('it has no `source`');
  if (typeof source === 'string')
    return relative(localDirectory(source, context.pluginRoot), source, context.root ?? '');
  if (!isObject(source)) return skipped('its `source` is neither text nor an object');
  const kind = textOf(source, 'source');
  switch (kind) {
    case 'github':
      return remote(repositoryNamed(textOf(source, 'repo')), source, textOf(source, 'repo'));
    case 'url':
    case 'git-subdir':
      return remote(repositoryFrom(source, context), source, textOf(source, 'url'));
    case null:
      return skipped('its `source` does not say what kind it is');
    default:
      return skipped(`a source of the kind ${quote(kind)} is not followed`);
  }
}

function relative(path: SourcePath, text: string, root: string): Source {
  return path.kind === 'path'
    ? { kind: 'relative', directory: joinPath(root, path.path) }
    : skipped(`${quote(text)} ${path.fault}`);
}

function remote(
  repository: RepositoryName | null,
  source: Record<string, unknown>,
  address: string | null,
): Source {
  if (address === null) return skipped('its `source` names no repository');
  if (repository === null) return skipped(`${quote(address)} is no repository on this GitHub`);
  const path = own(source, 'path');
  const directory: SourcePath = path === undefined ? { kind: 'path', path: '' } : subdirectory(path);
  if (directory.kind === 'fault') return skipped(`its \`path\` ${directory.fault}`);
  const fault = refFault(own(source, 'ref')) ?? shaFault(own(source, 'sha'));
  if (fault !== null) return skipped(fault);
  return {
    kind: 'remote',
    repository,
    directory: directory.path,
    ref: textOf(source, 'ref'),
    sha: textOf(source, 'sha'),
  };
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
  if (typeof ref !== 'string' || ref.trim() === '') return 'its `ref` is no text';
  return /^[0-9a-f]{40}$/i.test(ref) ? 'its `ref` is a commit: `sha` is the place for that' : null;
}

/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources wants the full id. */
function shaFault(sha: unknown): string | null {
  if (sha === undefined) return null;
  if (typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha)) return null;
  const shown = typeof sha === 'string' ? ` (${display(sha)})` : '';
  return `its \`sha\`${shown} is not 40 lowercase hexadecimal digits`;
}

function skipped(reason: string): Source {
  return { kind: 'skipped', reason };
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function textOf(value: Record<string, unknown>, key: string): string | null {
  const text = own(value, key);
  return typeof text === 'string' ? text : null;
}
