import { fullName, type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import { entryName, type Marketplace, type Subject } from '../../../marketplace/marketplace.ts';
import { quote, some } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { PlannedMarketplace } from '../../marketplace-plan.ts';
import { EVENT_TYPE } from '../../recognise.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import { remoteRepository } from '../remote.ts';
import { readWorkflowFiles } from '../remote-workflows.ts';
import { attempt } from '../seen.ts';
import { filesOf, hears, isReceiver, isSender, sentType, tells } from '../workflow-side.ts';
import { oneType } from './event-types.ts';
import { secretsOf } from './secrets.ts';
import { runsOf } from './workflow-runs.ts';

/** More than this is for `status` to look at. */
const MOST = 100;

/** Seen from the marketplace: which plugin repositories tell it of new versions, and with a type that it hears. */
export async function senders(chain: Chain): Promise<Finding[]> {
  const { plugin, marketplaces } = chain;
  if (plugin !== null) return [];
  return (await Promise.all(marketplaces.map((one) => ofMarketplace(one, chain)))).flat();
}

interface Telling {
  /** `owner/name`. */
  readonly name: string;
  readonly own: readonly LocalWorkflow[];
}

async function ofMarketplace(end: MarketplaceEnd, chain: Chain): Promise<Finding[]> {
  const seen = await end.planned();
  if (seen.kind === 'unseen') return [];
  const repositories = pluginRepositories(seen.value.marketplace).slice(0, MOST);
  const files = await attempt(chain.client, (using) => readWorkflowFiles(using, repositories));
  if (repositories.length === 0) return [];
  const where = end.remote.name;
  if (files.kind === 'unseen') return [unchecked(where, 'which plugins’ repositories tell it', files.why)];
  const receivers = (await filesOf(end)).workflows.filter(isReceiver);
  const seenOf = repositories.flatMap((repository, index): Telling[] => {
    const read = files.value[index];
    if (read?.kind !== 'seen') return [];
    const own = read.value.workflows.filter((one) => isSender(one) && tells(one, where));
    return [{ name: fullName(repository), own }];
  });
  const telling = seenOf.filter(({ own }) => own.length > 0);
  const silent = seenOf.filter(({ own }) => own.length === 0).map(({ name }) => name);
  return [
    ...(telling.length === 0
      ? []
      : [fine(where, `is told of new versions by ${some(telling.map(({ name }) => name))}`)]),
    ...unheard(telling, receivers, where),
    ...(silent.length === 0 ? [] : [notTold(where, silent)]),
    ...(await failuresOf(telling, seen.value, chain)),
  ];
}

function pluginRepositories({ subjects, repository }: Marketplace): RepositoryName[] {
  const found = new Map(subjects.flatMap(repositoriesOf).map((one) => [repositoryKey(one), one]));
  found.delete(repositoryKey(repository));
  return [...found.values()];
}

function repositoriesOf({ source }: Subject): RepositoryName[] {
  if (source.kind === 'remote') return [source.repository];
  return source.kind === 'submodule' && source.pointer.repository !== null ? [source.pointer.repository] : [];
}

/** Told once for each type, whoever sends it. */
function unheard(telling: readonly Telling[], receivers: readonly LocalWorkflow[], where: string): Finding[] {
  if (receivers.length === 0) return [];
  const lost = new Map<string, string[]>();
  for (const { name, own } of telling) {
    for (const type of own.flatMap((one) => sentType(one) ?? [])) {
      // Of the usual type the check of event types has told already.
      const isTold = type === EVENT_TYPE || receivers.some((one) => hears(one, type));
      if (!isTold) lost.set(type, [...(lost.get(type) ?? []), name]);
    }
  }
  return [...lost].map(([type, names]) =>
    flaw('problem', 'event-type-mismatch', where, [
      `no workflow listens to ${quote(type)}, which is what ${some(names)} ${names.length === 1 ? 'sends' : 'send'}`,
      oneType(type, receivers),
    ]),
  );
}

/** Where an update is due, the plugin's own side is looked at too: more than this are looked at there. */
const MOST_DUE = 10;

/** What is wrong on the side of those whose update is due although they tell of their versions. */
async function failuresOf(
  telling: readonly Telling[],
  { plan, marketplace }: PlannedMarketplace,
  { client, server, cli }: Chain,
): Promise<Finding[]> {
  const due = new Set(plan.changes.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)));
  const names = new Set(
    marketplace.subjects
      .filter(({ entry }) => due.has(entryName(entry)))
      .flatMap((subject) => repositoriesOf(subject).map(repositoryKey)),
  );
  const looked = telling.filter(({ name }) => names.has(name.toLowerCase())).slice(0, MOST_DUE);
  const found = await Promise.all(
    looked.map(async ({ name, own }) => {
      const remote = remoteRepository(client, name, server.serverUrl);
      const [runs, stored] = await Promise.all([
        Promise.all(own.map((one) => runsOf(one, remote))),
        secretsOf(own, remote, cli.clock.now()),
      ]);
      return [...runs.flat(), ...stored];
    }),
  );
  return found.flat().filter(({ kind }) => kind !== 'fine');
}

function notTold(where: string, silent: readonly string[]): Finding {
  return flaw('warning', 'plugins-tell-nothing', where, [
    `${some(silent)} ${silent.length === 1 ? 'does' : 'do'} not tell it of new versions: those wait for the daily run`,
    `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s checkout, or \`setup --plugins\` here for submodules.`,
  ]);
}
