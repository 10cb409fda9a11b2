import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SandboxGitHub } from '../types.ts';
import type { Timeline } from './timeline.ts';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

interface Call {
  readonly folder: string;
  readonly token: string;
  readonly args: readonly string[];
}

/** Runs the committed command line in a checkout, with somebody's token. */
export async function runCommand(
  github: SandboxGitHub,
  { folder, token, args }: Call,
): Promise<{ code: number; out: string }> {
  const env = {
    ...process.env,
    GITHUB_TOKEN: token,
    GITHUB_SERVER_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
  };
  return run(process.execPath, [CLI, ...args], { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: `${stdout}${stderr}` }),
    (error) => ({ code: Number(error.code), out: `${error.stdout}${error.stderr}` }),
  );
}

/** The same, and shows what it prints. */
export async function showCommand(
  github: SandboxGitHub,
  show: Timeline,
  call: Call,
): Promise<{ code: number; out: string }> {
  const ended = await runCommand(github, call);
  show.event(github.now(), `$ notify-marketplace ${call.args.join(' ')}   (exit code ${ended.code})`);
  show.block(folded(ended.out).replace(/\n{2,}/g, '\n'));
  return ended;
}

/** `doctor`'s lines without those that only say that something is fine. */
function folded(out: string): string {
  const blocks = out.split('\n\n');
  const kept = blocks.filter((block) => !/^.+(?:\n✓.+)+$/.test(block.trim()));
  const fine = (out.match(/^✓/gm) ?? []).length - (kept.join('\n').match(/^✓/gm) ?? []).length;
  if (fine === 0) return out;
  kept.splice(1, 0, `(${fine} lines with ✓ are folded here)`);
  return kept.join('\n\n');
}
