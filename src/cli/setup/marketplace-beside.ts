import { repositoryKey } from '../../github/repository.ts';
import { sourceOf } from '../../marketplace/sources.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Folder } from '../checkout/folder.ts';
import { parseWorkflow, type WorkflowFile } from '../workflows/workflow.ts';
import { isWriting, type SetupStep } from './plan.ts';

/** What the marketplace where setup is run pins of a plugin's repository, and which events it listens for. */
export interface MarketplaceBeside {
  /** Patterns of the release tags that its entries pin: the tag comes after the bump, so it must tell too. */
  readonly tags: readonly string[];
  /** The event types that its update workflow listens to; null where there is none, or it takes all. */
  readonly heard: readonly string[] | null;
}

export const NOT_KNOWN: MarketplaceBeside = { tags: [], heard: null };

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
  return { tags: tagsPinned(here, plugin, server), heard: heardIn(here, update) };
}

function tagsPinned(here: Folder | null, { origin }: Folder, server: string): string[] {
  if (here?.catalogue?.kind !== 'catalogue' || origin === null) return [];
  const { entries, pluginRoot } = here.catalogue.catalogue;
  const own = repositoryKey(origin.repository);
  const patterns = entries.flatMap((entry) => {
    const source = sourceOf(entry, { server, pluginRoot });
    const isOwn = source.kind === 'remote' && repositoryKey(source.repository) === own;
    return isOwn && source.ref !== null ? tagPattern(source.ref) : [];
  });
  return [...new Set(patterns)];
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
