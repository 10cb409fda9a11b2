import { displayHtml, quote, sentenceHtml } from '../plugin/display.ts';
import { type Place, type Problem, sentence } from '../plugin/problem.ts';
import type { Change } from './changes.ts';
import type { Deliveries, Delivery } from './deliver.ts';
import type { Decision } from './notifications.ts';

/** One line beside the code or on the run's page. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  readonly at?: Place;
}

/** All that a run leaves behind. */
export interface Report {
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What came of it, in a few words: the log's last line. */
  readonly headline: string;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** What failed, as the step's last line; null where nothing did. */
  readonly failure: string | null;
}

/** What happened, before it is put into words. */
export interface Findings {
  readonly decisions: readonly Decision[];
  readonly problems: readonly Problem[];
  readonly deliveries: Deliveries;
  /** Of the run as a whole, e.g. why nothing was looked at, or a token that expires. */
  readonly remarks: readonly Annotation[];
  /** One sentence on what was looked at. */
  readonly scope: string;
  readonly dryRun: string | null;
  readonly serverUrl: string;
}

/** PURE: findings → outputs, annotations and summary. */
export function makeReport(findings: Findings): Report {
  return {
    outputs: outputsOf(findings),
    annotations: annotationsOf(findings),
    headline: headline(findings),
    summary: summaryOf(findings),
    failure: failureOf(findings),
  };
}

/** A run that could not even begin, or not go on. */
export function failedReport(problems: readonly Problem[], serverUrl: string): Report {
  const deliveries = { deliveries: [], renamed: new Map<string, string>() };
  const scope = '';
  return makeReport({ decisions: [], problems, deliveries, remarks: [], scope, dryRun: null, serverUrl });
}

function outputsOf({ decisions, deliveries: { deliveries } }: Findings): Record<string, string> {
  const changes = decisions.map((decision) => changeOutput(decision, deliveries));
  const first = changes.find(({ notified }) => notified);
  return {
    changed: String(decisions.some(({ change }) => isRealChange(change))),
    changes: JSON.stringify(changes),
    plugin: first?.plugin ?? '',
    version: first?.version ?? '',
    'previous-version': first?.previous_version ?? '',
    sent: String(deliveries.filter(({ status }) => status === 'sent').length),
    deliveries: JSON.stringify(deliveries.map(deliveryOutput)),
  };
}

/** Whether a version is known to have become another; an announcement compares nothing. */
function isRealChange({ change }: Change): boolean {
  return change !== 'unchanged' && change !== 'announced' && change !== 'removed';
}

function changeOutput({ change, reason }: Decision, deliveries: readonly Delivery[]) {
  const own = deliveriesOf(change, deliveries);
  const notified = own.some(({ status }) => status === 'sent');
  const why = reason ?? reasonOf(own);
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

function deliveriesOf(change: Change, deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ notification }) => notification.changes.includes(change));
}

/** Why a change that was to be sent was not, or not to every marketplace. */
function reasonOf(deliveries: readonly Delivery[]): string | null {
  const failed = deliveries.filter(({ status }) => status === 'failed');
  if (failed.length > 0)
    return `failed: ${failed.map(({ notification }) => notification.marketplace).join(', ')}`;
  return deliveries.some(({ status }) => status === 'dry-run') ? 'dry run' : null;
}

function deliveryOutput({ notification, status, attempts, problem }: Delivery) {
  const [{ plugin, version }] = notification.changes;
  const error = problem === null ? {} : { error: sentence(problem) };
  return { marketplace: notification.marketplace, plugin, version, status, attempts, ...error };
}

function annotationsOf({ decisions, problems, deliveries, remarks }: Findings): Annotation[] {
  return [
    ...problems.map(annotationOf),
    ...deliveries.deliveries.flatMap(({ problem }) => (problem === null ? [] : [annotationOf(problem)])),
    ...[...deliveries.renamed].map(renamedWarning),
    ...decisions.flatMap(remarkAnnotation),
    ...remarks,
  ];
}

function annotationOf(problem: Problem): Annotation {
  const at = problem.at === undefined ? {} : { at: problem.at };
  return { level: 'error', title: problem.code, text: sentence(problem), ...at };
}

function renamedWarning([asked, present]: [string, string]): Annotation {
  const text = `${asked} is now ${present}; GitHub passed the event on. Write ${present} in \`marketplace\`: the old name stops working when somebody takes it.`;
  return { level: 'warning', title: 'marketplace-renamed', text };
}

function remarkAnnotation({ change, reason, conflict }: Decision): Annotation[] {
  const { remark, at, plugin, path } = change;
  const name = `${quote(plugin)} (${quote(path)})`;
  const own =
    remark === null
      ? []
      : [{ level: remark.level, title: change.change, text: `${name} ${remark.text}`, at }];
  if (!conflict) return own;
  const text = `${name} was not sent: ${reason}. Give each plugin a name of its own.`;
  return [...own, { level: 'warning', title: 'two-manifests-one-name', text, at }];
}

function failureOf({ problems, deliveries: { deliveries } }: Findings): string | null {
  const failed = deliveries.filter(({ status }) => status === 'failed');
  const parts = [
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')}: ${codes(problems)}`] : []),
    ...(failed.length > 0
      ? [
          `${failed.length} of ${count(deliveries.length, 'dispatch', 'dispatches')} failed: ${failures(failed)}`,
        ]
      : []),
  ];
  return parts.length === 0 ? null : `${parts.join('; ')}. Each is explained above.`;
}

function codes(problems: readonly Problem[]): string {
  return [
    ...new Set(problems.map(({ at, code }) => (at === undefined ? code : `${quote(at.file)} (${code})`))),
  ].join(', ');
}

function failures(failed: readonly Delivery[]): string {
  return failed
    .map(({ notification: { marketplace, changes } }) => `${quote(changes[0].plugin)} → ${marketplace}`)
    .join(', ');
}

export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** GitHub takes 1 MiB of summary a step; a row is below 2 KB. */
const MOST_ROWS = 300;

function summaryOf(findings: Findings): string {
  const { decisions, problems, deliveries, remarks, scope, dryRun } = findings;
  const rows = decisions.flatMap((decision) => rowsOf(decision, findings));
  const warnings = [...deliveries.renamed].map(renamedWarning);
  const blocks = [
    `### ${headline(findings)}`,
    scope === '' ? '' : scope,
    dryRun === null ? '' : `Dry run, nothing was sent: ${sentenceHtml(dryRun)}.`,
    rows.length === 0 ? '' : table(rows),
    rows.length > MOST_ROWS ? `… and ${rows.length - MOST_ROWS} more rows: see the output \`changes\`.` : '',
    listing(problems.map((problem) => `❌ ${problemHtml(problem)}`)),
    listing([...warnings, ...remarks].map(({ level, text }) => `${ICONS[level]} ${sentenceHtml(text)}`)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const ICONS = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const;

function headline({ decisions, problems, deliveries: { deliveries }, dryRun }: Findings): string {
  const sent = deliveries.filter(({ status }) => status === 'sent').length;
  const failed = deliveries.filter(({ status }) => status === 'failed').length;
  if (problems.length + failed > 0)
    return `${count(problems.length + failed, 'problem')}; ${count(sent, 'event')} sent`;
  if (dryRun !== null && deliveries.length > 0) return `${count(deliveries.length, 'event')} would be sent`;
  if (sent > 0) return `${count(sent, 'event')} sent`;
  return decisions.length > 0 ? 'Nothing to send' : 'No plugin version changed';
}

function listing(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function problemHtml({ what, remedy, at }: Problem): string {
  const place =
    at?.line === undefined
      ? ''
      : ` (line ${at.line}${at.column === undefined ? '' : `, column ${at.column}`})`;
  return `${sentenceHtml(what)}${place} ${sentenceHtml(remedy)}`;
}

function table(rows: readonly string[]): string {
  const head = ['| plugin | change | version | marketplace | result |', '|---|---|---|---|---|'];
  return [...head, ...rows.slice(0, MOST_ROWS)].join('\n');
}

function rowsOf({ change, reason }: Decision, { deliveries: { deliveries }, serverUrl }: Findings): string[] {
  const start = `| ${displayHtml(change.plugin)} | ${change.change} | ${versionCell(change)} |`;
  if (reason !== null) return [`${start} | not sent: ${sentenceHtml(reason)} |`];
  return deliveriesOf(change, deliveries).map((delivery) => {
    const { marketplace } = delivery.notification;
    return `${start} [${marketplace}](${serverUrl}/${marketplace}) | ${resultCell(delivery, serverUrl)} |`;
  });
}

function versionCell({ version, previousVersion, change }: Change): string {
  const now = version === null ? 'none' : displayHtml(version);
  if (change === 'announced') return now;
  return `${previousVersion === null ? 'none' : displayHtml(previousVersion)} → ${now}`;
}

function resultCell({ notification, status, attempts, problem }: Delivery, serverUrl: string): string {
  if (problem !== null) return `❌ ${sentenceHtml(sentence(problem))}`;
  if (status === 'dry-run') return 'would be sent';
  const runs = `${serverUrl}/${notification.marketplace}/actions?query=event%3Arepository_dispatch`;
  return `✅ [sent](${runs})${attempts > 1 ? ` at try ${attempts}` : ''}`;
}
