/**
 * PURE: the host under which a server of GitHub's own is known: any name below `github.com`, and any below a tenant of
 * `ghe.com`, is that one, as gh has it (https://cli.github.com/manual/gh_help_environment). Others stay as they are.
 */
export function knownHost(host: string): string {
  if (/(?:^|\.)github\.com$/.test(host)) return 'github.com';
  return /(?:^|\.)([^.:]+\.ghe\.com)$/.exec(host)?.[1] ?? host;
}

/** PURE: whether a host, as {@link knownHost} has it, is one of GitHub's own: github.com, or `<tenant>.ghe.com`. */
export function isGitHubs(host: string): boolean {
  return host === 'github.com' || /^[^.:]+\.ghe\.com$/.test(host);
}
