import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { promisify, stripVTControlCharacters } from 'node:util';
import { inFlight } from '../../../github/client/in-flight.ts';
import { count, display, quote } from '../../../plugin/display.ts';
import type { Folder } from '../../checkout/folder.ts';
import type { Cli } from '../../cli.ts';
import { announcedIn } from '../chain/announced.ts';
import type { Chain } from '../chain/chain.ts';
import { type End, HERE } from '../chain/ends.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

const run = promisify(execFile);

/** Each is a process that takes a second or two. */
const MOST = 10;
const MOST_LINES = 6;
const WHAT = 'what `claude plugin validate` says';

/** What Claude Code itself says of the checkout, where it is installed (https://code.claude.com/docs/en/plugins-reference). */
export async function validation(end: End, { plugin, cli }: Chain): Promise<Finding[]> {
  const folder = end.checkout;
  // A repository may be both ends: it is looked at once.
  if (folder === null || (plugin !== null && end.kind !== 'plugin')) return [];
  const announced = plugin === null ? [] : await announcedIn(plugin);
  const all = folder.catalogue === null ? announced.map(({ path }) => dirname(dirname(path))) : ['.'];
  return validateAll(all, folder, cli);
}

async function validateAll(all: readonly string[], { root }: Folder, cli: Cli): Promise<Finding[]> {
  const folders = all.slice(0, MOST);
  const results = await inFlight(folders, (folder) => validate(folder, root, cli));
  const absent = results.find((result) => result.kind === 'absent');
  if (absent !== undefined) return [unchecked(HERE, WHAT, 'claude is not installed here')];
  const told = results.flatMap(findingOf);
  const left = all.length - folders.length;
  return [
    ...(told.length === 0 && folders.length > 0
      ? [fine(HERE, '`claude plugin validate` has no objections')]
      : told),
    ...(left === 0
      ? []
      : [unchecked(HERE, `${WHAT} of ${count(left, 'other plugin')}`, `only the first ${MOST} are checked`)]),
  ];
}

function findingOf(result: Validated): Finding[] {
  switch (result.kind) {
    case 'fine':
    case 'absent':
      return [];
    case 'unsure':
      return [unchecked(HERE, `${WHAT} of ${quote(result.folder)}`, result.why)];
    case 'failed': {
      const { folder, said } = result;
      const what = `\`claude plugin validate\` objects to ${quote(folder)}: ${said}`;
      return [flaw('problem', 'claude-validate', HERE, [what, 'Fix what it says.'], { about: folder })];
    }
  }
}

type Validated =
  | { readonly kind: 'fine' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsure'; readonly folder: string; readonly why: string }
  | { readonly kind: 'failed'; readonly folder: string; readonly said: string };

async function validate(folder: string, root: string, { env, patience }: Cli): Promise<Validated> {
  try {
    // Not in the checkout: Claude Code would take the settings there for those of the project it works in.
    const options = {
      cwd: tmpdir(),
      env: { ...env, NO_COLOR: '1' },
      timeout: patience,
      killSignal: 'SIGKILL',
    } as const;
    const running = run('claude', ['plugin', 'validate', join(root, folder)], options);
    running.child.stdin?.end();
    await running;
    return { kind: 'fine' };
  } catch (error) {
    const failed = error as Failed;
    if (failed.killed !== true) return failure(failed, folder);
    return { kind: 'unsure', folder, why: `claude did not answer within ${patience / 1000} s` };
  }
}

interface Failed {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Exit code 1 is an objection, 2 that it could not look (https://code.claude.com/docs/en/plugins/cli-reference). */
function failure({ code, stdout = '', stderr = '' }: Failed, folder: string): Validated {
  if (code === 'ENOENT') return { kind: 'absent' };
  const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
  const lines = text.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '').slice(0, MOST_LINES);
  const said = told.map((line) => display(line, 200)).join(' ');
  if (code !== 1)
    return { kind: 'unsure', folder, why: `claude could not check it (${said || display(String(code))})` };
  if (/unknown (?:command|option|argument)/i.test(text)) {
    return { kind: 'unsure', folder, why: 'the claude that is installed here is too old for it' };
  }
  return { kind: 'failed', folder, said: said || 'it does not say why' };
}
