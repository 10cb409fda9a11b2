import { showTime } from '../../../github/client/expiry.ts';
import type { TokenKind } from '../../../github/client/token.ts';
import { count, display } from '../../../plugin/display.ts';
import { FROM_GH } from '../../server/token.ts';
import type { Chain } from '../chain/chain.ts';
import type { Probe } from '../remote/access.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { mayDispatch } from './dispatch-right.ts';

const WHERE = 'token';
const MAY_SEND = 'whether it may send events';

/** The token: its kind and end, and whether it may send events to the marketplaces. Nothing is sent. */
export async function token(chain: Chain): Promise<Finding[]> {
  const { checked, marketplaces, isTheSecret, access } = chain;
  if (checked === null) {
    return access.kind === 'closed' ? [unchecked(WHERE, 'whether a token may send events', access.why)] : [];
  }
  const own = [...passedOver(chain), ofKind(checked)];
  if (checked.isRejected) return [...own, rejected(checked, isTheSecret)];
  if (checked.access.kind === 'closed') return [...own, unchecked(WHERE, MAY_SEND, checked.access.why)];
  const rights = await Promise.all(marketplaces.map((one) => mayDispatch(chain, checked, one)));
  const none =
    marketplaces.length === 0
      ? [unchecked(WHERE, MAY_SEND, 'no marketplace is known: pass --marketplace owner/repo')]
      : [];
  return [...own, ...ending(checked, chain), ...shortLived(checked, isTheSecret), ...rights, ...none];
}

const KINDS: Record<TokenKind, string> = {
  classic: 'a classic personal access token',
  'fine-grained': 'a fine-grained personal access token',
  app: 'an App installation token, or a run’s GITHUB_TOKEN: it is valid for an hour, or until the run ends',
  user: 'a token of a GitHub App that acts for a person',
  oauth: 'a token of an OAuth app, such as the one that gh auth login stores',
  unknown: 'of unknown kind',
};

function ofKind({ token: { from, kind } }: Probe): Finding {
  return fine(WHERE, `${display(from)} is ${KINDS[kind]}`);
}

function passedOver({ passedOver: token }: Chain): Finding[] {
  if (token === null) return [];
  const what = `GitHub rejects the token of ${token.from} (401), so doctor reads with the one of --token-file`;
  return [flaw('warning', 'token-rejected', WHERE, [what, 'Sign in again (`gh auth login`), or unset it.'])];
}

function rejected({ token: { from, kind }, expiry }: Probe, isTheSecret: boolean): Finding {
  const end = expiry();
  const date = end === null ? '' : ` (its expiry: ${showTime(end)})`;
  const what = `GitHub rejects ${display(from)} (401): it is wrong, revoked or expired${date}`;
  return flaw('problem', 'token-rejected', WHERE, [what, isTheSecret ? NEW_SECRET : newOwn(kind, from)]);
}

const NEW_SECRET =
  'Make a new one with "Contents: read and write" on the marketplace, and put it into the secret: `gh secret set MARKETPLACE_UPDATE_TOKEN` in each plugin’s checkout.';

function newOwn(kind: TokenKind, from: string): string {
  if (kind === 'oauth' || from === FROM_GH) return 'Sign in again: `gh auth login`.';
  return `Make a new one, or sign in with gh (\`gh auth login\`) and unset ${from}.`;
}

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

/** It can't be what a secret holds for long. */
function shortLived({ token: { kind } }: Probe, isTheSecret: boolean): Finding[] {
  if (!isTheSecret || kind !== 'app') return [];
  return [
    flaw('warning', 'token-short-lived', WHERE, [
      'an App token expires within an hour: stored in a secret, it sends nothing after that',
      'Let the workflow create one in each run, with actions/create-github-app-token.',
    ]),
  ];
}
