import { describe, expect, test } from '@jest/globals';
import { type Annotation, annotationOf, shownAnnotations } from '../../src/action/report.ts';

const LEVELS = ['error', 'warning', 'notice'] as const;

function many(level: Annotation['level'], number: number): Annotation[] {
  return Array.from({ length: number }, (_, n) => ({ level, title: 'held', text: `${level} ${n}` }));
}

describe('of many annotations', () => {
  test('few are all shown, those of a level together and in their order', () => {
    const [errors, warnings, notices] = LEVELS.map((level) => many(level, 3));
    const mixed = [...(notices ?? []), ...(warnings ?? []), ...(errors ?? [])];
    expect(shownAnnotations(mixed)).toEqual([...(errors ?? []), ...(warnings ?? []), ...(notices ?? [])]);
    expect(shownAnnotations([])).toEqual([]);
  });

  test.each(LEVELS)(
    'no more %ss are shown than GitHub shows of a step, its own failure included',
    (level) => {
      const most = level === 'error' ? 9 : 10;
      expect(shownAnnotations(many(level, most))).toEqual(many(level, most));
      const shown = shownAnnotations(many(level, 40));
      expect(shown).toHaveLength(most);
      expect(shown.slice(0, -1)).toEqual(many(level, most - 1));
      expect(shown.at(-1)).toEqual({
        level,
        title: 'more',
        text: `And ${40 - (most - 1)} more: the log and the job summary list them all.`,
      });
    },
  );
});

test('a problem is an error at its place, if it has one', () => {
  const problem = { code: 'token-missing', what: 'It is wrong', remedy: 'Fix it.' } as const;
  const error = { level: 'error', title: 'token-missing', text: 'It is wrong. Fix it.' };
  expect(annotationOf(problem)).toEqual(error);
  const at = { file: 'a.json', line: 3, column: 14 };
  expect(annotationOf({ ...problem, at })).toEqual({
    ...error,
    text: 'It is wrong. Fix it. (line 3, column 14)',
    at,
  });
});
