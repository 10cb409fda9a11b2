import { relative } from 'node:path';
import { fullName } from '../github/repository.ts';
import type { Folder } from './folder.ts';
import type { SetupStep } from './setup-plan.ts';
import { shellWord } from './shell-word.ts';

/** PURE: what is left to do, as commands that work when pasted where setup was run. */
export function nextSteps(here: Folder, done: readonly SetupStep[]): string[] {
  const secrets = done.flatMap((step) => (step.secret === null ? [] : [secretLine(step)]));
  return [
    '',
    'Next:',
    ...done.map((step) => commitLine(here, step)),
    ...(secrets.length === 0
      ? []
      : [
          '',
          'One secret for each plugin repository: a fine-grained token with "Contents: read and write" on the marketplace,',
          'or a classic one with the scope repo. gh asks for its text:',
          ...secrets,
        ]),
    '',
    'Then look whether the marketplace follows: notify-marketplace status',
  ].map((line) => (line === '' ? '' : line.startsWith('git') || line.startsWith('gh') ? `  ${line}` : line));
}

function commitLine(here: Folder, { folder, path }: SetupStep): string {
  const where = relative(here.root, folder.root);
  const git = where === '' ? 'git' : `git -C ${shellWord(where)}`;
  const title = shellWord(
    `ci: ${path.includes('update-') ? 'follow plugin updates' : 'notify the marketplace'}`,
  );
  return `${git} add ${shellWord('.github/workflows')} && ${git} commit -m ${title} && ${git} push`;
}

function secretLine({ folder, secret }: SetupStep): string {
  const repository = folder.origin === null ? '' : ` --repo ${fullName(folder.origin.repository)}`;
  return `gh secret set ${secret}${repository}`;
}
