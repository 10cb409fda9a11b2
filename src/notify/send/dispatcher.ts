import type { DispatchSituation } from '../../findings/dispatch.ts';
import type { Face } from '../../findings/problem.ts';
import type { Answer, CheckedAnswer, Client, Clock, Log } from '../../github/client/client.ts';
import { GitHubError, isNoSuccess, orError } from '../../github/client/error.ts';
import type { TokenKind } from '../../github/client/token.ts';
import { fullName } from '../../github/repository.ts';
import { readRepository } from '../../github/repository-facts.ts';
import type { Notification } from './payload.ts';

export interface Sender {
  readonly face: Face;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
  /** What the workflow of a marketplace listens to. */
  readonly eventTypeFor: (marketplace: string) => string;
  readonly kind: TokenKind;
  readonly isGithubToken: boolean;
  /** `owner/name` of the repository that the run belongs to. */
  readonly repository: string;
  /** Epoch milliseconds, as the latest answer told; null where none did. */
  readonly expiry: () => number | null;
}

/** The marketplaces of a run: what they are called now. */
export class Dispatcher {
  readonly renamed = new Map<string, string>();
  /** Where GitHub rejected the token, with its answer: more tries bring no event, and a lock for the address. */
  readonly rejections = new Map<string, GitHubError>();
  readonly #seen = new Map<string, Promise<Sighting>>();
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  async dispatch(notification: Notification): Promise<Answer> {
    const { marketplace } = notification;
    try {
      const name = this.renamed.get(marketplace) ?? marketplace;
      const answer = await this.#post(name, notification);
      if (redirected(answer, name)) await this.#learnName(marketplace);
      return answer;
    } catch (error) {
      if (error instanceof GitHubError && error.status === 401) this.rejections.set(marketplace, error);
      const moved = error instanceof GitHubError && error.status === 404;
      if (!moved || this.renamed.has(marketplace) || !(await this.#learnName(marketplace))) throw error;
      return this.#post(this.renamed.get(marketplace) ?? marketplace, notification);
    }
  }

  /** READ: what is known of a marketplace where sending failed. Throws nothing of GitHub's. */
  async situationOf(marketplace: string, error: GitHubError): Promise<DispatchSituation> {
    const { face, kind, isGithubToken, repository, expiry } = this.#sender;
    const isOwnRepository = marketplace.toLowerCase() === repository.toLowerCase();
    const look = isPuzzling(error) && !(isGithubToken && !isOwnRepository);
    const { visible, scopes, isArchived } = look ? await this.#lookUp(marketplace) : UNSEEN;
    const seen = { visible, scopes, isArchived, expiry: expiry() };
    return { face, marketplace, kind, isGithubToken, isOwnRepository, ...seen };
  }

  /** What the token sees of it. Asked once a run. */
  #lookUp(marketplace: string): Promise<Sighting> {
    const known = this.#seen.get(marketplace) ?? this.#ask(marketplace);
    this.#seen.set(marketplace, known);
    return known;
  }

  #post(name: string, { marketplace, payload }: Notification): Promise<Answer> {
    const [owner, repo] = name.split('/');
    const { eventTypeFor, apiUrl, client } = this.#sender;
    const parameters = { owner, repo, event_type: eventTypeFor(marketplace), client_payload: payload };
    const check = acceptedBy(apiUrl);
    const options = { what: `Sending to ${name}`, check, retry: isNoSuccess };
    return client.request('POST /repos/{owner}/{repo}/dispatches', parameters, options);
  }

  /** True where the repository now has another name. */
  async #learnName(marketplace: string): Promise<boolean> {
    const { name } = await this.#lookUp(marketplace);
    if (name === null || name.toLowerCase() === marketplace.toLowerCase()) return false;
    this.renamed.set(marketplace, name);
    return true;
  }

  async #ask(marketplace: string): Promise<Sighting> {
    const found = await orError(readRepository(this.#sender.client, marketplace));
    if (found instanceof GitHubError) return { ...UNSEEN, visible: found.status === 404 ? false : null };
    const { repository, scopes, isArchived } = found;
    return { visible: true, scopes, isArchived, name: fullName(repository) };
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

/** A 404 may mean that nothing is there or seen; a right that is missing may hide that the repository is archived. */
function isPuzzling({ status, message, limit }: GitHubError): boolean {
  return status === 404 || (status === 403 && limit === null && /not accessible/i.test(message));
}

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
