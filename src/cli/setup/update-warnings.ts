import { quote } from '../../plugin/display.ts';
import { leftoversOf } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { isWriting, names, type StepAction, type Warning } from './plan.ts';
import type { UpdateTemplate } from './templates.ts';

/** Other workflows than the one that setup writes. */
export interface Besides {
  readonly ours: readonly WorkflowPart[];
  /** Copied ones that do the same. */
  readonly rivals: readonly WorkflowPart[];
  /** What starts on the same event, to another end. */
  readonly listeners: readonly WorkflowPart[];
  /** What changes the marketplace without an event. */
  readonly staying: readonly WorkflowPart[];
}

/** PURE: what a person should know of a marketplace's workflow. */
export function updateWarnings(
  { ours, rivals, listeners, staying }: Besides,
  { secret, mode }: UpdateTemplate,
  action: StepAction,
): (string | Warning)[] {
  return [
    ...rivals.map(rivalWarning),
    ...(ours.length > 1 ? [`${names(ours)} run the same action. Remove all but one.`] : []),
    ...listeners.map(({ path }) => `${quote(path)} listens for the event too. Both run.`),
    ...staying.map(updaterWarning),
    ...(action.kind === 'migrate' && secret !== null
      ? [
          `The secret ${secret} is kept, as \`token\`. You can remove it if no plugin is private and no branch rule needs it.`,
        ]
      : []),
    ...(isWriting(action) && mode === 'pull-request' ? [MAY_OPEN_PULL_REQUESTS] : []),
  ];
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
