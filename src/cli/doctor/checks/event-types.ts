import { display, quote, some } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import { EVENT_TYPE } from '../../recognise.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw } from '../finding.ts';
import { filesOf, hears, isReceiver, isSender, sentType, tells } from '../workflow-side.ts';

/** Whether the marketplace listens to what is sent, and with one workflow only. */
export async function eventTypes({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  const senders = plugin === null ? [] : (await filesOf(plugin)).workflows.filter(isSender);
  const found = await Promise.all(
    marketplaces.map(async (marketplace) => {
      const receivers = (await filesOf(marketplace)).workflows.filter(isReceiver);
      const own = senders.filter((one) => tells(one, marketplace.remote.name));
      return receivers.length === 0 ? [] : ofMarketplace(marketplace, receivers, typesOf(own));
    }),
  );
  return found.flat();
}

/** What is sent; without a sender in sight, what is sent where nothing else is said. */
function typesOf(senders: readonly LocalWorkflow[]): string[] {
  const types = [...new Set(senders.flatMap((one) => sentType(one) ?? []))];
  return types.length === 0 ? [EVENT_TYPE] : types;
}

function ofMarketplace(
  { remote: { name } }: MarketplaceEnd,
  receivers: readonly LocalWorkflow[],
  types: readonly string[],
): Finding[] {
  return types.flatMap((type) => {
    const listening = receivers.filter((one) => hears(one, type));
    if (listening.length > 1) return [twoReceivers(name, type, listening)];
    const [one] = listening;
    if (one !== undefined) return [fine(name, `${quote(one.workflow.path)} listens to ${quote(type)}`)];
    return [deaf(name, type, receivers)];
  });
}

function deaf(name: string, type: string, receivers: readonly LocalWorkflow[]): Finding {
  const told = receivers.map(({ workflow }) => {
    const { events, dispatchTypes, path } = workflow;
    const heard = !events.includes('repository_dispatch')
      ? 'not to repository_dispatch'
      : some((dispatchTypes ?? []).map((one) => quote(one)));
    return `${quote(path)} listens to ${heard}`;
  });
  return flaw('problem', 'event-type-mismatch', name, [
    `events of the type ${quote(type)} start nothing: ${some(told)}`,
    oneType(type, receivers),
  ]);
}

/** PURE: what brings both sides to one type; other plugins may send the one that is listened to. */
export function oneType(type: string, receivers: readonly LocalWorkflow[]): string {
  const heard = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
  if (type !== EVENT_TYPE && heard.includes(EVENT_TYPE)) {
    return `Remove \`event-type\` from the plugin’s workflow: it then sends ${quote(EVENT_TYPE)}, which is listened to.`;
  }
  const types = [...new Set([...heard, type])].map((one) => display(one)).join(', ');
  return `Write \`repository_dispatch: {types: [${types}]}\` below \`on:\` in the marketplace’s workflow.`;
}

function twoReceivers(name: string, type: string, listening: readonly LocalWorkflow[]): Finding {
  const names = some(listening.map(({ workflow }) => quote(workflow.path)));
  return flaw('problem', 'two-receivers', name, [
    `${names} both listen to ${quote(type)}: they run at once and undo or repeat each other’s work`,
    'Keep one; `notify-marketplace setup --migrate` in the marketplace’s checkout replaces copied ones.',
  ]);
}
