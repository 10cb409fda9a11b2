import { readFile } from 'node:fs/promises';
import { ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type RawAnswer, type Theme } from '../question.ts';
import { isObject, valueAt } from '../shape.ts';
import { push } from '../world/git-data.ts';
import { must, until } from '../world/must.ts';
import type { World } from '../world/world.ts';
import { dispatchPlace } from './dispatch.ts';
import { knownWorkflow } from './workflow-dispatch.ts';

const SCRIPT = new URL('../github-token.mjs', import.meta.url);
const FILE = 'probe.yml';
/** Where the workflow leaves the answers, as `answers.json`. */
const BRANCH = 'github-token-answers';

/** The workflow, with the script in it: the runner needs no checkout, only its Node. */
function workflowText(script: string, variables: Readonly<Record<string, string>>): string {
  const indented = (text: string, by: number) => text.trimEnd().replaceAll(/^(?=.)/gm, ' '.repeat(by));
  const env = Object.entries(variables).map(([name, value]) => `${name}: ${value}`);
  return `name: Probe
on:
  workflow_dispatch:
permissions:
  contents: write # to commit the answers
jobs:
  ask:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - env:
          GITHUB_TOKEN: \${{ github.token }}
${indented(env.join('\n'), 10)}
        run: |
          cat > ask.mjs <<'END_OF_SCRIPT'
${indented(script, 10)}
          END_OF_SCRIPT
          node ask.mjs
`;
}

/** Runs the workflow once; its answers by name. */
function workflowAnswers(world: World): Promise<Record<string, unknown>> {
  return world.once('github-token', async () => {
    const place = await world.hands.createRepository('github-token', { private: true });
    const text = workflowText(await readFile(SCRIPT, 'utf8'), {
      PROBE_ELSEWHERE: await world.hands.elsewhere(),
      PROBE_PRIVATE: (await dispatchPlace(world)).repository,
      PROBE_BRANCH: BRANCH,
    });
    await push(world, place, { [`.github/workflows/${FILE}`]: text });
    await knownWorkflow(world, place.repository, FILE);
    const path = `/repos/${place.repository}/actions/workflows/${FILE}/dispatches`;
    await must(world, { method: 'POST', path, body: { ref: place.branch } });
    return readAnswers(world, place.repository);
  });
}

function readAnswers(world: World, repository: string): Promise<Record<string, unknown>> {
  const wait = {
    what: "The workflow's answers (is there a runner for ubuntu-latest?)",
    every: 5000,
    atMost: 600_000,
  };
  const fields = `ref(qualifiedName: "refs/heads/${BRANCH}") { target { ... on Commit { file(path: "answers.json") { object { ... on Blob { text } } } } } }`;
  return until(world, wait, async () => {
    const { body } = await ofRepository(world, repository, { fields });
    const text = valueAt(body, 'data', 'repository', 'ref', 'target', 'file', 'object', 'text');
    return typeof text === 'string' ? JSON.parse(text) : null;
  });
}

function question(
  name: string,
  asked: string,
  expected: Expected,
  { api = 'rest', open }: { readonly api?: RawAnswer['api']; readonly open?: string } = {},
): Question {
  return {
    ...(open !== undefined && { open }),
    id: `github-token.${name}`,
    asked,
    expected,
    async ask(world) {
      const answer = (await workflowAnswers(world))[name];
      if (!isObject(answer)) throw new Error(`The workflow brought no answer ${name}`);
      return { ...(answer as unknown as Omit<RawAnswer, 'api'>), api };
    },
  };
}

const FORBIDDEN = { status: 403, body: { message: 'Resource not accessible by integration' } };

export const GITHUB_TOKEN: Theme = {
  name: 'GITHUB_TOKEN',
  questions: [
    question(
      'graphql-elsewhere',
      "GITHUB_TOKEN reading file() of another owner's public repository through GraphQL",
      'unknown',
      { api: 'graphql', open: 'github-token-foreign' },
    ),
    question(
      'graphql-own-private',
      'GITHUB_TOKEN reading another private repository of the same owner through GraphQL',
      known('repository-private', {
        status: 200,
        body: { data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'] }] },
      }),
      { api: 'graphql' },
    ),
    question('rest-elsewhere', 'GET /repos/acme/one of another owner, public, GITHUB_TOKEN', 'unknown'),
    question(
      'dispatch-own',
      'POST /repos/acme/one/dispatches without event_type, own repository, GITHUB_TOKEN with contents: write',
      known('dispatch-event-type-missing', {
        status: 422,
        body: { message: { $matches: '"event_type" wasn\'t supplied' } },
      }),
    ),
    question(
      'dispatch-elsewhere',
      'POST /repos/acme/one/dispatches without event_type, another, public repository, GITHUB_TOKEN',
      known('dispatch-github-token-other-public', FORBIDDEN),
    ),
    question(
      'dispatch-own-private',
      'POST /repos/acme/one/dispatches without event_type, another, private repository, GITHUB_TOKEN',
      known('dispatch-github-token-other-private', { status: 404, body: { message: 'Not Found' } }),
    ),
    question('user', 'GET /user, GITHUB_TOKEN', known('user-app', FORBIDDEN)),
    question(
      'rate-limit',
      'GET /rate_limit, GITHUB_TOKEN: no github-authentication-token-expiration',
      known('expiry-where', {
        status: 200,
        headers: { 'github-authentication-token-expiration': { $absent: true } },
      }),
    ),
    question(
      'commit-without-author',
      'POST /repos/acme/one/git/commits GITHUB_TOKEN, neither author nor committer',
      known('commit-created-signed', {
        status: 201,
        body: { verification: { verified: true, reason: 'valid' } },
      }),
      { open: 'bot-verified' },
    ),
  ],
  cost: { repositories: 2, requests: 100, writes: 8 },
};
