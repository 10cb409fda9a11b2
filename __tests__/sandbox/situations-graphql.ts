import { emptyRepository, github, newRepository, tokenFor } from './github-setup.ts';
import {
  ahead,
  asking,
  blob,
  commit,
  comparing,
  EXCEEDED,
  excessive,
  field,
  type GraphqlSituation,
  ID,
  limitedTo,
  missing,
  query,
  UNKNOWN,
  updating,
  usedUp,
} from './graphql-asks.ts';

/** By the name that the recorded answers give to a situation. */
export const GRAPHQL_SITUATIONS: Readonly<Record<string, GraphqlSituation>> = {
  'missing-path': missing('nope.json'),
  'missing-path-without-type': missing('nope.json', { missingPath: 'message-only' }),
  'path-through-symlinked-folder': missing('link/inner.md'),
  'gitlink-given': asking(commit('f0: file(path: "sub") { mode type object { oid } }'), ['r0', 'c0', 'f0'], {
    first: (repository) => repository.commit({ files: { sub: { gitlink: UNKNOWN } } }),
  }),
  'entry-kinds': asking(
    commit('tree { entries { name type mode size object { oid } } }'),
    ['r0', 'c0', 'tree', 'entries', 2],
    {
      first: (repository) => repository.commit({ files: { sub: { gitlink: UNKNOWN } } }),
    },
  ),
  'error-below-null': asking('c0: object(expression: "main") { oid }', ['r0', 'c0'], {
    fault: {
      path: ['r0', 'c0', 'oid'],
      type: 'NOT_FOUND',
      message: "Could not resolve file for path 'nope'.",
    },
  }),
  'missing-object-bare-null': asking('c0: object(expression: "main:nope") { oid }', ['r0', 'c0']),
  'missing-ref': asking('c0: ref(qualifiedName: "refs/heads/none") { name }', ['r0', 'c0']),
  'malformed-variable': async () => {
    const repository = await newRepository();
    const [owner, name] = repository.fullName.split('/');
    const text = `query($oid: GitObjectID!) { repository(owner: "${owner}", name: "${name}") { object(oid: $oid) { oid } } }`;
    return { told: await query(text, tokenFor(repository), { oid: '29960dc' }), at: [] };
  },
  'missing-repository': async () => {
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    return { told: await query(`{ ${field({ fullName: 'acme/nope' }, ID)} }`, token), at: ['r0'] };
  },
  'private-repository': asking(ID, ['r0'], { options: { private: true }, token: { repositories: {} } }),
  'renamed-repository': async () => {
    const repository = await newRepository();
    const former = { fullName: repository.fullName };
    await repository.rename(`${repository.fullName}-new`);
    return { told: await query(`{ ${field(former, ID)} }`, tokenFor(repository)), at: ['r0'] };
  },
  'empty-repository': async () => {
    const repository = await emptyRepository();
    const told = await query(
      `{ ${field(repository, 'c0: defaultBranchRef { name }')} }`,
      tokenFor(repository),
    );
    return { told, at: ['r0', 'c0'] };
  },
  'sso-not-authorized-below': asking(commit('oid'), ['r0', 'c0'], {
    options: { sso: true },
    switches: { accessError: 'below' },
  }),
  'sso-not-authorized-whole': asking(ID, [], {
    options: { sso: true },
    switches: { accessError: 'whole-query' },
  }),
  'ip-allow-list': asking(ID, ['r0'], { options: { refusal: 'ip-allow-list' } }),
  'oauth-app-restrictions': asking(ID, [], {
    options: { refusal: 'oauth-restrictions' },
    token: { kind: 'classic', scopes: ['repo'] },
    switches: { accessError: 'whole-query' },
  }),
  'no-token': async () => {
    github.switches.anonymousGraphql = 'no-points';
    return { told: await query('{ viewer { login } }'), at: [] };
  },
  'no-token-401': async () => ({ told: await query('{ viewer { login } }'), at: [] }),
  'compare-behind': comparing(async (repository) => {
    const first = repository.tip() ?? '';
    await ahead(repository);
    return first;
  }),
  'compare-identical': comparing(async (repository) => repository.tip() ?? ''),
  'compare-diverged': comparing(async (repository) => {
    const aside = await repository.commit({ files: { aside: '1' }, updateRef: false });
    await ahead(repository);
    return aside;
  }),
  'compare-unknown-ref': (() => {
    const situation = comparing(async () => 'feature');
    return () => {
      github.switches.unknownComparison = 'not-found';
      return situation();
    };
  })(),
  'compare-unknown-sha-bare-null': comparing(async () => UNKNOWN),
  'graphql-limit-used-up': usedUp({}),
  'graphql-limit-used-up-null-data': usedUp({ usedUp: 'RATE_LIMIT-null-data' }),
  'graphql-limit-used-up-documented': usedUp({ usedUp: 'RATE_LIMITED' }),
  'graphql-limit-with-points-left': usedUp({ usedUpRemaining: 'points-left' }),
  'secondary-limit-403': limitedTo(403, 60),
  'resource-limit-below': asking('c0: object(expression: "main") { oid }', ['r0', 'c0'], {
    fault: { path: ['r0', 'c0', 'oid'], ...EXCEEDED },
  }),
  'resource-limit-partial': excessive('resource-limits', ['r1']),
  'resource-limit-all': asking(ID, ['r0'], {
    beside: ID,
    fault: ['r0', 'r1'].map((alias) => ({ path: [alias, ID], ...EXCEEDED })),
  }),
  'resource-limit-without-path': excessive('resource-limits-untraced'),
  'node-limit': asking(
    'refs(refPrefix: "refs/tags/", first: 100) { nodes { target { ... on Commit { history(first: 100) { nodes { history(first: 100) { nodes { oid } } } } } } } }',
    [],
  ),
  'page-too-large': asking('refs(refPrefix: "refs/tags/", first: 101) { nodes { name } }', ['r0', 'refs']),
  'page-size-missing': asking('refs(refPrefix: "refs/tags/") { nodes { name } }', []),
  'validation-timeout': excessive('validation-timeout'),
  'query-failed-200': excessive('something-went-wrong'),
  'query-timeout-502-json': excessive('bad-gateway-json'),
  'query-timeout-502-html': excessive('bad-gateway-html'),
  'query-timeout-504': excessive('gateway-timeout'),
  'body-too-large': asking(ID, [], { limits: { bodyBytes: 10 } }),
  releases: asking(
    'releases(first: 1) { nodes { tagName isDraft isPrerelease } pageInfo { hasNextPage endCursor } }',
    ['r0', 'releases'],
    {
      first: async (repository) => {
        for (const tag of ['v1.0.0', 'v1.1.0']) await github.publishRelease(repository, { tag });
      },
    },
  ),
  'tag-of-a-tree': asking(
    'refs(refPrefix: "refs/tags/", first: 1) { nodes { name target { ... on Commit { oid } } } }',
    ['r0', 'refs', 'nodes', 0, 'target'],
    {
      first: async (repository) =>
        repository.setRef('refs/tags/v1', await repository.git('rev-parse', 'main^{tree}')),
    },
  ),
  'updaterefs-accepted': updating(),
  'updaterefs-stale': updating({ before: UNKNOWN }),
  'updaterefs-stale-data': updating({ before: UNKNOWN, switches: { staleRef: 'stale-data' } }),
  'updaterefs-not-a-commit': updating({
    after: (repository) => repository.tag('v1', undefined, { annotated: true }),
  }),
  'updaterefs-no-right': updating({ token: { kind: 'classic', scopes: ['public_repo'], mayWrite: [] } }),
  'updaterefs-ruleset': updating({ protect: 'ruleset' }),
  'updaterefs-protection': updating({ protect: 'branch-protection' }),
  'mutation-forbidden': updating({ token: { kind: 'app', repositories: {} } }),
  'archived-repository': updating({ options: { archived: true } }),
  'open-pull-request': asking(
    'pullRequests(headRefName: "branch", first: 1) { nodes { state mergeable isCrossRepository } }',
    ['r0', 'pullRequests', 'nodes', 0],
    {
      switches: { mergeableUnknown: 1 },
      first: async (repository) => {
        await repository.commit({ branch: 'branch', files: { topic: '1' } });
        await github.openPullRequest(repository, { head: 'branch', base: 'main' });
      },
    },
  ),
  'binary-blob': blob(Buffer.from([0, 1, 2, 0])),
  'truncated-blob': blob(Buffer.from('x'.repeat(900_000))),
  'field-forbidden': asking('c0: object(expression: "main") { oid }', ['r0', 'c0'], {
    options: { private: true },
    token: ({ fullName }) => ({ kind: 'app', repositories: { [fullName]: { metadata: 'read' } } }),
  }),
  'field-forbidden-below': asking(
    'refs(refPrefix: "refs/heads/", first: 1) { nodes { name } }',
    ['r0', 'refs', 'nodes', 0],
    {
      fault: {
        path: ['r0', 'refs', 'nodes', 0, 'name'],
        type: 'FORBIDDEN',
        message: 'Resource not accessible by personal access token',
      },
    },
  ),
};

/** What the sandbox can't be put into, and why. */
export const GRAPHQL_IMPOSSIBLE: Readonly<Record<string, string>> = {
  'content-creation-limit': 'no mutation of it creates content',
  'error-missing-for-null': 'a broken repository, of which one field is known',
  'resource-limit-beside-missing': 'the budget’s untraced errors have no type there',
};
