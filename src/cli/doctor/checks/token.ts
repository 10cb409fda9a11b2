import type { Client } from '../../../github/client.ts';
import { GitHubError } from '../../../github/error.ts';
import { showTime } from '../../../github/expiry.ts';
import { explainDispatch } from '../../../github/problems.ts';
import { readRepository } from '../../../github/repository-facts.ts';
import type { TokenKind } from '../../../github/token.ts';
import { watchExpiry } from '../../../notify/token-expiry.ts';
import { count } from '../../../plugin/display.ts';
import { connect, type Token } from '../../connection.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, flawOf, unchecked } from '../finding.ts';
import { attempt, NO_TOKEN } from '../seen.ts';

const WHERE = 'token';

/** The token: its kind and end, and whether it may send events to the marketplaces. Nothing is sent. */
export async function token(chain: Chain): Promise<Finding[]> {
  const { token: own, marketplaces, cli, server } = chain;
  if (own === null) {
    return [
      unchecked(WHERE, 'whether a token may send events', NO_TOKEN.kind === 'unseen' ? NO_TOKEN.why : ''),
    ];
  }
  const watch = watchExpiry();
  const client = connect(cli, server, own, watch.see);
  const names = marketplaces.map(({ remote }) => remote.name);
  const accepted = await isAccepted(client);
  if (accepted !== null) return [ofKind(own), accepted];
  const rights = await Promise.all(names.map((name) => mayDispatch({ ...chain, client, own, name, watch })));
  return [ofKind(own), ...expiryFindings(watch.expiry(), cli.clock.now()), ...rights.flat()];
}

const KINDS: Record<TokenKind, string> = {
  classic: 'a classic personal access token',
  'fine-grained': 'a fine-grained personal access token',
  app: 'an App installation token, or the GITHUB_TOKEN of a run: it lasts an hour, or the run',
  user: 'a token of a GitHub App that acts for a person',
  oauth: 'a token of an OAuth app, such as the one that gh auth login stores',
  unknown: 'of a kind that its beginning does not tell',
};

function ofKind({ from, kind }: Token): Finding {
  return fine(WHERE, `${from} is ${KINDS[kind]}`);
}

/** Null where GitHub takes the token. Reading the rate limit costs none of it. */
async function isAccepted(client: Client): Promise<Finding | null> {
  try {
    await client.request('GET /rate_limit', {}, { what: 'Looking at the token' });
    return null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // GitHub Enterprise Server may have no rate limit, and says so with 404.
    if (error.status === 404) return null;
    if (error.status !== 401) {
      const seen = await attempt(client, () => Promise.reject(error));
      return unchecked(WHERE, 'whether GitHub takes it', seen.kind === 'unseen' ? seen.why : '');
    }
    return flaw('problem', 'token-rejected', WHERE, [
      'GitHub rejects it (401): it is wrong, revoked or expired',
      'Make a new one with "Contents: read and write" on the marketplace, and store it in the secret.',
    ]);
  }
}

const DAY = 86_400_000;
const SOON = 14;

function expiryFindings(expiry: number | null, now: number): Finding[] {
  if (expiry === null) return [fine(WHERE, 'GitHub tells no date on which it ends')];
  const days = Math.floor((expiry - now) / DAY);
  const ends = `it ends on ${showTime(expiry)}, in ${count(days, 'day')}`;
  if (days > SOON) return [fine(WHERE, ends)];
  return [
    flaw('warning', 'token-expires', WHERE, [
      ends,
      'Renew it now and put the new one into the secret: after that date no version arrives.',
    ]),
  ];
}

interface Question extends Chain {
  readonly client: Client;
  readonly own: Token;
  readonly name: string;
  readonly watch: ReturnType<typeof watchExpiry>;
}

async function mayDispatch(question: Question): Promise<Finding[]> {
  const { client, own, name, isTheSecret, watch } = question;
  const facts = await attempt(client, (using) => readRepository(using, name));
  const [owner, repo] = name.split('/');
  const what = `Asking whether ${name} would take an event`;
  try {
    // No event: one without a type is refused (422), and only after the token's rights were looked at.
    const empty = { owner, repo, client_payload: {} };
    await client.request('POST /repos/{owner}/{repo}/dispatches', empty, { what });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.status === 422) return [fine(WHERE, `may send events to ${name}`)];
    const {
      code,
      what: happened,
      remedy,
    } = explainDispatch(error, {
      marketplace: name,
      kind: own.kind,
      isGithubToken: false,
      isOwnRepository: false,
      visible: facts.kind === 'seen',
      scopes: facts.kind === 'seen' ? facts.value.scopes : null,
      expiry: watch.expiry(),
    });
    const problem = {
      code,
      what: happened.replace(/\.$/, ''),
      remedy: remedy.replace(' Then run this job again.', ''),
    };
    // A token that only reads is good enough to look around with; one that does not see the marketplace is not.
    return [
      isTheSecret || code === 'marketplace-not-found'
        ? flawOf(WHERE, problem)
        : { ...flawOf(WHERE, problem), kind: 'warning' },
    ];
  }
  return [unchecked(WHERE, `whether it may send events to ${name}`, 'GitHub did not answer as it should')];
}
