import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOCTOR_CODES, NOTIFY_CODES, UPDATE_CODES } from '../../src/findings/codes.ts';
import { UPDATE } from '../scenarios/cli-world.ts';
import { sharedSandbox } from '../scenarios/support.ts';
import { CATALOGUE, catalogue } from '../scenarios/update-support.ts';
import { brokenLinks, docPage } from '../support/doc-page.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { WORLDS } from './troubleshooting-cases.ts';
import { toldIn } from './troubleshooting-worlds.ts';

const page = docPage('docs/troubleshooting.md');
const sandbox = await sharedSandbox();
const { github } = sandbox;
const TABLE = '## Every finding of doctor';
const [symptoms = '', table = ''] = page.text.split(`\n${TABLE}\n`);

function sources(...folders: string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(folder, file), 'utf8')),
    )
    .join('\n');
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const unique = (codes: readonly string[]) => [...new Set(codes)].sort();

/** The codes of the first column of a table below a heading, or of the whole text. */
function listed(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => all(row.split('|')[1] ?? '', /`([a-z-]+)`/g));
}

/** `[code]`, as doctor writes it. */
const named = unique(all(symptoms, /`\[([a-z-]+)\]`/g));

describe('the table of codes', () => {
  test('names every code that doctor has, and no other', () => {
    expect(listed(table).sort()).toEqual([...DOCTOR_CODES].sort());
  });

  test('has the codes of all symptoms', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(listed(table)).toEqual(expect.arrayContaining(named));
  });
});

describe('the codes of the actions', () => {
  const known: readonly string[] = [...NOTIFY_CODES, ...UPDATE_CODES];

  test('are named as they are', () => {
    const red = symptoms.split('\n## The run is red')[1]?.split('\n## ')[0] ?? '';
    const codes = red.split('\n').flatMap((row) => all(row.split('|')[2] ?? '', /`\[?([a-z]+-[a-z-]+)\]?`/g));
    expect(codes.length).toBeGreaterThan(12);
    for (const code of codes) expect([...known, ...listed(table)]).toContain(code);
  });

  test.each([
    'not-looked-at',
    'dry-run',
    'unchanged',
    'tag-missing',
    'branch-protected',
    'write-forbidden',
    'pull-request-declined',
    'token-withheld-from-dependabot',
    'token-rejected',
  ])('%s', (code) => {
    expect(symptoms).toContain(`\`${code}\``);
    expect(known).toContain(code);
  });
});

test('an entry is held in the words that the page quotes', () => {
  const plain = (text: string) => text.replace(/[`\\]/g, '');
  const reasons = plain(sources('src/update', 'src/findings'));
  const section = symptoms.split('\n## An entry is held\n')[1]?.split('\n## ')[0] ?? '';
  const cells = section.split('\n').filter((line) => /^\| (?!the reason|---)/.test(line));
  const phrases = cells.flatMap((row) =>
    plain(row.split('|')[1] ?? '')
      .replace(/\(.*\)/, '')
      .split(/[,;]/),
  );
  expect(phrases.length).toBeGreaterThan(8);
  expect(phrases.filter((phrase) => !reasons.includes(phrase.trim()))).toEqual([]);
});

describe('what people see has the findings that the page names', () => {
  const told = new Set<string>();

  test.each(WORLDS)('$name', async (world) => {
    const codes = await toldIn(sandbox, world);
    github.clearFaults();
    for (const code of codes) told.add(code);
    expect(codes).toEqual(expect.arrayContaining([...world.codes]));
    expect(listed(table)).toEqual(expect.arrayContaining(codes));
  });

  test('all of them', () => {
    expect(named.filter((code) => !told.has(code))).toEqual([]);
  });
});

describe('the commands', () => {
  let shell: DocShell;

  beforeAll(async () => {
    const plugin = await github.createRepository('acme/sdk-bridge');
    await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0') } });
    const marketplace = await github.createRepository('acme/marketplace');
    const update = readFileSync('templates/update-marketplace.yml', 'utf8');
    await marketplace.commit({ files: { [CATALOGUE]: catalogue([]), [UPDATE]: update } });
    shell = await docShell(sandbox, { commands: { claude: { run: () => ({}) } } });
    await shell.run('git clone --quiet https://github.com/acme/sdk-bridge');
    await writeFile(join(shell.folder, 'token.txt'), `${shell.token}\n`);
  });
  afterAll(() => shell.close());

  test('doctor runs in the plugin’s clone', async () => {
    const run = await shell.run(page.take('sh', /npx/).text, { cwd: 'sdk-bridge' });
    expect([run.code, run.err, run.out]).toEqual([1, '', expect.stringContaining('[sender-missing]')]);
  });

  test('doctor checks one token', async () => {
    const run = await shell.run(page.take('sh', /--token-file/).text, { cwd: '' });
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('may send events to acme/marketplace')]);
  });

  test('the workflow is enabled, where it is', async () => {
    const marketplace = github.repository('acme/marketplace');
    marketplace.setWorkflowState(UPDATE, 'disabled_inactivity');
    expect(await shell.run(page.take('sh', /^gh /).text)).toMatchObject({ code: 0 });
    expect(marketplace.workflowState(UPDATE)).toBe('active');
  });

  // https://code.claude.com/docs/en/plugins-reference#cli-commands-reference
  test('Claude Code is asked for the marketplace, then for the plugin', async () => {
    expect(await shell.run(page.take('sh', /^claude /).text)).toMatchObject({ code: 0 });
    expect(shell.calls.filter(([name]) => name === 'claude').slice(-2)).toEqual([
      ['claude', 'plugin', 'marketplace', 'update', 'acme'],
      ['claude', 'plugin', 'update', 'sdk-bridge@acme'],
    ]);
  });
});

test('the list at the top names every symptom, in order', () => {
  const headings = all(page.text, /^## (.+)$/gm).slice(0, -1);
  const links = all(page.text, /^- \[(.+)\]\(#/gm);
  expect(links).toEqual(headings);
});

test('every link into the repository leads somewhere', () => {
  expect(brokenLinks('docs/troubleshooting.md')).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});
