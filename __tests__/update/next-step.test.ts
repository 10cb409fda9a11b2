import { expect, test } from '@jest/globals';
import { closedText } from '../../src/update/pull-request/marks.ts';
import { decideNextStep, type NextStep, type PullRequest } from '../../src/update/pull-request/next-step.ts';
import { ownCommitMessage, type Tip } from '../../src/update/pull-request/own-commit.ts';
import type { WantedPullRequest } from '../../src/update/pull-request/wanted-pull-requests.ts';
import { changeOf, NEW, OLD, oid, RUN, updated } from '../support/update-fixtures.ts';

const wanted: WantedPullRequest = {
  branch: 'b',
  changes: [changeOf(updated())],
  raise: [],
  plugins: ['sdk-bridge'],
  isSettled: true,
  unread: [],
};
const nothing: WantedPullRequest = { ...wanted, changes: [], plugins: [] };
const other: WantedPullRequest = { ...wanted, raise: [{ path: ['version'], value: '9.9.9' }] };

const TREE = oid('d');
const trigger = { event: 'schedule', runUrl: RUN };
const tip = (of: WantedPullRequest): Tip => ({
  oid: NEW,
  message: ownCommitMessage(of, null, trigger)(TREE),
  tree: TREE,
  parents: [OLD],
  contained: false,
});
const TIPS = {
  'no branch': null,
  'the same plan': tip(wanted),
  'another plan': tip(other),
  'somebody else’s commit': { ...tip(wanted), message: 'Mine' },
  'our commit, amended by somebody': { ...tip(wanted), tree: oid('e') },
  'the same plan, in the target': { ...tip(wanted), contained: true },
  'somebody else’s commit, in the target': { ...tip(wanted), message: 'Mine', contained: true },
};

const BODY = '<!-- Plan: 0123456789abcdef -->';
const pullRequest = (state: PullRequest['state'], headOid: string, body = BODY): PullRequest => ({
  number: 7,
  url: 'https://github.com/acme/marketplace/pull/7',
  title: 'title',
  body,
  state,
  mergeable: 'UNKNOWN',
  headOid,
  firstMessage: '',
});
const REQUESTS = {
  'no pull request': null,
  'an open one': pullRequest('OPEN', NEW),
  'one closed at this tip': pullRequest('CLOSED', NEW),
  'one that we closed at this tip': pullRequest('CLOSED', NEW, closedText(BODY)),
  'somebody else’s, open': pullRequest('OPEN', NEW, 'Mine'),
  'one without our words, on our commit': {
    ...pullRequest('OPEN', NEW, 'Mine'),
    firstMessage: tip(wanted).message,
  },
  'somebody else’s, merged at this tip': pullRequest('MERGED', NEW, 'Mine'),
  'one closed before': pullRequest('CLOSED', OLD),
  'one merged at this tip': pullRequest('MERGED', NEW),
  'one merged before': pullRequest('MERGED', OLD),
};

type TipName = keyof typeof TIPS;
type RequestName = keyof typeof REQUESTS;
interface Case {
  readonly tip: TipName;
  readonly request: RequestName;
  readonly changes: boolean;
  readonly fits: boolean;
  readonly isSettled: boolean;
}

const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
const FLAGS = [true, false];
const all: Case[] = keys(TIPS).flatMap((tip) =>
  keys(REQUESTS).flatMap((request) =>
    FLAGS.flatMap((changes) =>
      FLAGS.flatMap((fits) => FLAGS.map((isSettled) => ({ tip, request, changes, fits, isSettled }))),
    ),
  ),
);

const isOpen = (request: RequestName) =>
  ['an open one', 'somebody else’s, open', 'one without our words, on our commit'].includes(request);
const isTheirs = (request: RequestName) => request.startsWith('somebody') || request === 'no pull request';

const proposalOf = ({ changes, isSettled }: Case): WantedPullRequest => ({
  ...(changes ? wanted : nothing),
  isSettled,
});

/** The rule once more, as a list of cases, the first that fits. */
function expected({ tip, request, changes, fits, isSettled }: Case): NextStep['kind'] {
  const open = isOpen(request);
  const merged =
    tip.endsWith('in the target') || (tip !== 'no branch' && request.endsWith('merged at this tip'));
  // Somebody else's commits are nobody's loss where our own pull request ended with them, or holds none but merged ones.
  const here = [
    'an open one',
    'one closed at this tip',
    'one that we closed at this tip',
    'one merged at this tip',
  ];
  const amended = tip === 'our commit, amended by somebody';
  const others = (amended || tip.startsWith('somebody')) && !(merged && here.includes(request));
  const fitting = tip === 'the same plan' && fits;
  const ours = request === 'one that we closed at this tip' && tip !== 'no branch';
  const cases: [boolean, NextStep['kind']][] = [
    // What somebody else committed is never lost, and a branch that somebody else made is theirs.
    [others && isTheirs(request) && !amended && changes, 'refuse'],
    [others && (amended || !isTheirs(request)) && (open || changes), 'leave'],
    [others, 'nothing'],
    // What could not be read is not gone.
    [!changes && open && !isSettled, 'unsettled'],
    [!changes && open, 'close'],
    [!changes && ours && isSettled, 'finish-closing'],
    [!changes, 'nothing'],
    [!fitting, 'write'],
    // What was merged was taken back since: on that branch it could not be proposed.
    [merged, 'write'],
    [request === 'one closed at this tip', 'declined'],
  ];
  return cases.find(([applies]) => applies)?.[1] ?? 'keep';
}

test.each(
  all.map((one) => {
    const { tip, request, changes, fits, isSettled } = one;
    const more = `${fits ? ', fits' : ''}${isSettled ? '' : ', not all read'}`;
    return [`${tip}, ${request}, ${changes ? 'changes' : 'no changes'}${more}`, one] as const;
  }),
)('%s', (_, one) => {
  const existing = { tip: TIPS[one.tip], pullRequest: REQUESTS[one.request] };
  const step = decideNextStep(proposalOf(one), existing, one.fits);
  expect(step.kind).toBe(expected(one));
});

test('the table knows every step', () => {
  const known: NextStep['kind'][] = [
    ...(['nothing', 'close', 'finish-closing', 'leave', 'refuse', 'declined', 'keep', 'write'] as const),
    'unsettled',
  ];
  expect(new Set(all.map(expected))).toEqual(new Set(known));
});

test.each(all.map((one) => [JSON.stringify(one), one] as const))(
  'only an open pull request is brought up to date or closed, and only our own branch is replaced: %s',
  (_, one) => {
    const existing = { tip: TIPS[one.tip], pullRequest: REQUESTS[one.request] };
    const step = decideNextStep(proposalOf(one), existing, one.fits);
    if (step.kind === 'nothing' || step.kind === 'refuse') return;
    const state = step.kind === 'declined' || step.kind === 'finish-closing' ? 'CLOSED' : 'OPEN';
    expect(step.pullRequest?.state ?? state).toBe(state);
    if (step.kind === 'write') expect(step.tip).toBe(existing.tip);
    if (['write', 'close', 'finish-closing'].includes(step.kind)) {
      expect(isTheirs(one.request) && one.tip.startsWith('somebody')).toBe(false);
    }
  },
);

test('what an open pull request brings for a plugin that could not be read is not taken back', () => {
  const existing = { tip: TIPS['another plan'], pullRequest: REQUESTS['an open one'] };
  expect(decideNextStep({ ...wanted, unread: ['sdk-bridge'] }, existing, true).kind).toBe('unsettled');
  // It brings nothing for this one.
  expect(decideNextStep({ ...wanted, unread: ['another'] }, existing, true).kind).toBe('write');
  expect(
    decideNextStep({ ...wanted, unread: ['sdk-bridge'] }, { ...existing, pullRequest: null }, true).kind,
  ).toBe('write');
});
