import type { Access, Permissions } from '../types.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';

/** What somebody may do with one repository. */
export interface Reach {
  /** False: GitHub answers as if the repository did not exist. */
  visible: boolean;
  contents: Access;
  /** A personal token that its organisation has not authorised (SAML single sign-on). */
  ssoMissing: boolean;
}

const NOTHING: Reach = { visible: false, contents: 'none', ssoMissing: false };

/** What a token (null: nobody signed in) may do with a repository. */
export function reach(repositories: Repositories, token: Token | null, repository: Repository): Reach {
  const open = !repository.options.private;
  const publicReach: Reach = open ? { visible: true, contents: 'read', ssoMissing: false } : NOTHING;
  if (token === null) return publicReach;
  const { kind } = token.options;
  const own =
    kind === 'classic'
      ? classicReach(repositories, token, repository)
      : grantedReach(repositories, token, repository);
  const best = own.contents === 'write' || (own.visible && !open) ? own : publicReach;
  const personal = kind === 'classic' || kind === 'fine-grained';
  return { ...best, ssoMissing: best.visible && personal && repository.options.sso };
}

/** Scopes: `repo` for everything its owner may write to, `public_repo` for the public part of that. */
function classicReach(repositories: Repositories, token: Token, repository: Repository): Reach {
  const { scopes = [], mayWrite } = token.options;
  const named = mayWrite === undefined || mayWrite.some((name) => repositories.find(name) === repository);
  const scoped = scopes.includes('repo') || (scopes.includes('public_repo') && !repository.options.private);
  return named && scoped ? { visible: true, contents: 'write', ssoMissing: false } : NOTHING;
}

function grantedReach(repositories: Repositories, token: Token, repository: Repository): Reach {
  const permissions = grantOf(repositories, token, repository);
  if (permissions === null) return NOTHING;
  const contents = permissions.contents ?? 'none';
  const visible = contents !== 'none' || permissions.metadata !== 'none';
  return { visible, contents, ssoMissing: false };
}

/** The permissions named for this repository, under its present or a former name. */
function grantOf(repositories: Repositories, token: Token, repository: Repository): Permissions | null {
  for (const [name, permissions] of Object.entries(token.options.repositories ?? {})) {
    if (repositories.find(name) === repository) return permissions;
  }
  return null;
}
