import { describe, expect, test } from '@jest/globals';
import { dispatchProblem, sendingProblem } from '../../src/findings/dispatch.ts';
import { manifestProblem } from '../../src/findings/files.ts';
import { type Face, type Problem, sentence } from '../../src/findings/problem.ts';
import { marketplaceProblem, readFailure } from '../../src/findings/reading.ts';
import type { Unread } from '../../src/github/objects/snapshot.ts';
import type { UnusableManifest } from '../../src/github/plugins/manifest-state.ts';
import type { MarketplaceCause } from '../../src/marketplace/cause.ts';
import { githubError } from '../support/fake-client.ts';

const FACES: readonly Face[] = ['notify', 'update', 'command-line'];
const REPOSITORY = { owner: 'acme', name: 'marketplace' };
const AT = { file: 'plugin.json' };

const STATUSES = [null, 200, 401, 403, 404, 422, 429, 451, 502] as const;
const UNREAD: readonly Unread[] = [
  { kind: 'no-repository' },
  { kind: 'no-commit' },
  { kind: 'forbidden', message: 'Resource protected by organization SAML enforcement' },
  { kind: 'failed', message: 'timeout', error: null },
  ...STATUSES.map((status) => ({ kind: 'failed', message: '', error: githubError(status) }) as const),
];

const CAUSES: readonly MarketplaceCause[] = [
  ...UNREAD.map((unread) => ({ kind: 'unread', unread, repository: REPOSITORY }) as const),
  { kind: 'branch-missing', repository: REPOSITORY, branch: 'main' },
  { kind: 'catalogue-missing', file: 'm.json', branch: 'main' },
  { kind: 'catalogue-not-a-file', file: 'm.json', stands: 'symlink' },
  { kind: 'catalogue-unusable', fault: { kind: 'two-plugins', at: AT } },
];

const FAULTS: readonly UnusableManifest[] = [
  { kind: 'no-name', at: AT },
  { kind: 'not-json', slip: { kind: 'other', parserSays: 'CommaExpected' }, at: AT },
  { kind: 'directory', at: AT },
  { kind: 'lfs-pointer', at: AT },
];

const SITUATION = {
  face: 'notify',
  marketplace: 'acme/marketplace',
  kind: 'classic',
  isGithubToken: false,
  isOwnRepository: false,
  visible: null,
  scopes: null,
  expiry: null,
} as const;

/** All that a face may say of what it reads and sends. */
function saidBy(face: Face): Problem[] {
  return [
    ...CAUSES.map((cause) => marketplaceProblem(cause, face)),
    ...FAULTS.map((fault) => manifestProblem(fault, face)),
    ...(face === 'update'
      ? []
      : STATUSES.map((status) => sendingProblem(githubError(status), { ...SITUATION, face }))),
  ];
}

describe.each(FACES)('%s', (face) => {
  const problems = saidBy(face);

  test.each(problems.map((problem) => [sentence(problem), problem] as const))(
    'says whole sentences: %s',
    (_, problem) => {
      expect(problem.what).toMatch(/[^.]$/);
      expect(problem.remedy).toMatch(/^[A-Z].*[.?]$|^(?:[A-Z].*\.)? https:\/\/\S+ lists outages\.$/s);
    },
  );

  test('names only what it has: inputs of its own, jobs in a workflow, what it left undone', () => {
    const all = problems.map(sentence).join('\n');
    const foreign = {
      notify: /Nothing was written|Run this again/,
      update: /`manifests`|Nothing was sent|Run this again|`marketplace`/,
      'command-line': /`manifests`|Nothing was|this job|`token`|`marketplace`|`event-type`/,
    };
    expect(all).not.toMatch(foreign[face]);
  });
});

test('what keeps the plugins’ own repository from being read says that nothing was sent', () => {
  expect(readFailure(githubError(404, { message: 'gone' })).remedy).toMatch(
    /^Nothing was sent\. Run this job again/,
  );
});

test('a token that is only looked at is not told to run again', () => {
  for (const status of [401, 403, 404, 422]) {
    expect(dispatchProblem(githubError(status), SITUATION).remedy).not.toMatch(/again/i);
    expect(sendingProblem(githubError(status), SITUATION).remedy).toMatch(/Then run this job again\.$/);
    expect(sendingProblem(githubError(status), { ...SITUATION, face: 'command-line' }).remedy).toMatch(
      /Then run this again\.$/,
    );
  }
});
