import { annotationOf, codesOf, failureLine, type Report } from '../../action/report.ts';
import type { Problem } from '../../findings/problem.ts';
import { fullName } from '../../github/repository.ts';
import { count, quote, some, visibleJson } from '../../plugin/display.ts';
import type { Update } from '../plan/decision.ts';
import type { PullRequestResult } from '../pull-request/pull-request-result.ts';
import { annotationsOf, failedClaims, isPluginsTokenRejected, nothingRead } from './annotations.ts';
import type { UpdateOutcome } from './outcome.ts';
import { failedSummary, pullUrl, updateHeadline, updateSummary } from './summary.ts';
import { updateType } from './update-type.ts';

export function updateReport(findings: UpdateOutcome): Report {
  const annotations = annotationsOf(findings);
  return {
    outputs: outputsOf(findings),
    annotations,
    headline: updateHeadline(findings),
    summary: updateSummary(findings, annotations),
    failure: failureOf(findings),
  };
}

const NO_OUTPUTS = {
  changed: 'false',
  updates: '[]',
  held: '[]',
  skipped: '[]',
  commit: '',
  'pull-requests': '[]',
  'pull-request-number': '',
  'pull-request-url': '',
  'update-type': '',
};

/** A run that could not even begin, or not go on. */
export function failedUpdateReport(problems: readonly Problem[]): Report {
  const annotations = problems.map(annotationOf);
  const first = `${count(problems.length, 'problem')}; nothing was written`;
  return {
    outputs: NO_OUTPUTS,
    annotations,
    headline: first,
    summary: failedSummary(first, annotations),
    failure: failureLine([`${count(problems.length, 'problem')}: ${codesOf(problems)}`], problems.length),
  };
}

function outputsOf({ plan, written, marketplace, options }: UpdateOutcome): Record<string, string> {
  const updates = written.kind === 'refused' ? [] : plan.changes.flatMap((change) => change.updates);
  const proposed = written.kind === 'proposed' ? written.pullRequests.results : [];
  const here = `${options.addresses.serverUrl}/${fullName(marketplace.repository)}`;
  const commits = proposed.flatMap(({ commit }) => commit ?? []);
  const open = proposed.flatMap((one) => pullRequestOutput(one, here));
  return {
    changed: String(updates.length > 0),
    updates: visibleJson(updates.map(updateOutput)),
    held: visibleJson(plan.held.map(({ plugin, reason }) => ({ plugin, reason }))),
    skipped: visibleJson(plan.skipped.map(({ plugin, reason }) => ({ plugin, reason }))),
    commit: written.kind === 'pushed' ? written.commit : (commits.at(-1) ?? ''),
    'pull-requests': visibleJson(open),
    'pull-request-number': String(open[0]?.number ?? ''),
    'pull-request-url': open[0]?.url ?? '',
    'update-type': updateType(updates, written) ?? '',
  };
}

function updateOutput({ plugin, kind, previousVersion, version, previousCommit, commit }: Update) {
  const [previous_version, previous_commit] = [previousVersion, previousCommit];
  return { plugin, kind, previous_version, version, previous_commit, commit };
}

function wholeFailure(findings: UpdateOutcome): string[] {
  if (isPluginsTokenRejected(findings)) return ['`plugins-token` is rejected'];
  return nothingRead(findings) ? ['no plugin could be read'] : [];
}

/** Those that are open. Their address is made here: the one in an answer may be anything. */
function pullRequestOutput({ pullRequest, branch, plugins, outcome }: PullRequestResult, here: string) {
  if (pullRequest === null || outcome === 'closed' || outcome === 'declined') return [];
  // What this run left as it was brings what it did before.
  const own = outcome === 'left' || outcome === 'unsettled' ? [] : plugins;
  return [{ number: pullRequest.number, url: pullUrl(here, pullRequest.number), branch, plugins: own }];
}

function failureOf(findings: UpdateOutcome): string | null {
  const { written } = findings;
  if (written.kind === 'refused') {
    const { problem, isUnsure } = written;
    return `${isUnsure ? 'It is not known whether anything was written' : 'Nothing was written'} (${problem.code}). It is explained above.`;
  }
  const problems = written.kind === 'proposed' ? written.pullRequests.problems : [];
  const claims = failedClaims(findings);
  const whole = wholeFailure(findings);
  const parts = [
    ...(problems.length > 0
      ? [`${count(problems.length, 'problem')} with pull requests: ${some(problems.map(({ code }) => code))}`]
      : []),
    ...claims.map(({ plugin }) => `${quote(plugin)}, which the event names, is held`),
    ...whole,
  ];
  const things = problems.length + claims.length + whole.length;
  return parts.length === 0 ? null : failureLine([some(parts)], things);
}
