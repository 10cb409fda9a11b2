import type { Access, PermissionName, Permissions } from '../types.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import { isOfPerson, type Token } from './tokens.ts';

type Grants = Record<PermissionName, Access>;

/** What a person may do with a repository: `permissions` of `GET /repos/{owner}/{repo}`. */
export type Role = 'none' | 'read' | 'write' | 'admin';

/** What somebody may do with one repository. */
export interface Reach extends Grants {
  /** False: GitHub answers as if the repository did not exist. */
  visible: boolean;
  /** What keeps it out all the same. */
  refusal: Refusal | null;
  /** That of the token's owner, whatever the token may; `none` for Apps, as on GitHub. */
  role: Role;
}

const LEVELS: Access[] = ['none', 'read', 'write'];
const ROLES: Role[] = ['none', 'read', 'write', 'admin'];

const NO_GRANTS: Grants = {
  ...{ contents: 'none', actions: 'none', issues: 'none', pull_requests: 'none' },
  ...{ secrets: 'none', dependabot_secrets: 'none', actions_variables: 'none', administration: 'none' },
};
const NOTHING: Reach = { visible: false, ...NO_GRANTS, refusal: null, role: 'none' };

/** Those parts of a repository that are public where it is, and that everybody who reads it sees. */
function code(access: Access): Pick<Grants, 'contents' | 'actions' | 'issues' | 'pull_requests'> {
  return { contents: access, actions: access, issues: access, pull_requests: access };
}

/** Whether an access includes another. */
export function includes(access: Access, wanted: Access): boolean {
  return LEVELS.indexOf(access) >= LEVELS.indexOf(wanted);
}

/** Whether a role includes another. */
export function hasRole(role: Role, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

/** What a token (null: nobody signed in) may do with a repository. Everybody may read a public one. */
export function reach(repositories: Repositories, token: Token | null, repository: Repository): Reach {
  const open = !repository.options.private;
  const refusal = refusalOf(repository, token);
  const publicReach: Reach = open ? { ...NOTHING, visible: true, ...code('read'), refusal } : NOTHING;
  if (token === null) return publicReach;
  const { kind } = token.options;
  const personal = isOfPerson(token);
  const role = personal ? roleOf(repositories, token, repository) : 'none';
  const own =
    kind === 'classic'
      ? classicReach(token, repository, role)
      : grantedReach(repositories, token, repository);
  const capped = personal ? cappedBy(role, own) : own;
  const best = open ? { ...publicReach, ...higher(publicReach, capped) } : capped;
  return { ...best, role, refusal: best.visible ? refusal : null };
}

/** What the token's owner is there, by whatever token. */
function roleOf(repositories: Repositories, { options }: Token, repository: Repository): Role {
  const { mayWrite, mayAdminister = mayWrite, mayRead = [] } = options;
  const named = (names: string[] | undefined) =>
    names === undefined || names.some((name) => repositories.find(name) === repository);
  if (named(mayWrite)) return named(mayAdminister) ? 'admin' : 'write';
  return named(mayRead) || !repository.options.private ? 'read' : 'none';
}

/** No personal token may do more than its owner. */
function cappedBy(role: Role, own: Reach): Reach {
  return role === 'none' ? NOTHING : { ...own, ...lower(own, grantsOf(role)) };
}

/** Secrets and variables take the right to write, settings an admin. */
function grantsOf(role: Role): Grants {
  const write = hasRole(role, 'write') ? 'write' : 'none';
  return {
    ...code(hasRole(role, 'write') ? 'write' : hasRole(role, 'read') ? 'read' : 'none'),
    secrets: write,
    dependabot_secrets: write,
    actions_variables: write,
    administration: role === 'admin' ? 'write' : 'none',
  };
}

function higher(one: Grants, other: Grants): Grants {
  return merged((name) => (includes(one[name], other[name]) ? one[name] : other[name]));
}

function lower(one: Grants, other: Grants): Grants {
  return merged((name) => (includes(one[name], other[name]) ? other[name] : one[name]));
}

function merged(pick: (name: PermissionName) => Access): Grants {
  const names = Object.keys(NO_GRANTS) as PermissionName[];
  return Object.fromEntries(names.map((name) => [name, pick(name)])) as Grants;
}

/** Scopes: `repo` for everything its owner may do, `public_repo` for the code of what is public. */
function classicReach({ options }: Token, repository: Repository, role: Role): Reach {
  const { scopes = [] } = options;
  if (scopes.includes('repo')) return { ...NOTHING, visible: role !== 'none', ...grantsOf(role) };
  if (!scopes.includes('public_repo') || repository.options.private) return NOTHING;
  return { ...NOTHING, visible: true, ...code(grantsOf(role).contents) };
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
