import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STATES } from '../../src/cli/marketplaces/entry-state.ts';
import { sharedSandbox } from '../scenarios/support.ts';
import { brokenLinks, docPage } from '../support/doc-page.ts';
import type { DocShell } from '../support/doc-shell.ts';
import { doctorWorld, plainWorld, statusWorld } from './command-line-worlds.ts';

const PAGE = 'docs/command-line.md';
const lagging = await sharedSandbox();
const deaf = await sharedSandbox();
const plain = await sharedSandbox();
const page = docPage(PAGE);

/** What differs from run to run: commits, dates, how long ago. */
function normal(text: string): string {
  return (
    text
      .replace(/\b(?:[0-9a-f]{40}|[0-9a-f]{7})\b/g, '<commit>')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '<time>')
      .replace(/\(\d+ days? ago\)/g, '(<days> ago)')
      .replace(/"since": "[\d:.TZ-]+"/g, '"since": 0')
      // A server that is not github.com is named to gh.
      .replace(/--repo [\d.]+:\d+\//g, '--repo ')
      .trimEnd()
  );
}

/** The first column of the table below a heading whose head begins with this word. */
function column(heading: string, word: string): string[] {
  const section = `\n${page.text}`.split(`\n${heading}\n`)[1] ?? '';
  const [, rows = ''] = section.split(new RegExp(`\\n\\| ${word}[^\\n]*\\n\\|[-|]+\\n`));
  const lines = rows.split('\n\n')[0]?.split('\n') ?? [];
  return lines.map((line) => (line.split('|')[1] ?? '').replaceAll('`', '').trim());
}

describe('status', () => {
  let shell: DocShell;
  beforeAll(async () => {
    shell = await statusWorld(lagging);
  });
  afterAll(() => shell.close());
  const { text } = page.take('sh', /notify-marketplace status/);
  const shown = page.take('text', /newest tag/).text;

  test('shows in the marketplace’s clone what the page shows', async () => {
    const run = await shell.run(text, { cwd: 'marketplace' });
    expect([run.code, run.err]).toEqual([1, '']);
    expect(normal(run.out)).toBe(normal(shown));
    expect(await shell.run(`${text} --no-fail`)).toMatchObject({ code: 0 });
  });

  test('shows in a plugin’s clone its line in the marketplace that its workflow names', async () => {
    const { out } = await shell.run(text, { cwd: 'linter' });
    const lines = out.split('\n').filter((line) => line.endsWith('update due'));
    expect(lines).toEqual([expect.stringMatching(/^linter /)]);
    expect(out).toContain('\n1 plugin: 1 update due');
  });

  test('shows the same from any folder', async () => {
    const run = await shell.run(`${text} --marketplace acme/marketplace`, { cwd: '' });
    expect(normal(run.out)).toBe(normal(shown));
  });

  test('explains each column and each state', async () => {
    const head = shown.split('\n').find((line) => line.startsWith('plugin ')) ?? '';
    expect(['plugin', ...column('## status', 'column')]).toEqual(head.split(/ {2,}/));
    const { out } = await shell.run(`${text} --json`, { cwd: 'marketplace' });
    const states = JSON.parse(out)[0].plugins.map(({ state }: { state: string }) => state);
    const rows = page.text.split('\n').filter((line) => /^\| [a-z ]+ \| `[a-z]+` \|/.test(line));
    expect(rows.map((row) => row.split('`')[1])).toEqual(STATES);
    // This takes an update workflow with `minimum-age`: see the scenarios of status.
    expect(states).toEqual(STATES.filter((state) => state !== 'young'));
  });

  test('prints as JSON what the page shows', async () => {
    const { out } = await shell.run(`${text} --json`, { cwd: 'marketplace' });
    const [run] = JSON.parse(normal(out));
    const example = JSON.parse(normal(page.take('json', /atPointer/).text));
    expect(example).toEqual([{ ...run, plugins: run.plugins.slice(0, 1) }]);
  });
});

describe('doctor', () => {
  let shell: DocShell;
  beforeAll(async () => {
    shell = await doctorWorld(deaf);
  });
  afterAll(() => shell.close());
  const { text } = page.take('sh', /^notify-marketplace doctor$/);
  const shown = page.take('text', /event-type-mismatch/).text;

  test('finds in the plugin’s clone what the page shows, and changes nothing', async () => {
    const [pushes, runs] = [deaf.github.events.length, deaf.actions.runs.length];
    const run = await shell.run(text, { cwd: 'sdk-bridge' });
    expect([run.code, run.err]).toEqual([1, '']);
    expect(normal(run.out)).toBe(normal(shown));
    expect([deaf.github.events.length, deaf.actions.runs.length]).toEqual([pushes, runs]);
    expect((await shell.run('git status --porcelain')).out).toBe('');
  });

  test('names each check', async () => {
    const checks = column('### What it reads', 'check').flatMap((cell) => cell.split(', '));
    const code = readFileSync('src/cli/doctor/checks.ts', 'utf8');
    const titles = [...code.matchAll(/title: '([^']+)'/g)].map(([, title]) => title);
    expect(checks).toEqual([...new Set(titles)]);
  });

  test('looks from the marketplace’s clone at the plugins that tell it', async () => {
    const { out } = await shell.run(text, { cwd: 'marketplace' });
    expect(out).toContain('✓ acme/marketplace: is notified of new versions by acme/sdk-bridge');
    const { out: anywhere } = await shell.run(`${text} --marketplace acme/marketplace`, { cwd: '' });
    const withoutSum = (told: string) => told.replace(/\n\d+ fine.*\n$/, '');
    expect(withoutSum(anywhere)).toBe(withoutSum(out).replace(/\nClaude Code\n.*\n/, ''));
  });

  test('looks without a token at the checkout alone, and is wrong usage elsewhere', async () => {
    const before = deaf.github.requests.length;
    const env = { GH_TOKEN: '', GH_CONFIG_DIR: '/nowhere' };
    const run = await shell.run('notify-marketplace doctor', { cwd: 'sdk-bridge', env });
    expect(run.out).toContain('Not checked: there is no token');
    expect(deaf.github.requests).toHaveLength(before);
    expect(await shell.run('notify-marketplace doctor', { cwd: '' })).toMatchObject({ code: 2, out: '' });
  });

  test('checks one token, with another’s eyes where there is one', async () => {
    const { text: check } = page.take('sh', /doctor --token-file/);
    const run = await shell.run(check, { cwd: '', env: { GH_TOKEN: '' } });
    expect(run.out).toContain('✓ token: --token-file token.txt is a fine-grained personal access token');
    expect(run.out).toContain('✓ token: may send events to acme/marketplace');
    expect(run.out + run.err).not.toContain('github_pat_');
    const reader = deaf.github.createToken({ kind: 'fine-grained', repositories: {} });
    const warned = await shell.run('notify-marketplace doctor --marketplace acme/marketplace', {
      cwd: '',
      env: { GH_TOKEN: reader },
    });
    expect(warned.out).toMatch(/^! token: .*\[permission-missing\]$/m);
    await writeFile(join(shell.folder, 'token.txt'), `${reader}\n`);
    const refused = await shell.run(check, { cwd: '' });
    expect(refused.out).toMatch(/^✗ token: .*\[permission-missing\]$/m);
  });

  test('prints as JSON what the page shows', async () => {
    const run = await shell.run(`${text} --json`, { cwd: 'sdk-bridge' });
    const findings: unknown[] = JSON.parse(run.out);
    const example: unknown[] = JSON.parse(page.take('json', /event-type-mismatch/).text);
    expect(findings).toEqual(expect.arrayContaining(example));
    const kinds = new Set((findings as { status: string }[]).map(({ status }) => status));
    expect([...kinds].sort()).toEqual(['fine', 'problem', 'unchecked', 'warning']);
  });
});

describe('the other commands', () => {
  let shell: DocShell;

  beforeAll(async () => {
    shell = await plainWorld(plain);
  });
  afterAll(() => shell.close());

  test('npx runs it, and so does the alias', async () => {
    const npx = page.take('sh', /<command>/).text.replace('<command>', '--version');
    const alias = page.take('sh', /^alias /).text;
    const direct = await shell.run(npx, { cwd: '' });
    expect(direct.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const run = await shell.run(`shopt -s expand_aliases\n${alias}\nnotify-marketplace --version`);
    expect(run.out).toBe(direct.out);
  });

  /** As it would be on github.com, whose name commands leave out. */
  function atGitHub(text: string): string {
    const { host, origin } = new URL(plain.github.url);
    const onGitHub = text.replaceAll(origin, 'https://github.com').replaceAll(` --hostname ${host}`, '');
    return onGitHub.replaceAll(`${host}/`, '').trimEnd();
  }

  test('setup writes in a plugin’s clone what the page shows', async () => {
    const run = await shell.run(page.take('sh', /setup --marketplace acme\/marketplace$/).text, {
      cwd: 'sdk-bridge',
    });
    expect([run.code, run.err]).toEqual([0, '']);
    expect(atGitHub(run.out)).toBe(page.take('text', /^\+ \.github/).text);
  });

  test('setup writes the step of a GitHub App, instead of the secret of the workflow that is there', async () => {
    const workflow = '.github/workflows/notify-marketplace.yml';
    const { out: before } = await shell.run(`cat ${workflow}`);
    const run = await shell.run(page.take('sh', /--app$/).text);
    expect(normal(run.out)).toContain(`\n${page.take('text', /^ {2}gh variable set/).text.trimEnd()}\n`);
    const { out } = await shell.run(`cat ${workflow}`);
    expect(out).toContain(page.take('yaml', /create-github-app-token/).text);
    // What follows uses the secret.
    await writeFile(join(shell.folder, 'sdk-bridge', workflow), before);
  });

  test('trigger sends from there what the page shows', async () => {
    const run = await shell.run(page.take('sh', /^notify-marketplace trigger$/m).text);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(atGitHub(run.out)).toBe(page.take('text', /^Sent: /).text);
    expect(plain.github.dispatches).toMatchObject([{ client_payload: { version: '2.0.1' } }]);
  });

  test('trigger --wait fails where the marketplace does not come to list it', async () => {
    const command = page.take('sh', /trigger --wait/).text.replace('60', '1');
    const run = await shell.run(command);
    expect([run.code, run.err]).toEqual([
      1,
      expect.stringContaining('no entry of its marketplace.json is this plugin'),
    ]);
    expect(run.out).toContain('Waiting up to 1 s for acme/marketplace to list sdk-bridge 2.0.1.');
  });

  test('trigger prints the request without a token, from any folder', async () => {
    const { text } = page.take('sh', /trigger --dry-run/);
    const run = await shell.run(text, { cwd: '', env: { GH_TOKEN: '' } });
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('"version": "2.0.1"')]);
    expect(plain.github.dispatches).toHaveLength(2);
  });

  test('help knows every command of the table, and no other', async () => {
    const { out } = await shell.run('notify-marketplace --help');
    const known = [...out.matchAll(/^ {2}([a-z]+) (?:\[options\]|\[command\])/gm)].map(([, name]) => name);
    const listed = column('# The command line', 'command').map((cell) =>
      cell.replace(/\[(.*)\]\(.*\)/, '$1'),
    );
    expect(listed).toEqual(known);
  });
});

test('every link into the repository leads somewhere', () => {
  expect(brokenLinks(PAGE)).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});
