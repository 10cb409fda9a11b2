import { Skipped } from '../question.ts';
import { isObject, valueAt } from '../shape.ts';
import type { Hands, Place } from './hands.ts';
import { messageOf, must, textAt, until } from './must.ts';
import { type RuleName, rulesetOf } from './rules.ts';
import type { World } from './world.ts';

/** WRITE: over REST, with the main token. `isOwn`: the account is the token's own, not an organization. */
export function serverHands(isOwn: boolean): (world: World) => Hands {
  return (world) => ({
    ...repositoryHands(world, isOwn),
    async disableActions(repository) {
      const body = { enabled: false };
      await must(world, { method: 'PUT', path: `/repos/${repository}/actions/permissions`, body });
    },
    async disableWorkflow(repository, path) {
      const file = path.split('/').at(-1);
      await must(world, { method: 'PUT', path: `/repos/${repository}/actions/workflows/${file}/disable` });
    },
    protect: (repository, branch, rule) => protect(world, repository, branch, rule),
    async protectClassically(repository, branch) {
      const body = {
        required_status_checks: null,
        enforce_admins: true,
        required_pull_request_reviews: { required_approving_review_count: 1 },
        restrictions: null,
      };
      await must(world, { method: 'PUT', path: `/repos/${repository}/branches/${branch}/protection`, body });
    },
    async tagObject({ repository, head }, tag) {
      const body = { tag, message: tag, object: head, type: 'commit' };
      return textAt(
        await must(world, { method: 'POST', path: `/repos/${repository}/git/tags`, body }),
        'sha',
      );
    },
    publicRepositories: (count) => publicRepositories(world, count),
    elsewhere: () => elsewhere(world),
  });
}

type RepositoryHands = Pick<Hands, 'createRepository' | 'createEmptyRepository' | 'rename' | 'archive'>;

function repositoryHands(world: World, isOwn: boolean): RepositoryHands {
  const create = async (suffix: string, more: object) => {
    const name = `${world.prefix}-${suffix}`;
    const description = 'Made by the probe of notify-marketplace. It can be deleted.';
    const path = isOwn ? '/user/repos' : `/orgs/${world.owner}/repos`;
    const made = await must(world, { method: 'POST', path, body: { name, description, ...more } });
    world.created.add(world.named(suffix));
    return made;
  };
  const change = (repository: string, body: object) =>
    must(world, { method: 'PATCH', path: `/repos/${repository}`, body });
  return {
    async createRepository(suffix, options): Promise<Place> {
      const made = await create(suffix, { ...options, auto_init: true });
      const [repository, branch] = [world.named(suffix), textAt(made, 'default_branch')];
      return { repository, branch, head: await firstCommit(world, repository, branch) };
    },
    async createEmptyRepository(suffix) {
      await create(suffix, { private: false });
      return { repository: world.named(suffix) };
    },
    async rename(repository, suffix) {
      await change(repository, { name: `${world.prefix}-${suffix}` });
      world.created.delete(repository);
      world.created.add(world.named(suffix));
    },
    async archive(repository) {
      await change(repository, { archived: true });
    },
  };
}

/** It may not be seen at once. */
function firstCommit(world: World, repository: string, branch: string): Promise<string> {
  const wait = { what: `The first commit of ${repository}`, every: 1000, atMost: 60_000 };
  return until(world, wait, async () => {
    const { status, body } = await world.call({
      method: 'GET',
      path: `/repos/${repository}/git/ref/heads/${branch}`,
    });
    return status === 200 ? textAt(body, 'object', 'sha') : null;
  });
}

/** Which rules there are depends on the plan. */
async function protect(world: World, repository: string, branch: string, rule: RuleName): Promise<void> {
  const answer = await world.call({
    method: 'POST',
    path: `/repos/${repository}/rulesets`,
    body: rulesetOf(branch, rule),
  });
  if (answer.status !== 201)
    throw new Skipped('not-asked', `no rule ${rule} here: ${answer.status} ${messageOf(answer)}`);
}

/** The oldest that the server lists: on github.com small ones that have been still for years. */
async function publicRepositories(world: World, count: number): Promise<readonly string[]> {
  const { body } = await world.call({ method: 'GET', path: '/repositories' });
  const listed = Array.isArray(body) ? body.filter(isObject) : [];
  const names = listed.flatMap((one) => {
    const name = valueAt(one, 'full_name');
    return one['private'] === false && typeof name === 'string' ? [name] : [];
  });
  if (names.length < count)
    throw new Skipped(
      'not-asked',
      `the server lists ${names.length} public repositories, ${count} are wanted`,
    );
  return names.slice(0, count);
}

/** GitHub's own example; elsewhere one that the server lists. */
async function elsewhere(world: World): Promise<string> {
  if (world.server.kind === 'github.com') return 'octocat/Hello-World';
  const { body } = await world.call({ method: 'GET', path: '/repositories' });
  const names = (Array.isArray(body) ? body : []).map((one) => String(valueAt(one, 'full_name')));
  const found = names.find((name) => name.split('/')[0]?.toLowerCase() !== world.owner.toLowerCase());
  if (found === undefined)
    throw new Skipped('not-asked', 'the server has no public repository of another owner');
  return found;
}
