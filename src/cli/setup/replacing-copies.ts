import { quote, some } from '../../plugin/display.ts';
import { dispatchesOf } from '../workflows/dispatches.ts';
import { leftoversOf, notifyingSteps } from '../workflows/leftovers.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { EVENT_TYPE, type OtherSender } from '../workflows/roles.ts';
import { secretIn } from '../workflows/token-source.ts';
import type { WorkflowFile } from '../workflows/workflow.ts';
import { APP_ACTION } from './app-step.ts';
import { ownersDifference } from './app-token.ts';
import { distinct, names, type Obstacle, type SetupFlags } from './plan.ts';

/** A workflow that notifies a marketplace by other means. */
export interface Copied extends WorkflowPart {
  readonly role: OtherSender;
}

export interface CopiesBesideOurs {
  readonly ours: readonly { readonly role: { readonly eventType: string | null } }[];
  readonly old: readonly Copied[];
}

/** PURE: the environment of the job that sends, which may have the secret; null where there is none. */
export function environmentOf({ workflow }: WorkflowPart): string | null {
  const jobs = sendingJobs(workflow);
  return (
    workflow.jobs.find(({ id, environment }) => jobs.includes(id) && environment !== null)?.environment ??
    null
  );
}

/** PURE: the ids of the jobs that send. */
export function sendingJobs(workflow: WorkflowFile): string[] {
  return dispatchesOf(workflow).map(({ step }) => step.job);
}

/** PURE: why copied senders can't be replaced without a person; null where they can. */
export function obstacleIn(
  { ours, old }: CopiesBesideOurs,
  marketplaces: readonly string[],
  options: SetupFlags,
): Obstacle | null {
  const pusher = old.find(({ role }) => role.by === 'push');
  if (pusher !== undefined) return pushRefusal(pusher, marketplaces, options);
  const mixed = old.find(({ workflow }) => leftoversOf(workflow, 'notifies').length > 0);
  if (mixed !== undefined) return mixedRefusal(mixed, marketplaces, options);
  if (old.length > 0 && marketplaces.length === 0) {
    return {
      why: `only a run knows which marketplace ${names(old)} notifies`,
      remedy: 'Write its name instead of owner/repo',
      again: { migrate: true, marketplace: 'owner/repo' },
    };
  }
  const app = old.find(({ role }) => role.byApp);
  if (app !== undefined && options.secret === undefined && options.app !== true) return appRefusal(app);
  const owners = options.app === true ? ownersDifference(marketplaces, { owner: null }) : null;
  if (owners !== null) return { why: owners.what, remedy: owners.remedy };
  return disagreement(ours, old, options);
}

/** It does what the marketplace's own workflow is for. */
function pushRefusal(
  { workflow, role }: Copied,
  marketplaces: readonly string[],
  options: SetupFlags,
): Obstacle {
  const targets = [...role.marketplaces, ...role.unknown].map((one) => quote(one));
  return {
    why: `${quote(workflow.path)} pushes into ${some(targets)} itself`,
    remedy: `Set up the marketplace first (setup, in its clone): its own workflow then does this. Remove ${some(notifyingSteps(workflow))}. Then run`,
    again: sameAgain(role, marketplaces, options),
  };
}

/** Once the step is gone, nothing in the file says which marketplace it notified, and how: the command does. */
function mixedRefusal(
  { workflow, role }: Copied,
  marketplaces: readonly string[],
  options: SetupFlags,
): Obstacle {
  const type = options.eventType ?? role.eventType ?? EVENT_TYPE;
  return {
    why: `${quote(workflow.path)} notifies a marketplace, and does other work: ${some(leftoversOf(workflow, 'notifies'))}`,
    remedy: `Remove what notifies the marketplace (${some(notifyingSteps(workflow))}); the rest stays. Then run`,
    again: {
      ...sameAgain(role, marketplaces, options),
      ...(type === EVENT_TYPE ? {} : { eventType: type }),
    },
  };
}

/** What the copy says and the command must then say: its marketplaces, and its secret unless an App makes the token. */
function sameAgain(
  role: Copied['role'],
  marketplaces: readonly string[],
  options: SetupFlags,
): Pick<SetupFlags, 'marketplace' | 'secret'> {
  const secret = options.secret ?? (role.byApp ? null : role.secret);
  return {
    ...(marketplaces.length === 0 ? {} : { marketplace: marketplaces.join(',') }),
    ...(secret === null ? {} : { secret }),
  };
}

/** Its own names are kept, so that what the repository holds stays right; another App's action is given otherwise. */
function appRefusal({ workflow }: Copied): Obstacle {
  return {
    why: `${quote(workflow.path)} makes its token with a GitHub App`,
    remedy: `Pass --app to make it with ${quote(APP_ACTION)} in the new workflow. Or pass --secret with the name of a secret that holds a token`,
    again: { migrate: true, app: true },
  };
}

function disagreement(
  ours: CopiesBesideOurs['ours'],
  old: readonly Copied[],
  options: SetupFlags,
): Obstacle | null {
  const all = (read: (one: Copied) => string | null) => distinct(old.flatMap((one) => read(one) ?? []));
  const requests = old.flatMap(({ workflow }) => dispatchesOf(workflow));
  const secrets = distinct(requests.flatMap(({ tokens }) => secretIn(tokens) ?? []));
  const [secret] = secrets;
  if (options.secret === undefined && secret !== undefined && secrets.length > 1)
    return disagree(old, `secrets (${secrets.join(', ')})`, { secret });
  const types = distinct([
    ...requests.flatMap(({ eventType }) => eventType ?? []),
    ...ours.flatMap(({ role }) => role.eventType ?? []),
  ]);
  const [eventType] = types;
  if (options.eventType === undefined && eventType !== undefined && types.length > 1)
    return disagree(old, `event types (${types.join(', ')})`, { eventType });
  const environments = distinct(old.map((one) => environmentOf(one) ?? 'none'));
  if (environments.length > 1) return disagree(old, `environments (${environments.join(', ')})`, null);
  const branches = all(({ workflow }) => workflow.push?.branches?.join(', ') ?? 'all');
  return branches.length > 1 ? disagree(old, 'branches', null) : null;
}

function disagree(old: readonly Copied[], what: string, first: SetupFlags | null): Obstacle {
  return {
    why: `${names(old)} ${old.length === 1 ? 'uses' : 'use'} different ${what}`,
    remedy: first === null ? 'Remove those that are not needed. Then run' : 'Choose one, for example',
    again: { migrate: true, ...first },
  };
}
