import { sendingProblem } from '../../findings/dispatch.ts';
import type { Problem } from '../../findings/problem.ts';
import type { Clock, Log } from '../../github/client/client.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { display } from '../../plugin/display.ts';
import { Dispatcher, type Sender } from './dispatcher.ts';
import type { Notification } from './payload.ts';

export interface Delivery {
  readonly notification: Notification;
  readonly status: 'sent' | 'failed' | 'dry-run';
  /** Tries it took; 0 where nothing was sent. */
  readonly attempts: number;
  /** When GitHub accepted it, in epoch milliseconds; null where it did not. */
  readonly sentAt: number | null;
  readonly problem: Problem | null;
}

export interface Deliveries {
  readonly deliveries: readonly Delivery[];
  /** Marketplaces that answered under a new name: asked → present. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * GitHub takes 80 requests a minute that create content
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits):
 * the first go out as fast as they can, from this one on at most one a second.
 */
const UNHURRIED_FROM = 60;
const PAUSE = 1000;

/** WRITE: sends one after another; each is tried whatever became of the others. Throws nothing of GitHub's. */
export async function deliver(sender: Sender, notifications: readonly Notification[]): Promise<Deliveries> {
  const marketplaces = new Dispatcher(sender);
  const deliveries: Delivery[] = [];
  let started = 0;
  let requests = 0;
  for (const notification of notifications) {
    if (notification.problem === null) {
      if (++requests >= UNHURRIED_FROM) await pauseUntil(sender.clock, started + PAUSE);
      started = sender.clock.now();
    }
    const delivery = await send(sender, notification, marketplaces);
    sender.log.info(deliveryLine(delivery));
    deliveries.push(delivery);
  }
  return { deliveries, renamed: marketplaces.renamed };
}

/** The same without a request: what would be sent. */
export function rehearse(notifications: readonly Notification[], log: Log): Deliveries {
  const deliveries = notifications.map((notification): Delivery => {
    const { problem } = notification;
    if (problem !== null) return unsent(notification, problem);
    return { notification, status: 'dry-run', attempts: 0, sentAt: null, problem };
  });
  for (const delivery of deliveries) log.info(deliveryLine(delivery));
  return { deliveries, renamed: new Map() };
}

async function pauseUntil(clock: Clock, moment: number): Promise<void> {
  const wait = moment - clock.now();
  if (wait > 0) await clock.sleep(wait);
}

async function send(sender: Sender, notification: Notification, marketplaces: Dispatcher): Promise<Delivery> {
  if (notification.problem !== null) return unsent(notification, notification.problem);
  const failed = async (error: GitHubError, attempts: number): Promise<Delivery> => {
    const situation = await marketplaces.situationOf(notification.marketplace, error);
    return unsent(notification, sendingProblem(error, situation), attempts);
  };
  const rejection = marketplaces.rejections.get(notification.marketplace);
  if (rejection !== undefined) return failed(rejection, 0);
  const answer = await orError(marketplaces.dispatch(notification));
  const { attempts } = answer;
  if (answer instanceof GitHubError) return failed(answer, attempts);
  return { notification, status: 'sent', attempts, sentAt: sender.clock.now(), problem: null };
}

function unsent(notification: Notification, problem: Problem, attempts = 0): Delivery {
  return { notification, status: 'failed', attempts, sentAt: null, problem };
}

function deliveryLine({ notification, status, attempts, problem }: Delivery): string {
  const { marketplace, changes } = notification;
  const [{ plugin, version }] = changes;
  const others = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  const what = `${display(plugin)} ${display(version ?? '')}${others} → ${marketplace}`;
  if (problem !== null) return `Not sent (${problem.code}): ${what}`;
  if (status === 'dry-run') return `Would be sent: ${what}`;
  return `Sent${attempts > 1 ? ` on try ${attempts}` : ''}: ${what}`;
}
