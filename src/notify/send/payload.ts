import type { Problem } from '../../findings/problem.ts';
import { quote } from '../../plugin/display.ts';
import type { Change } from '../compare/changes.ts';

/** GitHub's limits (https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event). */
export const MOST_PAYLOAD_KEYS = 10;
export const MOST_PAYLOAD_BYTES = 65_535;
export const LONGEST_EVENT_TYPE = 100;

const OWN_KEYS = [
  'plugin',
  'version',
  'previous_version',
  'repository',
  'path',
  'commit',
  'timestamp',
  'run_url',
] as const;

/** Keys of `client_payload` that are ours; `plugins` is one of them where `batch` is on. */
export function ownKeys(batch: boolean): string[] {
  return batch ? [...OWN_KEYS, 'plugins'] : [...OWN_KEYS];
}

/** Where a run sends to, and what all of its payloads say alike. */
export interface SendContext {
  readonly marketplaces: readonly string[];
  readonly batch: boolean;
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
  readonly timestamp: string;
  /** Null where no run sends it. */
  readonly runUrl: string | null;
  /** The `payload` input. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** One `repository_dispatch` to one marketplace. */
export interface Notification {
  readonly marketplace: string;
  /** One, or with `batch` all. */
  readonly changes: readonly [Change, ...Change[]];
  readonly payload: Readonly<Record<string, unknown>>;
  /** Why GitHub would not take it; then it is not sent. */
  readonly problem: Problem | null;
}

/** PURE: what to send × where to → bodies within GitHub's limits; all of a marketplace's together. */
export function planNotifications(all: readonly Change[], context: SendContext): Notification[] {
  const { marketplaces, batch } = context;
  const groups = batch ? nonEmpty(all) : all.flatMap((change) => nonEmpty([change]));
  const bodies = groups.map((changes) => {
    const payload = payloadOf(changes, context);
    return { changes, payload, problem: tooLarge(payload, changes[0], batch) };
  });
  return marketplaces.flatMap((marketplace) => bodies.map((body) => ({ marketplace, ...body })));
}

function nonEmpty(changes: readonly Change[]): [Change, ...Change[]][] {
  const [first, ...others] = changes;
  return first === undefined ? [] : [[first, ...others]];
}

function payloadOf(changes: readonly [Change, ...Change[]], context: SendContext) {
  const { plugin, version, previousVersion, path } = changes[0];
  const { repository, commit, timestamp, runUrl, batch, extra } = context;
  const own = {
    plugin,
    version,
    previous_version: previousVersion,
    repository,
    path,
    commit,
    timestamp,
    run_url: runUrl,
  } satisfies Record<(typeof OWN_KEYS)[number], unknown>;
  return { ...own, ...(batch ? { plugins: changes.map(listed) } : {}), ...extra };
}

function listed({ plugin, version, previousVersion, path }: Change) {
  return { plugin, version, previous_version: previousVersion, path };
}

function tooLarge(payload: Notification['payload'], change: Change, batch: boolean): Problem | null {
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes <= MOST_PAYLOAD_BYTES) return null;
  return {
    code: 'payload-too-large',
    what: `The payload for ${quote(change.plugin)} would be ${bytes} bytes; GitHub accepts ${MOST_PAYLOAD_BYTES}`,
    remedy: batch
      ? 'Turn `batch` off, or send fewer plugins at once with `plugins`.'
      : 'Shorten the name and version in its manifest, or the `payload` input.',
    at: change.at,
  };
}
