import type { Log } from '../../github/client/client.ts';
import { count, display } from '../../plugin/display.ts';
import type { Manifests } from '../compare/manifests.ts';
import type { Range } from '../range.ts';
import type { SendDecision } from '../send/decide.ts';
import type { Scope } from './outcome.ts';

/** PURE: what was looked at, in one sentence: `Compared 1a2b3c4 with 5d6e7f8: 2 manifests differ.` */
export function scopeOf({ pairs, basis, commit }: Manifests, range: Range): Scope {
  const after = commit.slice(0, 7);
  const manifests = count(pairs.length, 'manifest');
  const page = `tree/${commit}`;
  switch (basis.kind) {
    case 'announced':
      return { text: `Announcing every plugin at ${after}: ${basis.why}. ${manifests} found.`, page };
    case 'everything-added':
      return {
        text: `There was nothing before ${after}: every plugin in it is new. ${manifests} found.`,
        page,
      };
    case 'compared': {
      const merge = range.kind === 'pull-request' ? ' (what merging brings)' : '';
      const differ = pairs.length === 1 ? 'differs' : 'differ';
      const text = `Compared ${basis.previous.slice(0, 7)} with ${after}${merge}: ${manifests} ${differ}.`;
      return { text, page: `compare/${basis.previous}...${commit}` };
    }
  }
}

/** What a person who follows the run reads of each manifest. Every line begins with words of ours. */
export function logDecisions(scope: Scope, decisions: readonly SendDecision[], log: Log): void {
  log.info(scope.text);
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
