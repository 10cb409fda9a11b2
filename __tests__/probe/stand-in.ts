import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hands } from '../../probe/world/hands.ts';
import { type Grants, sandboxHands, sandboxTokens } from '../../probe/world/hands-sandbox.ts';
import type { RuleName } from '../../probe/world/rules.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';

/** A server to a person with an account: the sandbox, and the calls with which one makes and changes repositories. */
export interface StandIn {
  readonly url: string;
  readonly owner: string;
  readonly tokens: Grants['tokens'];
  readonly sandbox: Sandbox;
  /** `METHOD path` of each request. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Whom the main token belongs to: the account's owner. */
export const PERSON = { login: 'Jane-Doe', name: 'Jane Q. Doe', email: 'jane@doe.example', id: 987_654_321 };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

type Reply = { readonly status: number; readonly body?: unknown };
type Route = (found: Record<string, string>, body: Record<string, unknown>) => Promise<Reply> | Reply;

export async function startStandIn(): Promise<StandIn> {
  const sandbox = await startSandbox();
  const grants = sandboxTokens(sandbox.github, Date.now());
  const requests: string[] = [];
  const routes = routesOf(sandbox, grants);
  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    requests.push(`${asked.method} ${asked.path}`);
    const own = await answered(routes, asked);
    if (own === null) return forward(sandbox, request, asked, response);
    response
      .writeHead(own.status, { 'content-type': 'application/json' })
      .end(own.status === 204 ? undefined : JSON.stringify(own.body ?? {}));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    owner: PERSON.login,
    tokens: grants.tokens,
    ...{ sandbox, requests },
    close: () => close(server, sandbox),
  };
}

async function close(server: Server, sandbox: Sandbox): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await sandbox.close();
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const path = (request.url ?? '').replace(/^\/api\/v3/, '');
  return { method: request.method ?? '', path, body: text === '' ? {} : JSON.parse(text) };
}

async function answered(routes: Routes, { method, path, body }: Asked) {
  for (const [pattern, route] of routes) {
    const found = pattern.exec(`${method} ${path}`);
    if (found !== null) return route(found.groups ?? {}, body);
  }
  return null;
}

/** The sandbox's answer, with the sandbox's address replaced by this server's. */
async function forward(
  { github }: Sandbox,
  request: IncomingMessage,
  { method, body }: Asked,
  response: ServerResponse,
): Promise<void> {
  const { authorization } = request.headers;
  const answer = await fetch(github.url + request.url, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const own = `http://${request.headers.host}`;
  const headers = [...answer.headers].filter(([name]) => !/^(transfer-encoding|content-length)$/.test(name));
  const replaced = headers.map(([name, value]) => [name, value.replaceAll(github.url, own)]);
  response.writeHead(answer.status, Object.fromEntries(replaced));
  response.end((await answer.text()).replaceAll(github.url, own));
}

type Routes = readonly (readonly [RegExp, Route])[];

const route = (pattern: string, handle: Route) => [new RegExp(`^${pattern}$`), handle] as const;

function routesOf(sandbox: Sandbox, grants: Grants): Routes {
  const named = (name: string) => `${PERSON.login}/${name}`;
  const hands = sandboxHands(sandbox, grants)({ named, created: new Set() });
  return [...accountRoutes(hands), ...repositoryRoutes(hands)];
}

function accountRoutes(hands: Hands): Routes {
  return [
    route('GET /user', () => ({ status: 200, body: PERSON })),
    route('GET /users/.+', () => ({ status: 200, body: { login: PERSON.login, type: 'User' } })),
    route('GET /meta', () => ({ status: 200, body: { installed_version: '3.19.0' } })),
    route('GET /repositories', async () => ({ status: 200, body: await listed(hands.publicRepositories) })),
    route('POST /user/repos', async (_found, { name: suffix, private: isPrivate, auto_init }) => {
      if (auto_init === true) await hands.createRepository(String(suffix), { private: isPrivate === true });
      else await hands.createEmptyRepository(String(suffix));
      return { status: 201, body: { default_branch: 'main' } };
    }),
  ];
}

function repositoryRoutes(hands: Hands): Routes {
  const at = '(?<repository>/repos/[^/]+/[^/]+)';
  const name = (found: Record<string, string>) => (found['repository'] ?? '').slice('/repos/'.length);
  const done = async (work: Promise<void>, status = 200) => ({ status, body: await work });
  return [
    route(`PATCH ${at}`, (found, { name: suffix, archived }) =>
      done(archived === true ? hands.archive(name(found)) : hands.rename(name(found), String(suffix))),
    ),
    route(`PUT ${at}/actions/permissions`, (found) => done(hands.disableActions(name(found)), 204)),
    route(`PUT ${at}/actions/workflows/(?<file>[^/]+)/disable`, (found) =>
      done(hands.disableWorkflow(name(found), `.github/workflows/${found['file']}`), 204),
    ),
    route(`POST ${at}/rulesets`, (found, body) => ruleset(hands.protect, name(found), body)),
    route(`PUT ${at}/branches/(?<branch>[^/]+)/protection`, (found) =>
      done(hands.protectClassically(name(found), found['branch'] ?? '')),
    ),
    route(`POST ${at}/git/tags`, async (found, { tag, object }) => {
      const place = { repository: name(found), branch: 'main', head: String(object) };
      return { status: 201, body: { sha: await hands.tagObject(place, String(tag)) } };
    }),
  ];
}

async function listed(names: (count: number) => Promise<readonly string[]>): Promise<unknown> {
  return (await names(50)).map((full_name) => ({ full_name, private: false }));
}

/** The rules that the sandbox has; the others, and the merge queue, as on a plan without them. */
async function ruleset(
  protect: (repository: string, branch: string, rule: RuleName) => Promise<void>,
  repository: string,
  { name }: Record<string, unknown>,
): Promise<Reply> {
  const [rule, branch = ''] = String(name).split(' ');
  try {
    if (rule === 'merge-queue') throw new Error('not in the plan');
    await protect(repository, branch, rule as RuleName);
    return { status: 201 };
  } catch {
    return { status: 422, body: { message: 'Validation Failed' } };
  }
}
