import { codesOf, failureLine, type Report } from '../../action/report.ts';
import { type Problem, sentence } from '../../findings/problem.ts';
import { count, quote, some, visibleJson } from '../../plugin/display.ts';
import type { Change } from '../compare/changes.ts';
import type { SendDecision } from '../send/decide.ts';
import type { Delivery } from '../send/deliver.ts';
import { listedAfter } from '../wait/arrival.ts';
import { notifyAnnotations } from './annotations.ts';
import { deliveriesOf, NOTHING, type NotifyOutcome } from './outcome.ts';
import { notifyHeadline, notifySummary, notSent } from './summary.ts';

export function notifyReport(findings: NotifyOutcome): Report {
  const annotations = notifyAnnotations(findings);
  return {
    outputs: outputsOf(findings),
    annotations,
    headline: notifyHeadline(findings),
    summary: notifySummary(findings, annotations),
    failure: failureOf(findings),
  };
}

/** A run that could not even begin, or not go on. */
export function failedNotifyReport(problems: readonly Problem[]): Report {
  return notifyReport({ ...NOTHING, problems });
}

function outputsOf({ decisions, deliveries: { deliveries }, arrivals }: NotifyOutcome) {
  const changes = decisions.map((decision) => changeOutput(decision, deliveries));
  const first = changes.find(({ notified }) => notified);
  return {
    changed: String(decisions.some(({ change }) => isRealChange(change))),
    changes: visibleJson(changes),
    plugin: first?.plugin ?? '',
    version: first?.version ?? '',
    'previous-version': first?.previous_version ?? '',
    sent: String(deliveries.filter(({ status }) => status === 'sent').length),
    deliveries: visibleJson(deliveries.map((delivery) => deliveryOutput(delivery, arrivals))),
  };
}

/** Whether a version is known to have become another; an announcement compares nothing. */
function isRealChange({ change }: Change): boolean {
  return change !== 'unchanged' && change !== 'announced' && change !== 'removed';
}

function changeOutput(decision: SendDecision, deliveries: readonly Delivery[]) {
  const { change } = decision;
  const own = deliveriesOf(change, deliveries);
  const notified = own.some(({ status }) => status === 'sent');
  const why = decision.kind === 'send' ? reasonOf(own) : decision.reason;
  return {
    plugin: change.plugin,
    version: change.version,
    previous_version: change.previousVersion,
    change: change.change,
    path: change.path,
    notified,
    ...(why === null ? {} : { reason: why }),
  };
}

/** Why a change that was to be sent was not, or not to every marketplace. */
function reasonOf(deliveries: readonly Delivery[]): string | null {
  const failed = deliveries.filter(({ status }) => status === 'failed');
  if (failed.length > 0)
    return `failed: ${failed.map(({ notification }) => notification.marketplace).join(', ')}`;
  return deliveries.some(({ status }) => status === 'dry-run') ? 'dry run' : null;
}

function deliveryOutput(delivery: Delivery, arrivals: NotifyOutcome['arrivals']) {
  const { notification, status, attempts, problem } = delivery;
  const [{ plugin, version }] = notification.changes;
  const error = problem === null ? {} : { error: sentence(problem) };
  const own = arrivals.filter((arrival) => arrival.delivery === delivery);
  const seconds = listedAfter(own.map(({ state }) => state));
  const listed = seconds === null ? {} : { listed_after: seconds };
  return { marketplace: notification.marketplace, plugin, version, status, attempts, ...listed, ...error };
}

function failureOf({ problems, deliveries: { deliveries } }: NotifyOutcome): string | null {
  const failed = deliveries.filter(({ status }) => status === 'failed');
  const parts = [
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')}: ${codesOf(problems)}`] : []),
    ...(failed.length > 0 ? [`${notSent(deliveries)}: ${failures(failed)}`] : []),
  ];
  return parts.length === 0 ? null : failureLine(parts, problems.length + failed.length);
}

function failures(failed: readonly Delivery[]): string {
  const all = failed.map(({ notification }) => notification);
  return some(all.map(({ marketplace, changes }) => `${quote(changes[0].plugin)} → ${marketplace}`));
}
