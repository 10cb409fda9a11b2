import type { Access, PermissionName, Permissions } from '../types.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';

type Grants = Record<PermissionName, Access>;

/** What somebody may do with one repository. */
export interface Reach extends Grants {
  /** False: GitHub answers as if the repository did not exist. */
  visible: boolean;
  /** A personal token that its organisation has not authorised (SAML single sign-on). */
  ssoMissing: boolean;
}

const LEVELS: Access[] = ['none', 'read', 'write'];

function everything(access: Access): Grants {
  return { contents: access, actions: access, issues: access, pull_requests: access };
}

const NOTHING: Reach = { visible: false, ...everything('none'), ssoMissing: false };

/** Whether an access includes another. */
export function includes(access: Access, wanted: Access): boolean {
  return LEVELS.indexOf(access) >= LEVELS.indexOf(wanted);
}

/** What a token (null: nobody signed in) may do with a repository. Everybody may read a public one. */
export function reach(repositories: Repositories, token: Token | null, repository: Repository): Reach {
  const open = !repository.options.private;
  const publicReach: Reach = open ? { ...NOTHING, visible: true, ...everything('read') } : NOTHING;
  if (token === null) return publicReach;
  const { kind } = token.options;
  const own =
    kind === 'classic'
      ? classicReach(repositories, token, repository)
      : grantedReach(repositories, token, repository);
  const best = open ? { ...publicReach, ...higher(publicReach, own) } : own;
  const personal = kind === 'classic' || kind === 'fine-grained';
  return { ...best, ssoMissing: best.visible && personal && repository.options.sso };
}

function higher(one: Grants, other: Grants): Grants {
  const names = Object.keys(everything('none')) as PermissionName[];
  const pick = (name: PermissionName) => (includes(one[name], other[name]) ? one[name] : other[name]);
  return Object.fromEntries(names.map((name) => [name, pick(name)])) as Grants;
}

/** Scopes: `repo` for everything its owner may write to, `public_repo` for the public part of that. */
function classicReach(repositories: Repositories, token: Token, repository: Repository): Reach {
  const { scopes = [], mayWrite } = token.options;
  const named = mayWrite === undefined || mayWrite.some((name) => repositories.find(name) === repository);
  const scoped = scopes.includes('repo') || (scopes.includes('public_repo') && !repository.options.private);
  return named && scoped ? { ...NOTHING, visible: true, ...everything('write') } : NOTHING;
}

function grantedReach(repositories: Repositories, token: Token, repository: Repository): Reach {
  const permissions = grantOf(repositories, token, repository);
  if (permissions === null) return NOTHING;
  const { metadata, ...granted } = permissions;
  const visible = (granted.contents ?? 'none') !== 'none' || metadata !== 'none';
  return { ...NOTHING, visible, ...granted };
}

/** The permissions named for this repository, under its present or a former name. */
function grantOf(repositories: Repositories, token: Token, repository: Repository): Permissions | null {
  for (const [name, permissions] of Object.entries(token.options.repositories ?? {})) {
    if (repositories.find(name) === repository) return permissions;
  }
  return null;
}
