import { type Annotation, notice, warning } from '../../action/report.ts';
import { type Face, sentence } from '../../findings/problem.ts';
import { marketplaceProblem } from '../../findings/reading.ts';
import { type MarketplaceCause, outlookOf } from '../../marketplace/cause.ts';
import { CATALOGUE } from '../../marketplace/place.ts';
import { quote, some } from '../../plugin/display.ts';
import type { Sender } from '../send/dispatcher.ts';
import type { Arrival, ArrivalState, Late } from '../wait/arrival.ts';
import type { NotifyOutcome } from './outcome.ts';

/** Plugins of one marketplace with the same outcome: they share one annotation. */
interface Group {
  readonly marketplace: string;
  readonly eventType: string;
  readonly state: ArrivalState;
  readonly arrivals: Arrival[];
}

/** PURE: what to say of what was waited for and did not simply arrive. */
export function arrivalAnnotations(
  findings: Pick<NotifyOutcome, 'arrivals' | 'deliveries' | 'serverUrl'> & Pick<Sender, 'eventTypeFor'>,
  face: Face,
): Annotation[] {
  const { arrivals, deliveries, eventTypeFor, serverUrl } = findings;
  const groups = new Map<string, Group>();
  for (const arrival of arrivals) {
    const { state, delivery } = arrival;
    const asked = delivery.notification.marketplace;
    const marketplace = deliveries.renamed.get(asked) ?? asked;
    const key = [marketplace, state.kind, state.kind === 'proposed' ? state.number : ''].join(' ');
    const group = groups.get(key) ?? { marketplace, eventType: eventTypeFor(asked), state, arrivals: [] };
    group.arrivals.push(arrival);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) =>
    remark(group, { face, url: `${serverUrl}/${group.marketplace}` }),
  );
}

interface Context {
  readonly face: Face;
  /** The marketplace's page. */
  readonly url: string;
}

function remark(group: Group, context: Context): Annotation[] {
  const { state, marketplace, arrivals } = group;
  const what = some(arrivals.map(nameOf));
  switch (state.kind) {
    case 'listed':
      return [];
    case 'proposed': {
      const text = `Waiting in pull request #${state.number} of ${marketplace}: ${what}. Users get it when that pull request is merged: ${state.url}`;
      return [notice('in-pull-request', text)];
    }
    case 'shows-neither': {
      const text = `${marketplace} lists no version and no commit for ${what}, so there is nothing to wait for. Claude Code reads the plugin's branch itself.`;
      return [notice('nothing-to-wait-for', text)];
    }
    case 'no-entry':
      return [warning('not-in-marketplace', noEntryText(group, context))];
    case 'unread': {
      const { cause } = state;
      const problem = { ...marketplaceProblem(cause, context.face), remedy: unreadRemedy(cause, context) };
      const text = `Accepted by ${marketplace}, but this run could not check whether it is listed there: ${what}. ${sentence(problem)}`;
      return [warning('not-seen', text)];
    }
    case 'late':
      return [warning('not-listed-yet', lateText(state, group, context))];
  }
}

function nameOf({ announced: { plugin, version } }: Arrival): string {
  return quote(`${plugin} ${version}`);
}

function noEntryText({ marketplace, arrivals }: Group, { face }: Context): string {
  const what = some(arrivals.map((one) => nameOf(one) + nearestText(one)));
  return (
    `Accepted by ${marketplace}, but no entry of its marketplace.json is this plugin: ${what}. ` +
    "Add an entry whose `source` points to the plugin's repository and folder, or that has the plugin's name, " +
    (face === 'command-line'
      ? 'or send to another marketplace.'
      : `or remove ${marketplace} from \`marketplace\`.`)
  );
}

function nearestText({ state }: Arrival): string {
  if (state.kind !== 'no-entry' || state.nearest.length === 0) return '';
  return ` (the nearest: ${state.nearest.map((name) => quote(name)).join(', ')})`;
}

/** Whoever keeps the marketplace reads another remedy than a plugin's author. */
function unreadRemedy(cause: MarketplaceCause, { face, url }: Context): string {
  switch (cause.kind) {
    case 'catalogue-missing':
      return face === 'command-line'
        ? 'Is that the right repository? If the file has another path, leave out --wait.'
        : 'Does `marketplace` name the right repository? If the file has another path, set `wait` to 0.';
    case 'unread':
    case 'branch-missing':
      if (cause.kind === 'unread' && outlookOf(cause) === 'lasting')
        return marketplaceProblem(cause, face).remedy;
      return `The update may have run anyway: ${url}/actions`;
    case 'catalogue-not-a-file':
    case 'catalogue-unusable':
      return `Fix it: ${url}/blob/HEAD/${CATALOGUE}`;
  }
}

function lateText(state: Late, { marketplace, eventType, arrivals }: Group, { url }: Context): string {
  const reasons = [
    `the update workflow is not on the default branch: ${url}/tree/HEAD/.github/workflows`,
    `no workflow there listens for the event type ${quote(eventType)} (\`on: repository_dispatch: types\`).`,
    `the update run failed, held the plugin (its summary says why), or is still running: ${url}/actions?query=event%3Arepository_dispatch`,
    ...(state.maybeProposed
      ? [`it waits in a pull request, which this token may not see: ${url}/pulls`]
      : []),
  ];
  const what = some(arrivals.map((one) => nameOf(one) + standsText(one)));
  return (
    `Accepted by ${marketplace}, but not listed there after ${state.waited} s: ${what}. ` +
    'The usual reasons, in this order (the command `doctor`, run in either repository, checks them all): ' +
    reasons.map((reason, n) => `${n + 1}. ${reason}`).join(' ')
  );
}

function standsText({ state }: Arrival): string {
  if (state.kind !== 'late' || state.shows === '') return '';
  return ` (it lists ${quote(state.shows)}${state.stays === null ? '' : `: ${state.stays}`})`;
}
