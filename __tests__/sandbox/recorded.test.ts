import { afterEach, describe, expect, test } from '@jest/globals';
import { DIALECTS } from '../../sandbox/dialects.ts';
import { graphqlAnswers, restAnswers } from '../corpus/github-answers/answers.ts';
import { github } from './github-setup.ts';
import { graphqlSideBySide, sideBySide } from './recorded-shape.ts';
import { usualLimits } from './rest-asks.ts';
import { GRAPHQL_IMPOSSIBLE, GRAPHQL_SITUATIONS } from './situations-graphql.ts';
import { REST_IMPOSSIBLE, REST_SITUATIONS } from './situations-rest.ts';

/** The sandbox answers otherwise, for the reason given; where it no longer does, the line goes. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'dispatch-event-type-missing': 'keys that GitHub does not know are not refused',
  'dispatch-no-body': 'a missing body is one without keys',
  'login-attempts-old': 'the words are today’s',
  'service-down-html': 'a fault has no headers of the token’s',
  'token-lifetime-policy-classic': 'the policy is one for fine-grained tokens',
  'commitOnBranch-stale': 'words of another mutation than the recorded one',
  'forbidden-field': 'no field of it wants the right to push',
  'rle-without-path': 'an untraced error has no type either',
};

afterEach(() => {
  Object.assign(github.switches, DIALECTS.strict, { mergeableUnknown: 0 });
  usualLimits();
});

/** Each answer with what makes its situation. */
function situated<Answer extends { readonly id: string; readonly situation?: string }, Situation>(
  answers: readonly Answer[],
  situations: Readonly<Record<string, Situation>>,
) {
  return answers.flatMap((answer) => {
    const situation = situations[answer.situation ?? ''];
    return situation === undefined ? [] : [[answer.id, situation, answer] as const];
  });
}

/** The same, but for what is known to be otherwise. */
function compare(id: string, [recorded, told]: readonly [unknown, unknown]): void {
  if (id in OTHERWISE) expect(told).not.toEqual(recorded);
  else expect(told).toEqual(recorded);
}

describe.each([
  ['REST', restAnswers, REST_SITUATIONS, REST_IMPOSSIBLE],
  ['GraphQL', graphqlAnswers, GRAPHQL_SITUATIONS, GRAPHQL_IMPOSSIBLE],
] as const)('%s', (_, answers, situations, impossible) => {
  test('each situation can be made, or it is said why not', () => {
    const wanted = answers.flatMap(({ situation = [] }) => situation);
    const known = [...Object.keys(situations), ...Object.keys(impossible)];
    expect(known.sort()).toEqual([...new Set(wanted)].sort());
  });
});

test.each(situated(restAnswers, REST_SITUATIONS))(
  'REST answers as recorded: %s',
  async (id, situation, answer) => {
    compare(id, sideBySide(answer, await situation(answer)));
  },
);

test.each(situated(graphqlAnswers, GRAPHQL_SITUATIONS))(
  'GraphQL answers as recorded: %s',
  async (id, situation, answer) => {
    compare(id, graphqlSideBySide(answer, await situation()));
  },
);

test('what is otherwise is an answer that can be asked for', () => {
  const asked = [...situated(restAnswers, REST_SITUATIONS), ...situated(graphqlAnswers, GRAPHQL_SITUATIONS)];
  expect(Object.keys(OTHERWISE).filter((id) => asked.every(([known]) => known !== id))).toEqual([]);
});
