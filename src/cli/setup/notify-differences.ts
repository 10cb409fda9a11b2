import { quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { notNamesText } from '../marketplaces/named.ts';
import { EVENT_TYPE, wrongMarketplaceNames } from '../workflows/roles.ts';
import type { YamlChange } from '../workflows/yaml-edit.ts';
import { appDifference, ownersDifference, reachChanges } from './app-token.ts';
import { actionDifference, type Difference, inputChange, listChange, secretDifference } from './edit.ts';
import type { OwnSender } from './notify-warnings.ts';
import type { PlacedDifference } from './own-files.ts';
import type { SetupFlags } from './plan.ts';
import { targetsOf } from './targets-of.ts';

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
export function senderDifferences(
  folder: Folder,
  ours: readonly OwnSender[],
  wanted: WantedOfSenders,
): PlacedDifference[] {
  const { action, version } = wanted;
  const senders = ours.map((part) => ({ part, ...targetsOf(part, folder) }));
  const missing = wanted.marketplaces.filter((name) => !senders.some((one) => notifies(one, name)));
  const taking = missing.length === 0 ? null : takerOf(senders, missing, wanted);
  return senders.flatMap((one) => {
    const isMeant =
      wanted.named.length === 0 || one === taking || wanted.named.some((name) => notifies(one, name));
    return [
      wrongNames(one) ?? (one === taking ? additionTo(one, missing) : namelessness(one)),
      isMeant ? tokenDifference(one, one === taking ? missing : [], wanted) : null,
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

/** One that may notify it already, else one that names nobody, has the secret, or a token of the same owner. */
function takerOf(
  senders: readonly Sender[],
  [first = '']: readonly string[],
  { secret }: WantedOfSenders,
): Sender | null {
  const owner = first.replace(/\/.*/, '/').toLowerCase();
  return (
    senders.find(({ unknown }) => unknown.length > 0) ??
    senders.find(isNameless) ??
    senders.find(({ part }) => secret !== undefined && usesSecret(part, secret)) ??
    senders.find(({ marketplaces }) => marketplaces.some((name) => name.toLowerCase().startsWith(owner))) ??
    senders[0] ??
    null
  );
}

function additionTo({ part, unknown, marketplaces }: Sender, missing: readonly string[]): Difference {
  const names = missing.join(', ');
  if (unknown.length > 0) {
    const written = some(unknown.map((one) => quote(one)));
    return { what: `only a run knows whether it notifies ${names}: it names ${written}`, changes: null };
  }
  const { token } = part;
  const owners = token.kind === 'app' ? ownersDifference([...marketplaces, ...missing], token) : null;
  if (owners !== null) return owners;
  const added = namesAdded(part, missing);
  const reach = token.kind === 'app' && token.repositories !== null ? reachChanges(part, token, missing) : [];
  return { what: `it does not notify ${names}`, changes: added === null ? null : [...added, ...reach] };
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
