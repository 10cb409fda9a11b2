import { isRepositoryName } from '../github/repository.ts';
import type { WorkflowFile, WorkflowStep } from './workflow-file.ts';

/** What a workflow does for the marketplace chain, if anything. */
export type Role =
  /** Sends events, with this project's action. */
  | {
      readonly kind: 'notify';
      readonly marketplaces: readonly string[];
      readonly secret: string | null;
      readonly eventType: string;
    }
  /** Follows plugins, with this project's action. */
  | { readonly kind: 'update'; readonly mode: 'push' | 'pull-request' }
  /** Sends events by other means: a copied shell script, or an action that only sends. */
  | {
      readonly kind: 'other-sender';
      readonly marketplaces: readonly string[];
      readonly secret: string | null;
      readonly eventType: string | null;
    }
  /** Listens to such events by other means. */
  | { readonly kind: 'other-receiver' }
  | { readonly kind: 'none' };

/** What is sent and listened for where nothing else is said. */
export const EVENT_TYPE = 'plugin-updated';

/** PURE: by the actions it uses, else by the requests its scripts make. */
export function roleOf(workflow: WorkflowFile): Role {
  const { steps } = workflow;
  const notify = steps.find(({ uses }) => isOurs(uses, ''));
  if (notify !== undefined) return notifyRole(notify);
  const update = steps.find(({ uses }) => isOurs(uses, '/update'));
  if (update !== undefined) {
    return { kind: 'update', mode: update.with['mode'] === 'pull-request' ? 'pull-request' : 'push' };
  }
  const sender = steps.find(sendsDispatch);
  if (sender !== undefined && !workflow.events.includes('repository_dispatch')) return senderRole(steps);
  return workflow.events.includes('repository_dispatch') ? { kind: 'other-receiver' } : { kind: 'none' };
}

function isOurs(uses: string | null, folder: string): boolean {
  return new RegExp(`^[\\w.-]+/notify-marketplace${folder}@`).test(uses ?? '');
}

function notifyRole(step: WorkflowStep): Role {
  return {
    kind: 'notify',
    marketplaces: (step.with['marketplace'] ?? '')
      .split(/[\n,]/)
      .map((name) => name.trim())
      .filter(isRepositoryName),
    secret: secretIn(step.with['token'] ?? ''),
    eventType: step.with['event-type'] || EVENT_TYPE,
  };
}

/** https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event, by action, curl or gh. */
function sendsDispatch({ uses, run }: WorkflowStep): boolean {
  return (
    /^peter-evans\/repository-dispatch@/.test(uses ?? '') || /\brepos\/[^\s"']+\/dispatches\b/.test(run ?? '')
  );
}

function senderRole(steps: readonly WorkflowStep[]): Role {
  const text = steps
    .filter(sendsDispatch)
    .map((step) => step.text)
    .join('\n');
  const addressed = [...text.matchAll(/\brepos\/([\w.-]+\/[\w.-]+)\/dispatches\b/g)].map(
    ([, name]) => name ?? '',
  );
  const named = steps.flatMap((step) => step.with['repository'] ?? []);
  const eventType = /"?event[_-]type"?['"]?\s*[:=]\s*\\?["']?([\w.-]+)/.exec(text)?.[1];
  const input = steps.flatMap((step) => step.with['event-type'] ?? [])[0];
  return {
    kind: 'other-sender',
    marketplaces: [...new Set([...named, ...addressed])].filter(isRepositoryName),
    secret: secretIn(text),
    eventType: input ?? eventType ?? null,
  };
}

/** The first secret that is not the run's own token. */
function secretIn(text: string): string | null {
  const names = [...text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name]) => name ?? '');
  return names.find((name) => name.toUpperCase() !== 'GITHUB_TOKEN') ?? null;
}
