import { isObject } from '../plugin/json.ts';
import type { Client, GraphqlAnswer } from './client.ts';
import { GitHubError } from './error.ts';
import { inFlight } from './in-flight.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';
import type { Revision } from './snapshot.ts';

/** How a commit on a branch (or tag) stands to the one that is used at present. */
export interface AncestryRequest {
  readonly repository: RepositoryName;
  /** Where `target` was read: a ref that may have moved since. */
  readonly revision: Revision;
  readonly target: string;
  readonly present: string;
}

export type Ancestry =
  /** `target` descends from `present`, by so many commits. */
  | { readonly kind: 'forward'; readonly commits: number }
  | { readonly kind: 'behind' }
  | { readonly kind: 'diverged' }
  | { readonly kind: 'unknown'; readonly why: string };

const MOST_REPOSITORIES = 25;

/**
 * READ: one result per request. Many in one query through `Ref.compare`; what that does not answer, or answers
 * for a head that moved meanwhile, is compared by its two commits through REST
 * (https://docs.github.com/rest/commits/commits#compare-two-commits). Never throws for GitHub's answers.
 */
export async function readAncestry(
  client: Client,
  requests: readonly AncestryRequest[],
): Promise<Ancestry[]> {
  const compared = await inFlight(batchesOf(requests), async (batch) => {
    const answers = await compareMany(client, batch);
    return batch.map((request, index) => [request, answers[index] ?? null] as const);
  });
  const known = new Map(compared.flat());
  return inFlight(requests, async (request) => known.get(request) ?? compareTwo(client, request));
}

function batchesOf(requests: readonly AncestryRequest[]): AncestryRequest[][] {
  const keys = [...new Set(requests.map(({ repository }) => repositoryKey(repository)))];
  const places = new Map(keys.map((key, place) => [key, place]));
  const batches: AncestryRequest[][] = [];
  for (const request of requests) {
    const place = places.get(repositoryKey(request.repository)) ?? 0;
    const batch = Math.floor(place / MOST_REPOSITORIES);
    batches[batch] = [...(batches[batch] ?? []), request];
  }
  return batches;
}

/** Null for each that this query does not answer. */
async function compareMany(client: Client, batch: readonly AncestryRequest[]): Promise<(Ancestry | null)[]> {
  const variables: Record<string, string> = {};
  const use = (name: string, value: string) => {
    variables[name] = value;
    return `$${name}`;
  };
  const fields = batch.map(({ repository, revision, present }, n) => {
    const owner = use(`o${n}`, repository.owner);
    const name = use(`n${n}`, repository.name);
    const ref = 'ref' in revision ? `ref(qualifiedName: ${use(`q${n}`, revision.ref)})` : 'defaultBranchRef';
    const compare = `compare(headRef: ${use(`p${n}`, present)}) { status behindBy baseTarget { ${PEELED} } }`;
    return `r${n}: repository(owner: ${owner}, name: ${name}) { at: ${ref} { ${compare} } }`;
  });
  const declared = Object.keys(variables).map((name) => `$${name}: String!`);
  const query = `query(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
  const answer = await client
    .graphql(query, variables, { retry: (error) => error.rateLimited })
    .catch(ifGitHubs);
  return batch.map((request, n) => comparisonOf(answer?.data[`r${n}`], request));
}

/** The base is the ref's target, which may be an annotated tag. */
const PEELED = 'oid ... on Tag { target { oid } }';

function ifGitHubs(error: unknown): GraphqlAnswer | null {
  if (error instanceof GitHubError) return null;
  throw error;
}

/** The branch is the comparison's base, so the present commit is `BEHIND` it where all is well. */
function comparisonOf(repository: unknown, { target }: AncestryRequest): Ancestry | null {
  const comparison = at(at(repository, 'at'), 'compare');
  const base = at(comparison, 'baseTarget');
  const oid = at(at(base, 'target'), 'oid') ?? at(base, 'oid');
  if (oid !== target) return null;
  switch (at(comparison, 'status')) {
    case 'BEHIND':
      return { kind: 'forward', commits: Number(at(comparison, 'behindBy')) };
    case 'AHEAD':
    case 'IDENTICAL':
      return { kind: 'behind' };
    case 'DIVERGED':
      return { kind: 'diverged' };
    default:
      return null;
  }
}

function at(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

async function compareTwo(client: Client, request: AncestryRequest): Promise<Ancestry> {
  const { owner, name: repo } = request.repository;
  const basehead = `${request.present}...${request.target}`;
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { owner, repo, basehead, per_page: 1 },
      { what: 'Comparing two commits' },
    );
    return restComparison(data);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // GitHub's words for two histories without a common commit.
    if (error.status === 404 && /no common ancestor/i.test(error.message)) return { kind: 'diverged' };
    return { kind: 'unknown', why: error.message };
  }
}

function restComparison(data: unknown): Ancestry {
  const status = at(data, 'status');
  if (status === 'ahead') return { kind: 'forward', commits: Number(at(data, 'ahead_by')) };
  if (status === 'behind' || status === 'identical') return { kind: 'behind' };
  return status === 'diverged' ? { kind: 'diverged' } : { kind: 'unknown', why: 'the answer is incomplete' };
}
