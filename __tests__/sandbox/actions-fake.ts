import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startActions } from '../../sandbox/actions/index.ts';
import type { Actions, ActionsOptions } from '../../sandbox/actions/types.ts';
import type { RepositoryOptions, SandboxGitHub, TokenOptions, WorkflowEvent } from '../../sandbox/types.ts';

export const SHA = 'a'.repeat(40);

/** As much of a GitHub as Actions needs: one repository whose files are the same at every commit. */
export interface Fake {
  github: SandboxGitHub;
  actions: Actions;
  tokens: TokenOptions[];
  /** Hands out an event; what is not given is a push to main. */
  emit(event: Partial<WorkflowEvent>): void;
  close(): Promise<void>;
}

interface FakeOptions {
  files?: Record<string, string>;
  repository?: RepositoryOptions;
  /** Files of an action, below the folder that holds action.yml. */
  action?: Record<string, string>;
  options?: ActionsOptions;
}

/** Starts Actions over a fake GitHub; workflow files are given by their path. */
export async function startFake({
  files = {},
  repository = {},
  action = {},
  options = {},
}: FakeOptions): Promise<Fake> {
  const root = await mkdtemp(join(tmpdir(), 'sandbox-actions-'));
  const actionsRoot = join(root, 'project');
  await writeFiles(actionsRoot, action);
  const tokens: TokenOptions[] = [];
  const listeners: ((event: WorkflowEvent) => void)[] = [];
  const repositoryFake = {
    id: 7001,
    fullName: 'acme/sdk-bridge',
    options: {
      ...{ defaultBranch: 'main', secrets: {}, dependabotSecrets: {}, variables: {} },
      ...{ actionsEnabled: true, defaultWorkflowPermissions: 'read' },
      ...repository,
    },
    workflowState: () => 'active',
    git: async () => SHA,
    readFile: async (_commit: string, path: string) => files[path] ?? null,
    listFiles: async (_commit: string, folder: string) =>
      Object.keys(files)
        .filter((path) => dirname(path) === folder)
        .map((path) => path.slice(folder.length + 1)),
  };
  const github = {
    url: 'http://127.0.0.1:1',
    apiUrl: 'http://127.0.0.1:1/api/v3',
    graphqlUrl: 'http://127.0.0.1:1/api/graphql',
    root,
    repository: () => repositoryFake,
    createToken: (token: TokenOptions) => `ghs_${tokens.push(token)}`,
    emit: (event: WorkflowEvent) => {
      for (const listener of listeners) listener(event);
    },
    onEvent: (listener: (event: WorkflowEvent) => void) => listeners.push(listener),
    now: () => Math.round(performance.now()),
  } as unknown as SandboxGitHub;
  const actions = startActions(github, { actionsRoot, ...options });
  return {
    github,
    actions,
    tokens,
    emit: (event) => {
      for (const listener of listeners) listener(eventWith(event));
    },
    close: async () => {
      await actions.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** An event: a push to main, unless told otherwise. */
export function eventWith(event: Partial<WorkflowEvent>): WorkflowEvent {
  return {
    name: 'push',
    repository: 'acme/sdk-bridge',
    ref: 'refs/heads/main',
    sha: SHA,
    workflowSha: SHA,
    actor: 'octocat',
    payload: {},
    changedFiles: null,
    at: 0,
    ...event,
  };
}

async function writeFiles(root: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
