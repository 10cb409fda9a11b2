import { type Annotation, notice, warning } from '../../action/report.ts';
import { fullName } from '../../github/repository.ts';
import { type Claim, claimed, nearestNames } from '../../marketplace/claim.ts';
import { entryName, type Marketplace } from '../../marketplace/marketplace.ts';
import { count, display, quote } from '../../plugin/display.ts';
import { isLower } from '../../plugin/version.ts';
import { nowOf, type Observation, versionOf } from '../observe/observation.ts';
import type { UpdateOutcome } from './outcome.ts';

/** PURE: what is to be said of the plugins that the event names. */

/** More claims of one event than anybody reads about. */
const MOST_CLAIMS = 50;

export function unknownClaims({ claims, marketplace }: UpdateOutcome): Annotation[] {
  const unknown = claims.slice(0, MOST_CLAIMS).filter((claim) => claimed(claim, marketplace).length === 0);
  return unknown.map((claim) => warning('plugin-not-listed', unknownPlugin(claim, marketplace)));
}

/** The event is a hint: where its repository says something else, that counts, and is worth knowing. */
export function differingClaims({ claims, marketplace, seen }: UpdateOutcome): Annotation[] {
  const first = claims.slice(0, MOST_CLAIMS);
  return first.flatMap((one) =>
    claimed(one, marketplace).flatMap((subject) => differing(one, seen.get(subject))),
  );
}

function differing(claim: Claim, one: Observation | undefined): Annotation[] {
  if (one?.kind !== 'head' && one?.kind !== 'version') return [];
  const plugin = nowOf(one);
  // What is broken or gone there is reported by itself.
  if (plugin?.kind !== 'plugin' || plugin.manifest.kind !== 'manifest') return [];
  const declared = versionOf(plugin);
  if (claim.version === null || declared === claim.version) return [];
  if (one.kind === 'head' && one.tag !== null) {
    // A late event names a version that has been left behind.
    return isLower(one.tag.version, claim.version) ? [tagMissing(claim, one.tag.target)] : [];
  }
  const holds = declared === null ? 'declares no version' : `holds ${quote(declared)}`;
  const repository = display(fullName(one.place.repository));
  const text = `The event says ${quote(claim.plugin)} is now ${quote(claim.version)}, but ${repository} ${holds}. The update follows the repository, not the event.`;
  return [notice('event-differs', text)];
}

/** The usual order is bump, merge, tag: the event of the bump comes before the tag. */
function tagMissing({ plugin, version }: Claim, newest: string): Annotation {
  const text = `The event says ${quote(plugin)} is now ${quote(version ?? '')}, but its entry follows release tags, and the newest is ${quote(newest)}. Push the tag of the new version, and let the plugin's workflow send on tags too (\`tags:\` below \`push:\`).`;
  return warning('tag-missing', text);
}

export function leftOutClaims({ claims, marketplace, options }: UpdateOutcome): Annotation[] {
  return claims.slice(0, MOST_CLAIMS).flatMap((claim) => {
    const own = claimed(claim, marketplace);
    const isOut = own.length > 0 && own.every(({ entry }) => !options.plugins(entryName(entry)));
    const text = `The event names ${quote(claim.plugin)}, which \`plugins\` leaves out of this run.`;
    return isOut ? [notice('plugin-left-out', text)] : [];
  });
}

/** PURE: what to say of a plugin that no entry is. */
export function unknownPlugin({ plugin }: Claim, marketplace: Marketplace): string {
  const { subjects, file } = marketplace;
  return (
    `The event names ${quote(plugin)}, but that is none of the ${count(subjects.length, 'plugin')} in ${quote(file.path)}.${nearestText(nearestNames(plugin, marketplace))} ` +
    'List it there, or remove this marketplace from the `marketplace` input of its workflow.'
  );
}

function nearestText(names: readonly string[]): string {
  return names.length === 0 ? '' : ` The nearest: ${names.map((name) => quote(name)).join(', ')}.`;
}
