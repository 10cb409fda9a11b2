import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../github/client/network-settings.ts';

const run = promisify(execFile);

/** A folder's git, asked by arguments, never through a shell, and only ever to look. */
export interface Git {
  /** What it is run with, for whatever else is asked in the folder's name. */
  readonly env: Environment;
  /** What git prints, without the last line end; null where it fails. */
  ask(...args: string[]): Promise<string | null>;
}

/** What git said, or why there was no answer. */
type GitAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'failed'; readonly said: string }
  | { readonly kind: 'no-git' };

/**
 * A folder that somebody sent may have a configuration that runs programs as soon as git looks at it. None of them
 * does: bare repositories count only where they are named (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository),
 * and monitors, hooks, pagers, external differences, signature checks and helpers of transports are off.
 */
const QUIET = [
  'safe.bareRepository=explicit',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'diff.external=',
  'log.showSignature=false',
  'protocol.ext.allow=never',
].flatMap((setting) => ['-c', setting]);

/** READ: git in a folder. */
export function gitIn(folder: string, env: Environment): Git {
  let unfiltered: Promise<Environment> | undefined;
  return {
    env,
    async ask(...args) {
      unfiltered ??= withoutFilters(folder, env);
      const answer = await askWith(await unfiltered, folder, args);
      return answer.kind === 'answer' ? answer.text : null;
    },
  };
}

/** READ: the same, where the reason matters, for what reads no file of the folder. */
export function askGit(folder: string, env: Environment, ...args: string[]): Promise<GitAnswer> {
  return askWith(env, folder, args);
}

interface Asking {
  readonly folder: string;
  readonly env: Environment;
  /** Milliseconds that the other side gets to answer. */
  readonly patience: number;
}

/** READ: the tags of a repository, with the commits that they stand for, without signing in; none where it can't be read. */
export async function publicTags(
  url: string,
  { folder, env, patience }: Asking,
): Promise<{ readonly name: string; readonly commit: string }[]> {
  const nobody = { GIT_ASKPASS: '', SSH_ASKPASS: '', GIT_ALLOW_PROTOCOL: 'https:http' };
  const settings = ['-c', 'credential.helper=', '-c', 'core.askPass='];
  const args = [...settings, 'ls-remote', '--tags', '--', url];
  const answer = await askWith(env, folder, args, { env: nobody, timeout: patience });
  const lines = answer.kind === 'answer' ? answer.text.split('\n') : [];
  // Of an annotated tag, the line that ends so names the commit (https://git-scm.com/docs/git-ls-remote).
  const found = lines.map((line) => /^([0-9a-f]{40})\trefs\/tags\/(.+?)(?:\^\{\})?$/.exec(line) ?? []);
  return [...new Map(found.map(([, commit = '', name = '']) => [name, { name, commit }])).values()];
}

async function askWith(
  env: Environment,
  folder: string,
  args: readonly string[],
  more: { readonly env?: Environment; readonly timeout?: number } = {},
): Promise<GitAnswer> {
  const options = {
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8' as const,
    env: { ...environment(env), ...more.env },
    timeout: more.timeout ?? 0,
    windowsHide: true,
  };
  try {
    const { stdout } = await run('git', [...QUIET, '--no-pager', '-C', folder, ...args], options);
    return { kind: 'answer', text: stdout.replace(/\n$/, '') };
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: unknown };
    if (code === 'ENOENT') return { kind: 'no-git' };
    return { kind: 'failed', said: typeof stderr === 'string' ? stderr.trim() : '' };
  }
}

/**
 * https://git-scm.com/docs/git#_environment_variables. An object that a partial clone lacks would be fetched in
 * passing, by whatever its configuration calls a transport: none is allowed. What git says is read, so it is in English.
 */
function environment({ GIT_EXTERNAL_DIFF: _, ...own }: Environment): Environment {
  return {
    ...own,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
}

/**
 * Filters are programs too (https://git-scm.com/docs/gitattributes#_filter), and their names are anybody's: those of
 * the folder's own configuration are switched off one by one. Those of the person's, such as git-lfs, stay.
 */
async function withoutFilters(folder: string, env: Environment): Promise<Environment> {
  const answer = await askWith(env, folder, ['config', '--list', '--show-scope', '--name-only', '-z']);
  const fields = answer.kind === 'answer' ? answer.text.split('\0') : [];
  const filters = fields.flatMap((key, index) => {
    const isOwn = index % 2 === 1 && /^(?:local|worktree)$/.test(fields[index - 1] ?? '');
    return (isOwn && /^filter\.(.+)\.(?:clean|smudge|process|required)$/s.exec(key)?.[1]) || [];
  });
  const settings = [...new Set(filters)].flatMap((name) => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]);
  return { ...env, ...asVariables(settings, env) };
}

/** As git takes settings of any name (https://git-scm.com/docs/git-config#ENVIRONMENT), behind those that are there. */
function asVariables(settings: readonly (readonly string[])[], env: Environment): Environment {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(first + settings.length) };
}
