import { type Annotation, annotationOf, notice, warning } from '../../action/report.ts';
import { gitmodulesProblem } from '../../findings/files.ts';
import type { Problem } from '../../findings/problem.ts';
import type { PluginAt } from '../../github/plugins/plugin-place.ts';
import { claimed } from '../../marketplace/claim.ts';
import { entryName } from '../../marketplace/marketplace.ts';
import { quote, some } from '../../plugin/display.ts';
import { isError, nowOf, type Observation } from '../observe/observation.ts';
import type { Held } from '../plan/plan.ts';
import type { PullRequestResult } from '../pull-request/pull-request-result.ts';
import { differingClaims, leftOutClaims, unknownClaims } from './claim-annotations.ts';
import type { UpdateOutcome, Written } from './outcome.ts';

/** PURE: the annotations, at the lines of marketplace.json and on the run's page. */
export function annotationsOf(findings: UpdateOutcome): Annotation[] {
  const { plan, marketplace, written } = findings;
  const failed = new Set(failedClaims(findings));
  return [
    ...problemsOf(written).map(annotationOf),
    ...[...failed].map((held) => heldAnnotation('error', held)),
    ...(isPluginsTokenRejected(findings) ? [REJECTED] : nothingReadAnnotation(findings)),
    ...(marketplace.brokenAt === null ? [] : [warningOf(gitmodulesProblem(marketplace.brokenAt))]),
    ...unknownClaims(findings),
    ...strayPatterns(findings),
    ...loweredEntries(findings),
    ...plan.held.filter((held) => !failed.has(held)).map((held) => heldAnnotation(levelOf(held), held)),
    ...downgrades(findings),
    ...plan.skipped.filter(({ warn }) => warn).map(skippedAnnotation),
    ...plan.warnings.map((text) => warning('marketplace-version', text)),
    ...(written.kind === 'proposed' ? written.pullRequests.warnings.map(warningOf) : []),
    ...(written.kind === 'proposed' ? written.pullRequests.results.flatMap(proposedAnnotation) : []),
    ...(findings.issue.kind === 'failed' ? [warningOf(findings.issue.problem)] : []),
    ...differingClaims(findings),
    ...leftOutClaims(findings),
    ...unusedInputs(findings),
    ...(written.kind === 'dry-run' ? [notice('dry-run', `Nothing was written: ${written.why}.`)] : []),
  ];
}

/** The held plugins that the event names: their authors are waiting for them. */
export function failedClaims({ plan, claims, marketplace }: UpdateOutcome): Held[] {
  const named = new Set(
    claims.flatMap((claim) => claimed(claim, marketplace).map(({ entry }) => entryName(entry))),
  );
  return plan.held.filter(({ plugin, cause }) => isError(cause) && named.has(plugin));
}

/** Whether every plugin that could have been read was not. */
export function nothingRead({ seen, options }: UpdateOutcome): boolean {
  const own = [...seen].filter(
    ([{ entry }, { kind }]) => options.plugins(entryName(entry)) && kind !== 'skipped',
  );
  return own.length > 0 && own.every(([, one]) => isUnread(one));
}

/** Not what is broken or waits for a person: that was read. */
function isUnread(one: Observation): boolean {
  if (one.kind === 'held') return one.cause === 'passing';
  if (one.kind === 'head')
    return failed(one.present) || failed(one.target) || one.ancestry?.kind === 'unknown';
  return one.kind === 'version' && failed(one.plugin);
}

function failed({ kind }: PluginAt): boolean {
  return kind === 'no-repository' || kind === 'forbidden' || kind === 'failed';
}

/** With the reason, where all have the same. */
function nothingReadAnnotation(findings: UpdateOutcome): Annotation[] {
  if (!nothingRead(findings)) return [];
  const { plan } = findings;
  const [first] = plan.held;
  const same = first !== undefined && plan.held.every(({ reason }) => reason === first.reason);
  const why = same
    ? `: ${first.reason}`
    : plan.held.every(({ cause }) => cause === 'passing')
      ? ': GitHub failed. Each is listed with its reason; the next run tries again'
      : '. Each is listed with its reason; private ones need a `plugins-token` that may read them';
  return [{ level: 'error', title: 'nothing-read', text: `No plugin could be read${why}.` }];
}

function problemsOf(written: Written): readonly Problem[] {
  if (written.kind === 'refused') return [written.problem];
  return written.kind === 'proposed' ? written.pullRequests.problems : [];
}

function heldAnnotation(level: Annotation['level'], { plugin, reason, at }: Held): Annotation {
  return { level, title: 'held', text: `${quote(plugin)} is held: ${reason}.`, at };
}

/** What only has to wait needs nobody. */
function levelOf({ cause }: Held): Annotation['level'] {
  return cause === 'young' ? 'notice' : 'warning';
}

function skippedAnnotation({ plugin, reason, at }: UpdateOutcome['plan']['skipped'][number]): Annotation {
  return { level: 'warning', title: 'skipped', text: `${quote(plugin)} is skipped: ${reason}.`, at };
}

function warningOf(problem: Problem): Annotation {
  return { ...annotationOf(problem), level: 'warning' };
}

function downgrades({ plan }: UpdateOutcome): Annotation[] {
  const down = plan.changes.flatMap(({ updates }) => updates.filter(({ downgrade }) => downgrade));
  return down.map(({ plugin, previousVersion, version }) => {
    const text = `${quote(plugin)} goes down from ${quote(previousVersion ?? '')} to ${quote(version ?? '')}, as its own plugin.json did. Set \`downgrades: hold\` to review such updates first.`;
    return warning('downgrade', text);
  });
}

function loweredEntries({ plan }: UpdateOutcome): Annotation[] {
  const updates = plan.changes.flatMap((change) => change.updates);
  return updates.flatMap(({ plugin, lowered, version }) => {
    if (lowered === undefined) return [];
    const text = `${quote(plugin)} was listed as ${quote(lowered ?? '')}, which is higher than in its plugin.json; the entry now lists ${quote(version ?? '')}, which is what users get.`;
    return warning('entry-lowered', text);
  });
}

/** Whether GitHub rejects the token that reads the plugins: that will not pass by itself. */
export function isPluginsTokenRejected({ seen }: UpdateOutcome): boolean {
  return [...seen.values()].some((one) => {
    const plugin = nowOf(one);
    return plugin?.kind === 'failed' && plugin.error?.status === 401;
  });
}

const REJECTED: Annotation = {
  level: 'error',
  title: 'plugins-token-rejected',
  text: 'GitHub rejects `plugins-token` (401): it is wrong, revoked or expired. Renew the secret that the workflow passes; until then, plugins that only it can read are not updated.',
};

/** What only a pull request gets. */
function unusedInputs({ options: { mode, fields, checks } }: UpdateOutcome): Annotation[] {
  const all = Object.entries({ ...fields, checks });
  const given = all.flatMap(([name, values]) => (values.length > 0 ? [`\`${name}\``] : []));
  if (mode === 'pull-request' || given.length === 0) return [];
  const text = `Only pull requests get ${some(given)}, and this run pushes to the branch. Pass \`mode: pull-request\`, or remove them.`;
  return [notice('input-unused', text)];
}

/** A name in `plugins` or `releases` that no entry has is most likely a slip. */
function strayPatterns({ options, marketplace }: UpdateOutcome): Annotation[] {
  const names = marketplace.subjects.map(({ entry }) => entryName(entry));
  return options.patterns
    .filter(({ matches }) => !names.some(matches))
    .map(({ input, pattern }) => {
      const text = `\`${input}\`: ${quote(pattern)} matches no plugin in ${quote(marketplace.file.path)}. Check its spelling.`;
      return warning('pattern-without-plugin', text);
    });
}

function proposedAnnotation({ outcome, branch, pullRequest }: PullRequestResult): Annotation[] {
  if (outcome === 'left') {
    const text = `${quote(branch)} has commits that this action did not make, so it was left unchanged. Merge ${pullRequest === null ? 'them' : 'its pull request'}, or delete the branch, and the next run creates it again.`;
    return [warning('branch-has-other-commits', text)];
  }
  if (outcome !== 'declined') return [];
  const text = `Pull request #${pullRequest?.number} with exactly this update was closed by a person, so it is not opened again. Delete the branch ${quote(branch)} to have it proposed again.`;
  return [notice('pull-request-declined', text)];
}
