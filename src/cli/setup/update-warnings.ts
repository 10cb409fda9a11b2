import { count, quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { leftoversOf } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { brokenFiles } from './broken-files.ts';
import { isWriting, names, type StepAction, type Warning } from './plan.ts';
import type { UpdateTemplate } from './templates.ts';

/** The workflows of a marketplace that have to do with updates. */
export interface Followers {
  readonly ours: readonly WorkflowPart[];
  /** Copied ones that events start. */
  readonly receivers: readonly WorkflowPart[];
  /** Copied ones that start by the clock or by hand, and that can be replaced. */
  readonly going: readonly WorkflowPart[];
  /** Those of them that stay. */
  readonly staying: readonly WorkflowPart[];
  /** It is not known what these do with events. */
  readonly listeners: readonly WorkflowPart[];
}

interface Seen extends Followers {
  readonly rivals: readonly WorkflowPart[];
  /** Steps of ours that do the same. */
  readonly doubled: readonly WorkflowPart[];
  /** Listeners for other types. */
  readonly others: readonly WorkflowPart[];
  /** The steps of the file as it will be. */
  readonly parts: readonly WorkflowPart[];
}

/** PURE: what a person should know of a marketplace's workflow. */
export function updateWarnings(
  folder: Folder,
  { doubled, rivals, listeners, others, staying, parts }: Seen,
  { mode, eventTypes }: UpdateTemplate,
  action: StepAction,
): (string | Warning)[] {
  return [
    ...rivals.map(rivalWarning),
    ...(doubled.length > 0 ? [doubledWarning(doubled)] : []),
    ...listeners.map(({ path }) => `${quote(path)} listens for the event too. Both run.`),
    ...others.flatMap(otherTypeWarning(eventTypes)),
    ...staying.map(updaterWarning),
    ...(isWriting(action) && mode === 'pull-request' ? [MAY_OPEN_PULL_REQUESTS] : []),
    ...parts.flatMap(deafness).slice(0, 1),
    ...brokenFiles(folder),
  ];
}

function doubledWarning(doubled: readonly WorkflowPart[]): string {
  const steps = count(doubled.length, 'step');
  return `${steps} in ${names(doubled)} update the same plugins on the same events. Keep one, or divide the plugins between them with \`plugins\`.`;
}

/** Somebody may want it so; that events change nothing then is worth a line. */
function deafness({ workflow: { events } }: WorkflowPart): string[] {
  if (events.includes('repository_dispatch') || events.includes('workflow_call')) return [];
  const named = some(events.map((event) => quote(event)));
  return [
    `It starts on ${named} only, so what plugins send changes nothing. To listen, write \`repository_dispatch: {types: [${EVENT_TYPE}]}\` below \`on:\`.`,
  ];
}

/** Plugins may send what such a workflow listens for; it is not silently left deaf. */
function otherTypeWarning(types: readonly string[]) {
  return ({ path, workflow }: WorkflowPart): Warning[] => {
    const [type] = workflow.dispatchTypes ?? [];
    const isAboutPlugins = /plugin|marketplace/i.test(`${path}\n${workflow.text}`);
    if (type === undefined || !isAboutPlugins) return [];
    const listened = some(workflow.dispatchTypes?.map((one) => quote(one)) ?? []);
    const own = some(types.map((one) => quote(one)));
    return [
      {
        what: `${quote(path)} listens for ${listened}, and what it does then is not known; the update workflow listens for ${own}. If plugins send ${quote(type)}, let it listen for that too`,
        again: { eventType: type },
      },
    ];
  };
}

function rivalWarning({ path }: WorkflowPart): Warning {
  return {
    what: `${quote(path)} updates the marketplace too, so both would commit. Pass --migrate to remove it`,
    again: { migrate: true },
  };
}

function updaterWarning({ path, workflow }: WorkflowPart): string | Warning {
  const what = `${quote(path)} changes marketplace.json or submodule pointers too. If it does so to follow plugins, `;
  return leftoversOf(workflow, 'follows').length === 0
    ? { what: `${what}pass --migrate to remove it`, again: { migrate: true } }
    : `${what}remove that from it by hand.`;
}

/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository */
const MAY_OPEN_PULL_REQUESTS =
  'Updates come by pull request. Turn on "Allow GitHub Actions to create and approve pull requests": Settings → Actions → General, in the organisation too.';
