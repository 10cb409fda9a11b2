import type { Activity } from './activities.ts';
import type { Answer } from './answers.ts';
import { isAncestor } from './history.ts';
import { ZEROS } from './push.ts';
import type { Call } from './rest.ts';
import { nodeId, type Shape, userShape } from './shapes.ts';

/**
 * https://docs.github.com/rest/repos/repos#list-repository-activities: newest first, pages by cursors in the `link`
 * header, a branch by its name with or without `refs/heads/`.
 */
export async function listActivities(call: Call): Promise<Answer> {
  const { world, repository, request } = call;
  const { query } = request;
  const ref = query.get('ref');
  const wanted = (one: Activity) => ref === null || one.ref === ref || one.ref === `refs/heads/${ref}`;
  const all = repository.activities.all.filter(wanted).toReversed();
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const start = Number(query.get('after')?.replace('cursor', '') ?? 0);
  const next = new URLSearchParams(query);
  next.set('after', `cursor${start + size}`);
  const link = `<${world.apiUrl}${request.path}?${next}>; rel="next"`;
  const headers: Record<string, string> = start + size < all.length ? { link } : {};
  const page = all.slice(start, start + size);
  return { status: 200, headers, body: await Promise.all(page.map((one) => activityShape(call, one))) };
}

async function activityShape(call: Call, activity: Activity): Promise<Shape> {
  const { id, ref, before, after, actor, at } = activity;
  return {
    id,
    node_id: nodeId('PSH', String(id)),
    before: before ?? ZEROS,
    after: after ?? ZEROS,
    ref,
    timestamp: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    activity_type: await typeOf(call, activity),
    actor: userShape(call.world, actor),
  };
}

async function typeOf({ repository }: Call, { before, after }: Activity): Promise<string> {
  if (before === null) return 'branch_creation';
  if (after === null) return 'branch_deletion';
  return (await isAncestor(repository.store, before, after)) ? 'push' : 'force_push';
}
