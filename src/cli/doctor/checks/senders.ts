import { fullName, type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import type { Marketplace } from '../../../marketplace/marketplace.ts';
import { quote, some } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw } from '../finding.ts';
import { readWorkflowFiles } from '../remote-workflows.ts';
import { attempt } from '../seen.ts';
import { filesOf, hears, isReceiver, isSender, sentType, tells } from '../workflow-side.ts';

/** More than this is for `status` to look at. */
const MOST = 100;

/** Seen from the marketplace: which plugin repositories tell it of new versions, and with a type that it hears. */
export async function senders({ plugin, marketplaces, client }: Chain): Promise<Finding[]> {
  if (plugin !== null) return [];
  return (await Promise.all(marketplaces.map((one) => ofMarketplace(one, client)))).flat();
}

async function ofMarketplace(end: MarketplaceEnd, client: Chain['client']): Promise<Finding[]> {
  const seen = await end.planned();
  if (seen.kind === 'unseen') return [];
  const repositories = pluginRepositories(seen.value.marketplace).slice(0, MOST);
  const files = await attempt(client, (using) => readWorkflowFiles(using, repositories));
  if (files.kind === 'unseen' || repositories.length === 0) return [];
  const receivers = (await filesOf(end)).workflows.filter(isReceiver);
  const told = repositories.map((repository, index) => {
    const read = files.value[index];
    const own = read?.kind === 'seen' ? read.value.workflows.filter(isSender) : null;
    return { name: fullName(repository), own: own?.filter((one) => tells(one, end.remote.name)) ?? null };
  });
  const silent = told.filter(({ own }) => own?.length === 0).map(({ name }) => name);
  const telling = told.filter(({ own }) => own !== null && own.length > 0);
  return [
    ...(telling.length === 0
      ? []
      : [fine(end.remote.name, `is told of new versions by ${some(telling.map(({ name }) => name))}`)]),
    ...telling.flatMap(({ name, own }) => unheard(name, own ?? [], receivers)),
    ...(silent.length === 0 ? [] : [notTold(end.remote.name, silent)]),
  ];
}

function pluginRepositories({ subjects, repository }: Marketplace): RepositoryName[] {
  const all = subjects.flatMap(({ source }) => {
    if (source.kind === 'remote') return [source.repository];
    return source.kind === 'submodule' && source.pointer.repository !== null
      ? [source.pointer.repository]
      : [];
  });
  const own = repositoryKey(repository);
  const found = new Map(all.map((one) => [repositoryKey(one), one]));
  found.delete(own);
  return [...found.values()];
}

function unheard(
  name: string,
  own: readonly LocalWorkflow[],
  receivers: readonly LocalWorkflow[],
): Finding[] {
  if (receivers.length === 0) return [];
  const lost = own
    .flatMap((one) => sentType(one) ?? [])
    .filter((type) => !receivers.some((one) => hears(one, type)));
  return lost.map((type) =>
    flaw('problem', 'event-type-mismatch', name, [
      `sends events of the type ${quote(type)}, to which no workflow of the marketplace listens`,
      'Let both sides name the same type: `event-type` there, `repository_dispatch: types` in the marketplace.',
    ]),
  );
}

function notTold(where: string, silent: readonly string[]): Finding {
  return flaw('warning', 'plugins-tell-nothing', where, [
    `${some(silent)} ${silent.length === 1 ? 'does' : 'do'} not tell it of new versions: those wait for the daily run`,
    `Set them up: \`notify-marketplace setup --marketplace ${where}\` in each plugin’s checkout, or \`setup --plugins\` here for submodules.`,
  ]);
}
