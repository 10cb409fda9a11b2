import { execFile } from 'node:child_process';
import { dirname } from 'node:path/posix';
import { promisify } from 'node:util';
import { count, display, quote, some } from '../../../plugin/display.ts';
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
  if (folders.length === 0) return [];
  const results = await Promise.all(
    folders.slice(0, MOST).map((folder) => validate(folder, checkout.root, cli.env)),
  );
  if (results.some(({ kind }) => kind === 'absent')) {
    return [unchecked(HERE, 'what `claude plugin validate` says', 'claude is not installed here')];
  }
  const flaws = results.flatMap((result) => (result.kind === 'failed' ? [told(result)] : []));
  const rest = folders.length - MOST;
  const beyond =
    rest > 0
      ? [
          unchecked(
            HERE,
            `what \`claude plugin validate\` says of ${count(rest, 'other plugin')}`,
            `it was asked of ${MOST} only`,
          ),
        ]
      : [];
  return [
    ...(flaws.length === 0 ? [fine(HERE, '`claude plugin validate` has no objections')] : flaws),
    ...beyond,
  ];
}

function told({ folder, said, isAnswer }: Failed): Finding {
  if (!isAnswer) return unchecked(HERE, `what \`claude plugin validate\` says of ${quote(folder)}`, said);
  return flaw('problem', 'claude-validate', HERE, [
    `\`claude plugin validate\` objects to ${quote(folder)}: ${said}`,
    'Mend what it says.',
  ]);
}

type Validated = { readonly kind: 'fine' } | { readonly kind: 'absent' } | Failed;

interface Failed {
  readonly kind: 'failed';
  readonly folder: string;
  readonly said: string;
  /** Whether it looked at the folder, and did not fail itself. */
  readonly isAnswer: boolean;
}

async function validate(folder: string, cwd: string, env: Chain['cli']['env']): Promise<Validated> {
  const failed = { kind: 'failed', folder, said: '', isAnswer: false } as const;
  try {
    await run('claude', ['plugin', 'validate', folder.startsWith('-') ? `./${folder}` : folder], {
      cwd,
      env: { ...env, NO_COLOR: '1' },
      timeout: TIMEOUT,
    });
    return { kind: 'fine' };
  } catch (error) {
    const { code, killed, stdout = '', stderr = '' } = error as Partial<Failure>;
    if (code === 'ENOENT') return { kind: 'absent' };
    if (killed === true) return { ...failed, said: `claude did not end within ${TIMEOUT / 1000} seconds` };
    const lines = `${stdout}\n${stderr}`
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const said = some(lines.map((line) => display(line, 200)));
    if (/unknown (?:sub)?command/i.test(said))
      return { ...failed, said: 'the claude here is too old for that' };
    return said === ''
      ? { ...failed, said: `claude failed without a word (exit code ${code})` }
      : { ...failed, said, isAnswer: true };
  }
}

interface Failure {
  readonly code: unknown;
  readonly killed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}
