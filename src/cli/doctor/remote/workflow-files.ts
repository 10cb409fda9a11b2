import type { Client } from '../../../github/client/client.ts';
import { reason } from '../../../github/client/error.ts';
import { blobText } from '../../../github/objects/blobs.ts';
import { readObjects } from '../../../github/objects/objects.ts';
import type { CommitSnapshot, Snapshot, Unread } from '../../../github/objects/snapshot.ts';
import { type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import { naturalOrder, quote } from '../../../plugin/display.ts';
import { WORKFLOWS } from '../../checkout/folder.ts';
import { partsOfFiles, type WorkflowFiles } from '../../workflows/parts.ts';
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
  const folders = repositories.map(
    (one) => [one, { repository: one, revision, paths: [WORKFLOWS] }] as const,
  );
  const heads = await readObjects(client, new Map(folders));
  const wanted = [...heads].flatMap(([repository, head]) => {
    const paths = head.kind === 'commit' ? pathsIn(head) : [];
    if (head.kind !== 'commit' || paths.length === 0) return [];
    return [[repository, { repository, revision: { oid: head.oid }, paths }] as const];
  });
  const contents = await readObjects(client, new Map(wanted));
  const read = repositories.map(async (repository) => {
    const snapshot = contents.get(repository) ?? heads.get(repository) ?? NO_ANSWER;
    return [repositoryKey(repository), await filesIn(client, repository, snapshot)] as const;
  });
  return new Map(await Promise.all(read));
}

const NO_ANSWER: Unread = { kind: 'failed', message: '', error: null };

function pathsIn({ paths }: CommitSnapshot): string[] {
  const folder = paths.get(WORKFLOWS);
  if (folder?.kind !== 'found') return [];
  return folder.entry.entries
    .filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name))
    .map(({ name }) => `${WORKFLOWS}/${name}`)
    .sort(naturalOrder);
}

async function filesIn(
  client: Client,
  repository: RepositoryName,
  snapshot: Snapshot,
): Promise<Seen<WorkflowFiles>> {
  if (snapshot.kind !== 'commit') return { kind: 'unseen', why: whyUnread(snapshot) };
  const read = [...snapshot.paths].map(async ([path, found]): Promise<ParsedWorkflow[]> => {
    if (found.kind !== 'found' || found.entry.kind !== 'file') return [];
    const content = await blobText(client, { ...found.entry, repository });
    return content.kind === 'text' ? [parseWorkflow(content.text, path)] : [];
  });
  return { kind: 'seen', value: partsOfFiles((await Promise.all(read)).flat(), repository) };
}

function whyUnread(snapshot: Unread): string {
  switch (snapshot.kind) {
    case 'no-repository':
      return 'there is no such repository, or this token can’t see it';
    case 'no-commit':
      return 'nothing is committed on its default branch';
    case 'forbidden':
      return `the token may not read it (${quote(snapshot.message)})`;
    case 'failed':
      return snapshot.error === null ? 'GitHub failed to answer; run this again' : reason(snapshot.error);
  }
}
