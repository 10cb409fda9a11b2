import { fullName, type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import { quote, some } from '../../../plugin/display.ts';
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
import { pluginRepositories } from '../remote/plugin-repositories.ts';
import { attempt, type Seen } from '../remote/seen.ts';
import { readWorkflowFiles } from '../remote/workflow-files.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { oneType } from './event-types.ts';
import { lagging, type Telling } from './lagging.ts';

/** So many are looked at: each is four lines of two requests. */
const MOST = 100;

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
  return [
    ...summary(told, where),
    ...unheard(told, (await filesOf(end)).parts, where),
    ...(await lagging(told, seen.value, chain)),
    ...unread(told, where),
    ...leftOut(all.length - repositories.length, where),
  ];
}

function leftOut(left: number, where: string): Finding[] {
  if (left === 0) return [];
  const what = `whether the other ${left} repositories notify it`;
  return [unchecked(where, what, `only the first ${MOST} are looked at`)];
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

function summary(told: readonly Telling[], where: string): Finding[] {
  const named = (wanted: Telling['state']) =>
    told.flatMap(({ name, state }) => (state === wanted ? [name] : []));
  const [telling, silent] = [named('tells'), named('silent')];
  return [
    ...(telling.length === 0 ? [] : [fine(where, `is notified of new versions by ${some(telling)}`)]),
    ...(silent.length === 0 ? [] : [notTold(where, silent)]),
  ];
}

function unread(told: readonly Telling[], where: string): Finding[] {
  const names = told.flatMap(({ name, state }) => (state === 'unknown' ? [name] : []));
  if (names.length === 0) return [];
  return [
    unchecked(
      where,
      `whether ${some(names)} notify it of new versions`,
      'their workflows can’t be read, or only a run knows which marketplaces they notify',
    ),
  ];
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

function notTold(where: string, silent: readonly string[]): Finding {
  return flaw('warning', 'plugins-tell-nothing', where, [
    `${some(silent)} ${silent.length === 1 ? 'does' : 'do'} not notify it of new versions: those wait for the daily run`,
    `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s checkout, or \`notify-marketplace setup --plugins\` here for submodules.`,
  ]);
}
