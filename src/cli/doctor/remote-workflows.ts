import { blobText } from '../../github/blobs.ts';
import type { Client } from '../../github/client.ts';
import { readObjects } from '../../github/objects.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { CommitSnapshot, Snapshot } from '../../github/snapshot.ts';
import { quote } from '../../plugin/display.ts';
import { type LocalWorkflow, WORKFLOWS } from '../folder.ts';
import { roleOf } from '../recognise.ts';
import { type ParsedWorkflow, parseWorkflow } from '../workflow-file.ts';
import type { Seen } from './seen.ts';

/** The workflow files of a repository's default branch, which are the ones that events start. */
export interface WorkflowFiles {
  readonly workflows: readonly LocalWorkflow[];
  readonly broken: readonly Extract<ParsedWorkflow, { kind: 'problem' }>[];
}

/** READ: of many repositories at once, in two rounds. Throws `GitHubError`. */
export async function readWorkflowFiles(
  client: Client,
  repositories: readonly RepositoryName[],
): Promise<Seen<WorkflowFiles>[]> {
  const heads = await readObjects(
    client,
    repositories.map((repository) => ({
      repository,
      revision: { defaultBranch: true },
      paths: [WORKFLOWS],
    })),
  );
  const wanted = heads.map((head) => (head.kind === 'commit' ? pathsIn(head) : []));
  const files = await readObjects(
    client,
    repositories.flatMap((repository, index) => {
      const head = heads[index];
      const paths = wanted[index] ?? [];
      return head?.kind !== 'commit' || paths.length === 0
        ? []
        : [{ repository, revision: { oid: head.oid }, paths }];
    }),
  );
  let next = 0;
  return Promise.all(
    repositories.map((repository, index) => {
      const head = heads[index];
      const paths = wanted[index] ?? [];
      if (head?.kind !== 'commit') return unseen(head);
      const snapshot = paths.length === 0 ? null : files[next++];
      return snapshot === null ? NONE : parsed(client, repository, paths, snapshot);
    }),
  );
}

const NONE: Seen<WorkflowFiles> = { kind: 'seen', value: { workflows: [], broken: [] } };

function pathsIn({ paths }: CommitSnapshot): string[] {
  const folder = paths.get(WORKFLOWS);
  if (folder?.kind !== 'found') return [];
  return folder.entry.entries
    .filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/.test(name))
    .map(({ name }) => `${WORKFLOWS}/${name}`);
}

async function parsed(
  client: Client,
  repository: RepositoryName,
  paths: readonly string[],
  snapshot: Snapshot | undefined,
): Promise<Seen<WorkflowFiles>> {
  if (snapshot?.kind !== 'commit') return unseen(snapshot);
  const files = await Promise.all(paths.map((path) => parsedFile(client, repository, path, snapshot)));
  const all = files.filter((file) => file !== null);
  return {
    kind: 'seen',
    value: {
      workflows: all.flatMap((one) =>
        one.kind === 'workflow' ? [{ workflow: one.workflow, role: roleOf(one.workflow) }] : [],
      ),
      broken: all.filter((one) => one.kind === 'problem'),
    },
  };
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

function unseen(snapshot: Snapshot | undefined): Seen<never> {
  switch (snapshot?.kind) {
    case 'no-repository':
      return { kind: 'unseen', why: 'there is no such repository, or the token does not see it' };
    case 'no-commit':
      return { kind: 'unseen', why: 'nothing is committed on its default branch' };
    case 'forbidden':
      return { kind: 'unseen', why: `the token may not read it (${quote(snapshot.message)})` };
    default:
      return { kind: 'unseen', why: 'GitHub failed to answer; run this again' };
  }
}
