import { newLimits } from '../../sandbox/github/limits.ts';
import type {
  Permissions,
  RepositoryOptions,
  RuleName,
  SandboxRepository,
  TokenOptions,
} from '../../sandbox/types.ts';
import type { RecordedAnswer } from '../corpus/github-answers/answers.ts';
import { github, newRepository, tokenFor } from './github-setup.ts';

/** What the sandbox answers; text where it is no JSON. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Puts the sandbox into a situation and asks it what was asked then. */
export type Situation = (answer: RecordedAnswer) => Promise<Told>;

export const UNKNOWN = '3'.repeat(40);
export const ALL: Permissions = {
  ...{ contents: 'write', actions: 'write', issues: 'write', pull_requests: 'write' },
  ...{ secrets: 'write', administration: 'write' },
};

export async function send(url: string, init: RequestInit, token?: string): Promise<Told> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `token ${token}` };
  const answer = await fetch(url, { redirect: 'manual', ...init, headers });
  const text = await answer.text();
  const isJson = /^[[{].*[\]}]$/s.test(text);
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

export function call(request: string, token: string | undefined, body?: unknown): Promise<Told> {
  const [method = '', path = ''] = request.split(' ');
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return send(github.apiUrl + path, { method, ...json }, token);
}

/** A request below a repository. */
export const at = (repository: SandboxRepository, method: string, below = '') =>
  `${method} /repos/${repository.fullName}${below}`;

export const granted = (repository: SandboxRepository, permissions: Permissions = ALL) => ({
  repositories: { [repository.fullName]: permissions },
});
export const all = (repository: SandboxRepository, more: Partial<TokenOptions> = {}) =>
  tokenFor(repository, { ...granted(repository), ...more });
export const classic = (repository: SandboxRepository, more: Partial<TokenOptions> = {}) =>
  tokenFor(repository, { kind: 'classic', scopes: ['repo'], ...more });

export const dispatch = (repository: SandboxRepository, token: string, body: unknown = { event_type: 'x' }) =>
  call(at(repository, 'POST', '/dispatches'), token, body);

/** Whatever reads, or writes, where any would do. */
export async function anyOf(
  { request }: RecordedAnswer,
  repository: SandboxRepository,
  token?: string,
): Promise<Told> {
  if (request === 'GET /rate_limit' || request === 'GET /user') return call(request, token);
  const reads = request === 'any read' || request === 'GET /repos/{owner}/{repo}';
  return reads ? call(at(repository, 'GET'), token) : dispatch(repository, token ?? '');
}

/** A repository, and a token for it. */
export function by(
  options: RepositoryOptions,
  token: (repository: SandboxRepository) => string | undefined,
): Situation {
  return async (answer) => {
    const repository = await newRepository(options);
    return anyOf(answer, repository, token(repository));
  };
}

export const dispatching =
  (body: unknown): Situation =>
  async () => {
    const repository = await newRepository();
    return dispatch(repository, all(repository), body);
  };

/** A commit that is not on its branch yet. */
export const ahead = (repository: SandboxRepository, more: object = {}) =>
  repository.commit({ files: { new: '1' }, updateRef: false, ...more });

/** What is asked of the git data API, by its route. */
export async function git(
  { request }: RecordedAnswer,
  repository: SandboxRepository,
  token: string,
): Promise<Told> {
  const [method = '', path = ''] = request.replace('any git data route', 'POST x/git/trees').split(' ');
  const below = path.replace(/^.*\/git\//, '/git/').replace('{ref}', 'heads/main');
  const sha = await ahead(repository);
  const tree = [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }];
  const bodies: Record<string, object | undefined> = {
    'POST /git/trees': { tree },
    'POST /git/commits': {
      message: 'm',
      tree: await repository.git('rev-parse', `${sha}^{tree}`),
      parents: [],
    },
    'POST /git/refs': { ref: 'refs/heads/other', sha },
    'PATCH /git/refs/heads/main': { sha },
  };
  return call(at(repository, method, below), token, bodies[`${method} ${below}`]);
}

export const gitBy =
  (token: (repository: SandboxRepository) => string): Situation =>
  async (answer) => {
    const repository = await newRepository();
    return git(answer, repository, token(repository));
  };

/** A tree of one entry. */
export const treeOf =
  (entry: object, more: object = {}): Situation =>
  async () => {
    const repository = await newRepository();
    const tree = [{ path: 'a', mode: '100644', type: 'blob', ...entry }];
    return call(at(repository, 'POST', '/git/trees'), all(repository), { tree, ...more });
  };

/** A ref's change that a rule forbids. */
export const against =
  (by: 'ruleset' | 'branch-protection', requires: RuleName): Situation =>
  async ({ request }) => {
    const repository = await newRepository();
    const first = repository.tip() ?? '';
    const second = await repository.commit({ files: { b: '2' } });
    await repository.setRef('refs/heads/kept', second);
    repository.protect('{main,kept,closed}', { by, requires });
    const sides = { merge: { parents: [second, first] }, aside: { parents: [first] } };
    const token = all(repository, { kind: 'classic', scopes: ['repo'] });
    if (request.startsWith('DELETE')) return call(at(repository, 'DELETE', '/git/refs/heads/kept'), token);
    const isForced = requires === 'force-push' || request.endsWith('force');
    const how = requires === 'linear-history' ? sides.merge : isForced ? sides.aside : {};
    const sha = await ahead(repository, how);
    if (request.startsWith('POST'))
      return call(at(repository, 'POST', '/git/refs'), token, { ref: 'refs/heads/closed', sha });
    return call(at(repository, 'PATCH', '/git/refs/heads/main'), token, { sha, force: isForced });
  };

/** A repository with a branch `branch`, one commit ahead, for which a pull request may be opened. */
export async function proposable(options: RepositoryOptions = {}) {
  const repository = await newRepository(options);
  await repository.commit({ branch: 'branch', files: { topic: '1' } });
  const open = (token: string, more: object = {}) =>
    call(at(repository, 'POST', '/pulls'), token, { title: 'T', head: 'branch', base: 'main', ...more });
  return { repository, open };
}

export const proposing =
  (more: object, twice = false): Situation =>
  async (answer) => {
    const { repository, open } = await proposable();
    await repository.git('branch', 'x', 'main');
    const token = classic(repository, ending(answer));
    if (twice) await open(token, more);
    return open(token, more);
  };

export const WORKFLOW = '.github/workflows/ci.yml';

/** A dispatch of a workflow that starts `on`. */
export const starting =
  (
    on: string,
    more: { ref?: string; inputs?: object; disabled?: true; name?: string; may?: Permissions } = {},
  ): Situation =>
  async () => {
    const repository = await newRepository();
    await repository.commit({ files: { [WORKFLOW]: `on: ${on}\njobs: {}\n` } });
    if (more.disabled) repository.setWorkflowState(WORKFLOW, 'disabled_manually');
    const { ref = 'main', inputs, name = 'ci.yml', may } = more;
    const app = () => tokenFor(repository, { kind: 'app', ...granted(repository, may) });
    const token = may === undefined ? classic(repository) : app();
    const below = `/actions/workflows/${name}/dispatches`;
    return call(at(repository, 'POST', below), token, { ref, ...(inputs === undefined ? {} : { inputs }) });
  };

export const comparing =
  (head: (repository: SandboxRepository) => Promise<string>): Situation =>
  async () => {
    const repository = await newRepository();
    const below = `/compare/main...${await head(repository)}`;
    return call(at(repository, 'GET', below), all(repository));
  };

/** What settings say, by a route with `main` for its branch. */
export const looking =
  (options: RepositoryOptions, token: (repository: SandboxRepository) => string | undefined): Situation =>
  async ({ request }) => {
    const repository = await newRepository(options);
    for (const requires of ['deletion', 'force-push'] as const)
      if (/rules|branches\/\{branch\}$/.test(request))
        repository.protect('main', { by: 'ruleset', requires });
    const [method = '', path = ''] = request.split(' ');
    const below = path.replace('/repos/{owner}/{repo}', '').replace('{branch}', 'main');
    return call(at(repository, method, below), token(repository));
  };

/** A limit of which nothing is left. */
export const limited =
  (limits: Partial<ReturnType<typeof newLimits>['secondary']>): Situation =>
  async (answer) => {
    const repository = await newRepository();
    Object.assign(github.limits.secondary, limits);
    return anyOf(answer, repository, all(repository));
  };

export const faulty =
  (fault: { status: number; headers?: Record<string, string>; body?: unknown }): Situation =>
  async (answer) => {
    const repository = await newRepository();
    github.addFault({ match: /./, ...fault });
    return anyOf(answer, repository, all(repository));
  };

/** When a token ends, in the words of the header: another zone is that of a fine-grained token's owner. */
export function ending({ headers }: RecordedAnswer): Partial<TokenOptions> {
  const [, zone = 'UTC'] =
    / (UTC|[+-]\d{4})$/.exec(headers['github-authentication-token-expiration'] ?? '') ?? [];
  return { expires: new Date(Date.now() + 86_400_000), zone };
}

export const reads: Permissions = { contents: 'read', metadata: 'read' };
export const actions = (repository: SandboxRepository) =>
  tokenFor(repository, { kind: 'actions', ...granted(repository, reads) });
export const elsewhere = (kind: TokenOptions['kind']) => () =>
  github.createToken({ kind, repositories: { 'acme/elsewhere': ALL } });
export const nobody = () => undefined;
export const mayNothing = { mayWrite: [], mayAdminister: [] };

/** As they were at the start. */
export function usualLimits(): void {
  const { graphql, secondary } = newLimits();
  Object.assign(github.limits.graphql, graphql);
  Object.assign(github.limits.secondary, secondary);
}
