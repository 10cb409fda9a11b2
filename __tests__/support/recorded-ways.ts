import type { Access } from '../../src/cli/doctor/remote/access.ts';
import { remoteRepository } from '../../src/cli/doctor/remote/remote.ts';
import type { Seen as Shown } from '../../src/cli/doctor/remote/seen.ts';
import { type Problem, ProblemError } from '../../src/findings/problem.ts';
import { readFailure } from '../../src/findings/reading.ts';
import { proposalFailure } from '../../src/findings/writing.ts';
import { ancestryFrom } from '../../src/github/ancestry.ts';
import type { Client } from '../../src/github/client/client.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import { blobText } from '../../src/github/objects/blobs.ts';
import { deliver } from '../../src/notify/send/deliver.ts';
import { askExpiry } from '../../src/notify/send/token-expiry.ts';
import type { UpdateOptions } from '../../src/update/inputs.ts';
import { notRead } from '../../src/update/plan/unread.ts';
import type { PullRequest } from '../../src/update/pull-request/next-step.ts';
import { extendBranch } from '../../src/update/pull-request/own-branch.ts';
import { openPullRequest, startChecks } from '../../src/update/pull-request/pull-request-api.ts';
import type { PullRequestContext } from '../../src/update/pull-request/pull-request-result.ts';
import type { WantedPullRequest } from '../../src/update/pull-request/wanted-pull-requests.ts';
import { makeCommit } from '../../src/update/write/commit.ts';
import { pushCommit } from '../../src/update/write/push.ts';
import { type FakeClock, fakeLog } from './clock.ts';
import { tagsInOrder } from './in-order.ts';
import { notification } from './notify-fixtures.ts';
import {
  changeOf,
  findings,
  MARKETPLACE,
  marketplace,
  NEW,
  OLD,
  place,
  plan,
  updated,
} from './update-fixtures.ts';

/** What the parts of the program work with here: a client that asks a server on loopback, and a clock that stands. */
export interface Around {
  readonly client: Client;
  readonly clock: FakeClock;
  readonly apiUrl: string;
}

/** One of the program's ways to ask GitHub something, and to tell what came of it. */
export interface Way {
  /** Which of its requests, as `METHOD /path`, is the one in question. */
  readonly asks: RegExp;
  /** `done`, what was read, or why not in the words that a person reads, a problem's code first. */
  readonly take: (around: Around) => Promise<string>;
}

export const BRANCH = 'notify-marketplace/update';
const NAME = `${MARKETPLACE.owner}/${MARKETPLACE.name}`;
const GITLINK = { path: 'plugins/sdk-bridge', oid: NEW };
const CHANGE = { ...changeOf(updated()), gitlinks: [GITLINK] };
const PROPOSAL: WantedPullRequest = {
  branch: BRANCH,
  changes: [CHANGE],
  raise: [],
  plugins: ['sdk-bridge'],
  isSettled: true,
  unread: [],
};
const PULL_REQUEST: PullRequest = {
  number: 7,
  url: 'https://github.com/acme/marketplace/pull/7',
  title: 'an older title',
  body: '',
  state: 'OPEN',
  mergeable: 'MERGEABLE',
  firstMessage: '',
  headOid: OLD,
};
/** The marketplace that all of this is about; its branch is at `commit`. */
export const HERE = marketplace([]);

function proposer({ client, clock }: Around): PullRequestContext {
  const { addresses } = findings().options;
  const fields = { labels: [], assignees: [], reviewers: [], 'team-reviewers': [] };
  const options = { addresses, commitTitle: null, pullRequestBranch: BRANCH, checks: ['ci.yml'], fields };
  return {
    client,
    clock,
    log: fakeLog(),
    marketplace: HERE,
    plan: plan(),
    options: options as unknown as UpdateOptions,
  };
}

function line({ code, what, remedy }: Problem): string {
  return `${code}: ${what}. ${remedy}`;
}

/** What is thrown at the end, as its problem's line; `moved` where the work says that it was not done. */
async function told(work: Promise<unknown>, problemOf?: (error: GitHubError) => Problem): Promise<string> {
  try {
    return (await work) === 'moved' ? 'moved' : 'done';
  } catch (error) {
    if (error instanceof ProblemError && error.problems[0] !== undefined) return line(error.problems[0]);
    if (error instanceof GitHubError && problemOf !== undefined) return line(problemOf(error));
    throw error;
  }
}

const proposing = (error: GitHubError) => proposalFailure(error, HERE, BRANCH);

/** A file's text through REST; the program asks so where GraphQL cut it. */
const reading = ({ client }: Around) => blobText(client, { repository: MARKETPLACE, oid: OLD, blob: null });

async function dispatched({ client, clock, apiUrl }: Around): Promise<string> {
  const from = {
    eventTypeFor: () => 'plugin-updated',
    repository: 'acme/plugins',
    kind: 'unknown',
    isGithubToken: false,
    face: 'notify',
  } as const;
  const sender = { client, clock, log: fakeLog(), apiUrl, expiry: () => null, ...from };
  const { deliveries } = await deliver(sender, [notification({ marketplace: NAME })]);
  const problem = deliveries[0]?.problem ?? null;
  return problem === null ? 'done' : line(problem);
}

async function pushed({ client }: Around): Promise<string> {
  const outcome = await pushCommit(client, HERE, { commit: NEW, repositoryId: null });
  if (outcome.kind === 'refused') return line(outcome.problem);
  return outcome.kind === 'pushed' ? 'done' : 'moved';
}

async function plugin(around: Around): Promise<string> {
  try {
    await reading(around);
    return 'done';
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const decision = notRead({ kind: 'failed', message: error.message, error }, place());
    return 'reason' in decision ? decision.reason : decision.kind;
  }
}

async function compared({ client }: Around): Promise<string> {
  const request = {
    repository: MARKETPLACE,
    revision: { defaultBranch: true },
    target: NEW,
    present: OLD,
  } as const;
  const ancestry = await ancestryFrom(client, request, undefined);
  return ancestry.kind === 'unknown' ? `unknown: ${ancestry.why}` : ancestry.kind;
}

async function listed({ client }: Around): Promise<string> {
  const [tags] = await tagsInOrder(client, [{ repository: MARKETPLACE, prefix: 'v' }]);
  return tags?.kind === 'tags' ? 'done' : (tags?.message ?? '');
}

type Remote = ReturnType<typeof remoteRepository>;

/** What doctor says of something that it looks at. */
function looked(look: (remote: Remote) => Promise<Shown<unknown>>): Way['take'] {
  return async ({ client }) => {
    const access: Access = {
      kind: 'open',
      client,
      token: { text: 'x', kind: 'fine-grained', from: 'GH_TOKEN' },
    };
    const seen = await look(remoteRepository(NAME, { access, serverUrl: 'https://github.com' }));
    return seen.kind === 'seen' ? `seen: ${JSON.stringify(seen.value)}` : seen.why;
  };
}

export const WAYS = {
  dispatch: { asks: /^POST .*\/dispatches$/, take: dispatched },
  tree: {
    asks: /^POST .*\/git\/trees$/,
    take: (around) => told(makeCommit(around.client, HERE, NEW_COMMIT)),
  },
  commit: {
    asks: /^POST .*\/git\/commits$/,
    take: (around) => told(makeCommit(around.client, HERE, NEW_COMMIT)),
  },
  push: { asks: /^PATCH .*\/git\/refs\//, take: pushed },
  branch: {
    asks: /^POST .*\/git\/refs$/,
    take: ({ client }) => {
      const move = { repositoryId: 'R_1', branch: BRANCH, before: null, after: NEW };
      return told(extendBranch(client, HERE, move), proposing);
    },
  },
  pull: {
    asks: /^POST .*\/pulls$/,
    take: (around) => told(openPullRequest(proposer(around), PROPOSAL, null), proposing),
  },
  edit: {
    asks: /^PATCH .*\/pulls\/7$/,
    take: (around) => told(openPullRequest(proposer(around), PROPOSAL, PULL_REQUEST), proposing),
  },
  check: {
    asks: /^POST .*\/workflows\/ci\.yml\/dispatches$/,
    take: async (around) =>
      (await startChecks(proposer(around), BRANCH, ['ci.yml'])).map(({ problem }) => line(problem))[0] ??
      'done',
  },
  blob: {
    asks: /^GET .*\/git\/blobs\//,
    take: (around) => told(reading(around), readFailure),
  },
  plugin: { asks: /^GET .*\/git\/blobs\//, take: plugin },
  compare: { asks: /^GET .*\/compare\//, take: compared },
  tags: { asks: /^GET .*\/git\/matching-refs\//, take: listed },
  facts: { asks: /^GET \/repos\/[^/]+\/[^/]+$/, take: looked((remote) => remote.facts()) },
  rules: { asks: /^GET .*\/rules\/branches\//, take: looked((remote) => remote.protection.rules('main')) },
  state: { asks: /^GET .*\/branches\/main$/, take: looked((remote) => remote.protection.state('main')) },
  protection: { asks: /^GET .*\/protection$/, take: looked((remote) => remote.protection.classic('main')) },
  settings: { asks: /^GET .*\/actions\/permissions$/, take: looked((remote) => remote.settings.actions()) },
  secrets: { asks: /^GET .*\/actions\/secrets\?/, take: looked((remote) => remote.secrets.own()) },
  shared: {
    asks: /^GET .*\/organization-secrets\?/,
    take: looked((remote) => remote.secrets.organisation()),
  },
  limit: {
    asks: /^GET \/rate_limit$/,
    take: async ({ client }) =>
      (await askExpiry(client)).map(({ title, text }) => `${title}: ${text}`)[0] ?? 'done',
  },
} as const satisfies Record<string, Way>;

export type WayName = keyof typeof WAYS;

const NEW_COMMIT = { changes: [CHANGE], raise: [], message: () => 'chore: update' };
