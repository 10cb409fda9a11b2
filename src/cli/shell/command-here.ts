import { accessSync, constants } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import type { Cli, Own } from '../cli.ts';
import { shellWord } from './shell-word.ts';

const NAME = 'notify-marketplace';

/** READ: how this command line is called here again: through npx, by its name, or as a file of the clone. */
export function commandHere({ env, cwd }: Pick<Cli, 'env' | 'cwd'>, { root, publisher }: Own): string {
  // https://docs.npmjs.com/cli/using-npm/scripts: `npm_command` is `exec` for npx.
  if (env['npm_command'] === 'exec' && publisher !== null) return `npx --allow-git=all github:${publisher}`;
  const folders = env['PATH']?.split(delimiter).filter(Boolean) ?? [];
  if (folders.some((folder) => isProgram(join(folder, NAME)))) return NAME;
  const file = join(root, 'dist/cli/index.js');
  const near = relative(cwd, file);
  return `node ${shellWord(near.length < file.length ? near : file)}`;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
