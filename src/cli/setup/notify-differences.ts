import { quote, some } from '../../plugin/display.ts';
import { notNamesText } from '../marketplaces/named.ts';
import { EVENT_TYPE, wrongMarketplaceNames } from '../workflows/roles.ts';
import type { YamlChange } from '../workflows/yaml-edit.ts';
import { appDifference, ownersDifference, reachChanges } from './app-token.ts';
import { actionDifference, type Difference, inputChange, listChange, secretDifference } from './edit.ts';
import type { OwnSender } from './notify-warnings.ts';
import type { PlacedDifference } from './own-files.ts';
import type { SetupFlags } from './plan.ts';

/** What the senders of a repository are to do. */
export interface WantedOfSenders extends Pick<SetupFlags, 'eventType' | 'secret' | 'action' | 'app'> {
  /** That of `action`; null where it is not known. */
  readonly version: string | null;
  /** Those that are to be notified. */
  readonly marketplaces: readonly string[];
  /** The steps that secret and event type are for notify one of these; empty: they are for all steps. */
  readonly named: readonly string[];
}

/** PURE: what steps of ours do otherwise than wanted. What was not asked for is no difference. */
export function senderDifferences(ours: readonly OwnSender[], wanted: WantedOfSenders): PlacedDifference[] {
  const { action, version } = wanted;
  const senders = ours.map((part) => ({
    part,
    marketplaces: part.role.marketplaces,
    unknown: part.role.unknown,
  }));
  const missing = wanted.marketplaces.filter((name) => !senders.some((one) => notifies(one, name)));
  const takers = missing.map((name) => ({ name, taker: takerOf(senders, name, wanted) }));
  return senders.flatMap((one) => {
    const added = takers.flatMap(({ name, taker }) => (taker === one ? [name] : []));
    const isMeant = isNamed(one, wanted) || (isNameless(one) && added.length > 0);
    return [
      wrongNames(one) ?? (added.length > 0 ? additionTo(one, added, wanted) : namelessness(one)),
      isMeant ? tokenDifference(one, added, wanted) : null,
      isMeant ? typeDifference(one, wanted) : null,
      action === undefined || one.part.role.action === action
        ? null
        : actionDifference(one.part, { action, version }),
    ].flatMap((difference) => (difference === null ? [] : [{ path: one.part.path, difference }]));
  });
}

interface Sender {
  readonly part: OwnSender;
  readonly marketplaces: readonly string[];
  readonly unknown: readonly string[];
}

function notifies({ marketplaces }: Sender, wanted: string): boolean {
  return marketplaces.some((name) => name.toLowerCase() === wanted.toLowerCase());
}

const isNameless = ({ marketplaces, unknown }: Sender) => marketplaces.length + unknown.length === 0;

/** Whether secret and event type are asked of it: where nobody is named, of all. */
function isNamed(one: Sender, { named }: WantedOfSenders): boolean {
  return named.length === 0 || named.some((name) => notifies(one, name));
}

/**
 * One that may notify it already, else one that names nobody, one that names another of those that are named, or one of
 * the same owner; else any. One that can't take it only where none can.
 */
function takerOf(senders: readonly Sender[], name: string, wanted: WantedOfSenders): Sender | undefined {
  const owner = name.replace(/\/.*/, '/').toLowerCase();
  const isOfOwner = ({ marketplaces }: Sender) =>
    marketplaces.some((one) => one.toLowerCase().startsWith(owner));
  const able = senders.filter(
    (one) => one.unknown.length > 0 || additionTo(one, [name], wanted).changes !== null,
  );
  const ranks: readonly ((one: Sender) => boolean)[] = [
    ({ unknown }) => unknown.length > 0,
    isNameless,
    (one) => isNamed(one, wanted) && isOfOwner(one),
    (one) => isNamed(one, wanted),
    isOfOwner,
    () => true,
  ];
  return [able, senders].flatMap((all) => ranks.flatMap((rank) => all.find(rank) ?? []))[0];
}

function additionTo(one: Sender, missing: readonly string[], wanted: WantedOfSenders): Difference {
  const { part, unknown, marketplaces } = one;
  const names = missing.join(', ');
  if (unknown.length > 0) {
    const written = some(unknown.map((name) => quote(name)));
    return { what: `only a run knows whether it notifies ${names}: it names ${written}`, changes: null };
  }
  const clash = isNameless(one) || isNamed(one, wanted) ? null : clashOf(one, wanted);
  if (clash !== null) return ownStepFor(one, names, clash);
  const { token } = part;
  const owners = token.kind === 'app' ? ownersDifference([...marketplaces, ...missing], token) : null;
  if (owners !== null) return owners;
  const added = namesAdded(part, missing);
  const reach = token.kind === 'app' && token.repositories !== null ? reachChanges(part, token, missing) : [];
  return { what: `it does not notify ${names}`, changes: added === null ? null : [...added, ...reach] };
}

/** What a new name asks of a step that is for others only, and would change for them. */
function clashOf({ part }: Sender, { secret, eventType, app }: WantedOfSenders): string | null {
  if (app === true && part.token.kind !== 'app') return 'makes no token with a GitHub App';
  if (app !== true && secret !== undefined && !usesSecret(part, secret))
    return `does not use the secret ${secret}`;
  return eventType === undefined || part.role.eventType === eventType ? null : `sends no ${quote(eventType)}`;
}

function ownStepFor({ marketplaces }: Sender, names: string, clash: string): Difference {
  const others = marketplaces.join(', ');
  return {
    what: `its step for ${others} ${clash}, and what you ask for ${names} is not asked for ${others}`,
    changes: null,
    remedy: `Add a step for ${names} by hand (docs/recipes.md, "Marketplaces of several owners"). To change it for all of them, name ${others} in --marketplace too.`,
  };
}

/** What stands in a matrix stands there once more: beside it, each job would send. */
function namesAdded(part: OwnSender, missing: readonly string[]): YamlChange[] | null {
  const { step, workflow } = part;
  const written = step?.with['marketplace'] ?? '';
  if (step === null || !/\$\{\{[^}]*\bmatrix\b/.test(written))
    return listChange(part, 'marketplace', missing);
  const axis = /^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$/.exec(written)?.[1] ?? '';
  const items = (step.matrix as Readonly<Record<string, unknown>>)[axis];
  const isPlain = Array.isArray(items) && items.every((item) => typeof item === 'string');
  const at = ['jobs', step.job, 'strategy', 'matrix', axis];
  return isPlain && workflow.jobs.length > 0 ? [{ at, to: [...items, ...missing] }] : null;
}

/** The action refuses them all for one that is none. */
function wrongNames({ part }: Sender): Difference | null {
  const wrong = part.step === null ? [] : wrongMarketplaceNames(part.step);
  return wrong.length === 0 ? null : { what: notNamesText(wrong), changes: null };
}

function namelessness(one: Sender): Difference | null {
  return isNameless(one) ? { what: 'a step in it names no marketplace', changes: null } : null;
}

/** Secrets are the same whatever their case (https://docs.github.com/actions/reference/security/secrets). */
function usesSecret({ token }: OwnSender, secret: string): boolean {
  return token.kind === 'secret' && token.names[0]?.toUpperCase() === secret.toUpperCase();
}

/** With an App, the secret is that of its private key. */
function tokenDifference(
  { part, marketplaces, unknown }: Sender,
  added: readonly string[],
  { secret, app }: WantedOfSenders,
): Difference | null {
  if (app !== true)
    return secret === undefined || usesSecret(part, secret) ? null : secretDifference(part, secret);
  if (unknown.length > 0 && part.token.kind !== 'app')
    return { what: `only a run knows which repositories its token is for`, changes: null };
  return appDifference(part, [...marketplaces, ...added], secret);
}

function typeDifference({ part }: Sender, { eventType }: WantedOfSenders): Difference | null {
  const { role, step } = part;
  if (eventType === undefined || role.eventType === eventType) return null;
  if (role.eventType === null) {
    const written = quote(step?.with['event-type'] ?? '');
    return { what: `only a run knows which event type it sends: ${written}`, changes: null };
  }
  return {
    what: `it sends no ${quote(eventType)}`,
    changes: inputChange(part, 'event-type', eventType === EVENT_TYPE ? undefined : eventType),
  };
}
