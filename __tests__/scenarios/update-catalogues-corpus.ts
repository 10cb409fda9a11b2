import { readdirSync, readFileSync } from 'node:fs';

/** The real marketplaces of the corpus, and where each entry's plugin lives, read by code of the tests' own. */

/** One of `plugins[]`, as far as it matters here. */
export interface Entry {
  readonly name: string;
  readonly version?: string;
  readonly source: string | Readonly<Record<string, string>>;
}

export interface RealCatalogue {
  /** `<owner>+<repository>`, without `.json`. */
  readonly file: string;
  /** `owner/repository`. */
  readonly repository: string;
  readonly text: string;
  readonly entries: readonly Entry[];
  /** The text of `.gitmodules`, where there is one. */
  readonly gitmodules: string | null;
  readonly gitlinks: readonly string[];
}

/** Where an entry's plugin lives; `repository` is `owner/name` in lower case, `directory` is `''` for the root. */
export type Home =
  | { readonly kind: 'local'; readonly directory: string }
  | {
      readonly kind: 'submodule';
      readonly path: string;
      readonly repository: string;
      readonly directory: string;
    }
  | {
      readonly kind: 'remote';
      readonly repository: string;
      readonly directory: string;
      readonly ref: string | null;
      readonly sha: string | null;
    }
  /** In a submodule that `.gitmodules` does not list. */
  | { readonly kind: 'orphan' }
  /** What is not followed: npm packages, texts that are no path. */
  | { readonly kind: 'other' };

const FOLDER = new URL('../corpus/marketplaces/', import.meta.url);

export function readCatalogues(): RealCatalogue[] {
  const names = readdirSync(FOLDER);
  const read = (name: string) =>
    names.includes(name) ? readFileSync(new URL(encodeURIComponent(name), FOLDER), 'utf8') : null;
  const files = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  return files.sort().map((file) => {
    const [owner, name] = file.split('+');
    const text = read(`${file}.json`) ?? '';
    const links = (read(`${file}.gitlinks.tsv`) ?? '').split('\n').slice(1).filter(Boolean);
    return {
      file,
      repository: `${owner}/${name}`,
      text,
      entries: entriesIn(text),
      gitmodules: read(`${file}.gitmodules`),
      gitlinks: links.map((line) => line.split('\t')[0] ?? ''),
    };
  });
}

export function entriesIn(text: string): Entry[] {
  return (JSON.parse(text) as { plugins: Entry[] }).plugins;
}

/** Path and repository of each submodule that `.gitmodules` lists. */
export function submodulesOf({ gitmodules }: RealCatalogue): Map<string, string> {
  const sections = (gitmodules ?? '').split(/^\[submodule .*$/m).slice(1);
  return new Map(
    sections.map((section) => [
      /^\s*path = (.*)$/m.exec(section)?.[1] ?? '',
      repositoryIn(/^\s*url = (.*)$/m.exec(section)?.[1] ?? ''),
    ]),
  );
}

export function homeOf({ source }: Entry, catalogue: RealCatalogue): Home {
  if (typeof source === 'string') return source.startsWith('./') ? homeAt(source, catalogue) : OTHER;
  const { source: kind = '', url, repo, path = '', ref = null, sha = null } = source;
  const address = repo ?? url;
  if (!['github', 'url', 'git-subdir'].includes(kind) || address === undefined) return OTHER;
  return { kind: 'remote', repository: repositoryIn(address), directory: path, ref, sha };
}

const OTHER: Home = { kind: 'other' };

function homeAt(source: string, catalogue: RealCatalogue): Home {
  const directory = source.replace(/^\.\//, '').replace(/\/$/, '');
  const listed = submodulesOf(catalogue);
  const path = catalogue.gitlinks.find((link) => `${directory}/`.startsWith(`${link}/`));
  if (path === undefined) return { kind: 'local', directory };
  const repository = listed.get(path);
  if (repository === undefined) return { kind: 'orphan' };
  return { kind: 'submodule', path, repository, directory: directory.slice(path.length + 1) };
}

function repositoryIn(address: string): string {
  return address
    .replace(/^https:\/\/github\.com\//, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

/** In a few words, for counting. */
export function kindOf({ source }: Entry, { kind }: Home): string {
  if (kind === 'local') return 'relative';
  if (kind === 'submodule' || kind === 'orphan') return 'relative in a submodule';
  if (typeof source === 'string') return 'text that is no path';
  const pinned = ['ref', 'sha'].filter((key) => key in source).map((key) => ` + ${key}`);
  return `${source['source']}${pinned.join('')}`;
}
