import { assertReadable, NotImplemented, type Viewer, visibleRepository } from './graphql-access.ts';
import { gitObjectResolvers, type ObjectSource, objectSource } from './graphql-objects.ts';
import type { Resolvers } from './graphql-schema.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

interface RefSource {
  repository: Repository;
  /** E.g. `refs/heads/main`. */
  name: string;
  oid: string;
}

/** Everything of GitHub's schema that the sandbox implements; all else answers 501. */
export const RESOLVERS: Resolvers = {
  Query: {
    repository: (_source: unknown, { owner, name, followRenames = true }, viewer) =>
      visibleRepository(viewer, `${owner}/${name}`, followRenames === true),
  },
  Repository: {
    id: (repository: Repository) => nodeId('R', String(repository.id)),
    databaseId: (repository: Repository) => repository.id,
    name: (repository: Repository) => repository.name,
    nameWithOwner: (repository: Repository) => repository.fullName,
    owner: (repository: Repository) => ({ __typename: 'Organization', login: repository.owner }),
    url: (repository: Repository, _args, { world }) => `${world.url}/${repository.fullName}`,
    isArchived: (repository: Repository) => repository.options.archived,
    isPrivate: (repository: Repository) => repository.options.private,
    isFork: (repository: Repository) => repository.options.fork,
    isEmpty: (repository: Repository) => repository.tip() === null,
    defaultBranchRef: (repository: Repository, _args, viewer) =>
      refNamed(viewer, repository, [`refs/heads/${repository.options.defaultBranch}`]),
    ref: (repository: Repository, { qualifiedName }, viewer) =>
      refNamed(viewer, repository, refNames(String(qualifiedName))),
    object: (repository: Repository, args, viewer) => gitObject(viewer, repository, args),
  },
  RepositoryOwner: { login: ({ login }: { login: string }) => login },
  Organization: { login: ({ login }: { login: string }) => login },
  Ref: {
    id: ({ repository, name }: RefSource) => nodeId('REF', `${repository.id}:${name}`),
    name: ({ name }: RefSource) => name.slice(refPrefix(name).length),
    prefix: ({ name }: RefSource) => refPrefix(name),
    repository: ({ repository }: RefSource) => repository,
    target: ({ repository, oid }: RefSource) => objectSource(repository, oid),
  },
  ...gitObjectResolvers,
};

function refPrefix(name: string): string {
  return /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/';
}

/** A qualified name is taken as it is; a short one is a branch before it is a tag. */
function refNames(name: string): string[] {
  return name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
}

function refNamed(viewer: Viewer, repository: Repository, names: string[]): RefSource | null {
  assertReadable(viewer, repository);
  for (const name of names) {
    const oid = repository.ref(name);
    if (oid !== null) return { repository, name, oid };
  }
  return null;
}

async function gitObject(
  viewer: Viewer,
  repository: Repository,
  { oid, expression }: Record<string, unknown>,
): Promise<ObjectSource | null> {
  assertReadable(viewer, repository);
  if (typeof oid === 'string' && typeof expression === 'string') {
    throw new NotImplemented('Repository.object with both oid and expression');
  }
  if (typeof oid === 'string') return objectSource(repository, oid);
  if (typeof expression !== 'string')
    throw new NotImplemented('Repository.object without oid and expression');
  const found = await repository.resolve(expression);
  return found === null ? null : objectSource(repository, found);
}
