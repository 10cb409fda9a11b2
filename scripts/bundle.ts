/**
 * Makes `dist/` from `src/`: a readable file for each action and for the command line, what they share in
 * `dist/shared`, and the licences of the packages in it.
 *
 * Usage: npm run bundle
 */
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Bundled CommonJS packages call `require` for Node's own modules; an ES module has none. */
const REQUIRE =
  "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);";

/** How everything here is bundled; a measurement of the packages alone bundles them alike. */
export const SETTINGS = {
  absWorkingDir: root,
  bundle: true,
  // Paths of packages stand in dist, which must not depend on where node_modules leads.
  preserveSymlinks: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  chunkNames: 'shared/[hash]',
  charset: 'utf8',
  // They are in licenses.txt, whole.
  legalComments: 'none',
  banner: { js: REQUIRE },
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions;

async function bundle(): Promise<Metafile> {
  const entryPoints = ['notify', 'update', 'cli'].map((name) => ({
    in: `src/${name}/main.ts`,
    out: `${name}/index`,
  }));
  const { metafile } = await build({ ...SETTINGS, entryPoints, outdir: dist });
  return metafile;
}

/** Folders of the packages that a bundle holds, e.g. `node_modules/@actions/core`, sorted. */
function packagesIn({ inputs }: Pick<Metafile, 'inputs'>): string[] {
  const folders = Object.keys(inputs).flatMap(
    (path) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** A package's name, version, kind of licence and licence text. */
async function licenceOf(folder: string): Promise<string> {
  const own = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const files = (await readdir(join(root, folder))).filter((name) =>
    /^(licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = await Promise.all(files.map((name) => readFile(join(root, folder, name), 'utf8')));
  return [`${own.name} ${own.version}`, own.license, ...texts.map((text) => text.trim())].join('\n\n');
}

async function main(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const licences = await Promise.all(packagesIn(await bundle()).map(licenceOf));
  await writeFile(join(dist, 'licenses.txt'), `${licences.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
  await writeFile(join(dist, 'package.json'), '{ "type": "module" }\n');
  await chmod(join(dist, 'cli/index.js'), 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
