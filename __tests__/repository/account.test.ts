import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountIn, renamed, textFiles } from '../../scripts/account.ts';

const run = promisify(execFile);
const root = process.cwd();
const account = accountIn(readFileSync('package.json', 'utf8'));

/** The word where it is no account: domains, scopes of tokens, options of gh, parameters, others' names. */
const NO_ACCOUNT = [
  /\.org\b/,
  /\b(?:read|admin):org\b/,
  /--org\b/,
  /\{org\}/,
  /\borg: \{/,
  /\['org'\]/,
  /PLACEHOLDER = 'org'/,
  /\borg-(?:secrets|1234)\b/,
  /NixOS.org.issues/,
  /\bthe-actions-org\b/,
];

/** Lines that still name the account. */
function mentions(text: string): string[] {
  const others = NO_ACCOUNT.reduce((rest, pattern) => rest.replace(new RegExp(pattern, 'g'), ''), text);
  const word = new RegExp(`(?<![A-Za-z0-9])${account}(?![A-Za-z0-9])`);
  return others.split('\n').filter((line) => word.test(line));
}

let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'account-'));
  for (const path of textFiles(root).filter((path) => existsSync(path))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(path, join(copy, path));
  }
  cpSync('dist', join(copy, 'dist'), { recursive: true });
  await run('git', ['init', '--quiet'], { cwd: copy });
  await run('git', ['add', '--all'], { cwd: copy });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const tsx = (...args: string[]) => run(join(root, 'node_modules/.bin/tsx'), args, { cwd: copy });

test('one script writes another account wherever the present one is named', async () => {
  const self = '__tests__/repository/account.test.ts';
  const { stdout } = await tsx('scripts/account.ts', 'Somebody-Else-2');
  expect(stdout).toMatch(new RegExp(`^${account} is now Somebody-Else-2 in \\d\\d+ files\\.`));
  const left = textFiles(copy)
    .filter((path) => path !== self)
    .flatMap((path) => mentions(readFileSync(join(copy, path), 'utf8')).map((line) => `${path}: ${line}`));
  expect(left).toEqual([]);
  expect(accountIn(readFileSync(join(copy, 'package.json'), 'utf8'))).toBe('Somebody-Else-2');
});

test('with another account the actions are still found in every workflow file', async () => {
  const { stdout } = await tsx('scripts/validate.ts');
  expect(stdout).toContain('templates/notify-marketplace.yml is valid');
});

test('what is no account is refused, and nothing is written', async () => {
  await expect(tsx('scripts/account.ts', 'a/b')).rejects.toMatchObject({ code: 2 });
});

test.each([
  [`uses: ${account}/notify-marketplace/update@v1`, 'uses: me/notify-marketplace/update@v1'],
  [`/uses: ${account}\\/notify-marketplace@v1/`, '/uses: me\\/notify-marketplace@v1/'],
  [`npx github:${account}/notify-marketplace`, 'npx github:me/notify-marketplace'],
  [`https://github.com/${account}/notify-marketplace`, 'https://github.com/me/notify-marketplace'],
  [`* @${account}`, '* @me'],
  [`__${account}_notify-marketplace`, '__me_notify-marketplace'],
  [`Yes. Replace \`${account}\` by the account; \`acme\` is yours.`, 'Yes. `acme` is yours.'],
])('the script writes the account in %s', (before, after) => {
  expect(renamed(before, account, 'me')).toBe(after);
});

test.each([
  `https://semver.${account}/#x`,
  `read:${account}, repo`,
  `https://github.com/acme/${account}/issues`,
  `the-${account}/x`,
])('the script leaves %s alone', (text) => {
  expect(renamed(text, account, 'me')).toBe(text);
});
