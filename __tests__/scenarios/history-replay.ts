import type { Sandbox } from '../../sandbox/index.ts';
import type { ReceivedDispatch, SandboxRepository, StepResult, WorkflowEvent } from '../../sandbox/types.ts';
import type { Files } from '../support/files.ts';
import type { Case } from './history-rules.ts';

/** What one real commit, pushed, came to. */
export interface Replay {
  event: WorkflowEvent;
  step: StepResult;
  /** Those that arrived for the commit, by path. */
  dispatches: ReceivedDispatch[];
}

const MARKETPLACE = 'acme/marketplace';

/** Makes every commit in a repository of its name, points the branch at it, and hands that push's event to the action. */
export async function replayAll(sandbox: Sandbox, cases: readonly Case[]): Promise<Map<string, Replay>> {
  await sandbox.github.createRepository(MARKETPLACE);
  const token = tokenFor(sandbox, MARKETPLACE);
  const replays = new Map<string, Replay>();
  for (const [name, history] of byRepository(cases)) {
    const repository = await sandbox.github.createRepository(name);
    // GitHub's API makes no first branch.
    await repository.commit({ branch: 'gh-pages', files: { 'index.html': 'Hello\n' } });
    const author = { sandbox, repository, token: tokenFor(sandbox, name) };
    for (const commit of history) {
      replays.set(commit.id, await notify(sandbox, await push(author, commit), token));
    }
  }
  return replays;
}

/** A root commit before the others. */
function byRepository(cases: readonly Case[]): Map<string, Case[]> {
  const roots = cases.filter(({ parent }) => parent === null);
  const others = cases.filter(({ parent }) => parent !== null);
  return Map.groupBy([...roots, ...others], ({ repository }) => repository);
}

interface Author {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly token: string;
}

/** Puts the default branch at the commit's parent, then points it at the commit, as a person may through the API. */
async function push({ sandbox, repository, token }: Author, commit: Case): Promise<WorkflowEvent> {
  const { parent, after } = await commitsOf(repository, commit);
  if (parent !== null) await repository.setRef('refs/heads/main', parent);
  const { events, apiUrl } = sandbox.github;
  const refs = `${apiUrl}/repos/${repository.fullName}/git/refs`;
  const answer = await fetch(parent === null ? refs : `${refs}/heads/main`, {
    method: parent === null ? 'POST' : 'PATCH',
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ sha: after, ...(parent === null ? { ref: 'refs/heads/main' } : {}) }),
  });
  const event = events.at(-1);
  if (!answer.ok || event?.sha !== after) throw new Error(`No event for the push of ${commit.id}`);
  return event;
}

/** A commit and its first parent. A merge gets a second parent that brings the changes, as a pull request does. */
async function commitsOf(
  repository: SandboxRepository,
  { commit, changes, parent: real, tags }: Case,
): Promise<{ parent: string | null; after: string }> {
  const readme = { 'README.md': `# ${repository.fullName}\n` };
  const files = (side: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.path, change[side]]));
  const make = (message: string, parents: string[], content: Files) =>
    repository.commit({ message, parents, files: content, updateRef: false });
  if (real === null) {
    return { parent: null, after: await make(`As ${commit}`, [], { ...readme, ...files('after') }) };
  }
  const parent = await make(`Before ${commit}`, [], { ...readme, ...files('before') });
  const side = tags.includes('merge-commit') ? [await make('Work', [parent], files('after'))] : [];
  return { parent, after: await make(`As ${commit}`, [parent, ...side], files('after')) };
}

async function notify({ github, actions }: Sandbox, event: WorkflowEvent, token: string): Promise<Replay> {
  const step = await actions.runAction({
    repository: event.repository,
    event,
    inputs: { marketplace: MARKETPLACE, token, manifests: '**/.claude-plugin/plugin.json' },
  });
  const dispatches = github.dispatches.filter(
    ({ client_payload: payload }) =>
      payload['repository'] === event.repository && payload['commit'] === event.sha,
  );
  return { event, step, dispatches: dispatches.sort((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1)) };
}

function tokenFor({ github }: Sandbox, repository: string): string {
  return github.createToken({ kind: 'fine-grained', repositories: { [repository]: { contents: 'write' } } });
}

const pathOf = ({ client_payload: payload }: ReceivedDispatch) => String(payload['path']);
