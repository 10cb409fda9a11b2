import { fullName, repositoryKey } from '../../../github/repository.ts';
import { quote, some } from '../../../plugin/display.ts';
import type { Chain } from '../chain.ts';
import { filesOf, hears, isReceiver, isSender, type MarketplaceEnd, sentType, tells } from '../ends.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import { lagging, type Telling } from '../lagging.ts';
import { pluginRepositories } from '../plugin-repositories.ts';
import { readWorkflowFiles, type WorkflowFiles } from '../remote/workflow-files.ts';
import { attempt, type Seen } from '../seen.ts';
import type { Part } from '../workflows/parts.ts';
import { oneType } from './event-types.ts';

/** So many are looked at: each is four lines of two requests. */
const MOST = 100;

/** Seen from the marketplace: which plugin repositories tell it of new versions, and with a type that it hears. */
export async function senders(chain: Chain): Promise<Finding[]> {
  const whole = chain.marketplaces.filter(({ isWhole }) => isWhole);
  return (await Promise.all(whole.map((one) => ofMarketplace(one, chain)))).flat();
}

async function ofMarketplace(end: MarketplaceEnd, chain: Chain): Promise<Finding[]> {
  const { access, around, plugin } = chain;
  const seen = await end.planned();
  if (seen.kind !== 'seen') return [];
  const own = plugin?.where.toLowerCase();
  const all = pluginRepositories(seen.value.marketplace).filter((one) => repositoryKey(one) !== own);
  if (all.length === 0) return [];
  const repositories = all.slice(0, MOST);
  const files = await attempt(access, (client) => readWorkflowFiles(client, repositories, around.called));
  if (files.kind === 'unseen')
    return [unchecked(end.where, 'which plugins tell it of new versions', files.why)];
  const receivers = (await filesOf(end)).parts.filter(isReceiver);
  const told = repositories.map((repository, index) =>
    tellingOf(fullName(repository), files.value[index], end),
  );
  const left = all.length - repositories.length;
  return [
    ...summary(told, end.where),
    ...unheard(told, receivers, end.where),
    ...(await lagging(told, seen.value, chain)),
    ...unread(told, end.where),
    ...(left > 0
      ? [
          unchecked(
            end.where,
            `whether the other ${left} repositories tell it`,
            `only the first ${MOST} are looked at`,
          ),
        ]
      : []),
  ];
}

function tellingOf(name: string, read: Seen<WorkflowFiles> | undefined, { where }: MarketplaceEnd): Telling {
  if (read?.kind !== 'seen') return { name, state: 'unknown', own: [] };
  const { parts, hidden } = read.value;
  const own = parts.filter((one) => isSender(one) && tells(one, where));
  if (own.length > 0) return { name, state: 'tells', own };
  const isUnsure = parts.some(namesNobodyYet) || hidden.length > 0;
  return { name, state: isUnsure ? 'unknown' : 'silent', own };
}

/** Only a run knows whom it tells. */
function namesNobodyYet({ role, step }: Part): boolean {
  if (role.kind === 'notify') return (step?.with['marketplace'] ?? '').includes('${{');
  return role.kind === 'other-sender' && role.unknown.length > 0;
}

function summary(told: readonly Telling[], where: string): Finding[] {
  const named = (wanted: Telling['state']) =>
    told.flatMap(({ name, state }) => (state === wanted ? [name] : []));
  const [telling, silent] = [named('tells'), named('silent')];
  return [
    ...(telling.length === 0 ? [] : [fine(where, `is told of new versions by ${some(telling)}`)]),
    ...(silent.length === 0 ? [] : [notTold(where, silent)]),
  ];
}

function unread(told: readonly Telling[], where: string): Finding[] {
  const names = told.flatMap(({ name, state }) => (state === 'unknown' ? [name] : []));
  if (names.length === 0) return [];
  return [
    unchecked(
      where,
      `whether ${some(names)} tell it of new versions`,
      'their workflows can’t be read, or only a run knows which marketplaces they notify',
    ),
  ];
}

/** Told once for each type, whoever sends it. */
function unheard(told: readonly Telling[], receivers: readonly Part[], where: string): Finding[] {
  if (receivers.length === 0) return [];
  const lost = new Map<string, Set<string>>();
  for (const { name, own } of told) {
    for (const type of own.flatMap((one) => sentType(one) ?? [])) {
      if (receivers.some((one) => hears(one, type))) continue;
      lost.set(type, (lost.get(type) ?? new Set()).add(name));
    }
  }
  return [...lost].map(([type, names]) =>
    flaw('problem', 'event-type-mismatch', where, [
      `no workflow listens to ${quote(type)}, which is what ${some([...names])} ${names.size === 1 ? 'sends' : 'send'}`,
      oneType(type, receivers),
    ]),
  );
}

function notTold(where: string, silent: readonly string[]): Finding {
  return flaw('warning', 'plugins-tell-nothing', where, [
    `${some(silent)} ${silent.length === 1 ? 'does' : 'do'} not tell it of new versions: those wait for the daily run`,
    `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s checkout, or \`notify-marketplace setup --plugins\` here for submodules.`,
  ]);
}
