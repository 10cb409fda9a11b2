import { isBot } from './accounts.ts';
import { type Answer, type ApiRequest, problem } from './answers.ts';
import { pageOf } from './pages.ts';
import { type Quota, type RateLimits, shownQuota } from './rate-limit.ts';
import { isoTime, repositoryShape, type Shape, userShape } from './shapes.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** A request about the token's owner, not about a repository. */
export interface AccountCall {
  world: World;
  limits: RateLimits;
  request: ApiRequest;
  documentation: string;
}

type Handler = (call: AccountCall) => Answer;

const ROUTES = new Map<string, Handler>([
  ['GET /rate_limit', getRateLimit],
  ['GET /user', signedIn(getUser)],
  ['GET /installation/repositories', signedIn(listInstallationRepositories)],
]);

/** What answers a request like `GET /user`, or null. */
export function accountRoute(request: string): Handler | null {
  return ROUTES.get(request) ?? null;
}

/** These calls need no permission; GitHub says so where it otherwise names them. */
function signedIn(handle: (call: AccountCall, token: Token) => Answer): Handler {
  return (call) => {
    const { token } = call.request;
    if (token === null) return problem(401, 'Requires authentication', call.documentation);
    const answer = handle(call, token);
    const accepted: Record<string, string> =
      token.options.kind === 'classic'
        ? {}
        : { 'x-accepted-github-permissions': 'allows_permissionless_access=true' };
    return { ...answer, headers: { ...accepted, ...answer.headers } };
  };
}

function getRateLimit({ world, limits, request: { token } }: AccountCall): Answer {
  const shape = ({ limit, used, remaining, reset }: Quota) => ({ limit, used, remaining, reset });
  const core = shape(limits.count(token, 'core', 0));
  const search = { ...core, limit: 30, used: 0, remaining: 30 };
  const graphql = shape(shownQuota(limits.count(token, 'graphql', 0), 'graphql', world.switches));
  return { status: 200, body: { resources: { core, search, graphql }, rate: core } };
}

/** GitHub's description says `enabledForGitHubApps: false`: an installation is nobody. */
function getUser({ world, documentation }: AccountCall, token: Token): Answer {
  if (isBot(token)) return problem(403, 'Resource not accessible by integration', documentation);
  return { status: 200, body: publicUserShape(world, token.login) };
}

const NEVER_GIVEN = ['name', 'company', 'location', 'email', 'hireable', 'bio', 'twitter_username'];
const COUNTS = ['public_repos', 'public_gists', 'followers', 'following'];

/** `public-user` in GitHub's description: what is private takes the scope `user`. */
function publicUserShape(world: World, login: string): Shape {
  const at = isoTime(new Date(0));
  return {
    ...userShape(world, login),
    user_view_type: 'public',
    blog: '',
    ...Object.fromEntries(NEVER_GIVEN.map((key) => [key, null])),
    ...Object.fromEntries(COUNTS.map((key) => [key, 0])),
    created_at: at,
    updated_at: at,
  };
}

/** For an App's installation token, and for `GITHUB_TOKEN`, which is one. */
function listInstallationRepositories(call: AccountCall, token: Token): Answer {
  const { world, request, documentation } = call;
  if (!isBot(token)) {
    const message =
      'You must authenticate with an installation access token in order to list repositories for an installation.';
    return problem(403, message, documentation);
  }
  const names = Object.keys(token.options.repositories ?? {});
  const found = new Set(names.flatMap((name) => world.repositories.find(name) ?? []));
  const { items, headers } = pageOf(world, request, [...found]);
  const repositories = items.map((repository) => ({
    ...repositoryShape(world, repository),
    permissions: NO_ROLE,
  }));
  const body = { total_count: found.size, repository_selection: 'selected', repositories };
  return { status: 200, headers, body };
}

/**
 * What repositories tell an App about its `permissions`, whatever its installation may:
 * https://github.com/semantic-release/github/blob/master/lib/verify.js
 */
export const NO_ROLE = { admin: false, maintain: false, push: false, triage: false, pull: false };
