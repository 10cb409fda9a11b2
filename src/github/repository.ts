export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** `owner/name`. */
export function fullName({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/** `owner/name` in the characters that GitHub allows (`_` in an owner: managed users of an enterprise). */
export function isRepositoryName(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(text);
}

/** One string per repository, whatever the case of its name. */
export function repositoryKey(repository: RepositoryName): string {
  return fullName(repository).toLowerCase();
}
