/** A path in a repository, without `./` and trailing slash (`''` is the root), or why a text is not one. */
export type SourcePath =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'fault'; readonly fault: string };

/**
 * PURE: a source that is text: `./path`, `./` or `.` from the marketplace's root, or a bare name below
 * `metadata.pluginRoot` (https://code.claude.com/docs/en/plugin-marketplaces#relative-paths).
 */
export function localDirectory(source: string, pluginRoot: string | null): SourcePath {
  if (source === '.' || source.startsWith('./')) return subdirectory(source);
  const bare = /^[^/:@\\]+(?:\/[^/:@\\]+)*\/?$/.test(source) && !source.startsWith('..');
  if (!bare) return fault('is neither a path that starts with "./" nor a source that Claude Code knows');
  if (pluginRoot === null)
    return fault('is not a path: write it with a leading "./", or set `metadata.pluginRoot`');
  return subdirectory(`${pluginRoot}/${source}`);
}

/** PURE: the `path` of a source, relative to its repository's root. */
export function subdirectory(path: unknown): SourcePath {
  if (typeof path !== 'string') return fault('is not a string');
  if (path.startsWith('/')) return fault('is absolute');
  if (/\\|\p{Cc}/u.test(path)) return fault('contains characters that are not allowed in a path');
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) return fault('leaves its repository ("..")');
  return { kind: 'path', path: steps.join('/') };
}

function fault(text: string): SourcePath {
  return { kind: 'fault', fault: text };
}
