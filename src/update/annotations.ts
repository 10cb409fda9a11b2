import { type Annotation, annotationOf } from '../action/report.ts';
import type { PluginAt } from '../github/plugin-at.ts';
import { fullName } from '../github/repository.ts';
import { display, quote } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';
import { claimed, unknownPlugin } from './event.ts';
import type { Findings, Written } from './findings.ts';
import { entryName } from './marketplace.ts';
import type { Observation } from './observation.ts';
import type { Held } from './plan.ts';
import type { Proposed } from './proposer.ts';
import { versionOf } from './rules.ts';

/** GitHub shows ten of a kind in a step; the summary has them all. */
const MOST = 8;

/** PURE: what stands beside the catalogue's lines and on the run's page. */
export function annotationsOf(findings: Findings): Annotation[] {
  const { plan, marketplace, written } = findings;
  const failed = new Set(failedClaims(findings));
  return [
    ...problemsOf(written).map(annotationOf),
    ...[...failed].map((held) => heldAnnotation('error', held)),
    ...(nothingRead(findings) ? [nothingReadAnnotation(findings)] : []),
    ...marketplace.problems.map((problem): Annotation => ({ ...annotationOf(problem), level: 'warning' })),
    ...unknownClaims(findings),
    ...limited(plan.held.filter((held) => !failed.has(held)).map((held) => heldAnnotation('warning', held))),
    ...downgrades(findings),
    ...limited(plan.skipped.filter(({ warn }) => warn).map(skippedAnnotation)),
    ...plan.warnings.map((text): Annotation => ({ level: 'warning', title: 'marketplace-version', text })),
    ...(written.kind === 'proposed' ? written.proposals.warnings.map(warningOf) : []),
    ...(written.kind === 'proposed' ? written.proposals.proposed.flatMap(proposedAnnotation) : []),
    ...differingClaims(findings),
    ...(written.kind === 'dry-run' ? [notice('dry-run', `Nothing was written: ${written.why}.`)] : []),
  ];
}

/** The held plugins that the event names: whoever sent it waits for them. */
export function failedClaims({ plan, claims, marketplace }: Findings): Held[] {
  const named = new Set(
    claims.flatMap((claim) => claimed(claim, marketplace).map(({ entry }) => entryName(entry))),
  );
  return plan.held.filter(({ plugin, error }) => error && named.has(plugin));
}

/** Whether every plugin that could have been read was not. */
export function nothingRead({ seen, options }: Findings): boolean {
  const own = [...seen].filter(
    ([{ entry }, { kind }]) => options.plugins(entryName(entry)) && kind !== 'skipped',
  );
  return own.length > 0 && own.every(([, one]) => isUnread(one));
}

/** Not what is broken or waits for a person: that was read. */
function isUnread(one: Observation): boolean {
  if (one.kind === 'head') return failed(one.present) || failed(one.target);
  return one.kind === 'version' && failed(one.plugin);
}

function failed({ kind }: PluginAt): boolean {
  return kind === 'no-repository' || kind === 'forbidden' || kind === 'failed';
}

/** With the reason, where all have the same. */
function nothingReadAnnotation({ plan }: Findings): Annotation {
  const [first] = plan.held;
  const same = first !== undefined && plan.held.every(({ reason }) => reason === first.reason);
  const why = same
    ? `: ${first.reason}`
    : '. Each is listed with its reason; private ones need a `plugins-token` that sees them';
  return { level: 'error', title: 'nothing-read', text: `No plugin could be read${why}.` };
}

function problemsOf(written: Written): readonly Problem[] {
  if (written.kind === 'refused') return [written.problem];
  return written.kind === 'proposed' ? written.proposals.problems : [];
}

function heldAnnotation(level: Annotation['level'], { plugin, reason, at }: Held): Annotation {
  return { level, title: 'held', text: `${quote(plugin)} is held: ${reason}.`, at };
}

function skippedAnnotation({ plugin, reason, at }: Findings['plan']['skipped'][number]): Annotation {
  return { level: 'warning', title: 'skipped', text: `${quote(plugin)} is skipped: ${reason}.`, at };
}

function limited(annotations: readonly Annotation[]): Annotation[] {
  if (annotations.length <= MOST) return [...annotations];
  const more = annotations.length - MOST;
  const rest = {
    level: 'warning',
    title: annotations[0]?.title ?? '',
    text: `And ${more} more like these: the job summary lists them all.`,
  } as const;
  return [...annotations.slice(0, MOST), rest];
}

function warningOf(problem: Problem): Annotation {
  return { ...annotationOf(problem), level: 'warning' };
}

function notice(title: string, text: string): Annotation {
  return { level: 'notice', title, text };
}

function downgrades({ plan }: Findings): Annotation[] {
  const down = plan.changes.flatMap(({ updates }) => updates.filter(({ downgrade }) => downgrade));
  return limited(
    down.map(({ plugin, previousVersion, version }) => ({
      level: 'warning',
      title: 'downgrade',
      text: `${quote(plugin)} goes down from ${quote(previousVersion ?? '')} to ${quote(version ?? '')}, as its own manifest did. Set \`downgrades: hold\` to look at such steps first.`,
    })),
  );
}

function unknownClaims({ claims, marketplace }: Findings): Annotation[] {
  const unknown = claims.filter((claim) => claimed(claim, marketplace).length === 0);
  return limited(
    unknown.map((claim) => ({
      level: 'warning',
      title: 'plugin-not-listed',
      text: unknownPlugin(claim, marketplace),
    })),
  );
}

/** The event is a hint: where its repository says something else, that counts, and is worth knowing. */
function differingClaims({ claims, marketplace, seen }: Findings): Annotation[] {
  const differing = claims.flatMap((claim) =>
    claimed(claim, marketplace).flatMap((subject) => {
      const one = seen.get(subject);
      const plugin = one?.kind === 'head' ? one.target : one?.kind === 'version' ? one.plugin : null;
      if (claim.version === null || plugin?.kind !== 'plugin' || one === undefined || !('place' in one))
        return [];
      const declared = versionOf(plugin);
      if (declared === claim.version) return [];
      const holds = declared === null ? 'declares no version' : `holds ${quote(declared)}`;
      return [
        notice(
          'event-differs',
          `The event says ${quote(claim.plugin)} is now ${quote(claim.version)}, but ${display(fullName(one.place.repository))} ${holds}, and that counts.`,
        ),
      ];
    }),
  );
  return limited(differing);
}

function proposedAnnotation({ outcome, branch, pullRequest }: Proposed): Annotation[] {
  if (outcome === 'left') {
    const text = `${quote(branch)} holds commits that are not ours, so it was left as it is. Merge or close its pull request, or delete the branch, and the next run makes it anew.`;
    return [{ level: 'warning', title: 'branch-has-other-commits', text }];
  }
  if (outcome !== 'declined') return [];
  const text = `Pull request #${pullRequest?.number} with this very update was closed by a person, so it is not opened again. Delete the branch ${quote(branch)} to have it proposed anew.`;
  return [notice('pull-request-declined', text)];
}
