import { type Answer, notImplemented, problem } from './answers.ts';
import type { ObjectType } from './cat-file.ts';
import { pageOf } from './pages.ts';
import { rulesetText } from './protection.ts';
import { changeRefs, type RefProblem, type RefUpdate } from './ref-updates.ts';
import type { Call } from './rest.ts';
import { nodeId, type Shape } from './shapes.ts';

const PROTECTED_BRANCHES = 'https://docs.github.com/articles/about-protected-branches';

/** "Git Repository is empty." to everything below `git/`, as long as nothing was pushed. */
export function emptyRepository({ repository, documentation }: Call): Answer | null {
  if (repository.tip() !== null || repository.refs().size > 0) return null;
  return problem(409, 'Git Repository is empty.', documentation);
}

export async function listMatchingRefs(call: Call): Promise<Answer> {
  const prefix = `refs/${call.params['ref']}`;
  const refs = [...call.repository.refs()].filter(([name]) => name.startsWith(prefix));
  const inPages = call.world.switches.matchingRefs === 'pages';
  const { items, headers } = inPages ? pageOf(call.world, call.request, refs) : { items: refs, headers: {} };
  const shapes = await Promise.all(items.map(([name, oid]) => refShape(call, name, oid)));
  return emptyRepository(call) ?? { status: 200, headers, body: shapes };
}

export async function getRef(call: Call): Promise<Answer> {
  const name = `refs/${call.params['ref']}`;
  const oid = call.repository.ref(name);
  const missing = () => emptyRepository(call) ?? problem(404, undefined, call.documentation);
  return oid === null ? missing() : { status: 200, body: await refShape(call, name, oid) };
}

export async function createRef(call: Call): Promise<Answer> {
  const { ref, sha } = call.request.body as { ref: string; sha: string };
  const update: RefUpdate = { name: ref, expect: 'absent', after: sha, force: false };
  return (
    emptyRepository(call) ??
    (await refused(call, update)) ?? { status: 201, body: await refShape(call, ref, sha) }
  );
}

export async function updateRef(call: Call): Promise<Answer> {
  const { sha, force = false } = call.request.body as { sha: string; force?: boolean };
  const name = `refs/${call.params['ref']}`;
  const update: RefUpdate = { name, expect: 'present', after: sha, force };
  return (
    emptyRepository(call) ??
    (await refused(call, update)) ?? { status: 200, body: await refShape(call, name, sha) }
  );
}

export async function deleteReference(call: Call): Promise<Answer> {
  const update: RefUpdate = { name: `refs/${call.params['ref']}`, after: null, force: true };
  return emptyRepository(call) ?? (await refused(call, update)) ?? { status: 204 };
}

async function refShape({ world, repository }: Call, name: string, oid: string): Promise<Shape> {
  const api = `${world.apiUrl}/repos/${repository.fullName}/git`;
  const type: ObjectType = (await repository.store.read(oid))?.type ?? 'commit';
  return {
    ref: name,
    node_id: nodeId('REF', `${repository.id}:${name}`),
    url: `${api}/${name}`,
    object: { sha: oid, type, url: `${api}/${type}s/${oid}` },
  };
}

/** Does it; GitHub's refusal where it can't be done. */
async function refused(call: Call, update: RefUpdate): Promise<Answer | null> {
  const { world, repository, request, documentation } = call;
  if (request.token === null) return problem(401, 'Requires authentication', documentation);
  const found = await changeRefs(world, repository, { token: request.token, updates: [update] });
  if (found === null) return null;
  if (found.kind === 'object' && update.expect === 'present') return FOREIGN_SHA;
  return found.kind === 'protected' ? violation(call, found) : refusal(call, found);
}

/** In the public record; "in the way" is https://github.com/actions/github-script/issues/455. */
const MESSAGES = {
  missing: 'Reference does not exist',
  exists: 'Reference already exists',
  object: 'Object does not exist',
  forward: 'Update is not a fast forward',
  'in-the-way': 'Reference update failed',
} as const;

/** `PATCH` of a ref to an id that is not there: https://github.com/github/rest-api-description/issues/714 */
const FOREIGN_SHA: Answer = { status: 500 };

function refusal({ world, documentation }: Call, { kind, ref }: RefProblem): Answer {
  const races = kind === 'forward' && world.switches.movedBranch === 'cannot-be-updated';
  if (races) return problem(422, 'Reference cannot be updated', documentation);
  if (!Object.hasOwn(MESSAGES, kind)) return notImplemented(`the change of ${ref} (${kind})`);
  return problem(422, MESSAGES[kind as keyof typeof MESSAGES], documentation);
}

/** Classic protection says less where a branch is made: https://github.com/actions/github-script/issues/455 */
function violation({ documentation }: Call, found: RefProblem & { kind: 'protected' }): Answer {
  if (found.violation.by === 'ruleset')
    return problem(422, rulesetText(found.violation.messages), documentation);
  if (found.creates) return problem(422, 'Reference update failed', documentation);
  return problem(422, found.violation.messages.join(' '), PROTECTED_BRANCHES);
}
