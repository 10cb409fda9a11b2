import { isObject } from '../plugin/json.ts';
import type { Client, GraphqlAnswer } from './client.ts';
import { GitHubError } from './error.ts';
import { inFlight } from './in-flight.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';

/** A repository whose tags that begin with `prefix` are wanted. */
export interface TagsRequest {
  readonly repository: RepositoryName;
  readonly prefix: string;
}

export type Tags =
  | { readonly kind: 'tags'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/** As for objects: a query with so many repositories stays well below GitHub's ten seconds. */
const MOST_REPOSITORIES = 25;
/** What GraphQL lists on one page. */
const PAGE = 100;

/**
 * READ: the names of tags, one result per request. The first hundred of 25 repositories come in one query; where
 * there are more, one REST request lists those with the prefix, which GraphQL's `query` does not promise
 * (https://docs.github.com/rest/git/refs#list-matching-references). Never throws for GitHub's answers.
 */
export async function readTags(client: Client, requests: readonly TagsRequest[]): Promise<Tags[]> {
  const repositories = [...new Map(requests.map(({ repository: r }) => [repositoryKey(r), r])).values()];
  const batches = Array.from({ length: Math.ceil(repositories.length / MOST_REPOSITORIES) }, (_, index) =>
    repositories.slice(index * MOST_REPOSITORIES, (index + 1) * MOST_REPOSITORIES),
  );
  const pages = new Map((await inFlight(batches, (batch) => firstPages(client, batch))).flat());
  const distinct = new Map(requests.map((request) => [keyOf(request), request]));
  const found = await inFlight([...distinct], async ([key, request]): Promise<[string, Tags]> => {
    const names = pages.get(repositoryKey(request.repository)) ?? null;
    return [key, names === null ? await matching(client, request) : { kind: 'tags', names }];
  });
  const tags = new Map(found);
  return requests.map((request) => tags.get(keyOf(request)) ?? { kind: 'failed', message: 'not read' });
}

function keyOf({ repository, prefix }: TagsRequest): string {
  return `${repositoryKey(repository)} ${prefix}`;
}

/** Per repository its tags' names, where one page holds them all. */
async function firstPages(
  client: Client,
  repositories: readonly RepositoryName[],
): Promise<[string, string[] | null][]> {
  const variables = Object.fromEntries(
    repositories.flatMap(({ owner, name }, n) => [
      [`o${n}`, owner],
      [`n${n}`, name],
    ]),
  );
  const declared = Object.keys(variables).map((name) => `$${name}: String!`);
  const fields = repositories.map(
    (_, n) =>
      `r${n}: repository(owner: $o${n}, name: $n${n}) { refs(refPrefix: "refs/tags/", first: ${PAGE}) { pageInfo { hasNextPage } nodes { name } } }`,
  );
  const query = `query(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
  const answer = await client.graphql(query, variables).catch(ifGitHubs<GraphqlAnswer>);
  return repositories.map((repository, n) => [repositoryKey(repository), allNames(answer?.data[`r${n}`])]);
}

/** Null where GitHub failed: then each repository is asked by itself. */
function ifGitHubs<T>(error: unknown): T | null {
  if (error instanceof GitHubError) return null;
  throw error;
}

function allNames(repository: unknown): string[] | null {
  const refs = isObject(repository) ? repository['refs'] : null;
  if (!isObject(refs) || !isObject(refs['pageInfo']) || refs['pageInfo']['hasNextPage'] !== false)
    return null;
  return Array.isArray(refs['nodes']) ? refs['nodes'].flatMap((node) => textOf(node, 'name')) : null;
}

function textOf(value: unknown, key: string): string[] {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' ? [text] : [];
}

async function matching(client: Client, { repository, prefix }: TagsRequest): Promise<Tags> {
  const { owner, name: repo } = repository;
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
  const names: string[] = [];
  try {
    for (let page = 1; ; page++) {
      const paging = page === 1 ? {} : { page };
      const parameters = { owner, repo, ref: `tags/${prefix}`, ...paging };
      const { data, headers } = await client.request(route, parameters, { what: 'Reading tags' });
      const refs = Array.isArray(data) ? data.flatMap((ref) => textOf(ref, 'ref')) : [];
      names.push(...refs.map((ref) => ref.replace(/^refs\/tags\//, '')));
      if (!/rel="next"/.test(headers['link'] ?? '')) return { kind: 'tags', names };
    }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { kind: 'failed', message: error.message };
  }
}
