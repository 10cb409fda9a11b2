import { entryName } from '../../../marketplace/marketplace.ts';
import { CATALOGUE } from '../../../marketplace/place.ts';
import { count, quote, some } from '../../../plugin/display.ts';
import type { PlannedMarketplace } from '../../marketplace-plan.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw, flawOf, unchecked } from '../finding.ts';

/** The marketplace's entries: that Claude Code can load them, and that the update action can follow them. */
export async function entries({ marketplaces }: Chain): Promise<Finding[]> {
  return (await Promise.all(marketplaces.map(ofMarketplace))).flat();
}

async function ofMarketplace({ remote, checkout, catalogue, planned }: MarketplaceEnd): Promise<Finding[]> {
  const here = (await catalogue()) === CATALOGUE ? checkout?.catalogue : null;
  if (here?.kind === 'problem') return [flawOf(remote.name, here.problem)];
  const seen = await planned();
  if (seen.kind === 'unseen') {
    const { why, problem } = seen;
    return problem?.code.startsWith('catalogue-') === true
      ? [flawOf(remote.name, problem)]
      : [unchecked(remote.name, 'what its marketplace.json lists', why)];
  }
  const { plan, marketplace } = seen.value;
  const flaws = [
    ...marketplace.problems.map((problem) => flawOf(remote.name, problem)),
    ...names(seen.value, remote.name),
    ...sources(seen.value, remote.name),
    ...held(seen.value, remote.name),
  ];
  const due = plan.changes.flatMap(({ updates }) => updates);
  const all = `lists ${count(marketplace.subjects.length, 'plugin')}`;
  const state =
    due.length === 0 ? 'nothing is due' : `${count(due.length, 'update')} due (the next run brings them)`;
  return [fine(remote.name, `${all}; ${state}`), ...flaws];
}

/** https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
function names({ marketplace }: PlannedMarketplace, where: string): Finding[] {
  const found = new Map<string, number>();
  for (const { entry } of marketplace.subjects) {
    if (entry.name !== null) found.set(entry.name, (found.get(entry.name) ?? 0) + 1);
  }
  const twins = [...found].filter(([, times]) => times > 1).map(([name]) => quote(name));
  const nameless = marketplace.subjects.filter(({ entry }) => entry.name === null);
  return [
    ...(twins.length === 0
      ? []
      : [
          flaw('problem', 'two-entries-one-name', where, [
            `${some(twins)} stands more than once: the name is what users install by`,
            'Give each entry a name of its own.',
          ]),
        ]),
    ...nameless.map(({ entry }) => ({
      ...flaw('problem', 'entry-without-name', where, [
        `${entryName(entry)} has no usable \`name\``,
        'Add one: users install by it.',
      ]),
      at: entry.at,
    })),
  ];
}

function sources({ marketplace, plan }: PlannedMarketplace, where: string): Finding[] {
  return marketplace.subjects.flatMap(({ entry, source }): Finding[] => {
    const name = quote(entryName(entry));
    if (source.kind === 'skipped' && source.isFault) {
      const what = `the source of ${name} is one that Claude Code does not load: ${source.reason}`;
      return [
        { ...flaw('problem', 'source-invalid', where, [what, 'Mend it in marketplace.json.']), at: entry.at },
      ];
    }
    const skipped = plan.skipped.find(({ at }) => at === entry.at);
    if (skipped?.warn !== true) return [];
    const remedy = 'Restore the folder, or correct the entry’s `source`.';
    return [
      {
        ...flaw('problem', 'directory-missing', where, [`${name}: ${skipped.reason}`, remedy]),
        at: entry.at,
      },
    ];
  });
}

function held({ plan }: PlannedMarketplace, where: string): Finding[] {
  return plan.held.map(({ plugin, reason, error, at }) => ({
    ...flaw(error ? 'problem' : 'warning', 'entry-held', where, [
      `${quote(plugin)} is held: ${reason}`,
      'It stays as it is until that is mended.',
    ]),
    at,
  }));
}
