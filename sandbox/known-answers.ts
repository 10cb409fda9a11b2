/**
 * Answers of GitHub that depend on no repository, as the public record has them: for faults
 * (`github.addFault({ match, ...badGatewayHtml() })`), and for the sandbox itself.
 */
import type { Excess, SecondaryWords } from './limit-types.ts';

export interface KnownAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const ABOUT_SECONDARY =
  'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';

/** An error as REST writes it. `status` is a string: https://github.com/cli/cli/issues/13350 */
export function restError(status: number, message: string, documentation: string): KnownAnswer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

const SECONDARY_WORDS: Record<SecondaryWords, { message: string; about: string }> = {
  // hub4j/github-api, AbuseLimitHandlerTest
  secondary: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    about: ABOUT_SECONDARY,
  },
  // PyGithub/PyGithub, SpecificExceptions.testAuthenticatedRateLimitExceeded
  abuse: {
    message:
      'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
    about: 'https://developer.github.com/v3/#abuse-rate-limits',
  },
  // https://github.com/orgs/community/discussions/24494
  bare: { message: 'Forbidden', about: 'https://docs.github.com/rest' },
};

interface Secondary {
  status: number;
  retryAfter: number | null;
  words?: SecondaryWords;
}

/** A secondary limit. With status 200 it is GraphQL's: no body of that one is in the public record. */
export function secondaryLimit({ status, retryAfter, words = 'secondary' }: Secondary): KnownAnswer {
  const { message, about } = SECONDARY_WORDS[words];
  const headers = retryAfter === null ? {} : { headers: { 'retry-after': String(retryAfter) } };
  if (status === 200) return { status, ...headers, body: { errors: [{ message }] } };
  return { ...restError(status, message, about), ...headers };
}

/** Too many writes in a row. */
export function contentLimit({ status, retryAfter }: Secondary): KnownAnswer {
  const message =
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.';
  const headers = retryAfter === null ? {} : { headers: { 'retry-after': String(retryAfter) } };
  return { ...restError(status, message, ABOUT_SECONDARY), ...headers };
}

/** Many wrong tokens: for a while a correct one is refused too. PyGithub/PyGithub, Authentication */
export function tooManyLogins(): KnownAnswer {
  const message = 'Maximum number of login attempts exceeded. Please try again later.';
  return restError(403, message, 'https://docs.github.com/rest');
}

/** https://github.com/sourcegraph/sourcegraph-public-snapshot/issues/16638 */
export function suspended(): KnownAnswer {
  return restError(403, 'Sorry. Your account was suspended.', 'https://docs.github.com/rest');
}

/** A proxy between the sandbox's client and GitHub that blocks everything. */
export function proxyPage(status = 403): KnownAnswer {
  const body = '<html><head><title>Access denied</title></head><body>Blocked by policy</body></html>\n';
  return { status, headers: HTML_TYPE, body };
}

/** Two writers at one moment: https://github.com/osunyorg/admin/issues/119 */
export function referenceRace(): KnownAnswer {
  const documentation = 'https://docs.github.com/rest/git/refs#update-a-reference';
  return restError(422, 'Reference cannot be updated', documentation);
}

/** https://github.com/turbot/steampipe-plugin-github/issues/518 */
export function badGatewayHtml(): KnownAnswer {
  const title = '502 Bad Gateway';
  const page = [
    `<html>\r\n<head><title>${title}</title></head>`,
    `<body>\r\n<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  ];
  return { status: 502, headers: { 'content-type': 'text/html' }, body: page.join('\r\n') };
}

/** hub4j/github-api, GitHubTest.testCatchServiceDownException */
export function unicorn(): KnownAnswer {
  const body =
    '<!DOCTYPE html>\n<html>\n<head><title>Unicorn! &middot; GitHub</title></head>\n<body><p><strong>No server is currently available to service your request.</strong></p></body>\n</html>\n';
  return { status: 503, headers: HTML_TYPE, body };
}

/** HTML that says it is JSON. PyGithub/PyGithub, Exceptions.testNonJsonDataReturnedByGithub */
export function noServer(): KnownAnswer {
  const body =
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n';
  return { status: 503, headers: JSON_TYPE, body };
}

/** https://github.com/superset-sh/superset/issues/4246 */
export function gatewayTimeout(): KnownAnswer {
  const message =
    "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists.";
  return { status: 504, headers: JSON_TYPE, body: { message } };
}

/** The sentence with which GraphQL reports that it failed: https://github.com/graphql/graphql-spec/issues/934 */
export function wentWrong(at: Date): string {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  return `Something went wrong while executing your query on ${time}. Please include \`ID\` when reporting this issue.`;
}

const BAD_GATEWAY_JSON =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `ID` when reporting this issue.';

/** GraphQL's answer to a query that exceeds a limit, if the answer has no data at all. */
export function wholeQueryFailure(
  excess: Exclude<Excess, `resource-limits${string}`>,
  at: Date,
): KnownAnswer {
  const errors = (message: string) => [{ message }];
  switch (excess) {
    case 'bad-gateway-html':
      return badGatewayHtml();
    case 'bad-gateway-json': // https://github.com/sorenlouv/backport/issues/479
      return { status: 502, headers: JSON_TYPE, body: { data: null, errors: errors(BAD_GATEWAY_JSON) } };
    case 'gateway-timeout':
      return gatewayTimeout();
    case 'validation-timeout': // https://github.com/Skydio/revup/issues/271
      return { status: 200, body: { errors: errors('Timeout on validation of query') } };
    case 'something-went-wrong':
      return { status: 200, body: { errors: errors(wentWrong(at)) } };
    case 'something-went-wrong-null-data':
      return { status: 200, body: { data: null, errors: errors(wentWrong(at)) } };
    case 'cut-off': // https://github.com/gfazioli/octoscope/issues/153
      return { status: 200, headers: JSON_TYPE, body: '{"data":{' };
  }
}
