import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { parse, stringify } from 'yaml';
import type { RepositoryOptions, SandboxRepository } from '../../sandbox/types.ts';
import { sharedSandbox } from '../scenarios/support.ts';
import { CATALOGUE, catalogue } from '../scenarios/update-support.ts';
import { workflowProblems } from '../support/doc-page.ts';
import { testWith } from '../support/doc-programs.ts';
import { pushed } from '../support/doc-push.ts';
import { docWalk } from '../support/doc-walk.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';
import { playable, writeTools } from './recipes-tools.ts';

export const PAGE = 'docs/recipes.md';
export const page = docWalk(PAGE);
export const sandbox = await sharedSandbox();
export const { github, actions } = sandbox;
// What the page's own scripts and the tools need, besides git.
export const { really, skipped } = testWith(['bash', 'curl', 'jq']);
export const bin = await writeTools(github.root);
export const SET_VERSION = page.take('changesets', 'js').text;
const UPDATE = readFileSync('templates/update-marketplace.yml', 'utf8');
export const NOTIFY = readFileSync('templates/notify-marketplace.yml', 'utf8');
export const WORKFLOW = '.github/workflows/notify-marketplace.yml';

export const writer = { contents: 'write', metadata: 'read' } as const;
export const token = github.createToken({
  kind: 'fine-grained',
  repositories: Object.fromEntries(
    ['marketplace', 'marketplace-beta', 'reviewed', 'large', 'reported', 'opened', 'catalogue'].map(
      (name) => [`acme/${name}`, writer],
    ),
  ),
});

/** Lists one plugin, and updates itself by a workflow. */
export async function marketplaceAt(name: string, workflow = UPDATE, options: RepositoryOptions = {}) {
  const repository = await github.createRepository(name, options);
  return {
    repository,
    async list(entry: object) {
      await repository.commit({
        files: { [CATALOGUE]: catalogue([entry]), '.github/workflows/update.yml': workflow },
      });
    },
    async versions(): Promise<unknown[]> {
      const { plugins } = JSON.parse((await repository.readFile('main', CATALOGUE)) ?? '');
      return plugins.map(({ version, source }: Row) => version ?? source?.['ref']);
    },
  };
}
type Row = { version?: string; source?: Record<string, string> };
export const marketplace = await marketplaceAt('acme/marketplace');

/** A plugin at 1.0.0 that the marketplace, until the next one is made, lists alone. */
export async function plugin(name: string, files: Files = {}, options: RepositoryOptions = {}) {
  const secrets = { MARKETPLACE_UPDATE_TOKEN: token };
  const repository = await github.createRepository(`acme/${name}`, {
    secrets,
    actionsMayOpenPullRequests: true,
    ...options,
  });
  const sha = await repository.commit({ files: { [ROOT_MANIFEST]: manifest(name, '1.0.0'), ...files } });
  const source = { source: 'github', repo: `acme/${name}`, sha };
  await marketplace.list({ name, version: '1.0.0', source });
  return { repository, source };
}

/** A workflow block of the page: valid as it stands, then playable. */
export async function workflow(heading: string): Promise<string> {
  const block = page.take(heading, 'yaml');
  expect(await workflowProblems(block)).toEqual([]);
  return playable(block.text, bin);
}

/** What the next of these blocks says, over the usual workflow. */
export function patched(change: (usual: Record<string, unknown>) => void): string {
  const usual = parse(NOTIFY);
  change(usual);
  return stringify(usual);
}

export const bump = (repository: SandboxRepository, version: string) =>
  pushed(sandbox, repository, {
    [ROOT_MANIFEST]: manifest(repository.fullName.split('/')[1] ?? '', version),
  });

export async function merge(repository: SandboxRepository): Promise<void> {
  const [open] = (await github.pullRequests(repository)).filter(({ state }) => state === 'open');
  await github.mergePullRequest(repository, open?.number ?? 0, 'squash');
  await actions.idle();
}

export const endings = () => actions.runs.map(({ conclusion, repository }) => `${repository}: ${conclusion}`);
