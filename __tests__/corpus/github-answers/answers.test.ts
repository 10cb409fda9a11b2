import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { facts, graphqlAnswers, type RecordedGraphqlAnswer, restAnswers, STRENGTHS } from './answers.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const answers = [...graphqlAnswers, ...restAnswers];

/** What README explains for one of the files. */
function explained(file: string): string[] {
  const section = readme.split(`\n## What \`means\` says in \`${file}\`\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = section.split('\n').flatMap((line) => /^\| (`[^|]+) \|/.exec(line)?.[1] ?? []);
  return cells
    .flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name ?? ''))
    .filter((name) => name !== 'means');
}

test.each([
  ['graphql.jsonl', graphqlAnswers],
  ['rest.jsonl', restAnswers],
])('what the answers of %s mean is explained in README, and nothing else', (file, all) => {
  expect([...new Set(all.map(({ means }) => means))].sort()).toEqual(explained(file).sort());
});

test('an id names one line of all files', () => {
  const ids = [...answers, ...facts].map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[A-Za-z][A-Za-z0-9-]*$/.test(id))).toEqual([]);
});

test('every line has a source and says how strong it is', () => {
  const faulty = [...answers, ...facts].filter(
    ({ source, strength }) => source.trim() === '' || !STRENGTHS.includes(strength),
  );
  expect(faulty).toEqual([]);
});

test('a body is missing exactly where no words were written down', () => {
  const faulty = answers.filter(({ words, body }) => (words === 'none') !== (body === null));
  expect(faulty.map(({ id }) => id)).toEqual([]);
  const unknown = answers.filter(({ words }) => !['whole', 'cut', 'inferred', 'none'].includes(words));
  expect(unknown.map(({ id }) => id)).toEqual([]);
});

test('situations and header names are written in one way', () => {
  const situations = answers.flatMap(({ situation = [] }) => situation);
  expect(situations.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  const headers = answers.flatMap((answer) => Object.keys(answer.headers));
  expect(headers.filter((name) => name !== name.toLowerCase())).toEqual([]);
});

test('nothing private is left in the words', () => {
  const text = JSON.stringify(answers.map(({ body, headers }) => ({ body, headers })));
  expect(text).not.toMatch(/\b(?:gh[pousr]_|github_pat_)\w/);
  const addresses = text.match(/[\w.+-]+@[\w-]+\.[\w.]+/g) ?? [];
  expect(addresses.filter((address) => address !== 'noreply@github.com')).toEqual([]);
});

describe('in a GraphQL answer', () => {
  const placed = graphqlAnswers.filter(({ at }) => at.length > 0);

  /** The value at the answer's place; undefined where nothing is there. */
  function valueAt({ body, at }: RecordedGraphqlAnswer): unknown {
    return ['data', ...at].reduce<unknown>(
      (value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step],
      body,
    );
  }

  test('the place leads to a value', () => {
    expect(placed.length).toBeGreaterThan(40);
    expect(placed.filter((answer) => valueAt(answer) === undefined).map(({ id }) => id)).toEqual([]);
  });

  test('what is found is a value, what is absent, refused or failed is null', () => {
    const nothing = ['absent', 'no-repository', 'forbidden', 'failed', 'unanswered'];
    const faulty = placed.filter((answer) => {
      const value = valueAt(answer);
      return answer.means === 'found' ? value === null : nothing.includes(answer.means) && value !== null;
    });
    expect(faulty.map(({ id }) => id)).toEqual([]);
  });

  test('an error of something absent lies at the very place, or has no path', () => {
    const absent = placed.filter(({ means }) => means === 'absent');
    const elsewhere = absent.filter(({ at, body }) => {
      const { errors } = body as { errors: readonly { path?: unknown }[] };
      return errors.some(({ path }) => path !== undefined && JSON.stringify(path) !== JSON.stringify(at));
    });
    expect(absent.length).toBeGreaterThan(5);
    expect(elsewhere.map(({ id }) => id)).toEqual([]);
  });
});
