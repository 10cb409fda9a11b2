import { reach } from './access.ts';
import { peel } from './commits.ts';
import { assertReadable, type Viewer } from './graphql-access.ts';
import { connection, type Page, paginate } from './graphql-connections.ts';
import { NotImplemented } from './graphql-errors.ts';
import { objectSource } from './graphql-objects.ts';
import type { Resolvers } from './graphql-schema.ts';
import { latestRelease, type Release } from './releases.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

interface ReleaseSource extends Release {
  repository: Repository;
}

/** `Repository.latestRelease`; null where there is none. */
export function latestReleaseOf(viewer: Viewer, repository: Repository): ReleaseSource | null {
  assertReadable(viewer, repository);
  const release = latestRelease(repository);
  return release === null ? null : { ...release, repository };
}

/** `Repository.release`; null where there is none of that tag, or a draft that the viewer may not see. */
export function releaseOf(viewer: Viewer, repository: Repository, tag: string): ReleaseSource | null {
  assertReadable(viewer, repository);
  const writes = reach(viewer.world.repositories, viewer.token, repository).contents === 'write';
  const release = repository.releases.find((one) => one.tag === tag && (writes || !one.draft));
  return release === undefined ? null : { ...release, repository };
}

/** Newest first where asked so. Drafts are for those who may write. */
export function releasesOf(
  viewer: Viewer,
  repository: Repository,
  { orderBy, ...page }: Record<string, unknown>,
): Page {
  assertReadable(viewer, repository);
  const { world, token } = viewer;
  const writes = reach(world.repositories, token, repository).contents === 'write';
  const shown = repository.releases.filter(({ draft }) => writes || !draft);
  const { field, direction } = { field: 'CREATED_AT', direction: 'ASC', ...(orderBy as object | null) };
  if (field !== 'CREATED_AT') throw new NotImplemented(`releases by ${field}`);
  const sorted = direction === 'DESC' ? shown.toReversed() : shown;
  return paginate('releases', sorted, page, (release) => ({ ...release, repository }));
}

export const releaseResolvers: Resolvers = {
  ReleaseConnection: connection,
  Release: {
    id: ({ repository, tag }: ReleaseSource) => nodeId('RE', `${repository.id}:${tag}`),
    tagName: ({ tag }: ReleaseSource) => tag,
    name: ({ tag }: ReleaseSource) => tag,
    isPrerelease: ({ prerelease }: ReleaseSource) => prerelease,
    isDraft: ({ draft }: ReleaseSource) => draft,
    publishedAt: ({ publishedAt }: ReleaseSource) => publishedAt,
    url: ({ repository, tag }: ReleaseSource, _args, { world }) =>
      `${world.url}/${repository.fullName}/releases/tag/${encodeURIComponent(tag)}`,
    tag: ({ repository, tag }: ReleaseSource) => {
      const name = `refs/tags/${tag}`;
      const oid = repository.ref(name);
      return oid === null ? null : { repository, name, oid };
    },
    tagCommit: async ({ repository, tag }: ReleaseSource) => {
      const oid = repository.ref(`refs/tags/${tag}`);
      return oid === null ? null : objectSource(repository, await peel(repository.store, oid));
    },
  },
};
