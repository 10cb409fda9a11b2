import { execFile } from 'node:child_process';
import { dirname } from 'node:path/posix';
import { promisify } from 'node:util';
import { display, quote, some } from '../../../plugin/display.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';

const run = promisify(execFile);

const HERE = 'this checkout';
/** Each is a process that takes a second or two. */
const MOST = 10;
const TIMEOUT = 60_000;

/** What Claude Code itself says of the checkout, where it is installed (https://code.claude.com/docs/en/plugins-reference). */
export async function validation({ plugin, marketplaces, cli }: Chain): Promise<Finding[]> {
  const checkout = plugin?.checkout ?? marketplaces.find((one) => one.checkout !== null)?.checkout;
  if (checkout === undefined || checkout === null) return [];
  const folders =
    checkout.catalogue === null ? checkout.manifests.map(({ path }) => dirname(dirname(path))) : ['.'];
  const results = await Promise.all(
    folders.slice(0, MOST).map((folder) => validate(folder, checkout.root, cli.env)),
  );
  if (results.some(({ kind }) => kind === 'absent')) {
    return [unchecked(HERE, 'what `claude plugin validate` says', 'claude is not installed here')];
  }
  const failed = results.flatMap((result) => (result.kind === 'failed' ? [result] : []));
  if (failed.length === 0) return [fine(HERE, '`claude plugin validate` has no objections')];
  return failed.map(({ folder, said }) =>
    flaw('problem', 'claude-validate', HERE, [
      `\`claude plugin validate\` objects to ${quote(folder)}: ${said}`,
      'Mend what it says.',
    ]),
  );
}

type Validated =
  | { readonly kind: 'fine' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly folder: string; readonly said: string };

async function validate(folder: string, cwd: string, env: Chain['cli']['env']): Promise<Validated> {
  try {
    await run('claude', ['plugin', 'validate', folder], {
      cwd,
      env: { ...env, NO_COLOR: '1' },
      timeout: TIMEOUT,
    });
    return { kind: 'fine' };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') return { kind: 'absent' };
    const lines = `${stdout}\n${stderr}`
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return { kind: 'failed', folder, said: some(lines.map((line) => display(line, 200))) };
  }
}
