import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import ts from 'typescript';
import { readStates } from '../../src/cli/doctor/remote/plugin-repositories.ts';
import type { Client } from '../../src/github/client/client.ts';
import { buildQuery } from '../../src/github/objects/query.ts';
import type { Revision } from '../../src/github/objects/snapshot.ts';
import { readPublished } from '../../src/github/published.ts';
import type { Marketplace } from '../../src/marketplace/marketplace.ts';
import { readOpenPullRequests } from '../../src/notify/wait/open-pull-requests.ts';
import { readIssues } from '../../src/update/issue/read-issues.ts';
import { holdsOwnCommit } from '../../src/update/pull-request/branch-commits.ts';
import { sayWhyClosed } from '../../src/update/pull-request/close-pull-request.ts';
import type { PullRequest } from '../../src/update/pull-request/next-step.ts';
import type { PullRequestContext } from '../../src/update/pull-request/pull-request-result.ts';
import { readExisting } from '../../src/update/pull-request/read-existing.ts';
import { lookAtTarget } from '../../src/update/write/push.ts';
import { updateRef } from '../../src/update/write/ref.ts';
import {
  facts,
  graphqlAnswers,
  restAnswers,
  STRENGTHS,
  type Strength,
} from '../corpus/github-answers/answers.ts';
import { fakeClient, githubError } from '../support/fake-client.ts';
import { tagsInOrder } from '../support/in-order.ts';

/** One row of a table of the ledger: its cells by the heads of their columns. */
type Row = Readonly<Record<string, string>>;

const page = readFileSync('docs/github.md', 'utf8');

/** The rows of all tables that have these columns. */
function rowsWith(...columns: string[]): Row[] {
  const tables = page.matchAll(/^\|.*\|\n\|[-|]+\|\n(?:\|.*\|\n)+/gm);
  return [...tables].flatMap(([table]) => {
    const [heads = [], , ...rows] = table.trimEnd().split('\n').map(cellsOf);
    if (!columns.every((column) => heads.includes(column))) return [];
    return rows.map((cells) => Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? ''])));
  });
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Every text in backticks. */
function names(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
}

interface SourceFile {
  readonly path: string;
  /** Its texts; of a template what stands between the holes, with a 0 for each. */
  readonly literals: readonly string[];
  /** Whether it puts a query together with the builder. */
  readonly builds: boolean;
}

const sources: SourceFile[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const path = join('src', file).replaceAll('\\', '/');
    const builds = /\b(?:repositoriesQuery|new QueryBuilder)\(/.test(readFileSync(path, 'utf8'));
    return { path, literals: literalsOf(path), builds };
  });

function literalsOf(path: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `0${literal.text}`).join(''));
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

describe('REST', () => {
  const sent = sources
    .flatMap(({ literals }) => literals)
    .filter((text) => /^(?:GET|POST|PUT|PATCH|DELETE) \//.test(text))
    .map((route) => route.replace(/\?.*$/, ''));
  const listed = rowsWith('route', 'sent by').flatMap(({ route }) => names(route));

  test('every route that src can send has a row, and every row is of a route that it can send', () => {
    expect(sent.length).toBeGreaterThan(20);
    expect([...new Set(listed)].sort()).toEqual([...new Set(sent)].sort());
  });

  test('a route stands in the files that its row names', () => {
    const wrong = rowsWith('route', 'sent by').flatMap((row) => {
      const [route = ''] = names(row['route']);
      const files = names(row['sent by']).map((place) => place.replace(/#.*$/, ''));
      return files.filter((file) => !readFileSync(file, 'utf8').includes(`'${route}`));
    });
    expect(wrong).toEqual([]);
  });
});

/** The file itself, because the package's entry reads five megabytes more. */
const SDL = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
const schema = buildASTSchema(parse(readFileSync(SDL, 'utf8'), { noLocation: true }), {
  assumeValid: true,
  assumeValidSDL: true,
});

describe('GraphQL', () => {
  const repository = { owner: 'acme', name: 'plugins' };
  const marketplace = { repository, branch: 'main' } as unknown as Marketplace;
  const place = { repository, branch: 'main', file: 'marketplace.json', server: 'https://github.com' };
  const OID = '1'.repeat(40);

  /** What asks, by the file in which its query stands. */
  const asking: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
    'src/github/published.ts': (client) => readPublished(client, [{ repository, tags: ['v1.0.0'] }]),
    'src/github/tags.ts': (client) => tagsInOrder(client, [{ repository, prefix: 'v' }]),
    'src/update/pull-request/branch-commits.ts': (client) => holdsOwnCommit(client, marketplace, 'ours'),
    'src/update/pull-request/read-existing.ts': (client) => readExisting(client, marketplace, ['ours']),
    'src/update/write/ref.ts': (client) =>
      updateRef(client, { repositoryId: 'R_1', branch: 'ours', before: null, after: OID, force: true }),
    'src/update/write/push.ts': (client) => lookAtTarget(client, marketplace),
    'src/update/pull-request/close-pull-request.ts': (client) =>
      sayWhyClosed({ client, marketplace } as unknown as PullRequestContext, { number: 1 } as PullRequest, {
        isFirst: false,
      }),
    'src/update/issue/read-issues.ts': (client) =>
      readIssues(client, { repository, title: 'Held', state: 'OPEN' }),
    'src/notify/wait/open-pull-requests.ts': (client) => readOpenPullRequests(client, place),
    'src/cli/doctor/remote/plugin-repositories.ts': (client) => readStates(client, [repository]),
  };

  const revisions: Revision[] = [
    { oid: OID },
    { abbreviated: '1234567' },
    { ref: 'refs/heads/main' },
    { defaultBranch: true },
    { latestRelease: true },
  ];
  const built = buildQuery(
    revisions.map((revision) => {
      const paths = ['', 'plugin.json'];
      const request = { repository, revision, paths, parents: true, date: true, compareWith: OID };
      return { request, paths };
    }),
  ).text;

  /** Every query; GitHub fails, so that what is asked then is asked too. */
  async function allQueries(): Promise<string[]> {
    const client = fakeClient({
      graphql: ({ query }) => {
        if (query.startsWith('mutation')) throw githubError(502);
        return { data: {}, errors: [] };
      },
      request: () => {
        throw githubError(404);
      },
    });
    for (const ask of Object.values(asking)) await ask(client).catch(() => null);
    return [built, ...client.queries.map(({ query }) => query)];
  }

  /** `Type.field` → the arguments that it is given, those within an object too. */
  async function used(): Promise<Map<string, Set<string>>> {
    const fields = new Map<string, Set<string>>();
    const types = new TypeInfo(schema);
    let within: Set<string> = new Set();
    const visitor = visitWithTypeInfo(types, {
      Field: ({ name, arguments: given = [] }) => {
        if (name.value === '__typename') return;
        const key = `${types.getParentType()?.name}.${name.value}`;
        within = fields.get(key) ?? new Set();
        fields.set(key, within);
        for (const argument of given) within.add(argument.name.value);
      },
      ObjectField: ({ name }) => void within.add(name.value),
    });
    for (const query of await allQueries()) visit(parse(query), visitor);
    return fields;
  }

  const rows = rowsWith('field', 'arguments');
  const listed = rows.flatMap(({ field }) => names(field));

  test('every field of a query has a row, and every row is of a field that is asked for', async () => {
    expect([...listed].sort()).toEqual([...(await used()).keys()].sort());
  });

  test('every argument stands in the row of its field', async () => {
    const missing = [...(await used())].flatMap(([field, given]) => {
      const row = rows.find((one) => names(one['field']).includes(field));
      return [...given]
        .filter((name) => !names(row?.['arguments']).includes(name))
        .map((name) => `${field}(${name}:)`);
    });
    expect(missing).toEqual([]);
  });

  const holding = sources.filter(
    ({ literals, builds }) =>
      builds ||
      literals.some((text) => /\brepository\(owner|\bfragment \w+ on |\b(?:query|mutation)\s*\(/.test(text)),
  );

  test('no file of src holds a query that this test does not ask for', () => {
    const known = [
      'src/github/objects/query.ts',
      'src/github/client/graphql-query.ts',
      ...Object.keys(asking),
    ];
    expect(holding.map(({ path }) => path).sort()).toEqual(known.sort());
  });

  test('no query holds the name of a field that has no row, in a branch that this test does not take', () => {
    const inSchema = new Set(
      Object.values(schema.getTypeMap()).flatMap((type) =>
        isObjectType(type) ? Object.keys(type.getFields()) : [],
      ),
    );
    const known = new Set([
      ...listed.map((field) => field.split('.')[1]),
      ...rows.flatMap((row) => names(row['arguments'])),
    ]);
    // Selections in braces; in the builder, where a selection is put together, also a lone word.
    const selections = holding.flatMap(({ path, literals }) =>
      literals.filter((text) => /[{(]/.test(text) || (path.endsWith('/query.ts') && /^\w+$/.test(text))),
    );
    const words = selections
      .map((text) => text.replace(/\w+:|\$\w+|\.\.\.\s*\w+|\bon \w+|\b(?:query|mutation|fragment)\b/g, ' '))
      .flatMap((text) => text.match(/\b[a-z]\w*/g) ?? []);
    expect([...new Set(words)].filter((word) => inSchema.has(word) && !known.has(word))).toEqual([]);
  });
});

test('every header that src reads has a row', () => {
  const read = sources
    .flatMap(({ literals }) => literals)
    .filter((text) =>
      /^(?:x-(?:github|ratelimit|accepted|oauth)-[a-z-]+|retry-after|[a-z-]+-expiration)$/.test(text),
    );
  const listed = rowsWith('header or form', 'strength').flatMap((row) => names(row['header or form']));
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !listed.includes(name))).toEqual([]);
});

test('every place that the ledger names is there', () => {
  const gone = names(page)
    .filter((name) => /^src\/\S+$/.test(name))
    .filter((place) => {
      const [path = '', name] = place.split('#');
      if (!existsSync(path)) return true;
      return name !== undefined && !exports(path, name);
    });
  expect(gone).toEqual([]);
});

function exports(path: string, name: string): boolean {
  return new RegExp(`^export (?:async )?(?:function|const|class|interface|type) ${name}\\b`, 'm').test(
    readFileSync(path, 'utf8'),
  );
}

describe('sources', () => {
  const known = new Map(
    [...graphqlAnswers, ...restAnswers, ...facts].map(({ id, strength }) => [id, strength]),
  );
  const rows = rowsWith('source', 'strength').filter((row) => row['strength'] !== 'what it means');

  test('are answers and facts that are there', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.flatMap((row) => names(row['source'])).filter((id) => !known.has(id))).toEqual([]);
  });

  test('are as strong as their row says', () => {
    const rank = (strength: string) => STRENGTHS.indexOf(strength as Strength);
    const wrong = rows.filter((row) => {
      const cited = names(row['source']).map((id) => rank(known.get(id) ?? ''));
      const linked = /https:\/\//.test(row['source'] ?? '') ? [rank('documented')] : [];
      return Math.min(...cited, ...linked) !== rank(row['strength'] ?? '');
    });
    expect(wrong.map((row) => `${row['source']}: ${row['strength']}`)).toEqual([]);
  });

  test('of an open question is none', () => {
    const open = rowsWith('question', 'strength');
    expect(open.length).toBeGreaterThan(20);
    expect(open.filter((row) => row['strength'] !== 'none')).toEqual([]);
  });
});
