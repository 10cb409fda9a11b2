import { type Annotation, annotationOf, codesOf, type Report, warning } from '../../action/report.ts';
import { type Problem, sentence } from '../../findings/problem.ts';
import { count, quote, some } from '../../plugin/display.ts';
import type { Change } from '../compare/changes.ts';
import type { Delivery } from '../send/deliver.ts';
import type { SendDecision } from '../send/notifications.ts';
import { listedAfter } from '../wait/arrival.ts';
import { arrivalRemarks } from './arrival-remarks.ts';
import { deliveriesOf, NOTHING, type NotifyOutcome } from './outcome.ts';
import { notifyHeadline, notifySummary } from './summary.ts';

export function notifyReport(findings: NotifyOutcome): Report {
  const annotations = annotationsOf(findings);
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
    changes: JSON.stringify(changes),
    plugin: first?.plugin ?? '',
    version: first?.version ?? '',
    'previous-version': first?.previous_version ?? '',
    sent: String(deliveries.filter(({ status }) => status === 'sent').length),
    deliveries: JSON.stringify(deliveries.map((delivery) => deliveryOutput(delivery, arrivals))),
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
  const seconds = listedAfter(own.map(({ fate }) => fate));
  const listed = seconds === null ? {} : { listed_after: seconds };
  return { marketplace: notification.marketplace, plugin, version, status, attempts, ...listed, ...error };
}

function annotationsOf(findings: NotifyOutcome): Annotation[] {
  const { decisions, problems, deliveries, remarks } = findings;
  return [
    ...problems.map(annotationOf),
    ...failedDeliveries(deliveries.deliveries).map(annotationOf),
    ...[...deliveries.renamed].map(renamedWarning),
    ...arrivalRemarks(findings, 'notify'),
    ...decisions.flatMap(remarkAnnotation),
    ...remarks,
  ];
}

/** Failures with the same reason share one annotation, because GitHub shows only ten per step. */
function failedDeliveries(deliveries: readonly Delivery[]): Problem[] {
  const groups = new Map<string, { problem: Problem; plugins: string[] }>();
  for (const { notification, problem } of deliveries) {
    if (problem === null) continue;
    const known = groups.get(sentence(problem)) ?? { problem, plugins: [] };
    known.plugins.push(...notification.changes.map(({ plugin, version }) => quote(`${plugin} ${version}`)));
    groups.set(sentence(problem), known);
  }
  return [...groups.values()].map(({ problem, plugins }) => ({
    ...problem,
    remedy: `${problem.remedy} Not sent: ${some(plugins)}.`,
  }));
}

function renamedWarning([asked, present]: [string, string]): Annotation {
  const text = `${asked} is now ${present}; GitHub redirected the event. Write ${present} in \`marketplace\`: the old name stops working when somebody else uses it.`;
  return warning('marketplace-renamed', text);
}

function remarkAnnotation(decision: SendDecision): Annotation[] {
  const { change } = decision;
  const { remark, at, plugin, path } = change;
  const name = `${quote(plugin)} (${quote(path)})`;
  const own =
    remark === null ? [] : [{ level: remark.level, title: remark.title, text: `${name} ${remark.text}`, at }];
  if (decision.kind !== 'conflict') return own;
  const text = `${name} was not sent: ${decision.reason}. Give each plugin its own name.`;
  return [...own, { ...warning('two-manifests-one-name', text), at }];
}

function failureOf({ problems, deliveries: { deliveries } }: NotifyOutcome): string | null {
  const failed = deliveries.filter(({ status }) => status === 'failed');
  const parts = [
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')}: ${codesOf(problems)}`] : []),
    ...(failed.length > 0
      ? [`${failed.length} of ${count(deliveries.length, 'event')} not sent: ${failures(failed)}`]
      : []),
  ];
  return parts.length === 0 ? null : `${parts.join('; ')}. Each is explained above.`;
}

function failures(failed: readonly Delivery[]): string {
  const all = failed.map(({ notification }) => notification);
  return some(all.map(({ marketplace, changes }) => `${quote(changes[0].plugin)} → ${marketplace}`));
}
