import { displayCode, sentenceMarkdown } from '../../plugin/display.ts';
import { groupBy } from '../../plugin/group-by.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan } from '../plan/plan.ts';
import { fitted, type Item, keyOf, type Listed, type ReportPart, type Writing } from './report-part.ts';

/** Not what time alone ends: nobody has to do anything about it, and its reason differs in every run. */
const LISTED: ReadonlySet<string> = new Set(['decision', 'undecided', 'broken', 'unreadable', 'passing']);

/** What a run knows about what is held. */
export interface Findings {
  readonly held: Plan['held'];
  /** The names of all entries, in their order. */
  readonly names: readonly string[];
  /** Whether this run left a plugin to other runs, because its event names another repository. */
  readonly isLeft: (name: string) => boolean;
}

/**
 * PURE: what the issue should list: what this run found, and of the plugins that it left to other runs what is listed
 * already. The order is the catalogue's.
 */
export function wantedList({ held, names, isLeft }: Findings, present: ReportPart | null): Listed {
  const own = groupBy(
    held.filter(({ cause }) => LISTED.has(cause)),
    ({ plugin }) => plugin,
  );
  const listed = groupBy(present?.items ?? [], ({ key }) => key);
  const items = [...new Set(names)].flatMap((name): Item[] => {
    const key = keyOf(name);
    if (isLeft(name)) return listed.get(key) ?? [];
    return (own.get(name) ?? []).map((one) => itemOf(one, key));
  });
  const isPartial = names.some(isLeft);
  const around = (present?.before.length ?? 0) + (present?.after.length ?? 0);
  return fitted({ items, more: isPartial ? (present?.more ?? 0) : 0 }, around);
}

function itemOf({ plugin, reason, cause }: Plan['held'][number], key: string): Item {
  const text = `${displayCode(plugin)}: ${sentenceMarkdown(reason)}`.replace(/\s+/g, ' ');
  return { key, kind: cause === 'passing' ? 'passing' : 'held', text };
}

/** PURE: the words around the list. */
export function writingOf({ reportIssue, addresses }: UpdateOptions, issue: number | null): Writing {
  const { manual, runUrl } = addresses;
  const page =
    manual === undefined ? '' : ` [What the reasons mean](${manual}/troubleshooting.md#an-entry-is-held).`;
  return {
    title: reportIssue ?? '',
    issue,
    intro:
      `The update action did not bring these plugins up to date. It changes this list when that changes, last in [this run](${runUrl}), and closes the issue when nothing is left. ` +
      `What you write above or below the list stays.${page}`,
    empty: `Nothing is held and nothing failed any more, since [this run](${runUrl}).`,
    headings: {
      held: 'Held, because a person must decide',
      passing: 'Not read: the next run tries again',
    },
  };
}

/** PURE: the body of one of two issues that two runs opened at the same moment. */
export function duplicateText(of: number): string {
  return `Two runs opened an issue at the same moment. The list is in #${of}.`;
}
