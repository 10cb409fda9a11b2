import { fullName, type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import { entryName } from '../../../marketplace/marketplace.ts';
import { quote, some } from '../../../plugin/display.ts';
import { type PlannedMarketplace, pluginRepositories, repositoryOf } from '../../marketplaces/planned.ts';
import { hears, isOnlyCalled, type WorkflowFiles, type WorkflowPart } from '../../workflows/parts.ts';
import type { Chain } from '../chain/chain.ts';
import {
  filesOf,
  isReceiver,
  isSender,
  type MarketplaceEnd,
  namesMore,
  sentType,
  tells,
} from '../chain/ends.ts';
import { remoteRepository } from '../remote/remote.ts';
import { attempt, type Seen } from '../remote/seen.ts';
import { readWorkflowFiles } from '../remote/workflow-files.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { oneType } from './event-types.ts';
import { needsOf, ofNeed } from './secrets.ts';
import { ofWorkflow } from './workflow-runs.ts';

/** So many are looked at: each is four lines of two requests. */
const MOST = 100;
/** More repositories than this are not looked into. */
const MOST_LOOKED_INTO = 10;

/** Seen from the marketplace: which plugin repositories notify it of new versions, and with a type that it hears. */
export async function senders(end: MarketplaceEnd, chain: Chain): Promise<Finding[]> {
  const { access, plugin } = chain;
  const { where } = end;
  const seen = await end.planned();
  if (seen.kind !== 'seen') return [];
  const own = plugin?.where.toLowerCase();
  const all = pluginRepositories(seen.value.marketplace).filter((one) => repositoryKey(one) !== own);
  const repositories = all.slice(0, MOST);
  if (repositories.length === 0) return [];
  const files = await attempt(access, (client) => readWorkflowFiles(client, repositories));
  if (files.kind === 'unseen')
    return [unchecked(where, 'which plugins notify it of new versions', files.why)];
  const told = repositories.map((one) => tellingOf(one, files.value.get(repositoryKey(one)), where));
  const left = all.length - repositories.length;
  const others = `whether the other ${left} repositories notify it`;
  return [
    ...summary(told, where),
    ...unheard(told, (await filesOf(end)).parts, where),
    ...(await lookedInto(told, seen.value, chain)),
    ...unread(told, where),
    ...notLookedInto(told, where),
    ...(left === 0 ? [] : [unchecked(where, others, `only the first ${MOST} are looked at`)]),
  ];
}

function tellingOf(
  repository: RepositoryName,
  read: Seen<WorkflowFiles> | undefined,
  where: string,
): Telling {
  const name = fullName(repository);
  if (read?.kind !== 'seen') return { name, state: 'unknown', own: [] };
  const naming = read.value.parts.filter((one) => isSender(one) && tells(one, where));
  const own = naming.filter((one) => !isOnlyCalled(one));
  if (own.length > 0) return { name, state: 'tells', own };
  const isUnsure = naming.length > 0 || read.value.parts.some(namesMore);
  return { name, state: isUnsure ? 'unknown' : 'silent', own };
}

function named(told: readonly Telling[], wanted: Telling['state']): string[] {
  return told.flatMap(({ name, state }) => (state === wanted ? [name] : []));
}

function summary(told: readonly Telling[], where: string): Finding[] {
  const [telling, silent] = [named(told, 'tells'), named(told, 'silent')];
  const notTold = flaw('warning', 'plugins-tell-nothing', where, [
    `${some(silent)} ${silent.length === 1 ? 'does' : 'do'} not notify it of new versions: those wait for the daily run`,
    `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s clone, or \`notify-marketplace setup --plugins\` here for submodules.`,
  ]);
  return [
    ...(telling.length === 0 ? [] : [fine(where, `is notified of new versions by ${some(telling)}`)]),
    ...(silent.length === 0 ? [] : [notTold]),
  ];
}

function unread(told: readonly Telling[], where: string): Finding[] {
  const names = named(told, 'unknown');
  const why = 'their workflows can’t be read, or only a run knows which marketplaces they notify';
  return names.length === 0
    ? []
    : [unchecked(where, `whether ${some(names)} notify it of new versions`, why)];
}

/** Once for each type, no matter which plugins send it. */
function unheard(told: readonly Telling[], parts: readonly WorkflowPart[], where: string): Finding[] {
  const receivers = parts.filter(isReceiver);
  if (receivers.length === 0) return [];
  const listening = parts.filter((one) => isReceiver(one) || one.role.kind === 'calls');
  const lost = new Map<string, Set<string>>();
  for (const { name, own } of told) {
    for (const type of own.flatMap((one) => sentType(one) ?? [])) {
      if (listening.some((one) => hears(one, type))) continue;
      lost.set(type, (lost.get(type) ?? new Set()).add(name));
    }
  }
  return [...lost].map(([type, names]) =>
    flaw('problem', 'event-type-mismatch', where, [
      `no workflow listens for ${quote(type)}, which ${some([...names])} ${names.size === 1 ? 'sends' : 'send'}`,
      oneType(type, receivers),
    ]),
  );
}

/** A plugin's repository, and the parts in it that tell a marketplace. */
interface Telling {
  /** `owner/name`. */
  readonly name: string;
  readonly state: 'tells' | 'silent' | 'unknown';
  readonly own: readonly WorkflowPart[];
}

/**
 * READ: seen from the marketplace, what is wrong on the side of plugins whose repositories send events: whether their
 * secrets are there; and how their workflows ran, where an update is due. Those come first.
 */
async function lookedInto(
  told: readonly Telling[],
  planned: PlannedMarketplace,
  { around, cli }: Chain,
): Promise<Finding[]> {
  const late = lagging(planned);
  const isLate = ({ name }: Telling) => late.has(name.toLowerCase());
  const telling = told.filter(({ state }) => state === 'tells');
  const ordered = [...telling.filter(isLate), ...telling.filter((one) => !isLate(one))];
  const now = cli.clock.now();
  const found = await Promise.all(
    ordered.slice(0, MOST_LOOKED_INTO).map(async (one) => {
      const remote = remoteRepository(one.name, around);
      const files = [...new Map(one.own.map((part) => [part.path, part])).values()];
      const runs = isLate(one) ? files.map((part) => ofWorkflow(part, remote, now)) : [];
      const secrets = one.own.flatMap(needsOf).map(async (need) => [await ofNeed(need, remote, now)]);
      return (await Promise.all([...runs, ...secrets])).flat();
    }),
  );
  return found.flat().filter(({ kind }) => kind !== 'fine');
}

/** The repositories whose update is due, by {@link repositoryKey}. */
function lagging({ plan, marketplace }: PlannedMarketplace): ReadonlySet<string> {
  const due = new Set(plan.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)));
  const late = marketplace.subjects.filter(({ entry }) => due.has(entryName(entry))).map(repositoryOf);
  return new Set(late.flatMap((one) => (one === null ? [] : [repositoryKey(one)])));
}

function notLookedInto(told: readonly Telling[], where: string): Finding[] {
  const left = named(told, 'tells').length - MOST_LOOKED_INTO;
  const what = `whether the secrets of the other ${left} repositories exist`;
  return left > 0 ? [unchecked(where, what, `only ${MOST_LOOKED_INTO} are looked into`)] : [];
}
