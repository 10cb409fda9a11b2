import { type DispatchSituation, sendingProblem } from '../../findings/dispatch.ts';
import type { Face, Problem } from '../../findings/problem.ts';
import type { Answer, CheckedAnswer, Client, Clock, Log } from '../../github/client.ts';
import { GitHubError, isNoSuccess } from '../../github/error.ts';
import { fullName } from '../../github/repository.ts';
import { readRepository } from '../../github/repository-facts.ts';
import type { TokenKind } from '../../github/token.ts';
import { display } from '../../plugin/display.ts';
import type { Notification } from './notifications.ts';

/** What became of one notification. */
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

export interface Sender {
  readonly face: Face;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
  readonly eventType: string;
  readonly kind: TokenKind;
  readonly isGithubToken: boolean;
  /** `owner/name` of the repository that the run belongs to. */
  readonly repository: string;
  /** Epoch milliseconds, as the latest answer told; null where none did. */
  readonly expiry: () => number | null;
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
  const marketplaces = new Marketplaces(sender);
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
    return {
      notification,
      status: problem === null ? 'dry-run' : 'failed',
      attempts: 0,
      sentAt: null,
      problem,
    };
  });
  for (const delivery of deliveries) log.info(deliveryLine(delivery));
  return { deliveries, renamed: new Map() };
}

async function pauseUntil(clock: Clock, moment: number): Promise<void> {
  const wait = moment - clock.now();
  if (wait > 0) await clock.sleep(wait);
}

async function send(
  sender: Sender,
  notification: Notification,
  marketplaces: Marketplaces,
): Promise<Delivery> {
  const refused = notification.problem;
  if (refused !== null)
    return { notification, status: 'failed', attempts: 0, sentAt: null, problem: refused };
  try {
    const { attempts } = await marketplaces.dispatch(notification);
    return { notification, status: 'sent', attempts, sentAt: sender.clock.now(), problem: null };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const situation = await situationOf(sender, notification.marketplace, error, marketplaces);
    const problem = sendingProblem(error, situation, sender.face);
    return { notification, status: 'failed', attempts: error.attempts, sentAt: null, problem };
  }
}

async function situationOf(
  sender: Sender,
  marketplace: string,
  error: GitHubError,
  marketplaces: Marketplaces,
): Promise<DispatchSituation> {
  const { kind, isGithubToken, repository } = sender;
  const isOwnRepository = marketplace.toLowerCase() === repository.toLowerCase();
  const look = isPuzzling(error) && !(isGithubToken && !isOwnRepository);
  const { visible, scopes, isArchived } = look ? await marketplaces.lookUp(marketplace) : UNSEEN;
  const seen = { visible, scopes, isArchived, expiry: sender.expiry() };
  return { marketplace, kind, isGithubToken, isOwnRepository, ...seen };
}

/** A 404 may mean that nothing is there or seen; a right that is missing may hide that the repository is archived. */
function isPuzzling({ status, message, limit }: GitHubError): boolean {
  return status === 404 || (status === 403 && limit === null && /not accessible/i.test(message));
}

/** The marketplaces of a run: what they are called now. */
class Marketplaces {
  readonly renamed = new Map<string, string>();
  readonly #seen = new Map<string, Promise<Sighting>>();
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  async dispatch({ marketplace, payload }: Notification): Promise<Answer> {
    try {
      const name = this.renamed.get(marketplace) ?? marketplace;
      const answer = await this.#post(name, payload);
      if (redirected(answer, name)) await this.#learnName(marketplace);
      return answer;
    } catch (error) {
      const moved = error instanceof GitHubError && error.status === 404;
      if (!moved || this.renamed.has(marketplace) || !(await this.#learnName(marketplace))) throw error;
      return this.#post(this.renamed.get(marketplace) ?? marketplace, payload);
    }
  }

  /** What the token sees of it. Asked once a run. */
  lookUp(marketplace: string): Promise<Sighting> {
    const known = this.#seen.get(marketplace) ?? this.#ask(marketplace);
    this.#seen.set(marketplace, known);
    return known;
  }

  #post(name: string, payload: Notification['payload']): Promise<Answer> {
    const [owner, repo] = name.split('/');
    const parameters = { owner, repo, event_type: this.#sender.eventType, client_payload: payload };
    const options = {
      what: `Sending to ${name}`,
      check: acceptedBy(this.#sender.apiUrl),
      retry: isNoSuccess,
    };
    return this.#sender.client.request('POST /repos/{owner}/{repo}/dispatches', parameters, options);
  }

  /** True where the repository now has another name. */
  async #learnName(marketplace: string): Promise<boolean> {
    const { name } = await this.lookUp(marketplace);
    if (name === null || name.toLowerCase() === marketplace.toLowerCase()) return false;
    this.renamed.set(marketplace, name);
    return true;
  }

  async #ask(marketplace: string): Promise<Sighting> {
    try {
      const { repository, scopes, isArchived } = await readRepository(this.#sender.client, marketplace);
      return { visible: true, scopes, isArchived, name: fullName(repository) };
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      return { ...UNSEEN, visible: error.status === 404 ? false : null };
    }
  }
}

/** Whether the token sees a repository, null where GitHub did not say; and its present `owner/name` if it told. */
interface Sighting {
  readonly visible: boolean | null;
  readonly scopes: string | null;
  readonly isArchived: boolean;
  readonly name: string | null;
}

const UNSEEN: Sighting = { visible: null, scopes: null, isArchived: false, name: null };

/** GitHub accepts an event with 204 and nothing else; a redirect to another host is not GitHub's. */
function acceptedBy(apiUrl: string): (answer: CheckedAnswer) => void {
  return ({ status, headers, url }) => {
    const elsewhere = URL.canParse(url) && new URL(url).origin !== new URL(apiUrl).origin;
    if (status !== 204 || elsewhere) throw new GitHubError({ status, headers, message: '' });
  };
}

/** GitHub answers the old name of a repository with a redirect, which fetch follows. */
function redirected({ url }: Answer, name: string): boolean {
  return (
    URL.canParse(url) &&
    !new URL(url).pathname.toLowerCase().endsWith(`/repos/${name}/dispatches`.toLowerCase())
  );
}

function deliveryLine({ notification, status, attempts, problem }: Delivery): string {
  const { marketplace, changes } = notification;
  const [{ plugin, version }] = changes;
  const others = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  const what = `${display(plugin)} ${display(version ?? '')}${others} → ${marketplace}`;
  if (problem !== null) return `Not sent (${problem.code}): ${what}`;
  if (status === 'dry-run') return `Would be sent: ${what}`;
  return `Sent${attempts > 1 ? ` at try ${attempts}` : ''}: ${what}`;
}
