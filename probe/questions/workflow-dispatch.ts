import { type Expected, known, type Question, Skipped } from '../question.ts';
import { push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { until } from '../world/must.ts';
import type { World } from '../world/world.ts';

const FOLDER = '.github/workflows';

/** Started by hand, with an input that it must have; it does nothing. */
const BY_HAND = `name: By hand
on:
  workflow_dispatch:
    inputs:
      wanted:
        required: true
permissions: {}
jobs:
  nothing:
    runs-on: ubuntu-latest
    steps:
      - run: 'true'
`;

const NEVER = BY_HAND.replace(
  /^on:[\s\S]*?^permissions/m,
  "on:\n  push:\n    branches: ['never']\npermissions",
);
const OFF = BY_HAND.replace(/^name: .*/, 'name: Off');

/** The workflows of one repository: by hand, without the trigger, and disabled. */
function workflowsPlace(world: World): Promise<Place> {
  return world.once('workflows', async () => {
    const place = await world.hands.createRepository('workflows', { private: true });
    const names = ['by-hand.yml', 'never.yml', 'off.yml'] as const;
    const [byHand, never, off] = names.map((name) => `${FOLDER}/${name}`) as [string, string, string];
    await push(world, place, { [byHand]: BY_HAND, [never]: NEVER, [off]: OFF });
    for (const name of names) await knownWorkflow(world, place.repository, name);
    await world.hands.disableWorkflow(place.repository, off);
    return place;
  });
}

/** GitHub reads workflow files a while after the push. */
export async function knownWorkflow(world: World, repository: string, name: string): Promise<void> {
  const path = `/repos/${repository}/actions/workflows/${name}`;
  const wait = { what: `The workflow ${name}`, every: 2000, atMost: 60_000 };
  await until(world, wait, async () => {
    const { status } = await world.call({ method: 'GET', path });
    if (status === 501) throw new Skipped('not-implemented', `GET ${path}`);
    return status === 200 ? true : null;
  });
}

interface Case {
  readonly name: string;
  readonly asked: string;
  readonly file: string;
  readonly expected: Expected;
  readonly inputs?: Record<string, string>;
  readonly ref?: string;
}

function refused(ledger: string, status: number, message: string): Expected {
  return known(ledger, { status, body: { message } });
}

/** Five causes of one status. */
const CASES: readonly Case[] = [
  {
    name: 'no-trigger',
    asked: 'without the trigger',
    file: 'never.yml',
    expected: refused('workflow-no-trigger', 422, "Workflow does not have 'workflow_dispatch' trigger"),
  },
  {
    name: 'disabled',
    asked: 'disabled',
    file: 'off.yml',
    inputs: { wanted: 'x' },
    expected: refused(
      'workflow-disabled',
      422,
      "Cannot trigger a 'workflow_dispatch' on a disabled workflow",
    ),
  },
  {
    name: 'unknown-ref',
    asked: 'unknown ref',
    file: 'by-hand.yml',
    ref: 'nope',
    inputs: { wanted: 'x' },
    expected: refused('workflow-ref-unknown', 422, 'No ref found for: nope'),
  },
  {
    name: 'missing-input',
    asked: 'required input missing',
    file: 'by-hand.yml',
    expected: refused('workflow-input-missing', 422, "Required input 'wanted' not provided"),
  },
  {
    name: 'unknown-input',
    asked: 'unknown input',
    file: 'by-hand.yml',
    inputs: { wanted: 'x', other: 'y' },
    expected: refused('workflow-input-unexpected', 422, 'Unexpected inputs provided: ["other"]'),
  },
  {
    name: 'missing',
    asked: 'unknown workflow',
    file: 'nope.yml',
    expected: refused('workflow-missing', 404, 'Not Found'),
  },
];

export const WORKFLOW_DISPATCHES: readonly Question[] = CASES.map(
  ({ name, asked, file, expected, inputs = {}, ref }) => ({
    id: `dispatch.workflow-${name}`,
    asked: `POST /repos/acme/one/actions/workflows/x.yml/dispatches — ${asked}`,
    expected,
    async ask(world) {
      const { repository, branch } = await workflowsPlace(world);
      const path = `/repos/${repository}/actions/workflows/${file}/dispatches`;
      return world.call({ method: 'POST', path, body: { ref: ref ?? branch, inputs } });
    },
  }),
);
