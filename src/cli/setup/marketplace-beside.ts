import { repositoryAt } from '../../github/address.ts';
import { type RepositoryName, repositoryKey } from '../../github/repository.ts';
import { sourceOf } from '../../marketplace/sources.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Folder } from '../checkout/folder.ts';
import { parseWorkflow, type WorkflowFile } from '../workflows/workflow.ts';
import { isWriting, type SetupStep } from './plan.ts';

/** What the marketplace where setup is run lists of a plugin's repository, and which events it listens for. */
export interface MarketplaceBeside {
  /** Null where there is no catalogue to ask, or it does not matter. */
  readonly isListed: boolean | null;
  /** Patterns of the release tags that its entries pin: the tag comes after the bump, so it must tell too. */
  readonly tags: readonly string[];
  /** The event types that its update workflow listens to; null where there is none, or it takes all. */
  readonly heard: readonly string[] | null;
}

export const NOT_KNOWN: MarketplaceBeside = { isListed: null, tags: [], heard: null };

export interface SetupPlace {
  /** Where setup is run. */
  readonly here: Folder | null;
  /** What this very run does to the update workflow there; null where nothing. */
  readonly update: SetupStep | null;
  /** The GitHub that addresses are read against, e.g. `https://github.com`. */
  readonly server: string;
}

/** PURE: what the marketplace here has to do with the plugin's repository. */
export function marketplaceBeside({ here, update, server }: SetupPlace, plugin: Folder): MarketplaceBeside {
  const heard = heardIn(here, update);
  if (here?.catalogue?.kind !== 'catalogue' || plugin.origin === null) return { ...NOT_KNOWN, heard };
  const own = repositoryKey(plugin.origin.repository);
  const entries = listedElsewhere(here, server).filter(({ repository }) => repositoryKey(repository) === own);
  const isSubmodule = plugin.root !== here.root && plugin.root.startsWith(`${here.root}/`);
  return {
    isListed: isSubmodule ? null : entries.length > 0,
    tags: [...new Set(entries.flatMap(({ ref }) => (ref === null ? [] : tagPattern(ref))))],
    heard,
  };
}

/** Of the update workflow as setup leaves it. */
function heardIn(here: Folder | null, update: SetupStep | null): readonly string[] | null {
  const planned =
    update !== null && isWriting(update.action) ? parseWorkflow(update.text, update.path) : null;
  const workflows = planned?.kind === 'workflow' ? [planned.workflow] : followersIn(here);
  const listening = workflows.filter(({ events }) => events.includes('repository_dispatch'));
  const takesAll = listening.some(({ dispatchTypes }) => dispatchTypes === null);
  if (workflows.length === 0 || takesAll) return null;
  return [...new Set(listening.flatMap(({ dispatchTypes }) => dispatchTypes ?? []))];
}

function followersIn(here: Folder | null): WorkflowFile[] {
  return (here?.parts ?? []).flatMap(({ role, workflow }) =>
    role.kind === 'update' || (role.kind === 'other-receiver' && role.updates) ? [workflow] : [],
  );
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
function tagPattern(ref: string): string[] {
  const release = parseReleaseTag(ref);
  if (release === null) return [];
  return release.prefix === '' ? ['[0-9]*'] : [`${release.prefix.replace(/[*+?[\]!\\]/g, '\\$&')}*`];
}

/** An entry of the catalogue here whose plugin lies in another repository. */
interface ListedElsewhere {
  readonly repository: RepositoryName;
  /** The branch or tag that the entry names. */
  readonly ref: string | null;
}

/**
 * PURE: the entries of the marketplace here that lie in other repositories of this GitHub; none where there is no
 * catalogue that can be read.
 *
 * @param server the GitHub that addresses are read against, e.g. `https://github.com`
 */
function listedElsewhere(here: Folder | null, server: string): ListedElsewhere[] {
  if (here?.catalogue?.kind !== 'catalogue') return [];
  const { entries, pluginRoot } = here.catalogue.catalogue;
  return entries.flatMap((entry) => {
    const source = sourceOf(entry, { server, pluginRoot });
    if (source.kind === 'remote') return [{ repository: source.repository, ref: source.ref }];
    if (source.kind !== 'relative') return [];
    const url = here.submodules.find(({ path }) => `${source.directory}/`.startsWith(`${path}/`))?.url;
    const repository = url == null ? null : repositoryAt(url, server, here.origin?.repository);
    return repository === null ? [] : [{ repository, ref: null }];
  });
}
