import type { Sandbox } from '../../sandbox/index.ts';
import type {
  Permissions,
  SandboxGitHub,
  SandboxRepository,
  RuleName as SandboxRule,
} from '../../sandbox/types.ts';
import { Skipped } from '../question.ts';
import type { Hands, Place } from './hands.ts';
import { CLOSED_FOLDER, type RuleName } from './rules.ts';
import type { TokenName, Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** What the sandbox's tokens may do in each repository; every new one is added. */
export interface Grants {
  readonly tokens: Required<Tokens>;
  add(repository: string): void;
}

const PERMISSIONS: Record<Exclude<TokenName, 'main' | 'classic'>, Permissions> = {
  'fine-grained-read': { contents: 'read' },
  'fine-grained-write': { contents: 'write' },
  app: { contents: 'write' },
};

const MONTH = 30 * 24 * 3600 * 1000;

/** The five tokens that a maintainer would make, for an account that owns `mayWrite` alone. */
export function sandboxTokens(github: SandboxGitHub, now: number): Grants {
  const granted = { 'fine-grained-read': {}, 'fine-grained-write': {}, app: {} } as Record<
    keyof typeof PERMISSIONS,
    Record<string, Permissions>
  >;
  const mayWrite: string[] = [];
  const expires = new Date(now + MONTH);
  const fine = (name: 'fine-grained-read' | 'fine-grained-write') =>
    github.createToken({ kind: 'fine-grained', repositories: granted[name], mayWrite, expires });
  return {
    tokens: {
      main: github.createToken({ kind: 'classic', scopes: ['repo', 'workflow'], mayWrite, expires }),
      'fine-grained-read': fine('fine-grained-read'),
      'fine-grained-write': fine('fine-grained-write'),
      classic: github.createToken({ kind: 'classic', scopes: [], mayWrite }),
      app: github.createToken({ kind: 'app', repositories: granted.app }),
    },
    add(repository) {
      mayWrite.push(repository);
      for (const name of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[])
        granted[name][repository] = PERMISSIONS[name];
    },
  };
}

/** The sandbox's names for the rules; it has none for others. */
const SANDBOX_RULES: Partial<Record<RuleName, SandboxRule>> = {
  ...{ 'pull-request': 'pull-request', signatures: 'signatures', 'status-checks': 'status-checks' },
  ...{ update: 'update', creation: 'creation', deletion: 'deletion', 'non-fast-forward': 'force-push' },
  ...{ 'linear-history': 'linear-history', 'merge-queue': 'merge-queue', 'file-path': 'file-path' },
};

/** WRITE: through the sandbox's own API. */
export function sandboxHands(
  { github }: Pick<Sandbox, 'github'>,
  grants: Grants,
): (world: Pick<World, 'named' | 'created'>) => Hands {
  const at = (repository: string) => github.repository(repository);
  return ({ named, created }) => ({
    async createRepository(suffix, options): Promise<Place> {
      const repository = named(suffix);
      const made = await github.createRepository(repository, options);
      grants.add(repository);
      created.add(repository);
      const head = await made.commit({ message: 'Initial commit', files: { 'README.md': `# ${suffix}\n` } });
      return { repository, branch: made.options.defaultBranch, head };
    },
    async createEmptyRepository(suffix) {
      await github.createRepository(named(suffix));
      grants.add(named(suffix));
      created.add(named(suffix));
      return { repository: named(suffix) };
    },
    async rename(repository, suffix) {
      await at(repository).rename(named(suffix));
      created.delete(repository);
      created.add(named(suffix));
    },
    archive: async (repository) => at(repository).update({ archived: true }),
    disableActions: async (repository) => at(repository).update({ actionsEnabled: false }),
    disableWorkflow: async (repository, path) => at(repository).setWorkflowState(path, 'disabled_manually'),
    protect: async (repository, branch, rule) => protect(at(repository), branch, rule),
    protectClassically: async (repository, branch) =>
      at(repository).protect(branch, { by: 'branch-protection' }),
    tagObject: ({ repository, head }, name) => at(repository).tag(name, head, { annotated: true }),
    publicRepositories: (count) => manyRepositories(github, count),
    elsewhere: async () => (await manyRepositories(github, 1))[0] ?? '',
  });
}

function protect(repository: SandboxRepository, branch: string, rule: RuleName): void {
  const requires = SANDBOX_RULES[rule];
  if (requires === undefined) throw new Skipped('not-implemented', `the rule ${rule}`);
  const paths = rule === 'file-path' ? { paths: [`${CLOSED_FOLDER}/**`] } : {};
  repository.protect(branch, { by: 'ruleset', requires, ...paths });
}

/** Another owner's, with a README each; those that are there are taken first. */
async function manyRepositories(github: SandboxGitHub, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `elsewhere/one-${index}`);
  for (const name of names) {
    if (exists(github, name)) continue;
    const made = await github.createRepository(name);
    await made.commit({ message: 'Initial commit', files: { README: 'Elsewhere\n' } });
  }
  return names;
}

function exists(github: SandboxGitHub, name: string): boolean {
  try {
    return github.repository(name) !== undefined;
  } catch {
    return false;
  }
}
