import { type Expected, known, type Question } from '../question.ts';
import { commitOn, type Files, treeEntries } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { CLOSED_EXTENSION, CLOSED_FOLDER } from '../world/rules.ts';
import type { World } from '../world/world.ts';

interface PushRulesPlace extends Place {
  /** A commit with a file in the closed folder, made before the rules. */
  readonly early: string;
}

/** Push rules are for private repositories. */
function pushRulesPlace(world: World, rule: PushRule): Promise<PushRulesPlace> {
  return world.once(`push rule ${rule}`, async () => {
    const place = await world.once('push rules', async () => {
      const made = await world.hands.createRepository('push-rules', { private: true });
      const early = await commitOn(world, made.repository, made.head, CLOSED['file-path']);
      return { ...made, early };
    });
    await world.hands.protect(place.repository, place.branch, rule);
    return place;
  });
}

type PushRule = 'file-path' | 'file-extension' | 'file-size';

/** What each rule refuses. */
const CLOSED: Record<PushRule, Files> = {
  'file-path': { [`${CLOSED_FOLDER}/a.txt`]: 'A\n' },
  'file-extension': { [`a.${CLOSED_EXTENSION}`]: 'A\n' },
  'file-size': { 'long.txt': 'A long line.\n'.repeat(100_000) },
};

function pushRuleQuestion(rule: PushRule, what: string, expected: Expected): Question {
  return {
    id: `rules.${rule}`,
    asked: `POST /repos/acme/one/git/trees ${what}`,
    expected,
    open: 'push-rule-words',
    async ask(world) {
      const { repository, head } = await pushRulesPlace(world, rule);
      const body = { base_tree: head, tree: treeEntries(CLOSED[rule]) };
      return world.call({ method: 'POST', path: `/repos/${repository}/git/trees`, body });
    },
  };
}

export const PUSH_RULES: readonly Question[] = [
  pushRuleQuestion(
    'file-path',
    'that changes a path restricted by a push ruleset',
    known('tree-push-rule-file-path', {
      status: 422,
      body: { message: { $matches: 'File path is restricted' } },
    }),
  ),
  pushRuleQuestion('file-extension', 'with an extension restricted by a push ruleset', 'unknown'),
  pushRuleQuestion('file-size', 'with a file larger than a push ruleset allows', 'unknown'),
  {
    id: 'rules.file-path-of-ref',
    asked:
      'PATCH /repos/acme/one/git/refs/heads/main push ruleset: to a commit, made before, that changes a restricted path',
    expected: 'unknown',
    open: 'push-rule-words',
    async ask(world) {
      const { repository, branch, early } = await pushRulesPlace(world, 'file-path');
      const path = `/repos/${repository}/git/refs/heads/${branch}`;
      return world.call({ method: 'PATCH', path, body: { sha: early } });
    },
  },
];
