import { fullName } from '../../github/repository.ts';
import { display } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import type { Origin } from '../checkout/origin.ts';

/**
 * PURE: an entry of a marketplace for the first plugin of a repository, on one line
 * (https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources).
 */
export function exampleEntry({ manifests }: Pick<Folder, 'manifests'>, origin: Origin): string {
  const first = manifests.find(({ parsed }) => parsed.kind === 'manifest');
  const { name = origin.repository.name, version } =
    first?.parsed.kind === 'manifest' ? first.parsed.manifest : {};
  const folder = first?.path.replace(/\/?\.claude-plugin\/plugin\.json$/, '') ?? '';
  return display(
    JSON.stringify({ name, source: sourceIn(folder, origin), version: version ?? undefined }),
    500,
  );
}

function sourceIn(path: string, { host, repository }: Origin): object {
  const repo = fullName(repository);
  const isUsual = host === 'github.com';
  const url = `https://${host}/${repo}.git`;
  if (path !== '') return { source: 'git-subdir', url: isUsual ? repo : url, path };
  return isUsual ? { source: 'github', repo } : { source: 'url', url };
}
