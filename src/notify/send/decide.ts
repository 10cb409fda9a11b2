import { quote } from '../../plugin/display.ts';
import { isPrerelease } from '../../plugin/version.ts';
import type { Change } from '../compare/changes.ts';

export interface SendingRules {
  readonly plugins: (name: string) => boolean;
  readonly downgrades: 'notify' | 'skip';
  readonly prereleases: 'notify' | 'skip';
}

/** Whether a change is sent; a `conflict` is one of which another manifest of the same plugin says otherwise. */
export type SendDecision =
  | { readonly kind: 'send'; readonly change: Change }
  | { readonly kind: 'skip' | 'conflict'; readonly change: Change; readonly reason: string };

/** PURE: changes → which are sent, and why the others are not; one per change, in order. */
export function decideSending(changes: readonly Change[], rules: SendingRules): SendDecision[] {
  const first = new Map<string, Change>();
  return changes.map((change) => {
    const reason = reasonAgainst(change, rules);
    if (reason !== null) return { kind: 'skip', change, reason };
    const twin = first.get(change.plugin);
    if (twin !== undefined) return duplicate(change, twin);
    first.set(change.plugin, change);
    return { kind: 'send', change };
  });
}

function reasonAgainst(found: Change, rules: SendingRules): string | null {
  const { change, plugin, remark } = found;
  if (change === 'removed')
    return remark === null ? 'the manifest is gone' : 'it no longer declares a version';
  if (change === 'unchanged') return unchangedReason(found);
  if (!rules.plugins(plugin)) return 'not among `plugins`';
  if (change === 'downgrade' && rules.downgrades === 'skip') return '`downgrades` is `skip`';
  const isPre = change === 'prerelease' || (change === 'announced' && isPrerelease(found.version ?? ''));
  if (isPre && rules.prereleases === 'skip') return '`prereleases` is `skip`';
  return null;
}

function unchangedReason({ version, previousVersion }: Change): string {
  if (version === null) return 'it declares no version';
  return version === previousVersion ? 'the version is the same' : 'the same version by semver’s rules';
}

function duplicate(change: Change, twin: Change): SendDecision {
  if (change.version === twin.version) {
    const reason = `sent for ${quote(twin.path)}, which has the same name and version`;
    return { kind: 'skip', change, reason };
  }
  const reason = `${quote(twin.path)} has the same name and declares ${quote(twin.version ?? '')}`;
  return { kind: 'conflict', change, reason };
}
