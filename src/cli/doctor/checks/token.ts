import { dispatchProblem } from '../../../findings/dispatch.ts';
import { whyOf } from '../../../findings/github.ts';
import { passingCause } from '../../../github/cause.ts';
import { GitHubError } from '../../../github/client/error.ts';
import { showTime } from '../../../github/client/expiry.ts';
import { hasScope, type TokenKind } from '../../../github/client/token.ts';
import { count, display, quote } from '../../../plugin/display.ts';
import { FROM_GH } from '../../server/token.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import { type Access, goesByRole, type Probe } from '../remote/access.ts';
import { type Facts, readFacts } from '../remote/remote.ts';
import type { Seen } from '../remote/seen.ts';
import { type Finding, fine, flaw, flawOf, unchecked } from '../report/finding.ts';

const WHERE = 'token';
const MAY_SEND = 'whether it may send events';

/** The token: its kind and end, and whether it may send events to the marketplaces. Nothing is sent. */
export async function token(chain: Chain): Promise<Finding[]> {
  const { checked, marketplaces, isTheSecret, access } = chain;
  if (checked === null) {
    return access.kind === 'closed' ? [unchecked(WHERE, 'whether a token may send events', access.why)] : [];
  }
  const { from, kind } = checked.token;
  const own = [...passedOver(chain), kindOf(from, kind)];
  if (checked.isRejected) return [...own, rejected(checked, isTheSecret)];
  if (checked.access.kind === 'closed') return [...own, unchecked(WHERE, MAY_SEND, checked.access.why)];
  const rights = await Promise.all(marketplaces.map((one) => mayDispatch(chain, checked, one)));
  const none = unchecked(WHERE, MAY_SEND, 'no marketplace is known: pass --marketplace owner/repo');
  // It can't be what a secret holds for long.
  const shortLived = flaw('warning', 'token-short-lived', WHERE, [
    'an App token expires within an hour: stored in a secret, it sends nothing after that',
    'Let the workflow create one in each run, with actions/create-github-app-token.',
  ]);
  return [
    ...own,
    ...ending(checked, chain),
    ...(isTheSecret && kind === 'app' ? [shortLived] : []),
    ...(marketplaces.length === 0 ? [none] : rights),
  ];
}

/** A sign that is not known tells nothing, neither good nor bad. */
function kindOf(from: string, kind: TokenKind): Finding {
  return kind === 'unknown'
    ? unchecked(WHERE, `of which kind ${display(from)} is`, 'it does not begin as GitHub’s tokens do')
    : fine(WHERE, `${display(from)} is ${KINDS[kind]}`);
}

const KINDS: Record<Exclude<TokenKind, 'unknown'>, string> = {
  classic: 'a classic personal access token',
  'fine-grained': 'a fine-grained personal access token',
  app: 'an App installation token, or a run’s GITHUB_TOKEN: it is valid for an hour, or until the run ends',
  user: 'a token of a GitHub App that acts for a person',
  oauth: 'a token of an OAuth app, such as the one that gh auth login stores',
};

function passedOver({ passedOver: token }: Chain): Finding[] {
  if (token === null) return [];
  const what = `GitHub rejects the token of ${token.from} (401), so doctor reads with the one of --token-file`;
  return [flaw('warning', 'token-rejected', WHERE, [what, 'Sign in again (`gh auth login`), or unset it.'])];
}

function rejected({ token: { from, kind }, expiry }: Probe, isTheSecret: boolean): Finding {
  const end = expiry();
  const date = end === null ? '' : ` (its expiry: ${showTime(end)})`;
  const what = `GitHub rejects ${display(from)} (401): it is wrong, revoked or expired${date}`;
  const own =
    kind === 'oauth' || from === FROM_GH
      ? 'Sign in again: `gh auth login`.'
      : `Make a new one, or sign in with gh (\`gh auth login\`) and unset ${from}.`;
  return flaw('problem', 'token-rejected', WHERE, [what, isTheSecret ? NEW_SECRET : own]);
}

const NEW_SECRET =
  'Make a new one with "Contents: read and write" on the marketplace, and put it into the secret: `gh secret set MARKETPLACE_UPDATE_TOKEN` in each plugin’s clone.';

const DAY = 86_400_000;
const SOON = 14;

function ending({ expiry, isAnswered, token: { kind } }: Probe, { cli, isTheSecret }: Chain): Finding[] {
  const end = expiry();
  if (!isAnswered) return [unchecked(WHERE, 'when it expires', 'GitHub did not answer')];
  if (end === null) return kind === 'app' ? [] : [fine(WHERE, 'GitHub reports no expiry date')];
  const days = Math.floor((end - cli.clock.now()) / DAY);
  const left = days < 1 ? 'in less than a day' : `in ${count(days, 'day')}`;
  const ends = `it expires on ${showTime(end)}, ${left}`;
  if (days >= SOON) return [fine(WHERE, ends)];
  const remedy = isTheSecret
    ? 'Renew it now and put the new token into the secret: after that date no version arrives.'
    : 'Renew it. If the workflows’ secret holds the same token, put the new token there too.';
  return [flaw('warning', 'token-expires', WHERE, [ends, remedy])];
}

/**
 * READ: whether a token may send events to a marketplace, without one: GitHub looks at the token's rights first, and
 * then refuses a request that names no type (422). That is the only way to know: a repository's `permissions` are
 * those of the token's owner, whatever the token may.
 */
export async function mayDispatch(chain: Chain, probe: Probe, end: MarketplaceEnd): Promise<Finding> {
  const { where: name, remote } = end;
  const what = `whether it may send events to ${name}`;
  const answer = await answerTo(probe.access, name);
  if (answer.kind === 'unseen') return unchecked(WHERE, what, answer.why);
  const error = answer.value;
  if (error === null) return unchecked(WHERE, what, 'GitHub did not answer as it should');
  const passing = passingCause(error);
  if (passing !== null) return unchecked(WHERE, what, whyOf(passing));
  const facts = await remote.facts();
  // The check of the marketplace reports it.
  if (facts.kind === 'seen' && facts.value.isArchived) return unchecked(WHERE, what, 'it is archived');
  if (error.status === 422) {
    const contradiction = await doubtOf(chain, probe, end);
    if (contradiction !== null) return unchecked(WHERE, what, contradiction);
    const aside = chain.isTheSecret ? '' : '; the token in the secret may be a different one';
    // Where GitHub looked at the request first, its refusal said nothing of the token; only a person's shows more.
    const doubt = goesByRole(probe.token.kind) ? '' : ', as far as GitHub shows without sending one';
    return fine(WHERE, `may send events to ${name}${doubt}${aside}`);
  }
  return refused(error, chain, probe, end);
}

/** What that very token sees; with the reading one it has been asked for already. */
function factsFor({ access }: Chain, probe: Probe, { where, remote }: MarketplaceEnd): Promise<Seen<Facts>> {
  const isSame = access.kind === 'open' && access.token.text === probe.token.text;
  return isSame ? remote.facts() : readFacts(probe.access, where);
}

async function answerTo(access: Access, name: string): Promise<Seen<GitHubError | null>> {
  if (access.kind === 'closed') return { kind: 'unseen', why: access.why };
  const [owner, repo] = name.split('/');
  const what = `Asking whether ${name} would accept an event`;
  try {
    const parameters = { owner, repo, client_payload: {} };
    await access.client.request('POST /repos/{owner}/{repo}/dispatches', parameters, { what });
    return { kind: 'seen', value: null };
  } catch (error) {
    if (error instanceof GitHubError) return { kind: 'seen', value: error };
    throw error;
  }
}

/**
 * Nobody has recorded that GitHub looks at the rights before it refuses an event without a type. Where a person's
 * token shows that it lacks them, the refusal said nothing; of other kinds nothing shows.
 */
async function doubtOf(chain: Chain, probe: Probe, end: MarketplaceEnd): Promise<string | null> {
  if (!goesByRole(probe.token.kind)) return null;
  const facts = await factsFor(chain, probe, end);
  if (facts.kind === 'unseen') return null;
  const { scopes, mayPush, isPrivate } = facts.value;
  const isScoped =
    scopes === null || hasScope(scopes, 'repo') || (!isPrivate && hasScope(scopes, 'public_repo'));
  if (!isScoped) return `GitHub did not refuse the token, but its scopes (${quote(scopes)}) are not enough`;
  return mayPush === false ? 'GitHub did not refuse the token, but its owner has no write access' : null;
}

async function refused(error: GitHubError, chain: Chain, probe: Probe, end: MarketplaceEnd) {
  const { kind, from } = probe.token;
  const { isTheSecret, cli } = chain;
  const facts = await factsFor(chain, probe, end);
  const situation = {
    // The token is one for the workflow, so its remedy is the workflow's.
    face: 'notify' as const,
    marketplace: end.where,
    kind,
    isGithubToken: kind === 'app' && from === 'GITHUB_TOKEN' && cli.env['GITHUB_ACTIONS'] === 'true',
    isOwnRepository: false,
    visible: facts.kind === 'seen',
    scopes: facts.kind === 'seen' ? facts.value.scopes : null,
    expiry: probe.expiry(),
  };
  const told = flawOf(WHERE, dispatchProblem(error, situation));
  // One that only reads is good enough to look around with; one that does not see the marketplace is not.
  const isHidden = error.status === 404 && facts.kind === 'unseen';
  if (isTheSecret || isHidden) return told;
  const aside = `${told.remedy} For doctor itself this token is enough. To check the token in the workflows’ secret, pass \`--token-file\`.`;
  return { ...told, kind: 'warning' as const, remedy: aside };
}
