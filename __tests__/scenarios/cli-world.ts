import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeCheckout } from '../../sandbox/checkout.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

export const NOTIFY = '.github/workflows/notify-marketplace.yml';
export const UPDATE = '.github/workflows/update-marketplace.yml';
export const TOOL = { [ROOT_MANIFEST]: manifest('tool', '1.2.0') };

let folders = 0;

/** A new folder of a test's own, below the sandbox's. */
export async function newFolder({ github }: Sandbox, name = ''): Promise<string> {
  const folder = join(github.root, 'checkouts', String(++folders), name);
  await mkdir(folder, { recursive: true });
  return folder;
}

export interface CheckoutOptions {
  /** `owner/repo` on the sandbox, any other address, or null for no remote. Default `acme/tool`. */
  readonly origin?: string | null;
  readonly branch?: string;
  /** The name of its folder. */
  readonly name?: string;
}

/** A checkout with these files committed, on a branch, never pushed. */
export async function checkout(
  sandbox: Sandbox,
  files: Record<string, string>,
  { origin = 'acme/tool', branch = 'main', name = '' }: CheckoutOptions = {},
): Promise<string> {
  const folder = await newFolder(sandbox, name);
  const url =
    origin !== null && /^[\w-]+\/[\w.-]+$/.test(origin) ? `${sandbox.github.url}/${origin}.git` : origin;
  await writeCheckout(folder, { files, branch, origin: url });
  return folder;
}

export async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export function at(folder: string, path: string): Promise<string> {
  return readFile(join(folder, path), 'utf8');
}

/** Names of the workflow files. */
export function workflows(folder: string): Promise<string[]> {
  return readdir(join(folder, '.github/workflows')).catch(() => []);
}

/** The commands among what setup printed: what a person would paste. */
export function commands(out: string): string[] {
  const next = out.split('\nNext:\n')[1] ?? '';
  return next
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim());
}
