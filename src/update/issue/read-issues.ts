import type { Client } from '../../github/client/client.ts';
import { failedQuery, type GitHubError } from '../../github/client/error.ts';
import { type GraphqlAnswer, whyNull } from '../../github/client/graphql-answer.ts';
import { QueryBuilder } from '../../github/client/graphql-query.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { isObject } from '../../plugin/json.ts';
import { type ReportPart, reportPartIn } from './report-part.ts';

/** An issue of ours. */
export interface ReportIssue {
  readonly number: number;
  readonly section: ReportPart;
}

export type IssuesRead =
  /** Ours, the oldest first. */
  | { readonly kind: 'issues'; readonly issues: readonly ReportIssue[]; readonly login: string }
  /** The repository has no issues at all. */
  | { readonly kind: 'off' };

/** What `GITHUB_TOKEN` is called (public programs ask by `createdBy: "github-actions[bot]"`, see docs/github.md). */
const USUAL_LOGIN = 'github-actions[bot]';
/** With their bodies, of up to 64 KB each. */
const PAGE = 50;
const MOST_PAGES = 20;

export interface IssuesRequest {
  readonly repository: RepositoryName;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED';
  /** Who the token is, where that was learned. */
  readonly login?: string;
}

/**
 * READ: the issues of this title that this token's account wrote, by our marker: whatever their own titles are by now.
 * One request for `GITHUB_TOKEN`; for another token one more, which asks by its own name. Of closed issues only those
 * that changed last are looked at. Throws `GitHubError`.
 */
export async function readIssues(client: Client, request: IssuesRequest): Promise<IssuesRead> {
  const { state, login = USUAL_LOGIN } = request;
  const found: ReportIssue[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages++) {
    const page: Page = await readPage(client, { ...request, login }, after);
    if (!page.enabled) return { kind: 'off' };
    if (request.login === undefined && !isOf(page.login, login)) {
      return readIssues(client, { ...request, login: page.login });
    }
    found.push(...page.issues);
    after = page.next;
    if (after === null || state === 'CLOSED') break;
    if (pages === MOST_PAGES) throw failedQuery(`there are more than ${PAGE * MOST_PAGES} open issues`);
  }
  return { kind: 'issues', login, issues: found.toSorted((a, b) => a.number - b.number) };
}

/** The same account, whether or not its name is written with `[bot]`. */
function isOf(name: string, login: string): boolean {
  return name === login || `${name}[bot]` === login;
}

interface Page {
  readonly enabled: boolean;
  readonly login: string;
  readonly issues: readonly ReportIssue[];
  readonly next: string | null;
}

async function readPage(
  client: Client,
  { repository, title, state, login = '' }: IssuesRequest,
  after: string | null,
): Promise<Page> {
  const builder = new QueryBuilder();
  const from = after === null ? '' : `, after: ${builder.text(after)}`;
  const order = state === 'OPEN' ? 'CREATED_AT, direction: ASC' : 'UPDATED_AT, direction: DESC';
  const which = `first: ${PAGE}${from}, states: [${state}], filterBy: { createdBy: ${builder.text(login)} }, orderBy: { field: ${order} }`;
  const issues = `issues(${which}) { nodes { number body viewerDidAuthor } pageInfo { hasNextPage endCursor } }`;
  const fields = ['viewer { login }', `${builder.repository(repository)} { hasIssuesEnabled ${issues} }`];
  const { text, variables } = builder.query(fields);
  return pageOf(await client.graphql(text, variables), title);
}

function pageOf(answer: GraphqlAnswer, title: string): Page {
  const { viewer, repository } = answer.data;
  if (!isObject(repository)) throw nothingAt(answer, ['repository']);
  const { hasIssuesEnabled, issues } = repository;
  const login = isObject(viewer) ? viewer['login'] : null;
  if (typeof login !== 'string') throw nothingAt(answer, ['viewer']);
  if (hasIssuesEnabled === false) return { enabled: false, login, issues: [], next: null };
  if (!isObject(issues)) throw nothingAt(answer, ['repository', 'issues']);
  const { nodes, pageInfo } = issues;
  if (!Array.isArray(nodes) || !isObject(pageInfo)) throw failedQuery('the answer is incomplete');
  const { hasNextPage, endCursor } = pageInfo;
  if (hasNextPage !== false && typeof endCursor !== 'string') throw failedQuery('the answer is incomplete');
  return {
    enabled: true,
    login,
    issues: nodes.flatMap((node) => issueOf(node, title)),
    next: hasNextPage === false ? null : String(endCursor),
  };
}

/** Ours by three signs: who wrote it, our marker, and the number in it, which no copy of the text has. */
function issueOf(node: unknown, title: string): ReportIssue[] {
  if (!isObject(node)) throw failedQuery('the answer is incomplete');
  const { number, body, viewerDidAuthor } = node;
  if (typeof number !== 'number' || typeof body !== 'string' || typeof viewerDidAuthor !== 'boolean') {
    throw failedQuery('the answer is incomplete');
  }
  const section = viewerDidAuthor ? reportPartIn(body, title, number) : null;
  return section === null ? [] : [{ number, section }];
}

/** Never taken for "there is none": a second issue would be opened. */
function nothingAt({ errors }: GraphqlAnswer, path: readonly string[]): GitHubError {
  const why = whyNull(errors, { path, alone: true });
  if (why.kind === 'absent') return failedQuery('the answer is incomplete');
  const type = why.kind === 'forbidden' ? 'FORBIDDEN' : undefined;
  return failedQuery(why.message, type);
}
