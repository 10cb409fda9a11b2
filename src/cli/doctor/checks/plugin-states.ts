import { fullName, repositoryKey } from '../../../github/repository.ts';
import { entryName, type Subject } from '../../../marketplace/marketplace.ts';
import { quote } from '../../../plugin/display.ts';
import { pluginRepositories, repositoryOf } from '../../marketplaces/planned.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import { type RepositoryState, readStates } from '../remote/plugin-repositories.ts';
import { attempt } from '../remote/seen.ts';
import { type Finding, flaw, unchecked } from '../report/finding.ts';

/** The plugins' repositories: whether those who add the marketplace can clone them, and under which names they are. */
export async function pluginStates({ planned, remote, where }: MarketplaceEnd, { access }: Chain) {
  const [seen, facts] = await Promise.all([planned(), remote.facts()]);
  if (seen.kind !== 'seen' || facts.kind === 'unseen') return [];
  const { marketplace } = seen.value;
  const repositories = pluginRepositories(marketplace);
  if (repositories.length === 0) return [];
  const states = await attempt(access, (client) => readStates(client, repositories));
  if (states.kind === 'unseen') {
    const what = 'whether its plugins’ repositories are public, and still have their names';
    return [unchecked(where, what, states.why)];
  }
  const isPublic = !facts.value.isPrivate;
  return marketplace.subjects.flatMap((subject) => {
    const repository = repositoryOf(subject);
    const state = repository === null ? undefined : states.value.get(repositoryKey(repository));
    if (repository === null || state === undefined) return [];
    const asked = fullName(repository);
    return [
      ...(isPublic && state.isPrivate ? [hidden(subject, asked, where)] : []),
      ...(asked.toLowerCase() === state.name.toLowerCase() ? [] : [renamed(subject, asked, state, where)]),
    ];
  });
}

function aboutEntry({ entry }: Subject) {
  return { about: entryName(entry), at: entry.at };
}

/** A submodule that can't be cloned ends the clone of the marketplace; an entry's own source only its installation. */
function hidden(subject: Subject, repository: string, where: string): Finding {
  const name = quote(entryName(subject.entry));
  if (subject.source.kind !== 'submodule') {
    const what = `the marketplace is public, but ${repository}, where ${name} comes from, is private: most users can’t install it`;
    const remedy = 'Make it public, or list it in a private marketplace.';
    return flaw('warning', 'plugin-private', where, [what, remedy], aboutEntry(subject));
  }
  const what = `the marketplace is public, but ${repository}, the submodule of ${name}, is private: nobody without access to it can add the marketplace at all`;
  const remedy =
    'Make it public, or list the plugin with its own `source` (`{"source": "github", "repo": …}`) instead of a submodule.';
  return flaw('problem', 'submodule-private', where, [what, remedy], aboutEntry(subject));
}

function renamed(subject: Subject, asked: string, { name }: RepositoryState, where: string): Finding {
  const what = `${quote(entryName(subject.entry))} comes from ${asked}, which is called ${name} now; the old name works only until somebody else takes it`;
  const remedy = `Write ${quote(name)} in the entry’s \`source\`, or in .gitmodules.`;
  return flaw('warning', 'plugin-renamed', where, [what, remedy], aboutEntry(subject));
}
