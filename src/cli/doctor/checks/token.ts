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
import type { Remote } from '../remote.ts';
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
  const accepted = await isAccepted(client, chain);
  if (accepted !== null) return [ofKind(own), accepted];
  const rights = await Promise.all(
    marketplaces.map(({ remote }) => mayDispatch({ ...chain, client, own, remote, watch })),
  );
  return [ofKind(own), ...expiryFindings(watch.expiry(), chain), ...rights.flat()];
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
async function isAccepted(client: Client, { isTheSecret }: Chain): Promise<Finding | null> {
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
      isTheSecret
        ? 'Make a new one with "Contents: read and write" on the marketplace, and store it in the secret.'
        : 'Set it anew, e.g. `export GH_TOKEN=$(gh auth token)`, and run this again.',
    ]);
  }
}

const DAY = 86_400_000;
const SOON = 14;

function expiryFindings(expiry: number | null, { cli, isTheSecret }: Chain): Finding[] {
  if (expiry === null) return [fine(WHERE, 'GitHub tells no date on which it ends')];
  const days = Math.floor((expiry - cli.clock.now()) / DAY);
  const ends = `it ends on ${showTime(expiry)}, in ${count(days, 'day')}`;
  if (days > SOON) return [fine(WHERE, ends)];
  const remedy = isTheSecret
    ? 'Renew it now and put the new one into the secret: after that date no version arrives.'
    : 'Renew it. Where the workflows’ secret holds the same one, put the new one there too.';
  return [flaw('warning', 'token-expires', WHERE, [ends, remedy])];
}

interface Question extends Chain {
  readonly client: Client;
  readonly own: Token;
  readonly remote: Remote;
  readonly watch: ReturnType<typeof watchExpiry>;
}

async function mayDispatch(question: Question): Promise<Finding[]> {
  const { client, remote, isTheSecret } = question;
  const [owner, repo] = remote.name.split('/');
  const what = `Asking whether ${remote.name} would take an event`;
  try {
    // No event: one without a type is refused (422), and only after the token's rights were looked at.
    const empty = { owner, repo, client_payload: {} };
    await client.request('POST /repos/{owner}/{repo}/dispatches', empty, { what });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return [
      error.status === 422
        ? fine(
            WHERE,
            `may send events to ${remote.name}${isTheSecret ? '' : '; what the secret holds is another matter'}`,
          )
        : await refusal(error, question),
    ];
  }
  return [unchecked(WHERE, MAY_SEND(remote.name), 'GitHub did not answer as it should')];
}

const MAY_SEND = (name: string) => `whether it may send events to ${name}`;

async function refusal(error: GitHubError, question: Question): Promise<Finding> {
  const { client, own, isTheSecret, reading, remote, watch } = question;
  const { name } = remote;
  const read = await remote.facts();
  if (read.kind === 'seen' && read.value.isArchived) {
    return unchecked(WHERE, MAY_SEND(name), 'an archived repository takes none from anybody');
  }
  // What the token sees, which may be another than the one that reads.
  const facts =
    reading?.text === own.text ? read : await attempt(client, (using) => readRepository(using, name));
  const { code, what, remedy } = explainDispatch(error, {
    marketplace: name,
    kind: own.kind,
    isGithubToken: false,
    isOwnRepository: false,
    visible: facts.kind === 'seen',
    scopes: facts.kind === 'seen' ? facts.value.scopes : null,
    expiry: watch.expiry(),
  });
  const problem = { code, what: what.replace(/\.$/, ''), remedy: forHere(remedy) };
  // One that only reads is good enough to look around with; one that does not see the marketplace is not.
  if (isTheSecret || code === 'marketplace-not-found') return flawOf(WHERE, problem);
  const aside = `${problem.remedy} To look around, as here, it is good enough; the one in the workflows’ secret is checked with \`--token-file\`.`;
  return { ...flawOf(WHERE, { ...problem, remedy: aside }), kind: 'warning' };
}

/** What is said to whoever reads a run's log, said to whoever sits here. */
function forHere(remedy: string): string {
  return remedy.replace(' Then run this job again.', '').replace('un this job again', 'un this again');
}
