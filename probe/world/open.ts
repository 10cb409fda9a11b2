import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/index.ts';
import { send } from '../http.ts';
import type { RawAnswer } from '../question.ts';
import { valueAt } from '../shape.ts';
import { sandboxHands, sandboxTokens } from './hands-sandbox.ts';
import { serverHands } from './hands-server.ts';
import { messageOf } from './must.ts';
import type { Tokens } from './tokens.ts';
import { type Clock, createWorld, type Server, type World } from './world.ts';

/** A world, and the names of people that its answers may hold. */
export interface OpenWorld {
  readonly world: World;
  readonly people: readonly string[];
}

export const PREFIX = 'notify-marketplace-probe';

/** Nobody else's, so that two runs don't meet. */
export function newPrefix(): string {
  return `${PREFIX}-${randomBytes(4).toString('hex')}`;
}

export const REAL_CLOCK: Clock = { now: () => Date.now(), pause: (milliseconds) => sleep(milliseconds) };

/** Of the sandbox: an account of its own in it, and every kind of token. Waiting is for its runs, not for time. */
export function openSandbox(sandbox: Sandbox, note: (line: string) => void): OpenWorld {
  const { github, actions } = sandbox;
  const grants = sandboxTokens(github, Date.now());
  let paused = 0;
  const clock: Clock = {
    now: () => Date.now() + paused,
    async pause(milliseconds) {
      paused += milliseconds;
      await actions.idle();
    },
  };
  const { url, apiUrl, graphqlUrl } = github;
  const world = createWorld({
    server: { kind: 'sandbox', title: 'the sandbox', url, apiUrl, graphqlUrl },
    owner: 'probe-owner',
    prefix: newPrefix(),
    tokens: grants.tokens,
    ...{ clock, note, pace: 0 },
    hands: sandboxHands(sandbox, grants),
  });
  return { world, people: [] };
}

export interface ServerOptions {
  readonly owner: string;
  /** Origin of github.com or of a GitHub Enterprise Server. */
  readonly url: string;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly note: (line: string) => void;
}

/** What keeps the probe from starting. */
export type Refusal = { readonly refusal: string };

/** READ: of a server: who the token's owner is, and whether the account is an organization. */
export async function openServer(options: ServerOptions): Promise<OpenWorld | Refusal> {
  const { owner, url, tokens, clock, note } = options;
  const token = tokens.main;
  if (token === undefined) return { refusal: 'Set PROBE_TOKEN: probe/README.md says how to make it.' };
  const addresses = addressesOf(url);
  const read = (path: string) => send({ method: 'GET', url: addresses.apiUrl + path, token, api: 'rest' });
  const [user, account, meta] = [await read('/user'), await read(`/users/${owner}`), await read('/meta')];
  const refusal = refusalOf(user, account, owner);
  if (refusal !== null) return { refusal };
  const isOwn = sameText(valueAt(user.body, 'login'), owner);
  const world = createWorld({
    server: { ...addresses, ...nameOf(url, meta) },
    ...{ owner, tokens, clock, note, prefix: newPrefix(), pace: 1000 },
    hands: serverHands(isOwn),
  });
  return { world, people: peopleIn(user, owner) };
}

function addressesOf(url: string): Pick<Server, 'url' | 'apiUrl' | 'graphqlUrl'> {
  return url === 'https://github.com'
    ? { url, apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql' }
    : { url, apiUrl: `${url}/api/v3`, graphqlUrl: `${url}/api/graphql` };
}

function nameOf(url: string, meta: RawAnswer): Pick<Server, 'kind' | 'title'> {
  if (url === 'https://github.com') return { kind: 'github.com', title: 'github.com' };
  const version = valueAt(meta.body, 'installed_version');
  const title = `GitHub Enterprise Server${typeof version === 'string' ? ` ${version}` : ''}`;
  return { kind: 'enterprise', title };
}

function refusalOf(user: RawAnswer, account: RawAnswer, owner: string): string | null {
  if (user.status !== 200) return `PROBE_TOKEN was refused: ${user.status} ${messageOf(user)}`;
  if (account.status !== 200) return `There is no account ${owner}: ${account.status} ${messageOf(account)}`;
  const isOrganization = valueAt(account.body, 'type') === 'Organization';
  if (isOrganization || sameText(valueAt(user.body, 'login'), owner)) return null;
  return `PROBE_TOKEN belongs to another account than ${owner}.`;
}

/** The token's owner, where the account is another; names too short to be told from words are left. */
function peopleIn({ body }: RawAnswer, owner: string): string[] {
  const found = ['login', 'name', 'email'].map((key) => valueAt(body, key));
  return found.filter(
    (one) => typeof one === 'string' && one.length > 2 && !sameText(one, owner),
  ) as string[];
}

function sameText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}
