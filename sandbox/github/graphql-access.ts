import type { Access, PermissionName } from '../types.ts';
import { includes, reach } from './access.ts';
import { isBot } from './accounts.ts';
import { GitHubError } from './graphql-errors.ts';
import type { Failures } from './graphql-faults.ts';
import type { Budget } from './graphql-limits.ts';
import type { Quota } from './rate-limit.ts';
import { graphqlRefusal, type Refusal, ssoHeader } from './refusals.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** Who asks, as every resolver sees it. */
export interface Viewer {
  world: World;
  token: Token;
  /** What is left of the hour's points after this query, which took so many. */
  quota: Quota;
  points: number;
  /** Objects that the query may return. */
  nodes: number;
  /** What this answer may still take; null: anything. */
  budget: Budget | null;
  /** What a test lets fail in this answer. */
  failures: Failures | null;
  /** More headers of the answer. */
  headers: Record<string, string>;
}

/** The repository of that present or former name, if the viewer may see it; throws GitHub's errors. */
export function visibleRepository(viewer: Viewer, name: string, followRenames: boolean): Repository {
  const repository = viewer.world.repositories.find(name);
  const renamed = repository !== undefined && repository.fullName.toLowerCase() !== name.toLowerCase();
  const found = renamed && !followRenames ? undefined : repository;
  return assertVisible(viewer, found, `Could not resolve to a Repository with the name '${name}'.`);
}

/** The repository with that global id, if the viewer may see it; throws GitHub's errors. */
export function repositoryById(viewer: Viewer, id: string): Repository {
  const number = /^R_(.+)$/.exec(id)?.[1];
  const key = number === undefined ? Number.NaN : Number(Buffer.from(number, 'base64url').toString());
  const repository = viewer.world.repositories.byId(key);
  return assertVisible(viewer, repository, `Could not resolve to a node with the global id of '${id}'`);
}

function assertVisible(viewer: Viewer, repository: Repository | undefined, notFound: string): Repository {
  const { world, token } = viewer;
  const allowed = repository === undefined ? null : reach(world.repositories, token, repository);
  if (repository === undefined || !allowed?.visible) throw new GitHubError('NOT_FOUND', notFound);
  if (world.switches.accessError !== 'below') assertNotRefused(viewer, repository, allowed.refusal);
  return repository;
}

function assertNotRefused({ world, headers }: Viewer, repository: Repository, refusal: Refusal | null): void {
  if (refusal === null) return;
  if (refusal === 'sso') Object.assign(headers, ssoHeader(repository));
  throw graphqlRefusal(refusal, repository, world.switches);
}

/** Throws unless the viewer may read the repository's contents. */
export function assertReadable(viewer: Viewer, repository: Repository): void {
  assertMay(viewer, repository, 'contents', 'read');
}

/**
 * Throws unless the viewer may do something with a part of a repository. `saml_failure` is in the errors of Apps that
 * have nothing to do with single sign-on.
 */
export function assertMay(
  viewer: Viewer,
  repository: Repository,
  permission: PermissionName,
  access: Access,
): void {
  const { world, token } = viewer;
  const allowed = reach(world.repositories, token, repository);
  assertNotRefused(viewer, repository, allowed.refusal);
  if (includes(allowed[permission], access)) return;
  const who = token.options.kind === 'fine-grained' ? 'personal access token' : 'integration';
  const extensions = isBot(token) && access === 'read' ? { saml_failure: false } : undefined;
  throw new GitHubError('FORBIDDEN', `Resource not accessible by ${who}`, extensions);
}

/** Throws unless the viewer may run a mutation. Of people's classic tokens: https://github.com/russellbanks/Komac/issues/1753 */
export function assertMayMutate(viewer: Viewer, repository: Repository, mutation: string): void {
  const { world, token } = viewer;
  const { contents, refusal } = reach(world.repositories, token, repository);
  if (token.options.kind !== 'classic' || refusal !== null || contents === 'write') {
    assertMay(viewer, repository, 'contents', 'write');
    return;
  }
  const message = `${token.login} does not have the correct permissions to execute \`${mutation}\``;
  throw new GitHubError('FORBIDDEN', message);
}
