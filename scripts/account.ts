/**
 * Writes another account wherever the one that publishes this repository is named: in `uses:`, `npx github:…`,
 * addresses, package.json, tests and pages. Publishing under an account is this one change.
 *
 * Usage: npx tsx scripts/account.ts <account>
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Not ours to edit: made by a build, or kept as others wrote it. */
const UNTOUCHED = /^(?:dist|__tests__\/corpus|sandbox\/schema)\/|^package-lock\.json$/;

/** The account of `repository` in a package.json: the one place that says it. */
export function accountIn(manifest: string): string {
  const { repository } = JSON.parse(manifest) as { repository: { url: string } };
  const [, account] = /\bgithub\.com\/([^/]+)\//.exec(repository.url) ?? [];
  if (account === undefined) throw new Error('`repository` in package.json is not on github.com.');
  return account;
}

/**
 * PURE: a text with another account: as an owner before a slash (in a pattern the slash is escaped), as a reviewer
 * after `@`, and in names made of account and repository. A clause that explains the account in backticks, as a
 * placeholder, is dropped.
 */
export function renamed(text: string, from: string, to: string): string {
  const start = '(?<![\\w.-]|[\\w.-]/)|(?<=github\\.com/)';
  return text
    .replace(new RegExp(`(?:[A-Z][^.;\\n]*)?\`${from}\`[^.;\\n]*[.;] ?`, 'g'), '')
    .replace(new RegExp(`(?:${start})${from}(?=\\\\?/)`, 'g'), to)
    .replace(new RegExp(`(?<=@)${from}(?![\\w-])`, 'g'), to)
    .replace(new RegExp(`(?<![A-Za-z0-9])${from}(?=[_-]notify-marketplace)`, 'g'), to);
}

/** Paths of the files that the account may be named in, below a root that git knows. */
export function textFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  return listed.filter((path) => path !== '' && !UNTOUCHED.test(path));
}

function rewrite(path: string, from: string, to: string): boolean {
  const text = readFileSync(path, 'utf8');
  const after = text.includes('\0') ? text : renamed(text, from, to);
  if (after !== text) writeFileSync(path, after);
  return after !== text;
}

function main(): void {
  const [to = ''] = process.argv.slice(2);
  if (!/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(to)) {
    console.error(
      'Name the GitHub account that publishes this repository: npx tsx scripts/account.ts <account>',
    );
    process.exitCode = 2;
    return;
  }
  const root = process.cwd();
  const from = accountIn(readFileSync(join(root, 'package.json'), 'utf8'));
  const changed = textFiles(root).filter((path) => rewrite(join(root, path), from, to));
  console.log(`${from} is now ${to} in ${changed.length} files.`);
  console.log('Next: npx biome check --write && npm run bundle, then commit, then .ci/run');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
