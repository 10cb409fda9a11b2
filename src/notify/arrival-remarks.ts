import type { Annotation } from '../action/report.ts';
import { quote, some } from '../plugin/display.ts';
import type { Arrival } from './arrival.ts';
import type { Delivery } from './deliver.ts';
import type { Findings } from './findings.ts';

/** PURE: what is to be said of what was waited for and did not simply arrive; one annotation for a marketplace. */
export function arrivalRemarks({ arrivals, deliveries, eventType, serverUrl }: Findings): Annotation[] {
  const groups = new Map<string, { arrival: Arrival; marketplace: string; what: string[] }>();
  for (const [{ notification }, arrival] of arrivals) {
    const marketplace = deliveries.renamed.get(notification.marketplace) ?? notification.marketplace;
    const key = `${marketplace} ${groupOf(arrival)}`;
    const group = groups.get(key) ?? { arrival, marketplace, what: [] };
    group.what.push(nameOf(notification));
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ arrival, marketplace, what }) =>
    remark(arrival, { marketplace, what: some(what), eventType, url: `${serverUrl}/${marketplace}` }),
  );
}

/** What is told in one breath. */
function groupOf(arrival: Arrival): string {
  if (arrival.kind === 'no-entry') return `no-entry ${arrival.plugin}`;
  return arrival.kind === 'proposed' ? `proposed ${arrival.number}` : arrival.kind;
}

function nameOf({ changes }: Delivery['notification']): string {
  const [{ plugin, version }] = changes;
  return quote(`${plugin} ${version ?? ''}`) + (changes.length > 1 ? ` and ${changes.length - 1} more` : '');
}

interface Context {
  readonly marketplace: string;
  readonly what: string;
  readonly eventType: string;
  /** The marketplace's page. */
  readonly url: string;
}

function remark(arrival: Arrival, context: Context): Annotation[] {
  const { marketplace, what } = context;
  switch (arrival.kind) {
    case 'listed':
      return [];
    case 'proposed': {
      const text = `${what} waits in pull request #${arrival.number} of ${marketplace}: ${arrival.url}. Users get it when that is merged.`;
      return [{ level: 'notice', title: 'in-pull-request', text }];
    }
    case 'shows-neither': {
      const text = `${what}: the entry in ${marketplace} shows neither a version nor a commit, so there is nothing to wait for. Claude Code reads the plugin from its branch.`;
      return [{ level: 'notice', title: 'nothing-to-wait-for', text }];
    }
    case 'no-entry': {
      const text = `${what} was accepted by ${marketplace}, but no entry of its marketplace.json is that plugin, so it is not updated there.${arrival.nearest} List it there, or take the marketplace out of \`marketplace\`.`;
      return [{ level: 'warning', title: 'not-in-marketplace', text }];
    }
    case 'unread': {
      const text = `${what} was accepted by ${marketplace}, but whether it is listed there could not be seen: ${arrival.why} Look at ${context.url}/actions, or set \`wait\` to 0.`;
      return [{ level: 'warning', title: 'not-seen', text }];
    }
    case 'late':
      return [{ level: 'warning', title: 'not-listed-yet', text: lateText(arrival, context) }];
  }
}

function lateText(
  { waited, shows }: Extract<Arrival, { kind: 'late' }>,
  { marketplace, what, eventType, url }: Context,
): string {
  const now = shows === '' ? '' : `; ${quote(shows)} stands there`;
  return (
    `${what} was accepted by ${marketplace}, but is not listed there after ${waited} s${now}. The usual reasons, in this order: ` +
    `1. the update workflow is not on the default branch: ${url}/tree/HEAD/.github/workflows ` +
    `2. no workflow there listens to the event type ${quote(eventType)}, under \`on: repository_dispatch: types\`. ` +
    `3. the update run failed, or takes longer than this: ${url}/actions?query=event%3Arepository_dispatch ` +
    'The command `doctor` looks into all of them.'
  );
}
