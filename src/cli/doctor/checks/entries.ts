import { gitmodulesProblem } from '../../../findings/files.ts';
import { entryName, type Subject } from '../../../marketplace/marketplace.ts';
import { count, quote } from '../../../plugin/display.ts';
import { isError, type Observation } from '../../../update/observe/observation.ts';
import type { Update } from '../../../update/plan/decision.ts';
import type { Chain } from '../chain.ts';
import { filesOf, isUpdate, type MarketplaceEnd } from '../ends.ts';
import { type Finding, type Flaw, fine, flaw, flawAbout, flawOf, unchecked } from '../finding.ts';
import { inputsOf, type OwnPlan } from '../planned.ts';
import { commandFor } from './workflow-runs.ts';

/** The marketplace's entries: that Claude Code can load them, and that the update action can follow them. */
export async function entries({ marketplaces }: Chain): Promise<Finding[]> {
  return (await Promise.all(marketplaces.map(ofMarketplace))).flat();
}

async function ofMarketplace(end: MarketplaceEnd): Promise<Finding[]> {
  const { where, planned } = end;
  const local = await brokenHere(end);
  const seen = await planned();
  if (seen.kind === 'unseen') {
    const why = unchecked(where, 'what its marketplace.json lists', seen.why);
    return local.length > 0 ? local : [why];
  }
  if (seen.kind === 'broken') return local.length > 0 ? local : [flawOf(where, seen.problem)];
  const { brokenAt } = seen.value.marketplace;
  const flaws = [
    ...local,
    ...(end.isWhole && brokenAt !== null ? [flawOf(where, gitmodulesProblem(brokenAt))] : []),
    ...names(seen.value, where),
    ...sources(seen.value, where),
    ...held(seen.value, where),
    ...(await due(seen.value, end)),
  ];
  return [fine(where, summary(seen.value, end, flaws)), ...flaws, ...notRead(seen.value, where)];
}

/** The file in the checkout, which will be pushed. */
async function brokenHere(end: MarketplaceEnd): Promise<Flaw[]> {
  const catalogue = end.checkout?.folder.catalogue;
  if (catalogue?.kind !== 'problem') return [];
  const update = (await filesOf(end)).parts.find(isUpdate);
  const isElsewhere = update !== undefined && inputsOf(update)['marketplace-file'] !== undefined;
  return isElsewhere ? [] : [flawOf(end.where, catalogue.problem)];
}

function summary(
  { marketplace, seen }: OwnPlan,
  { isWhole }: MarketplaceEnd,
  flaws: readonly Flaw[],
): string {
  const all = `lists ${count(marketplace.subjects.length, 'plugin')}`;
  if (seen.size === 0 || flaws.some(({ code }) => code === 'update-due')) return all;
  return isWhole || seen.size === marketplace.subjects.length
    ? `${all}; nothing is due`
    : `${all}; of those here nothing is due`;
}

/** Those that it is about. */
function subjectsOf({ seen }: OwnPlan): Subject[] {
  return [...seen.keys()];
}

/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
function names(own: OwnPlan, where: string): Flaw[] {
  const all = own.marketplace.subjects.map(({ entry }) => entry.name);
  const twins = new Set(
    subjectsOf(own).flatMap(({ entry: { name } }) =>
      name !== null && all.filter((other) => other === name).length > 1 ? [name] : [],
    ),
  );
  const nameless = subjectsOf(own).filter(({ entry }) => entry.name === null);
  return [
    ...[...twins].map((name) => {
      const what = `${quote(name)} stands more than once: the name is what users install by`;
      return flawAbout(
        name,
        flaw('problem', 'two-entries-one-name', where, [what, 'Give each entry a name of its own.']),
      );
    }),
    ...nameless.map(({ entry }) => {
      const name = entryName(entry);
      const what = `${quote(name)} has no usable \`name\``;
      return flawAbout(
        name,
        flaw('problem', 'entry-without-name', where, [what, 'Add one: users install by it.']),
        entry.at,
      );
    }),
  ];
}

function sources(own: OwnPlan, where: string): Flaw[] {
  return subjectsOf(own).flatMap(({ entry, source }): Flaw[] => {
    const name = entryName(entry);
    if (source.kind === 'skipped' && source.isFault) {
      const what = `the source of ${quote(name)} is one that Claude Code does not load: ${source.reason}`;
      return [
        flawAbout(
          name,
          flaw('problem', 'source-invalid', where, [what, 'Fix it in marketplace.json.']),
          entry.at,
        ),
      ];
    }
    const skipped = own.plan.skipped.find(({ at }) => at === entry.at);
    if (skipped?.warn !== true) return [];
    const what = `${quote(name)}: ${skipped.reason}`;
    const remedy = 'Restore the folder, or correct the entry’s `source`.';
    return [flawAbout(name, flaw('problem', 'directory-missing', where, [what, remedy]), entry.at)];
  });
}

/** What GitHub failed on is nobody's fault, and not known. */
function notRead(own: OwnPlan, where: string): Finding[] {
  return own.plan.held
    .filter(({ plugin, cause }) => own.follows(plugin) && cause === 'passing')
    .map(({ plugin, reason }) => unchecked(where, `whether ${quote(plugin)} is up to date`, reason));
}

function held(own: OwnPlan, where: string): Flaw[] {
  const seenAt = new Map([...own.seen].map(([{ entry }, seen]) => [entry.at, seen]));
  return own.plan.held
    .filter(({ plugin, cause }) => own.follows(plugin) && cause !== 'passing')
    .map(({ plugin, reason, cause, at }) => {
      const hidden = hiddenRepository(seenAt.get(at));
      if (hidden !== null) return flawAbout(plugin, unreadable(plugin, hidden, where), at);
      const what = `${quote(plugin)} is held: ${reason}`;
      const remedy = 'It stays as it is until that is fixed.';
      return flawAbout(
        plugin,
        flaw(isError(cause) ? 'problem' : 'warning', 'entry-held', where, [what, remedy]),
        at,
      );
    });
}

/** What this token may not see, the workflow's may: that is no problem yet. */
function hiddenRepository(seen: Observation | undefined): string | null {
  const reads =
    seen?.kind === 'head' ? [seen.present, seen.target] : seen?.kind === 'version' ? [seen.plugin] : [];
  const isHidden = reads.some(({ kind }) => kind === 'no-repository' || kind === 'forbidden');
  if (!isHidden || (seen?.kind !== 'head' && seen?.kind !== 'version')) return null;
  const { owner, name } = seen.place.repository;
  return `${owner}/${name}`;
}

function unreadable(plugin: string, repository: string, where: string) {
  return flaw('warning', 'plugin-unreadable', where, [
    `${quote(plugin)}: ${repository} is gone, or private and not for this token to see`,
    'If it is gone, correct the entry’s `source`. If it is private, the update workflow needs a `plugins-token` that sees it.',
  ]);
}

/** What a run would bring now. Just after a push that is as it should be. */
async function due(own: OwnPlan, end: MarketplaceEnd): Promise<Flaw[]> {
  const { where, remote } = end;
  const updates = own.plan.changes
    .flatMap((change) => change.updates)
    .filter(({ plugin }) => own.follows(plugin));
  const update = (await filesOf(end)).parts.find(isUpdate);
  const command = update?.workflow.events.includes('workflow_dispatch')
    ? commandFor('run', update.path, remote.ghName)
    : null;
  const remedy =
    command === null
      ? 'The next run of the update workflow brings it; `notify-marketplace trigger` in the plugin’s checkout starts one.'
      : `The next run brings it, e.g. \`${command}\`.`;
  return updates.map((one) =>
    flawAbout(one.plugin, flaw('warning', 'update-due', where, [dueText(one), remedy])),
  );
}

function dueText({ plugin, previousVersion, version }: Update): string {
  const versions =
    version === null || version === previousVersion
      ? 'a newer commit'
      : `${quote(version)} for ${previousVersion === null ? 'none' : quote(previousVersion)}`;
  return `${quote(plugin)} lags: its repository has ${versions}`;
}
