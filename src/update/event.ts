import type { Claim } from '../marketplace/claim.ts';
import { display, some } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';

export interface UpdateEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** More in one event than GitHub's 64 KB can hold would be none of ours. */
const MOST_CLAIMS = 1000;

/** PURE: the plugins that a `repository_dispatch` names, if it is one of ours in shape. */
export function eventClaims({ name, payload }: UpdateEvent): Claim[] {
  const client = payload['client_payload'];
  if (name !== 'repository_dispatch' || !isObject(client)) return [];
  const repository = textOf(client['repository']);
  const listed = client['plugins'];
  const all = Array.isArray(listed) && listed.length > 0 ? listed.slice(0, MOST_CLAIMS) : [client];
  return all.filter(isObject).flatMap((one): Claim[] => {
    const plugin = textOf(one['plugin']);
    if (plugin === null) return [];
    return [{ plugin, version: textOf(one['version']), repository, path: textOf(one['path']) }];
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** PURE: the log's first lines: the event, and what it claims. */
export function eventLines(
  { name, payload }: UpdateEvent,
  claims: readonly Claim[],
  scope: 'all' | 'event' = 'all',
): string[] {
  const type = name === 'repository_dispatch' ? ` ${display(textOf(payload['action']) ?? '')}` : '';
  const first = `Event: ${display(name)}${type}`.trimEnd();
  if (claims.length === 0) return [`${first}. Every plugin is compared with its repository.`];
  const shown = claims.map(({ plugin, version, repository }) => {
    const from = repository === null ? '' : ` in ${display(repository)}`;
    return `${display(plugin)} ${display(version ?? '(no version)')}${from}`;
  });
  return [`${first}. It says: ${some(shown)}.`, `That is a hint: ${comparedText(claims, scope)}`];
}

/** All claims of an event name one repository, or none. */
function comparedText([claim]: readonly Claim[], scope: 'all' | 'event'): string {
  if (scope === 'all') return 'every plugin is compared with its repository.';
  const compared =
    claim?.repository == null
      ? 'it names no repository, so the entries with this name are compared with theirs.'
      : 'the plugins of this repository are compared with it.';
  return `${compared} Runs without such an event compare all.`;
}
