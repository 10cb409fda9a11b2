import { createHash } from 'node:crypto';
import { entryName, type Marketplace } from '../../marketplace/marketplace.ts';
import { chosenIn } from '../../marketplace/scope.ts';
import { groupBy } from '../../plugin/group-by.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan, PlannedChange } from '../plan/plan.ts';

/** A pull request that there should be; without changes, one that there should not be. */
export interface WantedPullRequest {
  readonly branch: string;
  readonly changes: readonly PlannedChange[];
  readonly raise: Plan['raise'];
  readonly plugins: readonly string[];
  /** Whether all that it is about was looked at and read in this run: else an empty one means nothing. */
  readonly isSettled: boolean;
  /** Plugins that could not be read: what stands on the branch for them is not taken back. */
  readonly unread: readonly string[];
}

const PLUGIN = '{plugin}';

export function isPerPlugin({ pullRequestBranch }: Pick<UpdateOptions, 'pullRequestBranch'>): boolean {
  return pullRequestBranch.includes(PLUGIN);
}

/** PURE: one pull request for all, or one for each plugin where the branch's name holds `{plugin}`. */
export function wantedPullRequests(
  plan: Plan,
  marketplace: Pick<Marketplace, 'subjects' | 'branch' | 'scope'>,
  options: Pick<UpdateOptions, 'pullRequestBranch' | 'plugins'>,
): WantedPullRequest[] {
  const { subjects, branch: target } = marketplace;
  const { pullRequestBranch: template } = options;
  const chosen = chosenIn(marketplace, options.plugins);
  const all = subjects.map(({ entry }) => entryName(entry));
  if (!isPerPlugin(options)) {
    const isSettled = plan.unread.length === 0 && all.every(chosen);
    return [wantedOn(template, plan, { changes: plan.changes, isSettled })];
  }
  const nameOf = branchNames({ template, target }, all);
  const changes = groupBy(plan.changes, ({ updates }) => nameOf(updates[0]?.plugin ?? ''));
  const unread = new Set(plan.unread.map(nameOf));
  const branches = new Set([...changes.keys(), ...all.filter(chosen).map(nameOf)]);
  return [...branches].map((branch) => {
    const own = changes.get(branch) ?? [];
    return wantedOn(branch, plan, { changes: own, isSettled: !unread.has(branch) });
  });
}

/**
 * PURE: a branch for each name. Of names that differ in case only, those with capitals get a mark: git keeps branches
 * as files, and some file systems would take them for one.
 */
export function branchNames(branches: Branches, plugins: readonly string[]): (plugin: string) => string {
  const alike = groupBy(new Set(plugins), (plugin) => plugin.toLowerCase());
  return (plugin) => {
    const lower = plugin.toLowerCase();
    const isTwin = plugin !== lower && (alike.get(lower)?.length ?? 0) > 1;
    return branchFor(branches, plugin, { isTwin });
  };
}

function wantedOn(
  branch: string,
  { raise, unread }: Plan,
  own: Pick<WantedPullRequest, 'changes' | 'isSettled'>,
): WantedPullRequest {
  const plugins = own.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin));
  return { branch, ...own, raise, plugins, unread };
}

/** How our branches are called: the input `branch`, and the branch that is updated, which must not be one of them. */
export interface Branches {
  readonly template: string;
  readonly target: string;
}

/**
 * Names are strangers' text, and git takes less: what had to be changed gets a mark that keeps it unique, and so does
 * a name that would make our branch the very one that is updated, or that looks like a marked one.
 */
export function branchFor(
  { template, target }: Branches,
  plugin: string,
  { isTwin } = { isTwin: false },
): string {
  const safe = plugin
    // Of a long name the beginning is enough: its mark keeps it unique.
    .slice(0, 200)
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const plain = template.replaceAll(PLUGIN, safe);
  const taken =
    isTwin ||
    plain.toLowerCase() === target.toLowerCase() ||
    /\.lock(?:\/|$)/.test(plain) ||
    /(?:^|-)[0-9a-f]{8}$/.test(safe);
  if (safe === plugin && !taken) return plain;
  const mark = createHash('sha256').update(plugin).digest('hex').slice(0, 8);
  return template.replaceAll(PLUGIN, safe === '' ? mark : `${safe}-${mark}`);
}

/** PURE: the paths whose content decides whether a branch that was made earlier can conflict with the present head. */
export function touches({ raise, changes }: WantedPullRequest, { file }: Marketplace): string[] {
  const isCatalogue = raise.length + changes.flatMap(({ edits }) => edits).length > 0;
  const gitlinks = changes.flatMap((change) => change.gitlinks.map(({ path }) => path));
  return [...(isCatalogue ? [file.path] : []), ...gitlinks];
}
