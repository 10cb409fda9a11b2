import type {
  GitHubSwitches,
  GraphqlFault,
  GraphqlLimits,
  RepositoryOptions,
  SandboxRepository,
  TokenOptions,
} from '../../sandbox/types.ts';
import { github, newRepository, tokenFor } from './github-setup.ts';
import { send, type Told } from './rest-asks.ts';

/** An answer, and the path in its data of what it is about. */
export interface ToldAt {
  readonly told: Told;
  readonly at: readonly (string | number)[];
}

export type GraphqlSituation = () => Promise<ToldAt>;

type Path = ToldAt['at'];

export function query(text: string, token?: string, variables: object = {}): Promise<Told> {
  return send(github.graphqlUrl, { method: 'POST', body: JSON.stringify({ query: text, variables }) }, token);
}

/** A repository's fields, under an alias. */
export function field({ fullName }: { readonly fullName: string }, selection: string, alias = 'r0'): string {
  const [owner, name] = fullName.split('/');
  return `${alias}: repository(owner: "${owner}", name: "${name}") { ${selection} }`;
}

export const ID = 'nameWithOwner';
export const commit = (selection: string) =>
  `c0: object(expression: "main") { ... on Commit { ${selection} } }`;

interface Asked {
  readonly options?: RepositoryOptions;
  readonly switches?: Partial<GitHubSwitches>;
  readonly token?: Partial<TokenOptions> | ((repository: SandboxRepository) => Partial<TokenOptions>);
  readonly fault?: GraphqlFault | GraphqlFault[];
  readonly limits?: Partial<GraphqlLimits>;
  /** What is done before it is asked. */
  readonly first?: (repository: SandboxRepository, token: string) => unknown;
  /** Another repository that is asked for as well. */
  readonly beside?: string;
}

/** A question about one repository. */
export function asking(selection: string, at: Path, asked: Asked = {}): GraphqlSituation {
  return async () => {
    const { options = {}, switches = {}, token: more = {}, fault, limits = {}, first, beside } = asked;
    const repository = await newRepository(options);
    const token = tokenFor(repository, typeof more === 'function' ? more(repository) : more);
    Object.assign(github.switches, switches);
    await first?.(repository, token);
    Object.assign(github.limits.graphql, limits);
    if (fault !== undefined) github.addFault({ match: /graphql/, graphqlError: fault });
    const other = beside === undefined ? '' : field(await newRepository(), beside, 'r1');
    return { told: await query(`{ ${field(repository, selection)} ${other} }`, token), at };
  };
}

export const missing = (path: string, switches: Partial<GitHubSwitches> = {}) =>
  asking(commit(`f0: file(path: "${path}") { mode }`), ['r0', 'c0', 'f0'], {
    switches,
    first: (repository) => repository.commit({ files: { link: { symlink: 'plugins' } } }),
  });

export const BLOB =
  'f0: file(path: "file") { object { ... on Blob { text isBinary isTruncated byteSize } } }';
export const blob = (content: Uint8Array) =>
  asking(commit(BLOB), ['r0', 'c0', 'f0', 'object'], {
    first: (repository) => repository.commit({ files: { file: content } }),
  });

/** A branch compared with a commit of its past, of its future, or with itself. */
export const comparing =
  (head: (repository: SandboxRepository) => Promise<string>): GraphqlSituation =>
  async () => {
    const repository = await newRepository();
    const id = await head(repository);
    const text = `{ ${field(repository, `b0: ref(qualifiedName: "refs/heads/main") { compare(headRef: "${id}") { status aheadBy behindBy } }`)} }`;
    return { told: await query(text, tokenFor(repository)), at: ['r0', 'b0', 'compare'] };
  };

/** Everything is asked of a token whose points are used up. */
export const usedUp = (switches: Partial<GitHubSwitches>) =>
  asking(ID, [], { switches, first: (_, token) => github.useUp(token, 'graphql') });

export const MUTATION =
  'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

interface Update {
  readonly options?: RepositoryOptions;
  readonly switches?: Partial<GitHubSwitches>;
  readonly token?: Partial<TokenOptions>;
  readonly before?: string;
  readonly after?: (repository: SandboxRepository) => Promise<string>;
  readonly protect?: 'ruleset' | 'branch-protection';
}

/** `main` is moved one commit ahead, or not. */
export const updating =
  ({ options = {}, switches = {}, token = {}, before, after, protect }: Update = {}): GraphqlSituation =>
  async () => {
    const repository = await newRepository(options);
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const afterOid = (await after?.(repository)) ?? next;
    const writer = tokenFor(repository);
    const id = await query(`{ ${field(repository, 'id')} }`, writer);
    const repositoryId = (id.body as { data: { r0: { id: string } } }).data.r0.id;
    if (protect !== undefined)
      repository.protect('main', { by: protect, requires: 'status-checks', checks: 3 });
    Object.assign(github.switches, switches);
    const refUpdates = [
      { name: 'refs/heads/main', afterOid, ...(before === undefined ? {} : { beforeOid: before }) },
    ];
    const asker = tokenFor(repository, token);
    return {
      told: await query(MUTATION, asker, { input: { repositoryId, refUpdates } }),
      at: ['updateRefs'],
    };
  };

/** A query that is too much, for three paths are one too many. */
export const excessive = (excess: GraphqlLimits['excess'], at: Path = []) =>
  asking(commit('f0: file(path: "README.md") { mode }'), at, {
    limits: { excess, most: { repositories: 1 } },
    beside: commit('f0: file(path: "README.md") { mode }'),
  });

export const limitedTo = (status: 200 | 403, retryAfter: number | null) =>
  asking(ID, [], {
    first: () =>
      Object.assign(github.limits.secondary, { graphqlPoints: 0, graphqlStatus: status, retryAfter }),
  });

export const ahead = (repository: SandboxRepository) => repository.commit({ files: { more: '1' } });
export const UNKNOWN = '3'.repeat(40);

export const EXCEEDED = {
  type: 'RESOURCE_LIMITS_EXCEEDED',
  message: 'Resource limits for this query exceeded.',
};
