import { type Answer, notImplemented, problem } from './answers.ts';
import { type Commit, readCommit } from './commits.ts';
import { compareTrees } from './diff.ts';
import { runGit } from './git.ts';
import type { Call } from './rest.ts';
import { commitShape, findCommit } from './rest-git.ts';

/** Without `page` and `per_page` the answer lists at most 250 commits, and in any case at most 300 files. */
const MOST_COMMITS = 250;
const MOST_FILES = 300;

export async function compareCommits(call: Call): Promise<Answer> {
  const { repository, request, params, documentation } = call;
  const [baseName = '', headName] = (params['basehead'] ?? '').split('...');
  if (params['basehead']?.includes(':')) return notImplemented('comparisons across forks');
  if (/vnd\.github\.(v3\.)?(diff|patch)/.test(request.headers['accept'] ?? '')) {
    return notImplemented('other media types of comparisons');
  }
  const base = await findCommit(repository, baseName);
  const head = headName === undefined ? null : await findCommit(repository, headName);
  if (base === null || head === null) return problem(404, undefined, documentation);
  const mergeBase = await runGit(repository, ['merge-base', base, head]);
  if (mergeBase.code !== 0) {
    return problem(404, `No common ancestor between ${baseName} and ${headName}.`, documentation);
  }
  return {
    status: 200,
    body: await comparison(call, { base, head, mergeBase: mergeBase.stdout.toString().trim() }),
  };
}

interface Sides {
  base: string;
  head: string;
  mergeBase: string;
}

async function comparison(call: Call, { base, head, mergeBase }: Sides): Promise<object> {
  const { world, repository, params, request } = call;
  const counts = await repository.git('rev-list', '--left-right', '--count', `${base}...${head}`);
  const [behind = 0, ahead = 0] = counts.split('\t').map(Number);
  const shape = async (oid: string) => commitShape(world, repository, await existing(call, oid));
  const html = `${world.url}/${repository.fullName}/compare`;
  const basehead = encodeURIComponent(params['basehead'] ?? '');
  const firstPage = Number(request.query.get('page') ?? 1) === 1;
  return {
    url: `${world.apiUrl}/repos/${repository.fullName}/compare/${basehead}`,
    html_url: `${html}/${basehead}`,
    permalink_url: `${html}/${repository.owner}:${base.slice(0, 7)}...${repository.owner}:${head.slice(0, 7)}`,
    diff_url: `${html}/${basehead}.diff`,
    patch_url: `${html}/${basehead}.patch`,
    base_commit: await shape(base),
    merge_base_commit: await shape(mergeBase),
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: await Promise.all((await listedCommits(call, base, head)).map(shape)),
    files: firstPage ? (await compareTrees(world, repository, mergeBase, head)).slice(0, MOST_FILES) : [],
  };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

/** Oldest first. */
async function listedCommits({ repository, request }: Call, base: string, head: string): Promise<string[]> {
  const output = await repository.git('rev-list', '--topo-order', '--reverse', `${base}..${head}`);
  const all = output.split('\n').filter(Boolean);
  const { query } = request;
  if (!query.has('page') && !query.has('per_page')) return all.slice(0, MOST_COMMITS);
  const perPage = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30)));
  const start = (Math.max(1, Number(query.get('page') ?? 1)) - 1) * perPage;
  return all.slice(start, start + perPage);
}

async function existing({ repository }: Call, oid: string): Promise<Commit> {
  const commit = await readCommit(repository.store, oid);
  if (commit === null) throw new Error(`${repository.fullName} lacks ${oid}`);
  return commit;
}
