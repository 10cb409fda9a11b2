import { gitmodulesProblem } from '../../../findings/files.ts';
import { entryName } from '../../../marketplace/marketplace.ts';
import { count, quote, some } from '../../../plugin/display.ts';
import { isError, type Observation } from '../../../update/observe/observation.ts';
import type { Update } from '../../../update/plan/decision.ts';
import { unfollowedTag } from '../../../update/plan/unfollowed-tag.ts';
import { stateOf } from '../../marketplaces/entry-state.ts';
import type { PlannedMarketplace } from '../../marketplaces/planned.ts';
import { inputsOf } from '../../workflows/parts.ts';
import { type MarketplaceEnd, ownParts } from '../chain/ends.ts';
import { type Finding, type Flaw, fine, flaw, flawOf, unchecked } from '../report/finding.ts';
import { commandFor } from './workflow-runs.ts';

/** The marketplace's entries: that Claude Code can load them, and that the update action can follow them. */
export async function entries(end: MarketplaceEnd): Promise<Finding[]> {
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
  ];
  const late = await due(seen.value, end);
  const lists = fine(where, summary(seen.value, end));
  return [lists, ...flaws, ...late, ...young(seen.value, where), ...notRead(seen.value, where)];
}

/** The file in the checkout, which will be pushed. */
async function brokenHere(end: MarketplaceEnd): Promise<Flaw[]> {
  const catalogue = end.checkout?.catalogue;
  if (catalogue?.kind !== 'problem') return [];
  const [update] = await ownParts(end);
  const isElsewhere = update !== undefined && inputsOf(update)['marketplace-file'] !== undefined;
  return isElsewhere ? [] : [flawOf(end.where, catalogue.problem)];
}

/** Up to date is only what is followed. */
function summary(own: PlannedMarketplace, { isWhole }: MarketplaceEnd): string {
  const { subjects } = own.marketplace;
  const seen = [...own.seen.keys()];
  const current = seen.filter((subject) => ['current', 'waiting'].includes(stateOf(subject, own).state));
  const out = seen.map(({ entry }) => entryName(entry)).filter((name) => !own.follows(name));
  const who = isWhole || seen.length === subjects.length ? 'all' : 'those here';
  return [
    `lists ${count(subjects.length, 'plugin')}`,
    ...(current.length === 0
      ? []
      : [current.length === seen.length ? `${who} are up to date` : `up to date: ${current.length}`]),
    ...(out.length === 0
      ? []
      : [`\`plugins\` of the update workflow leaves out ${some(out.map((name) => quote(name)))}`]),
  ].join('; ');
}

/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
function names({ marketplace, seen }: PlannedMarketplace, where: string): Flaw[] {
  const all = marketplace.subjects.map(({ entry }) => entry.name);
  const subjects = [...seen.keys()];
  const own = [...new Set(subjects.flatMap(({ entry }) => entry.name ?? []))];
  const twins = own.filter((name) => all.indexOf(name) !== all.lastIndexOf(name));
  return [
    ...twins.map((about) => {
      const what = `${quote(about)} is listed more than once, and users install by this name`;
      const remedy = 'Give each entry its own name.';
      return flaw('problem', 'two-entries-one-name', where, [what, remedy], { about });
    }),
    ...subjects.flatMap(({ entry }) => {
      if (entry.name !== null) return [];
      const more = { about: entryName(entry), at: entry.at };
      const what = `${quote(more.about)} has no usable \`name\``;
      const remedy = 'Add one: users install the plugin by this name.';
      return [flaw('problem', 'entry-without-name', where, [what, remedy], more)];
    }),
  ];
}

function sources({ seen, plan }: PlannedMarketplace, where: string): Flaw[] {
  return [...seen].flatMap(([subject, one]): Flaw[] => {
    const { entry, source } = subject;
    const more = { about: entryName(entry), at: entry.at };
    const name = quote(more.about);
    if (source.kind === 'skipped' && source.isFault) {
      const what = `the source of ${name} is one that Claude Code does not load: ${source.reason}`;
      return [flaw('problem', 'source-invalid', where, [what, 'Fix it in marketplace.json.'], more)];
    }
    const skipped = plan.skipped.find(({ at }) => at === entry.at);
    if (skipped !== undefined && unfollowedTag(subject, one) !== null) {
      const remedy = 'Until then the entry stays at this tag.';
      return [flaw('warning', 'tag-not-semantic', where, [`${name}: ${skipped.reason}`, remedy], more)];
    }
    if (skipped?.warn !== true) return [];
    const remedy = 'Restore the folder, or correct the entry’s `source`.';
    return [flaw('problem', 'directory-missing', where, [`${name}: ${skipped.reason}`, remedy], more)];
  });
}

/** What `minimum-age` holds is as it should be. */
function young(own: PlannedMarketplace, where: string): Finding[] {
  return own.plan.held
    .filter(({ plugin, cause }) => own.follows(plugin) && cause === 'young')
    .map(({ plugin, reason }) => fine(where, `${quote(plugin)} waits for its \`minimum-age\`: ${reason}`));
}

/** If GitHub failed, the state is unknown, and that is no finding. */
function notRead(own: PlannedMarketplace, where: string): Finding[] {
  return own.plan.held
    .filter(({ plugin, cause }) => own.follows(plugin) && cause === 'passing')
    .map(({ plugin, reason }) => unchecked(where, `whether ${quote(plugin)} is up to date`, reason));
}

function held(own: PlannedMarketplace, where: string): Flaw[] {
  const seenAt = new Map([...own.seen].map(([{ entry }, seen]) => [entry.at, seen]));
  return own.plan.held
    .filter(({ plugin, cause }) => own.follows(plugin) && cause !== 'passing' && cause !== 'young')
    .map(({ plugin, reason, cause, at }) => {
      const hidden = hiddenRepository(seenAt.get(at));
      if (hidden !== null) return { ...unreadable(plugin, hidden, where), about: plugin, at };
      const what = `${quote(plugin)} is held: ${reason}`;
      const remedy = 'The entry does not change until that is fixed.';
      const level = isError(cause) ? 'problem' : 'warning';
      return flaw(level, 'entry-held', where, [what, remedy], { about: plugin, at });
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
    `${quote(plugin)}: ${repository} does not exist, or is private and this token can’t see it`,
    'If it is gone, correct the entry’s `source`. If it is private, the update workflow needs a `plugins-token` that may read it.',
  ]);
}

/** What a run would bring now. Just after a push that is as it should be. */
async function due(own: PlannedMarketplace, end: MarketplaceEnd): Promise<Flaw[]> {
  const { where, remote } = end;
  const updates = own.plan.changes
    .flatMap((change) => change.updates)
    .filter(({ plugin }) => own.follows(plugin));
  const [update] = await ownParts(end);
  const command = update?.workflow.events.includes('workflow_dispatch')
    ? commandFor('run', update.path, remote.ghName)
    : null;
  const remedy =
    command === null
      ? 'The next run of the update workflow updates it; `notify-marketplace trigger` in the plugin’s clone starts one.'
      : `The next run updates it, e.g. \`${command}\`.`;
  return updates.map((one) =>
    flaw('warning', 'update-due', where, [dueText(one), remedy], { about: one.plugin }),
  );
}

function dueText({ plugin, previousVersion, version }: Update): string {
  const name = quote(plugin);
  if (version === null || version === previousVersion)
    return `${name} is behind: its repository has a newer commit`;
  const listed = previousVersion === null ? 'no version' : quote(previousVersion);
  return `${name} is behind: it lists ${listed}, its repository has ${quote(version)}`;
}
