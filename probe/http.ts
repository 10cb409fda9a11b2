import type { RawAnswer } from './question.ts';

/** A request as it goes out: nothing is followed, repeated or added. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Null: nobody signed in. */
  readonly token: string | null;
  readonly api: RawAnswer['api'];
}

/** GitHub ends a request after ten seconds; a connection that hangs must not hang the probe. */
const TIMEOUT = 60_000;

/** The version of GitHub's REST API that this project was written against. */
const API_VERSION = '2022-11-28';

/** One request and its raw answer, a redirect too. Throws only where no answer came. */
export async function send({ method, url, body, token, api }: HttpRequest): Promise<RawAnswer> {
  const started = performance.now();
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT),
    headers: {
      accept: 'application/vnd.github+json',
      'user-agent': 'notify-marketplace-probe',
      'x-github-api-version': API_VERSION,
      ...(token === null ? {} : { authorization: `token ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    api,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: parsed(text),
    milliseconds: Math.round(performance.now() - started),
  };
}

/** GitHub sends HTML under a JSON content type too (rest.jsonl, 5.503): the text decides. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
