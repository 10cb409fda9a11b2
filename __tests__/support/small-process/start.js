import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest's `globalSetup`: one small process for all workers, which inherit where it listens. */
export default async function start() {
  if (process.platform === 'win32') return;
  const socket = join(mkdtempSync(join(tmpdir(), 'small-process-')), 'socket');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.js'), socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  for (const handle of [child, child.stdin, child.stdout]) handle.unref();
  process.env['SMALL_PROCESS'] = socket;
}
