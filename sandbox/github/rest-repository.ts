import { hasRole } from './access.ts';
import { type Answer, problem } from './answers.ts';
import type { Call } from './rest.ts';
import { NO_ROLE } from './rest-account.ts';
import { repositoryShape, type Shape, userShape } from './shapes.ts';
import { emitDispatch } from './triggers.ts';

/** "The total size of the JSON payload must be less than 64KB." (GitHub's OpenAPI description) */
const LARGEST_PAYLOAD = 65_535;

/**
 * Its `permissions` are those of the token's owner: a fine-grained token may do less. To an App's token all are false,
 * and `GITHUB_TOKEN` gets none: https://github.com/semantic-release/github/blob/master/lib/verify.js
 */
export function getRepository({ world, request, repository, reach: { role } }: Call): Answer {
  const admin = role === 'admin';
  const push = hasRole(role, 'write');
  const own = { admin, maintain: admin, push, triage: push, pull: hasRole(role, 'read') };
  const permissions = request.token?.options.kind === 'app' ? NO_ROLE : own;
  const body = {
    ...repositoryShape(world, repository),
    organization: userShape(world, repository.owner, 'Organization'),
    network_count: 0,
    subscribers_count: 0,
    ...(request.token === null || request.token.options.kind === 'actions' ? {} : { permissions }),
  };
  return { status: 200, body };
}

/** 204 without a body, even if no workflow listens. */
export function createDispatch({ world, request, repository, documentation }: Call): Answer {
  const { event_type, client_payload = {} } = request.body as { event_type: string; client_payload?: Shape };
  if (JSON.stringify(client_payload).length > LARGEST_PAYLOAD) {
    return problem(422, 'client_payload is too large.', documentation);
  }
  const { token } = request;
  if (token === null) return problem(401, 'Requires authentication', documentation);
  const dispatch = {
    repository: repository.fullName,
    event_type,
    client_payload,
    token: token.text,
    at: world.now(),
  };
  world.dispatches.push(dispatch);
  emitDispatch(world, repository, dispatch, token.login);
  return { status: 204 };
}
