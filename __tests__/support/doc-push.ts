import type { Sandbox } from '../../sandbox/index.ts';
import type { ReceivedDispatch, SandboxRepository } from '../../sandbox/types.ts';
import { ROOT_MANIFEST } from './files.ts';

/** Commits, and lets the push run what listens to it; returns the commits before and after. */
export async function pushed(
  sandbox: Sandbox,
  repository: SandboxRepository,
  files: Readonly<Record<string, string>>,
): Promise<{ before: string; after: string }> {
  const { defaultBranch } = repository.options;
  const ref = `refs/heads/${defaultBranch}`;
  const before = await repository.git('rev-parse', ref);
  const after = await repository.commit({ files });
  sandbox.github.emit({
    name: 'push',
    repository: repository.fullName,
    ref,
    sha: after,
    workflowSha: after,
    actor: 'octocat',
    payload: {
      ref,
      before,
      after,
      repository: { full_name: repository.fullName, default_branch: defaultBranch },
    },
    changedFiles: Object.keys(files).includes(ROOT_MANIFEST) ? [ROOT_MANIFEST] : Object.keys(files),
  });
  await sandbox.actions.idle();
  return { before, after };
}

/** The events that came while something was done, and all that they started has ended. */
export async function received(sandbox: Sandbox, doing: () => Promise<unknown>): Promise<ReceivedDispatch[]> {
  const before = sandbox.github.dispatches.length;
  await doing();
  await sandbox.actions.idle();
  return sandbox.github.dispatches.slice(before);
}
