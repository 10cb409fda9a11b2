import { fullName } from '../../github/repository.ts';
import { LONGEST_EVENT_TYPE } from '../../notify/send/payload.ts';
import { quote } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { UsageError } from '../cli.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';

/**
 * PURE: the event type of each marketplace: the one given, else what the marketplace here listens to, else that of the
 * workflow step that names it. Throws `UsageError` where the workflows here leave it open.
 */
export function eventTypesFor(
  marketplaces: readonly string[],
  folder: Folder | null,
  given: string | undefined,
): ReadonlyMap<string, string> {
  if (given !== undefined && (given === '' || given.length > LONGEST_EVENT_TYPE)) {
    throw new UsageError(
      '--event-type: GitHub accepts 1 to 100 characters.',
      'Choose another, e.g. plugin-updated.',
    );
  }
  return new Map(marketplaces.map((name) => [name, given ?? usualType(name, folder)]));
}

function usualType(marketplace: string, folder: Folder | null): string {
  const parts = folder?.parts ?? [];
  const own = folder?.origin ? fullName(folder.origin.repository) : null;
  const heard = parts.flatMap(({ role, workflow }) =>
    role.kind === 'update' ? (workflow.dispatchTypes ?? []) : [],
  );
  if (isSame(marketplace, own) && heard[0] !== undefined) return heard[0];
  const senders = parts.flatMap(({ role }) =>
    role.kind === 'notify' || role.kind === 'other-sender' ? [role] : [],
  );
  const naming = senders.filter(({ marketplaces }) => marketplaces.some((name) => isSame(name, marketplace)));
  const isNamed = naming.length > 0;
  const types = typesOf(isNamed ? naming : senders);
  if (types.length > 1) throw severalTypes(marketplace, types, isNamed);
  if (types.length === 0 && naming.some(({ kind }) => kind === 'notify')) throw unknownType(marketplace);
  return types[0] ?? heard[0] ?? EVENT_TYPE;
}

/** A step of ours counts before a copied script, which it is to replace. */
function typesOf(senders: readonly { readonly kind: string; readonly eventType: string | null }[]): string[] {
  const ours = senders.filter(({ kind }) => kind === 'notify');
  return [...new Set((ours.length > 0 ? ours : senders).flatMap(({ eventType }) => eventType ?? []))];
}

function isSame(name: string, other: string | null): boolean {
  return name.toLowerCase() === other?.toLowerCase();
}

function severalTypes(marketplace: string, types: readonly string[], isNamed: boolean): UsageError {
  const listed = types.map((type) => quote(type)).join(', ');
  return new UsageError(
    isNamed
      ? `The workflows here send ${marketplace} several event types: ${listed}.`
      : `No workflow here names ${marketplace}, and they send several event types: ${listed}.`,
    'Pass --event-type with the one that the marketplace listens to.',
  );
}

function unknownType(marketplace: string): UsageError {
  return new UsageError(
    `Only a run of the workflow here knows the event type for ${marketplace}.`,
    'Pass --event-type with the one that the marketplace listens to.',
  );
}
