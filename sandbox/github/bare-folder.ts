import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * GitHub allows fetching any object by its id, and refuses pushes to `refs/pull/`.
 * Nothing is packed or collected behind our back: loose objects are what `objects.ts` reads fastest.
 */
const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
[http]
\treceivepack = true
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[receive]
\tautogc = false
\thideRefs = refs/pull
[transfer]
\tunpackLimit = 10000
[gc]
\tauto = 0
`;

/** What `git init --bare` makes, without its process. */
export function makeBareFolder(directory: string, defaultBranch: string): void {
  for (const folder of ['objects', 'refs/heads', 'refs/tags']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  writeFileSync(join(directory, 'config'), CONFIG);
  pointHead(directory, defaultBranch);
}

export function pointHead(directory: string, branch: string): void {
  writeFileSync(join(directory, 'HEAD'), `ref: refs/heads/${branch}\n`);
}
