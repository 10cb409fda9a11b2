import type { Answer } from './answers.ts';
import { pageOf } from './pages.ts';
import type { Call } from './rest.ts';
import { isoTime } from './shapes.ts';

export function listVariables(call: Call): Answer {
  return list(call, call.repository.options.variables);
}

export function listOrganizationVariables(call: Call): Answer {
  return list(call, call.repository.options.organizationVariables);
}

/** With their values, ten a page, 30 at most (https://docs.github.com/rest/actions/variables). */
function list({ world, repository, request }: Call, variables: Readonly<Record<string, string>>): Answer {
  const at = isoTime(repository.createdAt);
  const shapes = Object.entries(variables)
    .sort()
    .map(([name, value]) => ({ name: name.toUpperCase(), value, created_at: at, updated_at: at }));
  const { items, headers } = pageOf(world, request, shapes, [10, 30]);
  return { status: 200, headers, body: { total_count: shapes.length, variables: items } };
}
