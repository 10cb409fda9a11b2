import { OCTOCAT, type Signer } from './commits.ts';
import { stableId } from './shapes.ts';
import type { Token } from './tokens.ts';

/** The committer of commits that GitHub makes itself; its account is `web-flow`. */
export const GITHUB: Signer = { name: 'GitHub', email: 'noreply@github.com' };

/** Known to every user of Actions: https://api.github.com/users/github-actions[bot] */
const ACTIONS_ID = 41_898_282;

/** The author of commits if the request names none. */
export function signerOf(login: string): Signer {
  if (login === 'octocat') return OCTOCAT;
  const id = login === 'github-actions[bot]' ? ACTIONS_ID : stableId(login);
  return { name: login, email: `${id}+${login}@users.noreply.github.com` };
}

/** The account that an e-mail address belongs to, or null. */
export function loginOf(email: string): string | null {
  if (email === OCTOCAT.email) return 'octocat';
  if (email === GITHUB.email) return 'web-flow';
  return /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email)?.[1] ?? null;
}

/** GitHub Apps and the `GITHUB_TOKEN` act as bots. */
export function isBot({ options }: Token): boolean {
  return options.kind === 'actions' || options.kind === 'app';
}
