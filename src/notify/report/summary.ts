import { type Annotation, blocksOf, foldedIfMany, noteItems } from '../../action/report.ts';
import { count, displayCode, fitting, sentenceMarkdown } from '../../plugin/display.ts';
import type { Change } from '../compare/changes.ts';
import type { SendDecision } from '../send/decide.ts';
import type { Delivery } from '../send/deliver.ts';
import type { ArrivalState } from '../wait/arrival.ts';
import { deliveriesOf, type NotifyOutcome } from './outcome.ts';

/** GitHub takes 1 MiB of summary a step; a row is below 2 KB. */
const MOST_ROWS = 300;
const LONGEST_NOTES = 300_000;

export function notifySummary(findings: NotifyOutcome, annotations: readonly Annotation[]): string {
  const rows = findings.decisions.flatMap((decision) => rowsOf(decision, findings));
  // A plugin's notice is in its row, except for one without a row; why everything is announced is in the scope.
  const told = annotations.filter(
    ({ level, at, title }) =>
      (level !== 'notice' || at === undefined || title === 'unbumped') && title !== 'announced',
  );
  const page = blocksOf([
    `### ${notifyHeadline(findings)}`,
    scopeText(findings),
    rows.length === 0 ? '' : foldedIfMany(count(rows.length, 'row'), rows.length, table(rows)),
    rows.length > MOST_ROWS ? `… and ${rows.length - MOST_ROWS} more rows: see the output \`changes\`.` : '',
    notes(told),
  ]);
  return `${page}\n`;
}

/** As many as GitHub takes beside the table; the log has all of them. */
function notes(annotations: readonly Annotation[]): string {
  const items = noteItems(annotations);
  const shown = fitting(items, LONGEST_NOTES);
  const more = items.length - shown.length;
  return [...shown, ...(more > 0 ? [`- … and ${more} more: see the log.`] : [])].join('\n');
}

/** PURE: what came of a run, in a few words. */
export function notifyHeadline({ decisions, problems, scope, ...findings }: NotifyOutcome): string {
  const { deliveries } = findings.deliveries;
  const of = (status: Delivery['status']) =>
    deliveries.filter((delivery) => delivery.status === status).length;
  const sent = `${count(of('sent'), 'event')} sent`;
  if (problems.length > 0) return `${count(problems.length, 'problem')}; ${sent}`;
  if (of('failed') > 0) return notSent(deliveries);
  if (of('dry-run') > 0) return `${count(of('dry-run'), 'event')} would be sent`;
  if (of('sent') > 0) return sent;
  if (scope === null) return 'Nothing to do for this event';
  return decisions.length > 0 ? 'Nothing to send' : 'No plugin version changed';
}

/** PURE: `1 event not sent`, `2 of 3 events not sent`. */
export function notSent(deliveries: readonly Delivery[]): string {
  const failed = deliveries.filter(({ status }) => status === 'failed').length;
  const some = failed < deliveries.length ? `${failed} of ` : '';
  return `${some}${count(deliveries.length, 'event')} not sent`;
}

function scopeText({ scope, serverUrl, repository }: NotifyOutcome): string {
  if (scope === null) return '';
  return `${sentenceMarkdown(scope.text)} [On GitHub](${serverUrl}/${repository}/${scope.page})`;
}

function table(rows: readonly string[]): string {
  const head = ['| plugin | change | version | marketplace | result |', '|---|---|---|---|---|'];
  return [...head, ...rows.slice(0, MOST_ROWS)].join('\n');
}

function rowsOf(decision: SendDecision, findings: NotifyOutcome): string[] {
  const { change } = decision;
  const { deliveries, serverUrl } = findings;
  const start = `| ${displayCode(change.plugin)} | ${change.change} | ${versionCell(change)} |`;
  if (decision.kind !== 'send') return [`${start} | not sent: ${sentenceMarkdown(decision.reason)} |`];
  return deliveriesOf(change, deliveries.deliveries).map((delivery) => {
    const { marketplace } = delivery.notification;
    return `${start} [${marketplace}](${serverUrl}/${marketplace}) | ${resultCell(delivery, change, findings)} |`;
  });
}

function versionCell({ version, previousVersion, change }: Change): string {
  const now = version === null ? 'none' : displayCode(version);
  if (change === 'announced') return now;
  return `${previousVersion === null ? 'none' : displayCode(previousVersion)} → ${now}`;
}

function resultCell(delivery: Delivery, change: Change, { serverUrl, arrivals }: NotifyOutcome): string {
  const { notification, status, attempts, problem } = delivery;
  if (problem !== null) return `❌ ${problem.code}, see below`;
  if (status === 'dry-run') return 'would be sent';
  const runs = `${serverUrl}/${notification.marketplace}/actions?query=event%3Arepository_dispatch`;
  const tries = attempts > 1 ? ` on try ${attempts}` : '';
  // Of a batch what became of this very plugin.
  const arrival = arrivals.find((one) => one.delivery === delivery && one.change === change);
  return `✅ [sent](${runs})${tries}${stateText(arrival?.state)}`;
}

function stateText(state: ArrivalState | undefined): string {
  switch (state?.kind) {
    case undefined:
    case 'shows-neither':
      return '';
    case 'listed':
      return `, listed after ${state.seconds} s`;
    case 'proposed':
      return `, in pull request #${state.number}`;
    case 'late':
      return `, ⚠️ not listed after ${state.waited} s`;
    case 'no-entry':
      return ', ⚠️ not in its marketplace.json';
    case 'unread':
      return ', ⚠️ could not be checked';
  }
}
