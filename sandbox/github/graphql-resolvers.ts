import { isoSeconds } from './commits.ts';
import { assertReadable, type Viewer, visibleRepository } from './graphql-access.ts';
import { commitFields, commitResolvers } from './graphql-commits.ts';
import { pageInfoResolvers } from './graphql-connections.ts';
import { GitHubError, NotImplemented } from './graphql-errors.ts';
import { issueResolvers, issuesOf } from './graphql-issues.ts';
import { mutationResolvers } from './graphql-mutations.ts';
import { gitObjectResolvers, type ObjectSource, objectSource } from './graphql-objects.ts';
import { pullNumbered, pullRequestsOf, pullResolvers } from './graphql-pulls.ts';
import { listedRefs, refNamed, refNames, refResolvers } from './graphql-refs.ts';
import { latestReleaseOf, releaseOf, releaseResolvers, releasesOf } from './graphql-releases.ts';
import type { Resolvers } from './graphql-schema.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

/** Everything of GitHub's schema that the sandbox implements; all else answers 501. */
export const RESOLVERS: Resolvers = {
  Query: {
    viewer: (_source: unknown, _args, { token }) => ({ login: token.login }),
    rateLimit: (_source: unknown, _args, viewer) => viewer,
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
    hasIssuesEnabled: (repository: Repository) => repository.options.issuesEnabled,
    issues: (repository: Repository, args, viewer) => issuesOf(viewer, repository, args),
    isEmpty: (repository: Repository) => repository.tip() === null,
    defaultBranchRef: (repository: Repository, _args, viewer) =>
      refNamed(viewer, repository, [`refs/heads/${repository.options.defaultBranch}`]),
    ref: (repository: Repository, { qualifiedName }, viewer) =>
      refNamed(viewer, repository, refNames(String(qualifiedName))),
    refs: (repository: Repository, args, viewer) => listedRefs(viewer, repository, args),
    latestRelease: (repository: Repository, _args, viewer) => latestReleaseOf(viewer, repository),
    release: (repository: Repository, { tagName }, viewer) => releaseOf(viewer, repository, String(tagName)),
    releases: (repository: Repository, args, viewer) => releasesOf(viewer, repository, args),
    pullRequest: (repository: Repository, { number }, viewer) =>
      pullNumbered(viewer, repository, Number(number)),
    pullRequests: (repository: Repository, args, viewer) => pullRequestsOf(viewer, repository, args),
    object: (repository: Repository, args, viewer) => gitObject(viewer, repository, args),
  },
  RateLimit: {
    cost: ({ points }: Viewer) => points,
    limit: ({ quota }: Viewer) => quota.limit,
    remaining: ({ quota }: Viewer) => quota.remaining,
    used: ({ quota }: Viewer) => quota.used,
    resetAt: ({ quota }: Viewer) => isoSeconds(quota.reset),
    nodeCount: ({ nodes }: Viewer) => nodes,
  },
  RepositoryOwner: { login: ({ login }: { login: string }) => login },
  Organization: { login: ({ login }: { login: string }) => login },
  User: { login: ({ login }: { login: string }) => login },
  ...refResolvers,
  ...releaseResolvers,
  ...pullResolvers,
  ...issueResolvers,
  ...mutationResolvers,
  ...pageInfoResolvers,
  ...gitObjectResolvers,
  ...commitResolvers,
  Commit: { ...gitObjectResolvers['Commit'], ...commitFields },
};

async function gitObject(
  viewer: Viewer,
  repository: Repository,
  { oid, expression }: Record<string, unknown>,
): Promise<ObjectSource | null> {
  assertReadable(viewer, repository);
  if (typeof oid === 'string' && typeof expression === 'string') {
    throw new NotImplemented('Repository.object with both oid and expression');
  }
  if (typeof oid === 'string') return objectById(viewer, repository, oid);
  if (typeof expression !== 'string')
    throw new NotImplemented('Repository.object without oid and expression');
  const found = await repository.resolve(expression);
  return found === null ? null : objectSource(repository, found);
}

async function objectById(
  { world }: Viewer,
  repository: Repository,
  oid: string,
): Promise<ObjectSource | null> {
  const found = await objectSource(repository, oid);
  if (found !== null || world.switches.unknownOid === 'null') return found;
  throw new GitHubError('NOT_FOUND', `Could not resolve to a GitObject with the oid of '${oid}'.`);
}
