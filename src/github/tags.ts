import { isObject } from '../plugin/json.ts';
import type { CheckedAnswer, Client } from './client/client.ts';
import { GitHubError, orError, reason, shapeless, whyUnread } from './client/error.ts';
import { errorWithin } from './client/graphql-answer.ts';
import { repositoriesQuery } from './client/graphql-query.ts';
import { inFlight } from './client/in-flight.ts';
import { chunksOf } from './objects/batches.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';

/** A repository whose tags that begin with `prefix` are wanted. */
export interface TagsRequest {
  readonly repository: RepositoryName;
  readonly prefix: string;
}

export type Tags =
  | { readonly kind: 'tags'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/** As for objects: 50 have been seen to work, and more to grow too big. */
const MOST_REPOSITORIES = 20;
/** What GraphQL lists on one page. */
const PAGE = 100;
/** Pages of REST; a repository with 3,000 tags of one name does exist, one with a page that never ends does not. */
const MOST_PAGES = 100;

/**
 * READ: the names of tags, one result per request, by its key. The first hundred of 20 repositories come in one query;
 * where there are more, one REST request lists those with the prefix, which GraphQL's `query` does not promise
 * (https://docs.github.com/rest/git/refs#list-matching-references). Never throws for GitHub's answers.
 */
export async function readTags<Key>(
  client: Client,
  wanted: ReadonlyMap<Key, TagsRequest>,
): Promise<ReadonlyMap<Key, Tags>> {
  const requests = [...wanted.values()];
  const repositories = new Map(requests.map(({ repository: r }) => [repositoryKey(r), r]));
  const batches = chunksOf([...repositories.values()], MOST_REPOSITORIES);
  const pages = new Map((await inFlight(batches, (batch) => firstPages(client, batch))).flat());
  const distinct = new Map(requests.map((request) => [keyOf(request), request]));
  const found = await inFlight([...distinct], async ([key, request]): Promise<[string, Tags]> => {
    const page = pages.get(repositoryKey(request.repository)) ?? MORE;
    return [key, page.kind === 'more' ? await matching(client, request) : page];
  });
  const tags = new Map(found);
  return new Map([...wanted].map(([key, request]) => [key, tags.get(keyOf(request)) ?? NOT_READ]));
}

const NOT_READ: Tags = { kind: 'failed', message: 'not read' };

function keyOf({ repository, prefix }: TagsRequest): string {
  return `${repositoryKey(repository)} ${prefix}`;
}

/** A repository's first page: all of its tags, or not all, or a failure that more requests would not get past. */
type FirstPage = Tags | { readonly kind: 'more' };

const MORE: FirstPage = { kind: 'more' };

const FIRST_PAGE = `{ refs(refPrefix: "refs/tags/", first: ${PAGE}) { pageInfo { hasNextPage } nodes { name } } }`;

/** Where GitHub failed each repository is asked by itself, unless the token's hour is used up. */
async function firstPages(client: Client, repositories: readonly RepositoryName[]) {
  const { text, variables } = repositoriesQuery(repositories, FIRST_PAGE);
  const pages = (page: (alias: string) => FirstPage): [string, FirstPage][] =>
    repositories.map((repository, n) => [repositoryKey(repository), page(`r${n}`)]);
  const answer = await orError(client.graphql(text, variables));
  if (answer instanceof GitHubError) {
    return pages(() => (answer.limit === null ? MORE : { kind: 'failed', message: reason(answer) }));
  }
  const { data, errors } = answer;
  return pages((alias) => (errorWithin(errors, [alias]) === null ? firstPage(data[alias]) : MORE));
}

function firstPage(repository: unknown): FirstPage {
  const refs = isObject(repository) ? repository['refs'] : null;
  const { pageInfo, nodes } = isObject(refs) ? refs : {};
  if (!isObject(pageInfo) || pageInfo['hasNextPage'] !== false) return MORE;
  const names = textsIn(nodes, 'name');
  return names === null ? MORE : { kind: 'tags', names };
}

/** A text of each item; null where one has none, or this is no list: one that was cut makes tags look gone. */
function textsIn(items: unknown, key: string): string[] | null {
  if (!Array.isArray(items)) return null;
  const texts = items
    .map((item) => (isObject(item) ? item[key] : null))
    .filter((text) => typeof text === 'string');
  return texts.length === items.length ? texts : null;
}

async function matching(client: Client, { repository, prefix }: TagsRequest): Promise<Tags> {
  const { owner, name: repo } = repository;
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
  const names: string[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const parameters = { owner, repo, ref: `tags/${prefix}`, ...(page === 1 ? {} : { page }) };
    const asked = client.request(route, parameters, { what: 'Reading tags', check: refsIn });
    const answer = await orError(asked);
    if (answer instanceof GitHubError) return { kind: 'failed', message: whyUnread(answer) };
    names.push(...refsIn(answer).map((ref) => ref.replace(/^refs\/tags\//, '')));
    if (!/rel="next"/.test(answer.headers['link'] ?? '')) return { kind: 'tags', names };
  }
  return { kind: 'failed', message: `more than ${MOST_PAGES} pages of tags` };
}

/** Throws if a web page came instead of the list. */
function refsIn(answer: CheckedAnswer): string[] {
  const refs = answer.status === 200 ? textsIn(answer.data, 'ref') : null;
  if (refs === null) throw shapeless(answer);
  return refs;
}
