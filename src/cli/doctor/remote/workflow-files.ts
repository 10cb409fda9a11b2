import { blobText } from '../../../github/blobs.ts';
import type { Client } from '../../../github/client.ts';
import { reason } from '../../../github/error.ts';
import { readObjects } from '../../../github/objects.ts';
import { type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import type { Snapshot, Unread } from '../../../github/snapshot.ts';
import { quote } from '../../../plugin/display.ts';
import { WORKFLOWS } from '../../checkout/folder.ts';
import { type WorkflowFiles, workflowFiles } from '../../workflows/parts.ts';
import { type ParsedWorkflow, parseWorkflow } from '../../workflows/workflow.ts';
import type { Seen } from './seen.ts';

/**
 * READ: the workflows of the default branches of many repositories, which are the ones that events start, by
 * {@link repositoryKey}, in two rounds. Throws `GitHubError`.
 */
export async function readWorkflowFiles(
  client: Client,
  repositories: readonly RepositoryName[],
): Promise<ReadonlyMap<string, Seen<WorkflowFiles>>> {
  const revision = { defaultBranch: true } as const;
  const heads = await readObjects(
    client,
    repositories.map((repository) => ({ repository, revision, paths: [WORKFLOWS] })),
  );
  const folders = repositories.map((repository, index) => folderAt(repository, heads[index]));
  const filled = folders.flatMap((one) => (one.kind === 'folder' && one.paths.length > 0 ? [one] : []));
  const snapshots = await readObjects(
    client,
    filled.map(({ repository, oid, paths }) => ({ repository, revision: { oid }, paths })),
  );
  const contents = new Map<WorkflowFolder, Snapshot>(
    filled.flatMap((folder, index) => {
      const snapshot = snapshots[index];
      return snapshot === undefined ? [] : [[folder, snapshot]];
    }),
  );
  const read = await Promise.all(folders.map((folder) => filesIn(client, folder, contents.get(folder))));
  return new Map(repositories.map((one, index) => [repositoryKey(one), read[index] ?? unseen(NO_ANSWER)]));
}

/** The workflow files that there are, by name, at one commit. */
type WorkflowFolder =
  | {
      readonly kind: 'folder';
      readonly repository: RepositoryName;
      readonly oid: string;
      readonly paths: readonly string[];
    }
  | { readonly kind: 'unread'; readonly head: Unread };

const NO_ANSWER: Unread = { kind: 'failed', message: '', error: null };

function folderAt(repository: RepositoryName, head: Snapshot = NO_ANSWER): WorkflowFolder {
  if (head.kind !== 'commit') return { kind: 'unread', head };
  const found = head.paths.get(WORKFLOWS);
  const entries = found?.kind === 'found' ? found.entry.entries : [];
  const files = entries.filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name));
  return {
    kind: 'folder',
    repository,
    oid: head.oid,
    paths: files.map(({ name }) => `${WORKFLOWS}/${name}`),
  };
}

async function filesIn(
  client: Client,
  folder: WorkflowFolder,
  snapshot: Snapshot = NO_ANSWER,
): Promise<Seen<WorkflowFiles>> {
  if (folder.kind === 'unread') return unseen(folder.head);
  const { repository, paths } = folder;
  if (paths.length === 0) return { kind: 'seen', value: { parts: [], broken: [] } };
  if (snapshot.kind !== 'commit') return unseen(snapshot);
  const read = paths.map(async (path): Promise<ParsedWorkflow[]> => {
    const found = snapshot.paths.get(path);
    const content =
      found?.kind === 'found' ? await blobText(client, { ...found.entry, repository }) : undefined;
    return content?.kind === 'text' ? [parseWorkflow(content.text, path)] : [];
  });
  return { kind: 'seen', value: workflowFiles((await Promise.all(read)).flat()) };
}

function unseen(snapshot: Unread): Seen<never> {
  return { kind: 'unseen', why: whyUnread(snapshot) };
}

function whyUnread(snapshot: Unread): string {
  switch (snapshot.kind) {
    case 'no-repository':
      return 'there is no such repository, or this token does not see it';
    case 'no-commit':
      return 'nothing is committed on its default branch';
    case 'forbidden':
      return `the token may not read it (${quote(snapshot.message)})`;
    case 'failed':
      return snapshot.error === null ? 'GitHub failed to answer; run this again' : reason(snapshot.error);
  }
}
