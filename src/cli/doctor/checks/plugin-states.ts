import { fullName, repositoryKey } from '../../../github/repository.ts';
import { entryName, type Subject } from '../../../marketplace/marketplace.ts';
import { quote } from '../../../plugin/display.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import {
  pluginRepositories,
  type RepositoryState,
  readStates,
  repositoryOf,
} from '../remote/plugin-repositories.ts';
import { attempt } from '../remote/seen.ts';
import { type Finding, type Flaw, flaw, flawAbout, unchecked } from '../report/finding.ts';

/** The plugins' repositories: whether those who add the marketplace can clone them, and under which names they are. */
export async function pluginStates(end: MarketplaceEnd, { access }: Chain): Promise<Finding[]> {
  const [seen, facts] = await Promise.all([end.planned(), end.remote.facts()]);
  if (seen.kind !== 'seen' || facts.kind === 'unseen') return [];
  const { marketplace } = seen.value;
  const repositories = pluginRepositories(marketplace);
  if (repositories.length === 0) return [];
  const states = await attempt(access, (client) => readStates(client, repositories));
  if (states.kind === 'unseen') {
    return [
      unchecked(
        end.where,
        'whether its plugins’ repositories are public, and still have their names',
        states.why,
      ),
    ];
  }
  return marketplace.subjects.flatMap((subject) => {
    const state = stateFor(subject, states.value);
    return state === null
      ? []
      : flawsOf(subject, state, { where: end.where, isPublic: !facts.value.isPrivate });
  });
}

function stateFor(subject: Subject, states: ReadonlyMap<string, RepositoryState>): RepositoryState | null {
  const repository = repositoryOf(subject);
  return repository === null ? null : (states.get(repositoryKey(repository)) ?? null);
}

interface About {
  readonly where: string;
  readonly isPublic: boolean;
}

function flawsOf(subject: Subject, { name, isPrivate }: RepositoryState, { where, isPublic }: About): Flaw[] {
  const repository = repositoryOf(subject);
  const asked = repository === null ? name : fullName(repository);
  const entry = entryName(subject.entry);
  return [
    ...(isPublic && isPrivate ? [hidden(subject, asked, where)] : []),
    ...(asked.toLowerCase() === name.toLowerCase() ? [] : [renamed(entry, asked, name, where)]),
  ].map((one) => flawAbout(entry, one, subject.entry.at));
}

/** A submodule that can't be cloned ends the clone of the marketplace; an entry's own source only its installation. */
function hidden({ entry, source }: Subject, repository: string, where: string): Flaw {
  const name = quote(entryName(entry));
  if (source.kind !== 'submodule') {
    return flaw('warning', 'plugin-private', where, [
      `the marketplace is public, but ${repository}, where ${name} comes from, is private: most users can’t install it`,
      'Make it public, or list it in a private marketplace.',
    ]);
  }
  return flaw('problem', 'submodule-private', where, [
    `the marketplace is public, but ${repository}, the submodule of ${name}, is private: nobody without access to it can add the marketplace at all`,
    'Make it public, or list the plugin with its own `source` (`{"source": "github", "repo": …}`) instead of a submodule.',
  ]);
}

function renamed(entry: string, asked: string, name: string, where: string): Flaw {
  return flaw('warning', 'plugin-renamed', where, [
    `${quote(entry)} comes from ${asked}, which is called ${name} now; the old name works only until somebody else takes it`,
    `Write ${quote(name)} in the entry’s \`source\`, or in .gitmodules.`,
  ]);
}
