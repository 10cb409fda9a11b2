import { describe, expect, test } from '@jest/globals';
import { notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, TOOL, UPDATE } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();

interface Step {
  readonly marketplace: string;
  readonly type?: string;
}

const uses = 'org/notify-marketplace@v1';

function workflow(...steps: Step[]): string {
  const written = steps.map(({ marketplace, type }) => ({
    uses,
    with: { marketplace, ...(type === undefined ? {} : { 'event-type': type }) },
  }));
  return JSON.stringify({ on: 'push', jobs: { notify: { steps: written } } });
}

async function dryRun(folder: string, ...args: string[]) {
  const run = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run', ...args], {});
  const requests = run.out.split(/^(?=POST )/m).flatMap((text) => {
    const [line = '', ...body] = text.split('\n');
    return line === '' ? [] : [{ to: line.replace(/^.*\/repos\/|\/dispatches$/g, ''), ...read(body) }];
  });
  return { ...run, requests };
}

function read(body: readonly string[]) {
  const { event_type, client_payload } = JSON.parse(body.join('\n'));
  return { type: event_type as string, payload: client_payload as Record<string, unknown> };
}

const ONE = { marketplace: 'one/market' };
const TWO = { marketplace: 'two/market', type: 'two-type' };

describe('each marketplace gets the event type of the step that names it', () => {
  const SECOND = '.github/workflows/second.yml';
  const HEARS = `on: {repository_dispatch: {types: [heard]}}\njobs: {u: {steps: [{uses: org/notify-marketplace/update@v1}]}}\n`;
  const both = { [NOTIFY]: workflow(ONE, TWO) };
  const ownUpdate = { '.claude-plugin/marketplace.json': catalogue([]), [UPDATE]: HEARS };

  test.each<[string, Record<string, string>, string[], [string, string][]]>([
    [
      'two steps of one file',
      both,
      [],
      [
        ['one/market', 'plugin-updated'],
        ['two/market', 'two-type'],
      ],
    ],
    [
      'two files',
      { [NOTIFY]: workflow(TWO), [SECOND]: workflow(ONE) },
      [],
      [
        ['two/market', 'two-type'],
        ['one/market', 'plugin-updated'],
      ],
    ],
    [
      'one that is passed, in another case',
      both,
      ['--marketplace', 'TWO/Market'],
      [['TWO/Market', 'two-type']],
    ],
    [
      'one that no step names, where all send the same',
      { [NOTIFY]: workflow(TWO) },
      ['--marketplace', 'a/b'],
      [['a/b', 'two-type']],
    ],
    [
      '--event-type',
      both,
      ['--event-type', 'mine'],
      [
        ['one/market', 'mine'],
        ['two/market', 'mine'],
      ],
    ],
    [
      'the marketplace here, which listens to its own',
      { ...both, ...ownUpdate },
      ['--marketplace', 'acme/tool'],
      [['acme/tool', 'heard']],
    ],
    [
      'a step of ours beside a copied script',
      {
        [NOTIFY]: workflow(TWO),
        [SECOND]:
          'on: push\njobs: {n: {steps: [{run: "gh api repos/two/market/dispatches -f event_type=plugin-old"}]}}\n',
      },
      [],
      [['two/market', 'two-type']],
    ],
  ])('%s', async (_, files, args, sent) => {
    const run = await dryRun(await checkout(sandbox, { ...TOOL, ...files }), ...args);
    expect([run.err, run.requests.map(({ to, type }) => [to, type])]).toEqual(['', sent]);
  });

  test.each<[string, Record<string, string>, string[], string]>([
    [
      'a marketplace in two steps of different types',
      { [NOTIFY]: workflow(ONE, { ...ONE, type: 'other' }) },
      [],
      'The workflows here send one/market several event types: `plugin-updated`, `other`.',
    ],
    [
      'a marketplace that no step names, where the steps differ',
      both,
      ['--marketplace', 'a/b'],
      'No workflow here names a/b, and they send several event types: `plugin-updated`, `two-type`.',
    ],
    [
      'a type that only a run knows',
      { [NOTIFY]: workflow({ ...ONE, type: '$' + '{{ vars.TYPE }}' }) },
      [],
      'Only a run of the workflow here knows the event type for one/market.',
    ],
  ])('is not guessed: %s', async (_, files, args, said) => {
    const run = await dryRun(await checkout(sandbox, { ...TOOL, ...files }), ...args);
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
    expect(run.err).toContain('→ Pass --event-type');
  });
});
