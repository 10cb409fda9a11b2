import { distance } from 'fastest-levenshtein';
import { manifestPath } from '../github/plugin-at.ts';
import { fullName, repositoryKey } from '../github/repository.ts';
import { count, display, quote, some } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { entryName, type Marketplace, type Subject } from './marketplace.ts';

/** What started the run. */
export interface UpdateEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A plugin that an event says has changed: a hint, never the truth. Every text in it is a stranger's. */
export interface Claim {
  readonly plugin: string;
  readonly version: string | null;
  readonly repository: string | null;
  readonly path: string | null;
}

/** More in one event than GitHub's 64 KB can hold would be none of ours. */
const MOST_CLAIMS = 1000;

/** PURE: the plugins that a `repository_dispatch` names, if it is one of ours in shape. */
export function claimsOf({ name, payload }: UpdateEvent): Claim[] {
  const client = payload['client_payload'];
  if (name !== 'repository_dispatch' || !isObject(client)) return [];
  const repository = textOf(client['repository']);
  const listed = client['plugins'];
  const all = Array.isArray(listed) && listed.length > 0 ? listed.slice(0, MOST_CLAIMS) : [client];
  return all.filter(isObject).flatMap((one): Claim[] => {
    const plugin = textOf(one['plugin']);
    if (plugin === null) return [];
    return [{ plugin, version: textOf(one['version']), repository, path: textOf(one['path']) }];
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** PURE: the log's first lines: the event, and what it claims. */
export function eventLines({ name, payload }: UpdateEvent, claims: readonly Claim[]): string[] {
  const type = name === 'repository_dispatch' ? ` ${display(textOf(payload['action']) ?? '')}` : '';
  const first = `Event: ${display(name)}${type}`.trimEnd();
  if (claims.length === 0) return [`${first}. Every plugin is compared with its repository.`];
  const shown = claims.map(({ plugin, version, repository }) => {
    const from = repository === null ? '' : ` in ${display(repository)}`;
    return `${display(plugin)} ${display(version ?? '(no version)')}${from}`;
  });
  return [
    `${first}. It says: ${some(shown)}.`,
    'That is a hint: every plugin is compared with its repository.',
  ];
}

/** PURE: the entries that a claim means: by repository and path (ignoring case), else by name. */
export function claimed(claim: Claim, marketplace: Marketplace): Subject[] {
  const { subjects } = marketplace;
  const here = placeKey(claim.repository ?? '', claim.path ?? '');
  const byPlace = subjects.filter((subject) => placeOf(subject, marketplace) === here);
  if (byPlace.length > 0) return byPlace;
  return subjects.filter(({ entry }) => entry.name === claim.plugin);
}

function placeOf({ source }: Subject, { repository }: Marketplace): string | null {
  switch (source.kind) {
    case 'skipped':
      return null;
    case 'relative':
      return placeKey(fullName(repository), manifestPath(source.directory));
    case 'submodule': {
      const { pointer, directory } = source;
      return pointer.repository === null
        ? null
        : placeKey(fullName(pointer.repository), manifestPath(directory));
    }
    case 'remote':
      return placeKey(repositoryKey(source.repository), manifestPath(source.directory));
  }
}

function placeKey(repository: string, path: string): string {
  return `${repository} ${path}`.toLowerCase();
}

/** Names that are further away than this are no slip of the pen. */
const NEAR = 4;
const LONGEST_NAME = 100;

/** PURE: what to say of a plugin that no entry is. */
export function unknownPlugin({ plugin }: Claim, { subjects, file }: Marketplace): string {
  const near = subjects
    .map(({ entry }) => entryName(entry))
    .map((name) => ({ name, far: distance(plugin.slice(0, LONGEST_NAME), name.slice(0, LONGEST_NAME)) }))
    .filter(({ far }) => far <= NEAR)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3);
  const hint = near.length === 0 ? '' : ` The nearest: ${near.map(({ name }) => quote(name)).join(', ')}.`;
  return (
    `The event names ${quote(plugin)}, but none of the ${count(subjects.length, 'plugin')} in ${quote(file.path)} is that one.${hint} ` +
    'List it there, or take this marketplace out of its `marketplace` input.'
  );
}
