import { type Annotation, annotationOf, notice, warning } from '../../action/report.ts';
import { type Problem, sentence } from '../../findings/problem.ts';
import { quote, some } from '../../plugin/display.ts';
import type { Manifests } from '../compare/manifests.ts';
import type { Range } from '../range.ts';
import type { SendDecision } from '../send/decide.ts';
import type { Delivery } from '../send/deliver.ts';
import { arrivalAnnotations } from './arrival-annotations.ts';
import type { NotifyOutcome } from './outcome.ts';

/** PURE: the annotations, at the lines of the manifests and on the run's page. */
export function notifyAnnotations(findings: NotifyOutcome): Annotation[] {
  const { decisions, problems, deliveries, remarks } = findings;
  return [
    ...problems.map(annotationOf),
    ...failedDeliveries(deliveries.deliveries).map(annotationOf),
    ...[...deliveries.renamed].map(renamedWarning),
    ...arrivalAnnotations({ ...findings, eventTypeFor: () => findings.eventType }, 'notify'),
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

/** PURE: what is to be said of the run as a whole. `dryRun`: why nothing was sent; null where it was. */
export function runAnnotations({ basis, pairs }: Manifests, dryRun: string | null): Annotation[] {
  const announced =
    basis.kind === 'announced' && basis.notice ? `Every plugin is announced, because ${basis.why}.` : null;
  return [
    ...(announced === null ? [] : [notice('announced', announced)]),
    ...(dryRun === null ? [] : [notice('dry-run', `Nothing was sent: ${dryRun}.`)]),
    ...(basis.kind !== 'compared' && pairs.length === 0 ? [NO_MANIFEST] : []),
  ];
}

/** PURE: the event was none to look at; a warning where the workflow probably means that it should be. */
export function notLookedAt({ why, remedy }: Extract<Range, { kind: 'nothing' }>): Annotation {
  const text = `Not looked at: ${why}. Nothing is sent.`;
  return remedy === undefined ? notice('not-looked-at', text) : warning('not-looked-at', `${text} ${remedy}`);
}

const NO_MANIFEST = warning(
  'no-manifest',
  'No plugin.json was found where `manifests` looks, so there is nothing to send. Add its path there. If a folder in that path is a symbolic link, write the path of its target instead.',
);

/** PURE: a path that leads into a submodule. */
export function inSubmodule(path: string): Annotation {
  const text = `${quote(path)} is in a submodule. If it holds a plugin, its own repository announces the versions: set this action up there.`;
  return notice('submodule', text);
}

/** What to do where no pattern of `manifests` matches a plugin.json. */
export const NAME_ALL =
  'Name each path in `manifests` below `with:`, or write `**/.claude-plugin/plugin.json` for all: what is there replaces the usual patterns. A leading "!" excludes one.';

/** PURE: a manifest that changed and that no pattern matches. */
export function notMatched(path: string): Annotation {
  const text = `${quote(path)} changed, but no pattern in \`manifests\` matches it, so it was not looked at. ${NAME_ALL}`;
  return { ...warning('manifest-not-matched', text), at: { file: path } };
}
