import { type Answer, problem } from './answers.ts';
import { issueShape, labelShape, pullShape } from './pull-shape.ts';
import type { Pull } from './pulls.ts';
import type { Call } from './rest.ts';
import { notFound, pullOf } from './rest-pulls.ts';

/** Labels, assignees and reviewers of a pull request. */

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function add(list: string[], names: readonly string[]): void {
  list.push(...names.filter((name) => !list.some((one) => same(one, name))));
}

/**
 * A label that does not exist is made, by those who may write issues; others get a 403, since 2025:
 * https://github.com/wolfi-dev/os/pull/49539, https://github.com/docker-library/official-images/pull/19241
 */
export async function addLabels(call: Call): Promise<Answer> {
  const { world, repository, reach, request, documentation } = call;
  const pull = await pullOf(call, 'issue_number');
  if (pull === undefined) return notFound(call);
  const { labels = [] } = request.body as { labels?: string[] };
  const known = (name: string) => repository.options.labels.find((one) => same(one, name));
  if (reach.issues !== 'write' && labels.some((name) => known(name) === undefined)) {
    const message = 'You do not have permission to create labels on this repository.';
    const errors = [{ resource: 'Repository', field: 'label', code: 'unauthorized' }];
    return { status: 403, body: { message, errors, documentation_url: documentation, status: '403' } };
  }
  add(repository.options.labels, labels);
  add(
    pull.labels,
    labels.map((name) => known(name) ?? name),
  );
  return { status: 200, body: pull.labels.map((name) => labelShape(world, repository, name)) };
}

/** Who can't be assigned is left out without a word: https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue */
export async function addAssignees(call: Call): Promise<Answer> {
  const { world, repository, request } = call;
  const pull = await pullOf(call, 'issue_number');
  if (pull === undefined) return notFound(call);
  const { assignees = [] } = request.body as { assignees?: string[] };
  add(
    pull.assignees,
    assignees.filter((login) => repository.options.collaborators.some((one) => same(one, login))),
  );
  return { status: 201, body: issueShape(world, repository, pull) };
}

interface Reviewers {
  reviewers?: string[];
  team_reviewers?: string[];
}

export async function requestReviewers(call: Call): Promise<Answer> {
  const { world, repository, request } = call;
  const pull = await pullOf(call, 'pull_number');
  if (pull === undefined) return notFound(call);
  const { reviewers = [], team_reviewers = [] } = request.body as Reviewers;
  const refused = refusedReviewers(call, pull, { reviewers, team_reviewers });
  if (refused !== null) return refused;
  add(pull.reviewers, reviewers);
  add(pull.teams, team_reviewers);
  return { status: 201, body: pullShape(world, repository, pull) };
}

/**
 * Nobody is asked where one can't be. Words: https://github.com/peter-evans/create-pull-request/issues/4138,
 * https://github.com/freifunkMUC/wg-access-server/pull/335; of a team that the token can't see:
 * https://github.com/actions/github-script/issues/572
 */
function refusedReviewers(
  { repository, request, documentation }: Call,
  pull: Pull,
  { reviewers, team_reviewers: teams }: Required<Reviewers>,
): Answer | null {
  const { options } = repository;
  const lacks = (names: readonly string[], known: readonly string[]) =>
    names.some((name) => !known.some((one) => same(one, name)));
  if (reviewers.some((login) => same(login, pull.author)))
    return problem(422, 'Review cannot be requested from pull request author.', documentation);
  const noTeam = lacks(teams, options.teams);
  if (noTeam || lacks(reviewers, options.collaborators)) {
    const who = noTeam ? 'teams' : 'users or teams';
    const message = `Reviews may only be requested from collaborators. One or more of the ${who} you specified is not a collaborator of the ${repository.fullName} repository.`;
    return problem(422, message, documentation);
  }
  if (teams.length === 0 || request.token?.options.kind !== 'actions') return null;
  const errors = ["Could not resolve to a node with the global id of 'T_kwDOAbc'."];
  return { status: 422, body: { message: 'Validation Failed', errors, documentation_url: documentation } };
}
