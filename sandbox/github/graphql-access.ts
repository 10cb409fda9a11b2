import { GraphQLError } from 'graphql';
import type { Access, PermissionName } from '../types.ts';
import { includes, reach } from './access.ts';
import type { Failures } from './graphql-faults.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** Who asks, as every resolver sees it. */
export interface Viewer {
  world: World;
  token: Token;
  /** What a test lets fail in this answer. */
  failures: Failures | null;
}

/** An error of GitHub's own kind: its `type` stands beside the message, not in `extensions`. */
export class GitHubError extends GraphQLError {
  readonly type: string;

  constructor(type: string, message: string, extensions?: Record<string, unknown>) {
    super(message, extensions === undefined ? {} : { extensions });
    this.type = type;
  }
}

/** An error that is shown as a message and nothing else: no type, no path, no place in the query. */
export class BareError extends GraphQLError {}

/** Something that the schema allows and the sandbox does not know: the whole answer becomes a 501. */
export class NotImplemented extends Error {}

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

function assertVisible(
  { world, token }: Viewer,
  repository: Repository | undefined,
  notFound: string,
): Repository {
  const allowed = repository === undefined ? null : reach(world.repositories, token, repository);
  if (repository === undefined || !allowed?.visible) throw new GitHubError('NOT_FOUND', notFound);
  if (!allowed.ssoMissing) return repository;
  throw new GitHubError(
    'FORBIDDEN',
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    { saml_failure: true },
  );
}

/** Throws unless the viewer may read the repository's contents. */
export function assertReadable(viewer: Viewer, repository: Repository): void {
  assertMay(viewer, repository, 'contents', 'read');
}

/** Throws unless the viewer may do something with a part of a repository. */
export function assertMay(
  { world, token }: Viewer,
  repository: Repository,
  permission: PermissionName,
  access: Access,
): void {
  if (includes(reach(world.repositories, token, repository)[permission], access)) return;
  const who = token.options.kind === 'fine-grained' ? 'personal access token' : 'integration';
  throw new GitHubError('FORBIDDEN', `Resource not accessible by ${who}`);
}
