/**
 * Makes `dist/` from `src/`: ncc bundles everything once into `dist/shared`, in chunks that the two actions and the
 * command line share; a file of each loads what it needs.
 *
 * Usage: npm run bundle
 */
import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const FACES = ['notify', 'update', 'cli'];

/** Bundles a file with all that it imports: `index.js`, its chunks, and the licences of the packages in them. */
export async function bundle(file: string, folder: string): Promise<void> {
  const ncc = join(root, 'node_modules/.bin/ncc');
  const args = ['build', file, '--out', folder, '--license', 'licenses.txt', '--quiet'];
  await promisify(execFile)(ncc, args, { cwd: root });
}

async function main(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await bundle('src/bundle.ts', join(dist, 'shared'));
  await writeFile(join(dist, 'package.json'), '{ "type": "module" }\n');
  for (const face of FACES) {
    await mkdir(join(dist, face));
    const shebang = face === 'cli' ? '#!/usr/bin/env node\n' : '';
    const text = `${shebang}import { faces } from '../shared/index.js';\n\nawait faces.${face}();\n`;
    await writeFile(join(dist, face, 'index.js'), text);
  }
  await chmod(join(dist, 'cli/index.js'), 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
