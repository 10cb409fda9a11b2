import { display, quote, some } from '../../../plugin/display.ts';
import { doubledSteps } from '../../workflows/doubled-steps.ts';
import { hears, type WorkflowPart } from '../../workflows/parts.ts';
import { EVENT_TYPE } from '../../workflows/roles.ts';
import type { Chain } from '../chain/chain.ts';
import {
  commonType,
  filesOf,
  isReceiver,
  isSender,
  type MarketplaceEnd,
  sentType,
  tells,
} from '../chain/ends.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether the marketplace listens to what is sent, and with one workflow only. */
export async function eventTypes(end: MarketplaceEnd, { plugin }: Chain): Promise<Finding[]> {
  const { where } = end;
  const { parts } = await filesOf(end);
  const receivers = parts.filter(isReceiver);
  if (receivers.length === 0) return [];
  const senders = plugin === null ? [] : (await filesOf(plugin)).parts.filter(isSender);
  const own = senders.filter((one) => tells(one, where));
  const known = [...new Set(own.flatMap((one) => sentType(one) ?? []))];
  if (own.length > 0 && known.length === 0) {
    return [unchecked(where, 'whether it listens for what is sent', 'only a run knows which type that is')];
  }
  // Without a sender in sight: what is sent where nothing else is said, unless they all want another.
  const types = known.length > 0 ? known : [commonType(receivers)];
  const names = await listedNamesAt(end);
  return types.map((type) => ofType(type, { parts, names, where }));
}

/** Those that its catalogue lists, as far as it can be read. */
async function listedNamesAt({ planned }: MarketplaceEnd): Promise<string[]> {
  const seen = await planned();
  const subjects = seen.kind === 'seen' ? seen.value.marketplace.subjects : [];
  return subjects.flatMap(({ entry }) => entry.name ?? []);
}

interface Listening {
  readonly parts: readonly WorkflowPart[];
  /** Of the plugins. */
  readonly names: readonly string[];
  readonly where: string;
}

function ofType(type: string, { parts, names, where }: Listening): Finding {
  const receivers = parts.filter(isReceiver);
  const hearing = receivers.filter((one) => hears(one, type));
  const paths = [...new Set(hearing.map(({ path }) => quote(path)))];
  if (paths.length === 1) return fine(where, `${paths[0]} listens for ${quote(type)}`);
  if (paths.length > 1 && !repeat(hearing, names))
    return fine(where, `${some(paths)} listen for ${quote(type)}, each for its own plugins or events`);
  if (paths.length > 1) {
    const what = `${some(paths)} listen for ${quote(type)}: all of them run, and repeat or undo each other’s work`;
    const remedy =
      'Keep one; `notify-marketplace setup --migrate` in the marketplace’s clone replaces copied ones.';
    return flaw('problem', 'two-receivers', where, [what, remedy]);
  }
  const calling = parts.find((one) => one.role.kind === 'calls' && hears(one, type));
  if (calling !== undefined) {
    const why = `${quote(calling.path)} passes it on to a reusable workflow, and only a run knows what that does`;
    return unchecked(where, `whether it follows ${quote(type)}`, why);
  }
  const told = receivers.map(({ workflow: { events, dispatchTypes }, path }) => {
    if (!events.includes('repository_dispatch')) return `${quote(path)} does not listen for events`;
    return `${quote(path)} listens for ${some((dispatchTypes ?? []).map((one) => quote(one)))}`;
  });
  const what = `no workflow listens for ${quote(type)} events: ${some(told)}`;
  return flaw('problem', 'event-type-mismatch', where, [what, oneType(type, receivers)]);
}

/** What a copied script does is not known; steps of ours may share the work. */
function repeat(hearing: readonly WorkflowPart[], names: readonly string[]): boolean {
  return hearing.some(({ step }) => step === null) || doubledSteps(hearing, names).length > 0;
}

/** PURE: what brings both sides to one type; other plugins may send those that are listened to. */
export function oneType(type: string, receivers: readonly WorkflowPart[]): string {
  const heard = receivers.flatMap(({ workflow }) => workflow.dispatchTypes ?? []);
  if (type !== EVENT_TYPE && heard.includes(EVENT_TYPE)) {
    return `Remove \`event-type\` from the plugin’s workflow: it then sends ${quote(EVENT_TYPE)}, which the marketplace listens for.`;
  }
  const types = [...new Set([...heard, type])].map((one) => display(one)).join(', ');
  return `Write \`repository_dispatch: {types: [${types}]}\` below \`on:\` in the marketplace’s workflow.`;
}
