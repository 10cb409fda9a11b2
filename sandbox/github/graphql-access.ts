import { GraphQLError } from 'graphql';
import { reach } from './access.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** Who asks, as every resolver sees it. */
export interface Viewer {
  world: World;
  token: Token;
}

/** An error of GitHub's own kind: its `type` stands beside the message, not in `extensions`. */
export class GitHubError extends GraphQLError {
  readonly type: string;

  constructor(type: string, message: string, extensions?: Record<string, unknown>) {
    super(message, extensions === undefined ? {} : { extensions });
    this.type = type;
  }
}

/** Something that the schema allows and the sandbox does not know: the whole answer becomes a 501. */
export class NotImplemented extends Error {}

/** The repository of that present or former name, if the viewer may see it; throws GitHub's errors. */
export function visibleRepository(
  { world, token }: Viewer,
  name: string,
  followRenames: boolean,
): Repository {
  const repository = world.repositories.find(name);
  const renamed = repository !== undefined && repository.fullName.toLowerCase() !== name.toLowerCase();
  const allowed = repository === undefined ? null : reach(world.repositories, token, repository);
  if (repository === undefined || !allowed?.visible || (renamed && !followRenames)) {
    throw new GitHubError('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
  }
  if (!allowed.ssoMissing) return repository;
  throw new GitHubError(
    'FORBIDDEN',
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    { saml_failure: true },
  );
}

/** Throws unless the viewer may read the repository's contents. */
export function assertReadable({ world, token }: Viewer, repository: Repository): void {
  if (reach(world.repositories, token, repository).contents !== 'none') return;
  const who = token.options.kind === 'fine-grained' ? 'personal access token' : 'integration';
  throw new GitHubError('FORBIDDEN', `Resource not accessible by ${who}`);
}
