/**
 * `npm run pictures`: makes the README's pictures from real runs, in light and dark: two job summaries of the demo's
 * marketplace, and what `status` prints. Needs Chromium (Debian: `apt install chromium fonts-noto-color-emoji`; another one: `CHROMIUM=path`).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { marked } from 'marked';
import { runCommand } from '../sandbox/demo/command-line.ts';
import { MANIFEST, makeWorld, manifest } from '../sandbox/demo/world.ts';
import { startSandbox } from '../sandbox/index.ts';
import { card, type Theme } from './pictures-page.ts';

const run = promisify(execFile);
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** In CSS pixels: as narrow as the table of `status` allows, because phones show a picture smaller. */
const WIDTH = 730;
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the pictures show, as HTML. */
async function contents(): Promise<{ summary: string; status: string }> {
  const sandbox = await startSandbox();
  const { github, actions } = sandbox;
  try {
    const { bridge, linter, formatter, keeper } = await makeWorld(sandbox, at('../templates'));
    await linter.author.commit('Release 1.0.0', { [MANIFEST]: manifest('linter', '1.0.0') });
    await linter.author.tag('v1.0.0');
    await linter.author.push();
    await actions.idle();
    await bridge.author.commit('Release 2.1.0', { [MANIFEST]: manifest('sdk-bridge', '2.1.0') });
    await bridge.author.push();
    await actions.idle();
    await formatter.author.commit('Fix a typo', { 'README.md': '# formatter\n\nFormats.\n' });
    await formatter.author.push();
    await actions.idle();
    await keeper.pull();
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const { out } = await runCommand(github, { folder: keeper.folder, token, args: ['status'] });
    const summaries = actions.runs
      .slice(-2)
      .flatMap(({ path, repository, jobs }) =>
        jobs.flatMap(({ steps }) =>
          steps.map(({ summary }) => `<h4>${repository} · ${path.split('/').at(-1)}</h4>${html(summary)}`),
        ),
      );
    return {
      summary: summaries.join('<hr>'),
      status: `<pre>${escaped(`$ npx notify-marketplace status\n\n${out}`)}</pre>`,
    };
  } finally {
    await sandbox.close();
  }
}

const html = (markdown: string) => marked.parse(markdown, { gfm: true, async: false });
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

async function picture(name: string, content: string, theme: Theme): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const page = join(folder, 'page.html');
    await writeFile(page, card(content, theme));
    const browser = (...args: string[]) =>
      run(CHROMIUM, [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
        ...[`--user-data-dir=${join(folder, 'user')}`, '--force-device-scale-factor=1.5', ...args],
        pathToFileURL(page).href,
      ]);
    const { stdout } = await browser('--dump-dom', `--window-size=${WIDTH},600`);
    const height = /data-height="(\d+)"/.exec(stdout)?.[1] ?? '600';
    const file = at(`../docs/pictures/${name}-${theme}.png`);
    await browser(`--screenshot=${file}`, `--window-size=${WIDTH},${height}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const [name, content] of Object.entries(await contents())) {
  await picture(name, content, 'light');
  await picture(name, content, 'dark');
}
