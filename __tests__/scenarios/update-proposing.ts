import type { Sandbox } from '../../sandbox/index.ts';
import type { Fault, LoggedRequest, PullRequestState } from '../../sandbox/types.ts';
import {
  CATALOGUE,
  catalogue,
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  type Updated,
  type UpdateRun,
  update,
} from './update-support.ts';

export const OUR_BRANCH = 'notify-marketplace/update';
const MAY = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;

/** A marketplace in pull-request mode, with these plugins pinned at 1.0.0. */
export interface Proposing {
  readonly at: Market;
  readonly plugins: ReadonlyMap<string, PluginRepository>;
  propose(options?: UpdateRun): Promise<Updated>;
  /** Raises a plugin's version in its own repository. */
  raise(name: string, version: string): Promise<void>;
  /** Somebody brings the catalogue up to date by hand. */
  bringUpToDate(version: string): Promise<void>;
  pulls(): Promise<PullRequestState[]>;
  /** Null where there is none. */
  tip(branch?: string): string | null;
  /** A person's commit on a branch; returns it. */
  commit(branch: string, options?: { parents?: string[] }): Promise<string>;
  /** A fault of this marketplace's requests alone: of one through REST, or of the mutation. */
  fault(what: string, change: Omit<Fault, 'match'>): void;
}

export async function proposing(sandbox: Sandbox, ...names: string[]): Promise<Proposing> {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const { repository } = at;
  const made = await Promise.all(names.map((name) => plugin(at, name.replace(/[^a-z-]/gi, '-'), '1.0.0')));
  const plugins = new Map(names.map((name, n) => [name, made[n]] as [string, PluginRepository]));
  const entry = ([name, one]: [string, PluginRepository], sha: string, version: string) => ({
    name,
    source: pinned(one, sha),
    version,
  });
  await list(
    at,
    [...plugins].map((one) => entry(one, one[1].first, '1.0.0')),
  );
  return {
    at,
    plugins,
    propose: (options = {}) =>
      update(at, { permissions: MAY, ...options, inputs: { mode: 'pull-request', ...options.inputs } }),
    raise: async (name, version) => void (await plugins.get(name)?.bump(version)),
    bringUpToDate: async (version) => {
      const entries = [...plugins].map((one) => entry(one, one[1].repository.tip() ?? '', version));
      await repository.commit({ files: { [CATALOGUE]: catalogue(entries) } });
    },
    pulls: () => sandbox.github.pullRequests(repository),
    tip: (branch = OUR_BRANCH) => repository.tip(branch),
    commit: (branch, { parents } = {}) =>
      repository.commit({ branch, files: { 'NOTES.md': 'Mine\n' }, ...(parents ? { parents } : {}) }),
    fault: (what, change) => sandbox.github.addFault({ ...matching(at, what), ...change }),
  };
}

/** `updateRefs`, or `POST pulls`. */
export function matching({ repository }: Market, what: string): Pick<Fault, 'match' | 'matchBody'> {
  const id = Buffer.from(String(repository.id)).toString('base64url');
  return what === 'updateRefs'
    ? { match: /^POST \/graphql/, matchBody: new RegExp(`updateRefs.*"R_${id}"`) }
    : { match: new RegExp(`^${what.replace(' ', ` /repos/${repository.fullName}/`)}`) };
}

/** Requests that write, and mutations. */
export function writesOf({ requests }: Updated): LoggedRequest[] {
  return requests.filter(({ method, path, body }) =>
    path.endsWith('/graphql') ? JSON.stringify(body).includes('updateRefs(') : method !== 'GET',
  );
}
