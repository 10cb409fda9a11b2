import type { Problem } from '../../src/findings/problem.ts';
import type { ManifestState } from '../../src/github/plugins/manifest-state.ts';
import type { Change } from '../../src/notify/compare/changes.ts';
import type { Delivery } from '../../src/notify/send/deliver.ts';
import type { Notification } from '../../src/notify/send/payload.ts';

export const OID = 'a'.repeat(40);

export function change(fields: Partial<Change> = {}): Change {
  const path = fields.path ?? '.claude-plugin/plugin.json';
  return {
    plugin: 'sdk-bridge',
    version: '2.0.1',
    previousVersion: '2.0.0',
    change: 'patch',
    path,
    at: { file: path, line: 3, column: 14 },
    remark: null,
    ...fields,
  };
}

export function problem(fields: Partial<Problem> = {}): Problem {
  return { code: 'token-missing', what: 'Something happened', remedy: 'Do this.', ...fields };
}

export function notification(fields: Partial<Notification> = {}): Notification {
  const changes = fields.changes ?? [change()];
  return {
    marketplace: 'acme/marketplace',
    changes,
    payload: { plugin: changes[0].plugin },
    problem: null,
    ...fields,
  };
}

export function delivery(fields: Partial<Delivery> = {}): Delivery {
  return { notification: notification(), status: 'sent', attempts: 1, sentAt: 0, problem: null, ...fields };
}

export const ABSENT: ManifestState = { kind: 'absent' };

/** A manifest as one side holds it. */
export function manifest(name: string, version: string | null, file = '.claude-plugin/plugin.json') {
  return { kind: 'manifest', manifest: { name, version, at: { file, line: 3, column: 14 } } } as const;
}

export function unreadable(file = '.claude-plugin/plugin.json'): ManifestState {
  return { kind: 'unreadable', fault: { kind: 'not-json', slip: { kind: 'empty' }, at: { file } } };
}
