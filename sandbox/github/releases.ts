import type { ReleaseOptions } from '../types.ts';
import { peel } from './commits.ts';
import type { Repository } from './repository.ts';
import { eventShape, isoTime, nodeId, type Shape, userShape } from './shapes.ts';
import { emitAt } from './triggers.ts';
import type { World } from './world.ts';

export interface Release {
  tag: string;
  prerelease: boolean;
  draft: boolean;
  publishedAt: string | null;
}

/** The newest release that is neither a draft nor a prerelease. */
export function latestRelease({ releases }: Repository): Release | null {
  return releases.findLast(({ draft, prerelease }) => !draft && !prerelease) ?? null;
}

/** Publishes a release of a tag, which is made where it does not exist. Drafts have no tag and no event. */
export async function publishRelease(
  world: World,
  repository: Repository,
  options: ReleaseOptions,
): Promise<void> {
  const { tag, action = 'published', actor = 'octocat', annotated = false, draft = false } = options;
  keepRelease(repository, options);
  if (draft) return;
  const ref = `refs/tags/${tag}`;
  if (repository.ref(ref) === null) await repository.tag(tag, undefined, { annotated });
  const sha = await peel(repository.store, repository.ref(ref) ?? '');
  const release = releaseShape(world, repository, options);
  const payload = { action, release, ...eventShape(world, repository, actor) };
  emitAt(world, repository, { name: 'release', ref, sha, actor, payload });
}

/** One release per tag; what deletes or unpublishes it takes it away. */
function keepRelease(repository: Repository, options: ReleaseOptions): void {
  const { tag, action, prerelease = false, draft = false } = options;
  const at = repository.releases.findIndex((release) => release.tag === tag);
  const release = {
    tag,
    prerelease,
    draft,
    publishedAt: draft ? null : isoTime(options.publishedAt ?? new Date()),
  };
  const gone = action === 'deleted' || action === 'unpublished';
  if (at >= 0) repository.releases.splice(at, 1, ...(gone ? [] : [release]));
  else if (!gone) repository.releases.push(release);
}

function releaseShape(world: World, repository: Repository, options: ReleaseOptions): Shape {
  const { tag, prerelease = false, actor = 'octocat' } = options;
  const id = repository.id * 1000 + tag.length;
  const url = `${world.apiUrl}/repos/${repository.fullName}/releases/${id}`;
  const now = isoTime(new Date());
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${world.url}/${repository.fullName}/releases/tag/${encodeURIComponent(tag)}`,
    id,
    node_id: nodeId('RE', `${repository.id}:${tag}`),
    author: userShape(world, actor),
    tag_name: tag,
    target_commitish: repository.options.defaultBranch,
    name: tag,
    body: null,
    draft: false,
    prerelease,
    immutable: false,
    created_at: now,
    published_at: now,
    assets: [],
    tarball_url: `${world.apiUrl}/repos/${repository.fullName}/tarball/${encodeURIComponent(tag)}`,
    zipball_url: `${world.apiUrl}/repos/${repository.fullName}/zipball/${encodeURIComponent(tag)}`,
  };
}
