import { naturalOrder } from '../../plugin/display.ts';
import { publicTags } from '../checkout/git.ts';
import type { Cli, Own } from '../cli.ts';
import type { Server } from '../server/server.ts';

/**
 * READ: the version whose tag is at the commit that an action is pinned to, e.g. `v1.2.3`; null where it is pinned to
 * none, or its repository on this server can't be read without signing in. Dependabot and Renovate raise what stands
 * behind a commit as a comment (https://docs.github.com/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot).
 */
export async function pinnedVersion(
  { env, patience }: Cli,
  { root }: Own,
  { action, server }: { readonly action: string | undefined; readonly server: Server },
): Promise<string | null> {
  const [, repository, commit = ''] = /^([^@]+)@([0-9a-f]{40})$/i.exec(action ?? '') ?? [];
  if (repository === undefined) return null;
  const tags = await publicTags(`${server.serverUrl}/${repository}.git`, { folder: root, env, patience });
  const named = tags.filter((tag) => tag.commit === commit.toLowerCase()).map(({ name }) => name);
  return mostExact(named.filter((name) => VERSION.test(name)));
}

const VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[\w.-]{1,40})?$/;

/** `v1` moves on, `v1.2.3` stays; a prerelease counts where nothing else is there. */
function mostExact(names: readonly string[]): string | null {
  const releases = names.filter((name) => !name.includes('-'));
  const exact = (name: string) => name.split('.').length;
  const sorted = (releases.length > 0 ? releases : [...names]).sort(naturalOrder);
  return sorted.sort((a, b) => exact(a) - exact(b)).at(-1) ?? null;
}
