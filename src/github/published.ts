import { isObject } from '../plugin/json.ts';
import type { Client } from './client/client.ts';
import { whyUnread } from './client/error.ts';
import {
  aliasedRepository,
  type GraphqlAnswer,
  INCOMPLETE,
  type Nothing,
  nothingAt,
} from './client/graphql-answer.ts';
import { QueryBuilder } from './client/graphql-query.ts';
import { chunksOf, inTwo } from './objects/batches.ts';
import { type BatchedQuery, readByHalves } from './objects/by-halves.ts';
import type { RepositoryName } from './repository.ts';

/** Tags of a repository, and when the release of each was published. */
export interface ReleasesRequest {
  readonly repository: RepositoryName;
  readonly tags: readonly string[];
}

export type Published =
  /** By tag, in epoch milliseconds; nothing of a tag without a published release. */
  | { readonly kind: 'published'; readonly at: ReadonlyMap<string, number> }
  | { readonly kind: 'unread'; readonly why: string; readonly isPassing: boolean };

/** As for objects. */
const MOST_REPOSITORIES = 20;

/** READ: when releases were published, by request. Never throws for GitHub's answers. */
export function readPublished(
  client: Client,
  requests: readonly ReleasesRequest[],
): Promise<ReadonlyMap<ReleasesRequest, Published>> {
  return readByHalves(client, QUERY, chunksOf(requests, MOST_REPOSITORIES));
}

const QUERY: BatchedQuery<ReleasesRequest, Published> = {
  build: (batch) => {
    const builder = new QueryBuilder();
    return builder.query(
      batch.map(({ repository, tags }, n) => {
        const releases = tags.map(
          (tag, m) => `t${m}: release(tagName: ${builder.text(tag)}) { publishedAt isDraft }`,
        );
        return `r${n}: ${builder.repository(repository)} { ${releases.join(' ')} }`;
      }),
    );
  },
  read: (batch, answer) =>
    new Map(batch.map((one, n) => [one, publishedIn(one, `r${n}`, { answer, alone: batch.length === 1 })])),
  isRead: ({ kind }) => kind === 'published',
  failed: (error) => ({ kind: 'unread', why: whyUnread(error), isPassing: true }),
  halve: inTwo,
  repositoriesIn: (batch) => batch.length,
};

interface Reading {
  readonly answer: GraphqlAnswer;
  readonly alone: boolean;
}

function publishedIn({ tags }: ReleasesRequest, alias: string, { answer, alone }: Reading): Published {
  const found = aliasedRepository(answer, alias, alone);
  if (found.kind === 'no-repository') return { kind: 'unread', why: 'not found', isPassing: false };
  if (found.kind === 'forbidden') return { kind: 'unread', why: found.message, isPassing: false };
  if (found.kind !== 'repository') return { kind: 'unread', why: found.message, isPassing: true };
  const at = tags.map((tag, m) => {
    const path = [alias, `t${m}`];
    return [
      tag,
      timeOf(found.fields[`t${m}`], () => nothingAt(null, answer.errors, { path, alone })),
    ] as const;
  });
  if (at.some(([, time]) => time === 'unread')) {
    return { kind: 'unread', why: INCOMPLETE.message, isPassing: true };
  }
  return {
    kind: 'published',
    at: new Map(at.flatMap(([tag, time]) => (typeof time === 'number' ? [[tag, time]] : []))),
  };
}

/** A draft has no time; null is no release, unless an error says otherwise. */
function timeOf(release: unknown, why: () => Nothing): number | 'none' | 'unread' {
  if (release === null) return why().kind === 'absent' ? 'none' : 'unread';
  const { publishedAt, isDraft } = isObject(release) ? release : {};
  if (isDraft === true || (isDraft === false && publishedAt === null)) return 'none';
  const time = Date.parse(String(publishedAt));
  return Number.isNaN(time) ? 'unread' : time;
}
