import type { GitObject } from './cat-file.ts';
import type { ObjectStore } from './objects.ts';

export interface Person {
  name: string;
  email: string;
  /** ISO 8601 in UTC, to the second, as the API writes times. */
  date: string;
  /** ISO 8601 with the person's own offset, as events write times. */
  localDate: string;
}

export interface Commit {
  oid: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  message: string;
  /** Of those that GitHub made for a bot; see `BOT_SIGNATURE`. */
  signature: string | null;
}

export interface Tag {
  oid: string;
  target: string;
  name: string;
  message: string;
}

/** Splits a commit or tag object into its headers (several of one name are kept) and its message. */
function parseHeaders(data: Buffer): { headers: [string, string][]; message: string } {
  const text = data.toString();
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const headers = head.split('\n').map((line): [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });
  return { headers, message: end < 0 ? '' : text.slice(end + 2) };
}

function parsePerson(line: string): Person {
  const [, name = '', email = '', seconds = '0', zone = '+0000'] =
    /^(.*?) ?<([^>]*)> (-?\d+) ([+-]\d{4})$/.exec(line) ?? [];
  const minutes = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
  const local = isoSeconds(Number(seconds) + minutes * 60).replace(
    'Z',
    `${zone.slice(0, 3)}:${zone.slice(3)}`,
  );
  return {
    name,
    email,
    date: isoSeconds(Number(seconds)),
    localDate: minutes === 0 ? isoSeconds(Number(seconds)) : local,
  };
}

/** Seconds since 1970 as `2026-01-12T10:00:00Z`. */
export function isoSeconds(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** An object is read once and asked for each of its fields. */
const commits = new WeakMap<GitObject, Commit>();

export function parseCommit(object: GitObject): Commit {
  const known = commits.get(object);
  if (known !== undefined) return known;
  const commit = readHeaders(object);
  commits.set(object, commit);
  return commit;
}

function readHeaders(object: GitObject): Commit {
  const { headers, message } = parseHeaders(object.data);
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value);
  const [tree = '', author = '', committer = ''] = ['tree', 'author', 'committer'].map(
    (name) => all(name)[0] ?? '',
  );
  return {
    oid: object.oid,
    tree,
    parents: all('parent'),
    author: parsePerson(author),
    committer: parsePerson(committer),
    message: message.replace(/\n+$/, ''),
    signature: all('gpgsig').length > 0 ? BOT_SIGNATURE : null,
  };
}

export function parseTag(object: GitObject): Tag {
  const { headers, message } = parseHeaders(object.data);
  const first = (name: string) => headers.find(([key]) => key === name)?.[1] ?? '';
  return {
    oid: object.oid,
    target: first('object'),
    name: first('tag'),
    message: message.replace(/\n+$/, ''),
  };
}

export async function readCommit(store: ObjectStore, oid: string): Promise<Commit | null> {
  const object = await store.read(oid);
  return object?.type === 'commit' ? parseCommit(object) : null;
}

/** Follows annotated tags to what they point at; returns its id. */
export async function peel(store: ObjectStore, oid: string): Promise<string> {
  const object = await store.read(oid);
  return object?.type === 'tag' ? peel(store, parseTag(object).target) : oid;
}

/** Represents the signature that GitHub adds to the commits it makes for bots. */
export const BOT_SIGNATURE = '-----BEGIN PGP SIGNATURE-----\n\nsandbox\n-----END PGP SIGNATURE-----';

/** Who made something; the time is ISO 8601, with any offset. Default: now. */
export interface Signer {
  name: string;
  email: string;
  date?: string | undefined;
}

export const OCTOCAT: Signer = { name: 'Octo Cat', email: 'octocat@example.com' };

function personLine({ name, email, date = new Date().toISOString() }: Signer): string {
  const [, hours = '+00', minutes = '00'] = /([+-]\d\d):?(\d\d)$/.exec(date) ?? [];
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} ${hours}${minutes}`;
}

interface NewCommit extends Pick<Commit, 'tree' | 'parents' | 'message'> {
  author?: Signer;
  committer?: Signer;
  signed?: boolean;
}

/** Writes a commit, by default by the sandbox's one author. */
export function writeCommit(store: ObjectStore, commit: NewCommit): string {
  const { tree, parents, message, author = OCTOCAT, committer = author, signed = false } = commit;
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${personLine(author)}`,
    `committer ${personLine(committer)}`,
    ...(signed ? [`gpgsig ${BOT_SIGNATURE.replaceAll('\n', '\n ')}`] : []),
  ];
  return store.write('commit', Buffer.from(`${headers.join('\n')}\n\n${withLineEnd(message)}`));
}

/** Writes the object of an annotated tag. */
export function writeTag(store: ObjectStore, { name, target }: { name: string; target: string }): string {
  const headers = [`object ${target}`, 'type commit', `tag ${name}`, `tagger ${personLine(OCTOCAT)}`];
  return store.write('tag', Buffer.from(`${headers.join('\n')}\n\n${name}\n`));
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
