import { type Annotation, notice, warning } from '../../action/report.ts';
import type { Log } from '../../github/client/client.ts';
import { count, display, quote } from '../../plugin/display.ts';
import type { Manifests } from '../compare/manifests.ts';
import type { Range } from '../range.ts';
import type { SendDecision } from '../send/notifications.ts';

/** PURE: what was looked at, in one sentence: `Compared 1a2b3c4 with 5d6e7f8: 2 manifests differ.` */
export function scopeOf({ pairs, basis, commit }: Manifests, range: Range): string {
  const after = commit.slice(0, 7);
  const manifests = count(pairs.length, 'manifest');
  switch (basis.kind) {
    case 'announced':
      return `Announcing every plugin at ${after}: ${basis.why}. ${manifests} found.`;
    case 'everything-added':
      return `There was nothing before ${after}: every plugin in it is new. ${manifests} found.`;
    case 'compared': {
      const merge = range.kind === 'pull-request' ? ' (what merging brings)' : '';
      const differ = pairs.length === 1 ? 'differs' : 'differ';
      return `Compared ${basis.previous.slice(0, 7)} with ${after}${merge}: ${manifests} ${differ}.`;
    }
  }
}

/** What a person who follows the run reads of each manifest. Every line begins with words of ours. */
export function logDecisions(scope: string, decisions: readonly SendDecision[], log: Log): void {
  log.info(scope);
  if (decisions.length === 0) return;
  log.startGroup('Changes');
  for (const decision of decisions) {
    const { change } = decision;
    const { plugin, version, previousVersion, path } = change;
    const step = change.change === 'announced' ? '' : `${display(previousVersion ?? 'none')} → `;
    const what = `${change.change}: ${display(plugin)} ${step}${display(version ?? 'none')}`;
    const unsent = decision.kind === 'send' ? '' : ` (not sent: ${decision.reason})`;
    log.info(`  ${what} in ${display(path)}${unsent}`);
  }
  log.endGroup();
}

/** PURE: what is to be said of the run as a whole. `dryRun`: why nothing was sent; null where it was. */
export function remarksOf({ basis, pairs }: Manifests, dryRun: string | null): Annotation[] {
  const announced =
    basis.kind === 'announced' && basis.notice ? `Every plugin is announced, because ${basis.why}.` : null;
  return [
    ...(announced === null ? [] : [notice('announced', announced)]),
    ...(dryRun === null ? [] : [notice('dry-run', `Nothing was sent: ${dryRun}.`)]),
    ...(basis.kind !== 'compared' && pairs.length === 0 ? [NO_MANIFEST] : []),
  ];
}

/** PURE: the event was none to look at. */
export function notLookedAt(why: string): Annotation {
  return notice('not-looked-at', `Not looked at: ${why}. Nothing is sent.`);
}

const NO_MANIFEST = warning(
  'no-manifest',
  'No plugin.json was found where `manifests` looks, so there is nothing to send. Add its path there. If a folder in that path is a symbolic link, write the path of its target instead.',
);

/** PURE: a path that leads into a submodule. */
export function inSubmodule(path: string): Annotation {
  const text = `${quote(path)} is in a submodule. The submodule's own repository announces its versions: set this action up there.`;
  return notice('submodule', text);
}

/** PURE: a manifest that changed and that no pattern matches. */
export function notMatched(path: string): Annotation {
  const text =
    `${quote(path)} changed, but no pattern in \`manifests\` matches it, so it was not looked at. Add its path or ` +
    '`**/.claude-plugin/plugin.json` to `manifests`, or exclude it there with a leading "!".';
  return { ...warning('manifest-not-matched', text), at: { file: path } };
}
