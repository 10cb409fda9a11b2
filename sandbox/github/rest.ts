import type { Access, PermissionName } from '../types.ts';
import { includes, type Reach, reach } from './access.ts';
import { type Answer, type ApiRequest, notImplemented, problem } from './answers.ts';
import { Operation } from './openapi.ts';
import type { RateLimits } from './rate-limit.ts';
import { restRefusal } from './refusals.ts';
import type { Repository } from './repository.ts';
import { accountRoute } from './rest-account.ts';
import { findRoute, type Permission, type Route } from './rest-routes.ts';
import type { World } from './world.ts';

/** A request to one repository, allowed and valid. */
export interface Call {
  world: World;
  request: ApiRequest;
  repository: Repository;
  reach: Reach;
  params: Record<string, string>;
  documentation: string;
}

/** Answers a REST request whose token, if any, is valid. */
export async function answerRest(world: World, limits: RateLimits, request: ApiRequest): Promise<Answer> {
  const { method, path } = request;
  const account = accountRoute(`${method} ${path}`);
  if (account !== null) {
    const operation = await Operation.of(`${method} ${path}`);
    const { documentation } = operation;
    return checked(world, operation, account({ world, limits, request, documentation }));
  }
  const found = findRoute(method, namedPath(world, path));
  if (found === null) return notImplemented(`${method} ${path}`);
  const operation = await Operation.of(found.route.operation);
  const answer = await onCopy(world, request, () => answerRoute(world, { request, ...found, operation }));
  return checked(world, operation, withHeaders(answer, found.route, request));
}

/** `/repositories/{id}/…`, where renamed repositories are redirected to, as `/repos/{owner}/{repo}/…`. */
function namedPath(world: World, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (id === undefined) return path;
  const repository = world.repositories.byId(Number(id));
  return repository === undefined ? `/repos/-/${id}${rest}` : `/repos/${repository.fullName}${rest}`;
}

/** Only what reads lags behind. */
function onCopy(world: World, { method }: ApiRequest, work: () => Promise<Answer>): Promise<Answer> {
  return method === 'GET' || method === 'HEAD' ? world.replication.onCopy(work) : work();
}

interface Routed {
  request: ApiRequest;
  route: Route;
  params: Record<string, string>;
  operation: Operation;
}

async function answerRoute(world: World, { request, route, params, operation }: Routed): Promise<Answer> {
  const { documentation } = operation;
  const name = `${params['owner']}/${params['repo']}`;
  const repository = world.repositories.find(name);
  if (repository === undefined) return problem(404, undefined, documentation);
  const allowed = reach(world.repositories, request.token, repository);
  const call = { world, request, repository, reach: allowed, params, documentation };
  const invalid = () => operation.refuse(params, request.query, request.body);
  const bodyFirst = route.operation.endsWith('/dispatches') && world.switches.dispatchOrder === 'body-first';
  return (
    hidden(call) ??
    (bodyFirst ? (moved(call, name) ?? invalid()) : null) ??
    denied(call, route) ??
    moved(call, name) ??
    invalid() ??
    (await route.handle(call))
  );
}

/** GitHub's answer to those who get nothing of a repository, or null. */
function hidden({ world, repository, reach: allowed, documentation }: Call): Answer | null {
  if (!allowed.visible) return problem(404, undefined, documentation);
  const { switches } = world;
  return allowed.refusal && restRefusal(allowed.refusal, repository, { documentation, switches });
}

/** Its refusal of those who may not do this, or null. Classic tokens mostly learn nothing but 404. */
function denied(
  { world, request, repository, reach: allowed, documentation }: Call,
  { permissions, classicRefusal }: Route,
): Answer | null {
  if (!permissions.some((permission) => isGranted(allowed, permission)))
    return forbidden(request, documentation, classicRefusal);
  const writes = permissions.some((permission) => permission.endsWith('=write'));
  if (!writes || !repository.options.archived) return null;
  return world.switches.archived === 'read-only'
    ? problem(403, 'Repository was archived so is read-only.', documentation)
    : forbidden(request, documentation);
}

function isGranted(allowed: Reach, permission: Permission): boolean {
  const [name, access] = permission.split('=') as [PermissionName | 'metadata', Access];
  return name === 'metadata' || includes(allowed[name], access);
}

function forbidden({ token }: ApiRequest, documentation: string, classicRefusal?: string): Answer {
  if (token === null) return problem(401, 'Requires authentication', documentation);
  if (token.options.kind === 'classic')
    return problem(classicRefusal === undefined ? 404 : 403, classicRefusal, documentation);
  const who = token.options.kind === 'fine-grained' ? 'personal access token' : 'integration';
  return problem(403, `Resource not accessible by ${who}`, documentation);
}

/** A former name leads to the repository's id: 301, and 307 where the method must stay what it was. */
function moved({ world, request, repository }: Call, name: string): Answer | null {
  if (name.toLowerCase() === repository.fullName.toLowerCase()) return null;
  if (request.path.startsWith('/repositories/')) return null;
  const rest = request.path.split('/').slice(4).join('/');
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  const url = `${world.apiUrl}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}${query}`;
  const documentation_url = 'https://docs.github.com/v3/#http-redirects';
  const body = { message: 'Moved Permanently', url, documentation_url };
  return { status: request.method === 'GET' ? 301 : 307, headers: { location: url }, body };
}

/** `x-oauth-scopes` and its like come to classic tokens alone, permissions to all others: GitHub's docs, troubleshooting. */
function withHeaders(
  answer: Answer,
  { accepted: names, acceptedScopes }: Route,
  { token }: ApiRequest,
): Answer {
  if (token === null) return answer;
  const accepted: Record<string, string> =
    token.options.kind === 'classic'
      ? { 'x-accepted-oauth-scopes': acceptedScopes }
      : { 'x-accepted-github-permissions': names };
  return { ...answer, headers: { ...accepted, ...answer.headers } };
}

/** An answer that GitHub's description refuses is a bug of the sandbox: it must not pass for GitHub's. */
function checked(world: World, operation: Operation, answer: Answer): Answer {
  const violation = operation.violation(answer);
  if (violation === null) return answer;
  world.schemaViolations.push(violation);
  return {
    status: 500,
    body: { message: `The sandbox's answer does not fit GitHub's description: ${violation}` },
  };
}
