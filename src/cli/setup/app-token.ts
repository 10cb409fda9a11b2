import { quote, some } from '../../plugin/display.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import type { AppToken } from '../workflows/token-source.ts';
import type { YamlChange } from '../workflows/yaml-edit.ts';
import { type AppCredentials, USUAL_APP } from './app-step.ts';
import { type Difference, inputChange, listChange } from './edit.ts';
import { distinct } from './plan.ts';

/**
 * PURE: what the App's step of a step of ours lacks for these marketplaces, all of one owner. A step that passes another
 * token is left to a person, or to a new file.
 *
 * @param key the secret with the App's private key, where it was named
 */
export function appDifference(
  part: WorkflowPart,
  marketplaces: readonly string[],
  key: string | undefined,
): Difference | null {
  const { token } = part;
  const owners = ownersDifference(marketplaces, token.kind === 'app' ? token : { owner: null });
  if (owners !== null) return owners;
  return token.kind === 'app'
    ? differenceOfStep(part, token, marketplaces, key)
    : { what: 'it makes no token with a GitHub App', changes: null };
}

/** What another action than GitHub's is given is not known. */
function differenceOfStep(
  part: WorkflowPart,
  token: AppToken,
  marketplaces: readonly string[],
  key: string | undefined,
): Difference | null {
  const made = { ...part, step: token.step };
  const isOther =
    key !== undefined && !token.secrets.some((name) => name.toUpperCase() === key.toUpperCase());
  if (!token.isOfficial)
    return isOther ? { what: `setup can't change ${quote(token.step.uses ?? '')}`, changes: null } : null;
  const changes = [
    ...(isOther ? inputChange(made, 'private-key', `\${{ secrets.${key} }}`) : []),
    ...reachChanges(part, token, marketplaces),
  ];
  return changes.length === 0 ? null : { what: `its App token is not for ${some(marketplaces)}`, changes };
}

/** PURE: the step that makes a token is to make it for these marketplaces too; nothing where only a run knows. */
export function reachChanges(
  part: WorkflowPart,
  { step, owner, repositories, isOfficial }: AppToken,
  marketplaces: readonly string[],
): YamlChange[] {
  if (!isOfficial || `${owner ?? ''}${repositories ?? ''}`.includes('${{')) return [];
  const made = { ...part, step };
  const [wanted = ''] = marketplaces[0]?.split('/') ?? [];
  const names: string[] = (repositories ?? '').toLowerCase().match(/[^\s,]+/g) ?? [];
  const missing = marketplaces
    .map((name) => name.split('/')[1] ?? '')
    .filter((name) => !names.includes(name.toLowerCase()));
  // With an owner alone it is for all that the App is installed on.
  const isWhole = names.length === 0 && owner !== null;
  return [
    ...(owner === null ? inputChange(made, 'owner', wanted) : []),
    ...(missing.length === 0 || isWhole ? [] : listChange(made, 'repositories', missing)),
  ];
}

/** PURE: what the App's step is given: as the first App's step of these parts' workflows, as far as it says it plainly. */
export function credentials(
  key: string | undefined,
  parts: readonly Pick<WorkflowPart, 'workflow'>[] = [],
): AppCredentials {
  const steps = parts.flatMap(({ workflow }) => workflow.steps);
  const made = steps.find(({ uses }) => /^actions\/create-github-app-token@/i.test(uses ?? ''))?.with;
  const idInput =
    made?.['client-id'] === undefined && made?.['app-id'] !== undefined ? 'app-id' : 'client-id';
  const id = plainName(made?.[idInput]);
  const own = plainName(made?.['private-key']);
  const found: AppCredentials = id === null || own === null ? USUAL_APP : { idInput, id, key: own };
  return key === undefined ? found : { ...found, key: `secrets.${key}` };
}

/** `vars.APP_ID` of `${{ vars.APP_ID }}`. */
function plainName(text: string | undefined): string | null {
  return /^\s*\$\{\{\s*((?:vars|secrets)\.\w+)\s*\}\}\s*$/.exec(text ?? '')?.[1] ?? null;
}

/** PURE: that one App's token can't be for all of these marketplaces; null where it can. */
export function ownersDifference(
  marketplaces: readonly string[],
  { owner }: Pick<AppToken, 'owner'>,
): (Difference & Required<Pick<Difference, 'remedy'>>) | null {
  const named = marketplaces.map((name) => name.split('/')[0] ?? '');
  const owners = distinct(owner === null || owner.includes('${{') ? named : [owner, ...named]);
  if (owners.length < 2) return null;
  return {
    what: `the token of a GitHub App reaches the repositories of one owner, and the marketplaces belong to ${owners.join(' and ')}`,
    changes: null,
    remedy:
      'Name the marketplaces of one owner. For each other owner add two steps by hand, one that makes its token and one that passes it (docs/recipes.md, "Marketplaces of several owners"). Or use a classic token in a secret.',
  };
}
