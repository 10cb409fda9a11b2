import { quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { isGitHubs } from '../checkout/origin.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { APP_ACTION } from './app-step.ts';
import { credentialsOf } from './credentials.ts';
import { distinct, type SetupFlags } from './plan.ts';
import { targetsOf } from './targets-of.ts';

/** PURE: what the token of each step can't reach, as far as its kind says. */
export function tokenWarnings(folder: Folder, parts: readonly WorkflowPart[]): string[] {
  return parts.flatMap((part) => {
    const { token, path } = part;
    const { marketplaces } = targetsOf(part, folder);
    const owners = distinct(marketplaces.map((name) => name.split('/')[0] ?? ''));
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

/** PURE: marketplaces that stay beside those that were named, and how one is taken out. */
export function othersNamed(
  folder: Folder,
  parts: readonly WorkflowPart[],
  named: readonly string[],
): string[] {
  const all = parts.flatMap((part) => targetsOf(part, folder).marketplaces);
  const wanted = named.map((name) => name.toLowerCase());
  const others = distinct(all).filter((name) => !wanted.includes(name.toLowerCase()));
  if (wanted.length === 0 || others.length === 0) return [];
  return [`It notifies ${some(others)} too. To stop that, remove the name from \`marketplace\` in the file.`];
}

/** PURE: what was asked for one marketplace, and changes for others of the same step. */
export function sharedWarnings(
  folder: Folder,
  parts: readonly WorkflowPart[],
  { eventType, secret }: Pick<SetupFlags, 'eventType' | 'secret'>,
): string[] {
  return parts.flatMap((part) => {
    const { role, token } = part;
    if (role.kind !== 'notify') return [];
    const { marketplaces, unknown } = targetsOf(part, folder);
    const all = [...marketplaces, ...unknown.map((one) => quote(one))];
    if (all.length < 2) return [];
    const hasSecret = token.kind === 'secret' && secret !== undefined && token.names.includes(secret);
    return [
      ...(eventType === undefined || role.eventType !== eventType
        ? []
        : [
            `${quote(eventType)} goes to all marketplaces of its step: ${some(all)}. Each must listen for it.`,
          ]),
      ...(hasSecret
        ? [
            `The secret ${secret} is for all marketplaces of its step: ${some(all)}. Its token must reach each.`,
          ]
        : []),
    ];
  });
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
