import { expect } from '@jest/globals';
import type { Subject } from '../../src/marketplace/marketplace.ts';
import type { Head, HeldCause, Observation } from '../../src/update/observe/observation.ts';
import { decide, type Policy } from '../../src/update/plan/decide.ts';
import {
  head,
  NEW,
  OLD,
  pin,
  place,
  planOptions,
  pointer,
  read,
  subject,
} from '../support/update-fixtures.ts';

/** What the tests of decisions share. */

export const PINNED = subject({ source: pin() });
export const SUBMODULE = subject({ source: './plugins/sdk-bridge' }, [pointer()]);

export function decided(
  seen: Observation,
  { entry = PINNED, ...policy }: Partial<Policy> & { entry?: Subject } = {},
) {
  return decide(entry, seen, { policy: planOptions(policy), repeatedKey: () => null });
}

export const listing = (version: unknown, source: object = pin()) => subject({ source, version });
export const held = (reason: RegExp, cause: HeldCause, holds: 'pointer' | 'version' = 'pointer') => ({
  kind: 'held',
  reason: expect.stringMatching(reason),
  cause,
  holds,
});
export const skipped = (reason: RegExp, warn: boolean) => ({
  kind: 'skipped',
  reason: expect.stringMatching(reason),
  warn,
});

/** A pin at a release tag that may go from v1.0.0 to v1.1.0, with these versions declared at both. */
export function tagged(present: string | null, target: string | null, fields: Partial<Head> = {}): Head {
  return head({
    how: 'tag',
    place: place({ revision: { ref: 'refs/tags/v1.1.0' } }),
    present: read(OLD, present),
    target: read(NEW, target),
    tag: { present: 'v1.0.0', target: 'v1.1.0', version: '1.1.0', between: [] },
    ancestry: null,
    ...fields,
  });
}

export const AT_TAG = pin({ ref: 'v1.0.0' });
export const version = (value: string) => ({ path: ['plugins', 0, 'version'], value });
export const sha = (value: string) => ({ path: ['plugins', 0, 'source', 'sha'], value });
export const ref = (value: string) => ({ path: ['plugins', 0, 'source', 'ref'], value });
