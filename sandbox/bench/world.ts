import type { SandboxGitHub, SandboxRepository } from '../types.ts';

/** A plugin's repository: the commit that the marketplace points to, and a newer one with another version. */
export interface Plugin {
  readonly repository: SandboxRepository;
  readonly first: string;
}

/** A marketplace of submodules that are all one version behind. */
export interface Marketplace {
  readonly repository: SandboxRepository;
  readonly plugins: readonly Plugin[];
  /** The commit where they are. */
  readonly listed: string;
}

const manifest = (name: string, version: string) => ({
  '.claude-plugin/plugin.json': `${JSON.stringify({ name, version }, null, 2)}\n`,
});

/** @param files How many more files are in each. */
export async function makePlugins(
  github: SandboxGitHub,
  owner: string,
  { count, files = 0 }: { count: number; files?: number },
): Promise<Plugin[]> {
  const plugins: Plugin[] = [];
  for (let n = 0; n < count; n++) {
    const repository = await github.createRepository(`${owner}/plugin-${n}`);
    if (files > 0) await fill(repository, files);
    const first = await repository.commit({ files: manifest(`plugin-${n}`, '1.0.0') });
    await repository.commit({ files: manifest(`plugin-${n}`, '1.0.1') });
    plugins.push({ repository, first });
  }
  return plugins;
}

/** Packed, as they would be on GitHub; other commits come after. */
export async function fill(repository: SandboxRepository, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => `data/${n % 50}/file-${n}.md`);
  const files = Object.fromEntries(names.map((name) => [name, `# ${name}\n\n${`${name} `.repeat(40)}\n`]));
  await repository.commit({ files, message: 'Add data' });
  await repository.git('repack', '-a', '-d', '-q');
}

export async function makeMarketplace(
  github: SandboxGitHub,
  fullName: string,
  plugins: readonly Plugin[],
): Promise<Marketplace> {
  const repository = await github.createRepository(fullName);
  const path = (n: number) => `plugins/plugin-${n}`;
  const entries = plugins.map((_, n) => ({ name: `plugin-${n}`, source: `./${path(n)}`, version: '1.0.0' }));
  const sections = plugins.map(
    (one, n) => `[submodule "${path(n)}"]\n\tpath = ${path(n)}\n\turl = ${one.repository.cloneUrl()}\n`,
  );
  const catalogue = { name: 'bench', owner: { name: 'Bench' }, plugins: entries };
  const listed = await repository.commit({
    files: {
      ...Object.fromEntries(plugins.map(({ first }, n) => [path(n), { gitlink: first }])),
      '.gitmodules': sections.join(''),
      '.claude-plugin/marketplace.json': `${JSON.stringify(catalogue, null, 2)}\n`,
    },
  });
  return { repository, plugins, listed };
}

/** All submodules are one version behind again. */
export async function reset({ repository, listed }: Marketplace): Promise<void> {
  await repository.git('update-ref', 'refs/heads/main', listed);
}
