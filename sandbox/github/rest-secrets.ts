import { type Answer, problem } from './answers.ts';
import { pageOf } from './pages.ts';
import type { Repository } from './repository.ts';
import type { Call } from './rest.ts';
import { isoTime, type Shape } from './shapes.ts';

type Kind = 'secrets' | 'organizationSecrets' | 'dependabotSecrets';

export function listSecrets(call: Call): Answer {
  return list(call, 'secrets');
}

export function listOrganizationSecrets(call: Call): Answer {
  return list(call, 'organizationSecrets');
}

export function getSecret(call: Call): Answer {
  return get(call, 'secrets');
}

export function getDependabotSecret(call: Call): Answer {
  return get(call, 'dependabotSecrets');
}

function list({ world, repository, request }: Call, kind: Kind): Answer {
  const shapes = secretShapes(repository, kind);
  const { items, headers } = pageOf(world, request, shapes);
  return { status: 200, headers, body: { total_count: shapes.length, secrets: items } };
}

/** By name, in any case. */
function get({ repository, params, documentation }: Call, kind: Kind): Answer {
  const wanted = params['secret_name']?.toUpperCase();
  const found = secretShapes(repository, kind).find(({ name }) => name === wanted);
  return found === undefined ? problem(404, undefined, documentation) : { status: 200, body: found };
}

/** Never their values. GitHub keeps names in capitals. */
function secretShapes({ options, createdAt }: Repository, kind: Kind): Shape[] {
  return Object.keys(options[kind])
    .sort()
    .map((name) => {
      const at = isoTime(options.secretsSetAt[name] ?? createdAt);
      return { name: name.toUpperCase(), created_at: at, updated_at: at };
    });
}
