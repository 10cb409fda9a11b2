import { dispatchProblem } from '../../../findings/dispatch.ts';
import { whyOf } from '../../../findings/github.ts';
import { passingCause } from '../../../github/cause.ts';
import { GitHubError } from '../../../github/client/error.ts';
import { hasScope } from '../../../github/client/token.ts';
import { quote } from '../../../plugin/display.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import { type Access, goesByRole, type Probe } from '../remote/access.ts';
import { type Facts, readFacts } from '../remote/facts.ts';
import type { Seen } from '../remote/seen.ts';
import { type Finding, fine, flawOf, unchecked } from '../report/finding.ts';

const WHERE = 'token';

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
    const doubt = await doubtOf(chain, probe, end);
    if (doubt !== null) return unchecked(WHERE, what, doubt);
    const aside = chain.isTheSecret ? '' : '; the token in the secret may be a different one';
    return fine(WHERE, `may send events to ${name}${aside}`);
  }
  return refused(error, { chain, probe, name, facts: await factsFor(chain, probe, end) });
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

interface Refusal {
  readonly chain: Chain;
  readonly probe: Probe;
  readonly name: string;
  readonly facts: Seen<Facts>;
}

function refused(error: GitHubError, { chain, probe, name, facts }: Refusal): Finding {
  const { kind, from } = probe.token;
  const { isTheSecret, cli } = chain;
  const situation = {
    marketplace: name,
    kind,
    isGithubToken: kind === 'app' && from === 'GITHUB_TOKEN' && cli.env['GITHUB_ACTIONS'] === 'true',
    isOwnRepository: false,
    visible: facts.kind === 'seen',
    scopes: facts.kind === 'seen' ? facts.value.scopes : null,
    expiry: probe.expiry(),
  };
  // The token is one for the workflow, so its remedy is the workflow's.
  const told = flawOf(WHERE, dispatchProblem(error, situation, 'notify'));
  // One that only reads is good enough to look around with; one that does not see the marketplace is not.
  const isHidden = error.status === 404 && facts.kind === 'unseen';
  if (isTheSecret || isHidden) return told;
  const aside = `${told.remedy} For doctor itself this token is enough. To check the token in the workflows’ secret, pass \`--token-file\`.`;
  return { ...told, kind: 'warning', remedy: aside };
}
