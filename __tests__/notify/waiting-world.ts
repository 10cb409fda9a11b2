import type { Answer } from '../../src/github/client/client.ts';
import type { GitHubError } from '../../src/github/client/error.ts';
import type { GraphqlAnswer } from '../../src/github/client/graphql-answer.ts';
import type { Change } from '../../src/notify/compare/changes.ts';
import type { Delivery } from '../../src/notify/send/deliver.ts';
import type { Arrival } from '../../src/notify/wait/arrival.ts';
import { awaitArrivals } from '../../src/notify/wait/wait.ts';
import { type FakeClock, fakeLog, START } from '../support/clock.ts';
import { answer, fakeClient, type GraphqlCall, type RestCall } from '../support/fake-client.ts';
import { change, delivery, notification } from '../support/notify-fixtures.ts';
import { catalogueText, FILE, NEW, OLD, SERVER } from '../support/update-fixtures.ts';
import { type FakeEntry, type FakeRepository, fakeRepositories } from '../update/fake-repositories.ts';

/** A clock that jumps to the next moment for which anybody sleeps, as soon as all do. */
function jumpingClock(): FakeClock {
  let now = START;
  const slept: number[] = [];
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const wakeNext = () => {
    sleepers.sort((a, b) => a.until - b.until);
    const next = sleepers.shift();
    now = Math.max(now, next?.until ?? now);
    next?.wake();
  };
  return {
    slept,
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    random: () => 0.5,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        slept.push(milliseconds);
        sleepers.push({ until: now + milliseconds, wake });
        setImmediate(wakeNext);
      }),
  };
}

interface Proposal {
  readonly number: number;
  readonly headOid: string;
  readonly isCrossRepository: boolean;
}

interface FakeMarket {
  branch: string;
  head: string;
  readonly commits: Record<string, Record<string, FakeEntry>>;
  /** Null where the token does not see them. */
  proposals: Proposal[] | null;
  /** Where pull requests departed, by their heads. */
  readonly departures: Record<string, string>;
}

export interface Request {
  readonly what: string;
  /** Milliseconds since the start. */
  readonly at: number;
}

type Row = Record<string, unknown>;
type Fault = (what: string) => GitHubError | null;

/** Marketplaces that change while somebody waits for them, and the requests that reached them. */
export function waitingWorld() {
  const clock = jumpingClock();
  const log = fakeLog();
  const markets = new Map<string, FakeMarket>();
  const requests: Request[] = [];
  const plans: { readonly at: number; readonly act: () => void }[] = [];
  /** `present...target` → GitHub's word for it. */
  const comparisons = new Map<string, string>();
  let fault: Fault = () => null;
  let commits = 0;
  /** Milliseconds that every request takes. */
  let latency = 0;

  const since = () => clock.now() - START;

  function meet(what: string): void {
    for (const { act } of plans.filter(({ at }) => at <= since())) act();
    plans.splice(0, plans.length, ...plans.filter(({ at }) => at > since()));
    requests.push({ what, at: since() });
    clock.advance(latency);
    const error = fault(what);
    if (error !== null) throw error;
  }

  function marketOf(name: string): FakeMarket {
    const market = markets.get(name);
    if (market === undefined) throw new Error(`no ${name}`);
    return market;
  }

  function ask({ query, variables }: GraphqlCall): GraphqlAnswer {
    const values = Object.values(variables);
    const name = [...markets.keys()].find((one) => one.split('/').every((part) => values.includes(part)));
    const market = marketOf(name ?? '');
    if (query.includes('pullRequests')) {
      meet(`proposals ${name}`);
      const nodes = market.proposals?.map((one) => ({ ...one, ...link(name, one), headRefOid: one.headOid }));
      if (nodes !== undefined) return { data: { repository: { pullRequests: { nodes } } }, errors: [] };
      // The connection is non-null, so the null rises to the repository.
      const message = 'Resource not accessible by personal access token';
      const path = ['repository', 'pullRequests'];
      return { data: { repository: null }, errors: [{ type: 'FORBIDDEN', message, path }] };
    }
    const [oid] = values.filter((value) => market.commits[String(value)] !== undefined);
    meet(oid === undefined ? `head ${name}` : `commit ${name} ${oid}`);
    return fakeRepositories(repositories()).graphql({
      query,
      variables,
      options: undefined,
    }) as GraphqlAnswer;
  }

  function link(name: string | undefined, { number }: Proposal) {
    return { url: `${SERVER}/${name}/pull/${number}` };
  }

  function repositories(): Record<string, FakeRepository> {
    return Object.fromEntries(
      [...markets].map(([name, { commits: all, branch, head }]) => [
        name,
        { commits: all, refs: { [`refs/heads/${branch}`]: head } },
      ]),
    );
  }

  function rest({ route, parameters }: RestCall): Answer {
    const name = `${parameters['owner']}/${parameters['repo']}`;
    if (route === 'GET /repos/{owner}/{repo}') {
      meet(`repository ${name}`);
      return answer({ data: { full_name: name, default_branch: marketOf(name).branch } });
    }
    const basehead = String(parameters['basehead']);
    meet(`compare ${name} ${basehead}`);
    const [, head = ''] = basehead.split('...');
    const departure = markets.get(name)?.departures[head];
    const status = comparisons.get(basehead) ?? 'behind';
    return answer({ data: { status, ahead_by: 1, merge_base_commit: { sha: departure ?? OLD } } });
  }

  const client = fakeClient({ graphql: ask, request: rest, pauses: 0 });

  /** A commit of a marketplace, which nothing points to yet. */
  function make(market: FakeMarket, entries: readonly Row[] | string, files: Record<string, FakeEntry>) {
    const oid = (++commits).toString(16).padStart(40, 'b');
    const text = typeof entries === 'string' ? entries : catalogueText(entries);
    market.commits[oid] = { ...(text === '' ? {} : { [FILE]: text }), 'README.md': oid, ...files };
    return oid;
  }

  return {
    clock,
    log,
    requests,
    comparisons,
    client,
    since,
    /** Commits these entries (or this text; none for `''`) to the marketplace's branch. */
    list(entries: readonly Row[] | string, { name = 'acme/marketplace', branch = 'main', files = {} } = {}) {
      const market = markets.get(name) ?? { branch, head: '', commits: {}, proposals: [], departures: {} };
      markets.set(name, market);
      market.head = make(market, entries, files);
      return market.head;
    },
    /** Opens a pull request from the present head, or another. */
    propose(
      number: number,
      entries: readonly Row[] | string,
      { name = 'acme/marketplace', isCrossRepository = false, from = marketOf(name).head } = {},
    ) {
      const market = marketOf(name);
      const headOid = make(market, entries, {});
      market.departures[headOid] = from;
      market.proposals?.unshift({ number, headOid, isCrossRepository });
      return headOid;
    },
    /** The token sees no pull requests. */
    hideProposals(name = 'acme/marketplace') {
      marketOf(name).proposals = null;
    },
    at(seconds: number, act: () => void) {
      plans.push({ at: seconds * 1000, act });
    },
    /** What goes wrong from now on. */
    fail(with_: Fault) {
      fault = with_;
    },
    takes(milliseconds: number) {
      latency = milliseconds;
    },
    /** Those requests, as they stand in `requests`, whose description begins so. */
    asked: (what: string) => requests.filter((one) => one.what.startsWith(what)),
    wait: (
      seconds: number,
      deliveries: readonly Delivery[] = [sent()],
      names: ReadonlyMap<string, string> = new Map(),
    ): Promise<readonly Arrival[]> =>
      awaitArrivals(
        {
          marketplaces: client,
          plugins: client,
          clock,
          log,
          serverUrl: SERVER,
          seconds,
        },
        { deliveries, renamed: names },
      ),
  };
}

/** A delivery that GitHub accepted at the start. */
export function sent(
  fields: Partial<Delivery> & { marketplace?: string; changes?: [Change, ...Change[]] } = {},
): Delivery {
  const { marketplace = 'acme/marketplace', changes = [change()], ...rest } = fields;
  const payload = { plugin: changes[0].plugin, repository: 'acme/sdk-bridge', commit: NEW };
  return delivery({ notification: notification({ marketplace, changes, payload }), sentAt: START, ...rest });
}
