import { blobText } from '../../../github/blobs.ts';
import type { Client } from '../../../github/client.ts';
import { reason } from '../../../github/error.ts';
import { readObjects } from '../../../github/objects.ts';
import type { RepositoryName } from '../../../github/repository.ts';
import type { CommitSnapshot, Snapshot, Unread } from '../../../github/snapshot.ts';
import { quote } from '../../../plugin/display.ts';
import { WORKFLOWS } from '../../checkout/folder.ts';
import { type ParsedWorkflow, parseWorkflow, type WorkflowFile } from '../../workflows/workflow-file.ts';
import type { Seen } from '../seen.ts';
import type { CalledWorkflows } from '../workflows/called.ts';
import { type Parts, partsOf } from '../workflows/parts.ts';

/** The workflows of a repository's default branch, which are the ones that events start. */
export interface WorkflowFiles extends Parts {
  readonly broken: readonly BrokenWorkflow[];
}

export type BrokenWorkflow = Extract<ParsedWorkflow, { kind: 'problem' }>;

/** READ: of many repositories at once, in two rounds. Throws `GitHubError`. */
export async function readWorkflowFiles(
  client: Client,
  repositories: readonly RepositoryName[],
  called: CalledWorkflows,
): Promise<Seen<WorkflowFiles>[]> {
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
  const requests = new Map(wanted);
  const files = await readObjects(client, requests);
  return Promise.all(
    repositories.map((repository) => {
      const snapshot = files.get(repository) ?? heads.get(repository);
      return filesIn(client, { repository, paths: requests.get(repository)?.paths ?? [], snapshot }, called);
    }),
  );
}

function pathsIn({ paths }: CommitSnapshot): string[] {
  const folder = paths.get(WORKFLOWS);
  if (folder?.kind !== 'found') return [];
  return folder.entry.entries
    .filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name))
    .map(({ name }) => `${WORKFLOWS}/${name}`);
}

interface ReadFolder {
  readonly repository: RepositoryName;
  readonly paths: readonly string[];
  readonly snapshot: Snapshot | undefined;
}

async function filesIn(
  client: Client,
  { repository, paths, snapshot }: ReadFolder,
  called: CalledWorkflows,
): Promise<Seen<WorkflowFiles>> {
  if (snapshot?.kind !== 'commit') return unseen(snapshot);
  const read = await Promise.all(paths.map((path) => parsedFile(client, repository, path, snapshot)));
  const parsed = read.filter((file) => file !== null);
  const files = parsed.flatMap((one): WorkflowFile[] => (one.kind === 'workflow' ? [one.workflow] : []));
  const broken = parsed.filter((one) => one.kind === 'problem');
  return { kind: 'seen', value: { ...(await partsOf(files, called)), broken } };
}

async function parsedFile(
  client: Client,
  repository: RepositoryName,
  path: string,
  { paths }: CommitSnapshot,
): Promise<ParsedWorkflow | null> {
  const found = paths.get(path);
  if (found?.kind !== 'found') return null;
  const content = await blobText(client, { ...found.entry, repository });
  return content.kind === 'text' ? parseWorkflow(content.text, path) : null;
}

function unseen(snapshot: Unread | undefined): Seen<never> {
  return { kind: 'unseen', why: whyUnseen(snapshot ?? { kind: 'failed', message: '', error: null }) };
}

function whyUnseen(snapshot: Unread): string {
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
