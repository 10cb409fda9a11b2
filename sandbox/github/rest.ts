import type { Access, PermissionName } from '../types.ts';
import { includes, type Reach, reach } from './access.ts';
import { type Answer, type ApiRequest, notImplemented, problem } from './answers.ts';
import { Operation } from './openapi.ts';
import type { Quota, RateLimits } from './rate-limit.ts';
import type { Repository } from './repository.ts';
import { createCommit } from './rest-commits.ts';
import { compareCommits } from './rest-compare.ts';
import { getBlob, getCommit } from './rest-git.ts';
import { createComment, createPull, getPull, listPulls, updatePull } from './rest-pulls.ts';
import { createRef, deleteReference, getRef, listMatchingRefs, updateRef } from './rest-refs.ts';
import { createDispatch, getRepository } from './rest-repository.ts';
import { createTree } from './rest-trees.ts';
import { dispatchWorkflow } from './rest-workflows.ts';
import { ssoUrl } from './sso.ts';
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

/** As `X-Accepted-GitHub-Permissions` writes it. */
type Permission = `${PermissionName | 'metadata'}=${'read' | 'write'}`;

interface Route {
  operation: string;
  pattern: RegExp;
  /** One of these is enough. */
  permissions: Permission[];
  handle: (call: Call) => Promise<Answer> | Answer;
}

/** Parameters that may hold slashes, written as such or as `%2F`. */
const MULTI_SEGMENT = new Set(['ref', 'basehead']);

const ROUTES: Route[] = [
  route('GET /repos/{owner}/{repo}', 'metadata=read', getRepository),
  route('POST /repos/{owner}/{repo}/dispatches', 'contents=write', createDispatch),
  route('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', 'contents=read', getBlob),
  route('GET /repos/{owner}/{repo}/compare/{basehead}', 'contents=read', compareCommits),
  route('GET /repos/{owner}/{repo}/commits/{ref}', 'contents=read', getCommit),
  route('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', 'contents=read', listMatchingRefs),
  route('GET /repos/{owner}/{repo}/git/ref/{ref}', 'contents=read', getRef),
  route('POST /repos/{owner}/{repo}/git/refs', 'contents=write', createRef),
  route('PATCH /repos/{owner}/{repo}/git/refs/{ref}', 'contents=write', updateRef),
  route('DELETE /repos/{owner}/{repo}/git/refs/{ref}', 'contents=write', deleteReference),
  route('POST /repos/{owner}/{repo}/git/trees', 'contents=write', createTree),
  route('POST /repos/{owner}/{repo}/git/commits', 'contents=write', createCommit),
  route('GET /repos/{owner}/{repo}/pulls', 'pull_requests=read', listPulls),
  route('GET /repos/{owner}/{repo}/pulls/{pull_number}', 'pull_requests=read', getPull),
  route('POST /repos/{owner}/{repo}/pulls', 'pull_requests=write', createPull),
  route('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', 'pull_requests=write', updatePull),
  route(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    ['issues=write', 'pull_requests=write'],
    createComment,
  ),
  route(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    'actions=write',
    dispatchWorkflow,
  ),
];

/** Operations whose paths the pattern of `commits/{ref}` would swallow. */
const OTHER_COMMIT_OPERATION =
  /^\/repos\/[^/]+\/[^/]+\/commits\/.+\/(branches-where-head|check-runs|check-suites|comments|pulls|status|statuses)$/;

function route(operation: string, permission: Permission | Permission[], handle: Route['handle']): Route {
  const source = operation
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${MULTI_SEGMENT.has(name) ? '.+' : '[^/]+'})`);
  const permissions = [permission].flat();
  return { operation, permissions, handle, pattern: new RegExp(`^${source}$`) };
}

/** Answers a REST request whose token, if any, is valid. */
export async function answerRest(world: World, limits: RateLimits, request: ApiRequest): Promise<Answer> {
  if (request.method === 'GET' && request.path === '/rate_limit') return rateLimit(world, limits, request);
  const path = namedPath(world, request.path);
  const found = ROUTES.find(({ pattern }) => pattern.test(`${request.method} ${path}`));
  const other = OTHER_COMMIT_OPERATION.test(path);
  if (found === undefined || other) return notImplemented(`${request.method} ${request.path}`);
  const params = decoded(found.pattern.exec(`${request.method} ${path}`)?.groups ?? {});
  const operation = await Operation.of(found.operation);
  const answer = await answerRoute(world, { request, route: found, params, operation });
  return checked(world, operation, withHeaders(answer, found, request));
}

/** `/repositories/{id}/…`, where renamed repositories are redirected to, as `/repos/{owner}/{repo}/…`. */
function namedPath(world: World, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (id === undefined) return path;
  const repository = world.repositories.byId(Number(id));
  return repository === undefined ? `/repos/-/${id}${rest}` : `/repos/${repository.fullName}${rest}`;
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, safeDecode(text)]));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
  return (
    denied(call, route) ??
    moved(call, name) ??
    operation.refuse(params, request.query, request.body) ??
    (await route.handle(call))
  );
}

/** GitHub's refusal, or null. Classic tokens learn nothing but 404 (their scopes are in the headers). */
function denied(
  { request, repository, reach: allowed, documentation }: Call,
  { permissions }: Route,
): Answer | null {
  if (!allowed.visible) return problem(404, undefined, documentation);
  if (allowed.ssoMissing) return ssoRequired(repository);
  if (!permissions.some((permission) => isGranted(allowed, permission)))
    return forbidden(request, documentation);
  const writes = permissions.some((permission) => permission.endsWith('=write'));
  return writes && repository.options.archived
    ? problem(403, 'Repository was archived so is read-only.', documentation)
    : null;
}

function isGranted(allowed: Reach, permission: Permission): boolean {
  const [name, access] = permission.split('=') as [PermissionName | 'metadata', Access];
  return name === 'metadata' || includes(allowed[name], access);
}

function forbidden({ token }: ApiRequest, documentation: string): Answer {
  if (token === null) return problem(401, 'Requires authentication', documentation);
  if (token.options.kind === 'classic') return problem(404, undefined, documentation);
  const who = token.options.kind === 'fine-grained' ? 'personal access token' : 'integration';
  return problem(403, `Resource not accessible by ${who}`, documentation);
}

function ssoRequired(repository: Repository): Answer {
  const answer = problem(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    'https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/',
  );
  return { ...answer, headers: { 'x-github-sso': `required; url=${ssoUrl(repository)}` } };
}

/** A former name leads to the repository's id: 301, and 307 where the method must stay what it was. */
function moved({ world, request, repository }: Call, name: string): Answer | null {
  if (name.toLowerCase() === repository.fullName.toLowerCase()) return null;
  if (request.path.startsWith('/repositories/')) return null;
  const rest = request.path.split('/').slice(4).join('/');
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  const url = `${world.apiUrl}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}${query}`;
  const documentation_url =
    'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects';
  const body = { message: 'Moved Permanently', url, documentation_url };
  return { status: request.method === 'GET' ? 301 : 307, headers: { location: url }, body };
}

function withHeaders(answer: Answer, { permissions }: Route, { token }: ApiRequest): Answer {
  if (token === null) return answer;
  const accepted: Record<string, string> =
    token.options.kind === 'classic'
      ? { 'x-accepted-oauth-scopes': 'repo' }
      : { 'x-accepted-github-permissions': permissions.join('; ') };
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

async function rateLimit(world: World, limits: RateLimits, { token }: ApiRequest): Promise<Answer> {
  const shape = ({ limit, used, remaining, reset }: Quota) => ({ limit, used, remaining, reset });
  const core = shape(limits.count(token, 'core', 0));
  const search = { ...core, limit: 30, used: 0, remaining: 30 };
  const graphql = shape(limits.count(token, 'graphql', 0));
  const body = { resources: { core, search, graphql }, rate: core };
  return checked(world, await Operation.of('GET /rate_limit'), { status: 200, body });
}
