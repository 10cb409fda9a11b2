import { quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { isGitHubs } from '../checkout/origin.ts';
import { marketplacesIn, type WorkflowPart } from '../workflows/parts.ts';
import { APP_ACTION } from './app-step.ts';
import { credentialsOf } from './credentials.ts';
import { distinct } from './plan.ts';

/** PURE: what the token of each step can't reach, as far as its kind says. */
export function tokenWarnings(parts: readonly WorkflowPart[]): string[] {
  return parts.flatMap((part) => {
    const { token, path } = part;
    const owners = distinct(marketplacesIn(part).map((name) => name.split('/')[0] ?? ''));
    return [
      ...(token.kind === 'none' ? [`A step in ${quote(path)} passes no \`token\`: add one.`] : []),
      ...(owners.length > 1 ? [ownersWarning(owners)] : []),
    ];
  });
}

/** https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens#fine-grained-personal-access-tokens-limitations */
function ownersWarning(owners: readonly string[]): string {
  return `One token has to reach marketplaces of ${some(owners)}, and a fine-grained token or a GitHub App's reaches one owner's only. Use a classic token, or a second step with its own secret (docs/recipes.md, "Marketplaces of several owners").`;
}

/** PURE: what is left of a secret that gave way to an App, and what the App's step needs of the server. */
export function appWarnings(
  folder: Pick<Folder, 'origin'>,
  before: readonly WorkflowPart[],
  parts: readonly WorkflowPart[],
): string[] {
  if (!parts.some(({ token }) => token.kind === 'app' && token.isOfficial)) return [];
  const used = new Set(credentialsOf(parts).map(({ name }) => name));
  const [path = ''] = parts.map((part) => part.path);
  const own = credentialsOf(before.filter((part) => part.path === path));
  const left = own.filter(({ name, holds }) => holds === 'token' && !used.has(name));
  const isServer = folder.origin !== null && !isGitHubs(folder.origin.host);
  return [
    ...left.map(
      ({ name }) =>
        `It no longer uses the secret ${name.replace(/^secrets\./, '')}. Once a run has sent with the App's token, delete it, if nothing else needs it.`,
    ),
    ...(isServer
      ? [
          `Your server must have ${quote(APP_ACTION)}: an older version takes \`app-id\` (docs/enterprise.md).`,
        ]
      : []),
  ];
}
