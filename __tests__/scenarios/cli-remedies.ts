import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import { notifyMarketplace } from './cli-support.ts';

const run = promisify(execFile);

/** The commands behind what was refused or warned of; no sentence ends before its command. */
export function remedies(out: string): string[] {
  const [ended] = /^.*[.!:]: (?:node|notify-marketplace|npx|git) .*$/m.exec(out) ?? [];
  if (ended !== undefined) throw new Error(`punctuation in\n${ended}`);
  const lines = out.matchAll(/^ {2}[→!] .*?: ((?:node|notify-marketplace|npx|git) .*)$/gm);
  return [...lines].map(([, command = '']) => command);
}

/** Pastes them where setup was run; fails where one of them does. Our own run in this very process. */
export async function pasteRemedies(sandbox: Sandbox, folder: string, out: string): Promise<string> {
  const commands = remedies(out);
  if (commands.length === 0) throw new Error(`nothing to paste in\n${out}`);
  const told: string[] = [];
  for (const command of commands) {
    const isOwn = /^node \S+\/dist\/cli\/index\.js /.test(command);
    told.push(await (isOwn ? ourOwn(sandbox, folder, command) : bash(folder, command)));
  }
  return told.join('');
}

async function ourOwn(sandbox: Sandbox, folder: string, command: string): Promise<string> {
  const words = (await bash(folder, `printf '%s\\0' ${command}`)).split('\0').slice(2, -1);
  const run = await notifyMarketplace(sandbox, folder, words);
  if (run.code !== 0) throw new Error(`${command}\n${run.out}${run.err}`);
  return run.out;
}

async function bash(folder: string, command: string): Promise<string> {
  return (await run('bash', ['-e', '-c', command], { cwd: folder })).stdout;
}
