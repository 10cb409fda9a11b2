/** A submodule as `.gitmodules` declares it. */
export interface Submodule {
  /** From the repository's root, without a slash at its end. */
  readonly path: string;
  /** As it is written, relative ones too; null where there is none. */
  readonly url: string | null;
  /** The branch to follow, `.` meaning the superproject's own; null where there is none. */
  readonly branch: string | null;
}

export type ParsedGitmodules =
  | { readonly kind: 'gitmodules'; readonly submodules: readonly Submodule[] }
  /** What git refuses to read, too: at the line (from 1) where it stops. */
  | { readonly kind: 'problem'; readonly line: number };

/**
 * Reads the text of a `.gitmodules` (https://git-scm.com/docs/gitmodules) as git does, in the syntax of its
 * configuration files (https://git-scm.com/docs/git-config#_syntax).
 *
 * One submodule for each path: where a key stands twice in a submodule's section, or two sections have one path,
 * the last counts. A section without a path is no submodule.
 */
export function parseGitmodules(text: string): ParsedGitmodules {
  const reader: Reader = { text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), position: 0 };
  const settings = readSettings(reader);
  if (settings === null) return { kind: 'problem', line: lineOf(reader) };
  return { kind: 'gitmodules', submodules: submodulesOf(settings) };
}

/** `submodule.<name>.path` and what it is set to, as `git config --list` has them; null is a key without `=`. */
type Setting = readonly [key: string, value: string | null];

function submodulesOf(settings: readonly Setting[]): readonly Submodule[] {
  const values = new Map(settings);
  const names = new Set(settings.flatMap(([key]) => /^submodule\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []));
  const submodules = [...names].flatMap((name): Submodule[] => {
    const setting = (key: string) => values.get(`submodule.${name}.${key}`) ?? null;
    const path = setting('path')?.replace(/(?<!\/)\/+$/, '') ?? '';
    return path === '' ? [] : [{ path, url: setting('url'), branch: setting('branch') }];
  });
  return [...new Map(submodules.map((submodule) => [submodule.path, submodule])).values()];
}

/** What is read, and how far. */
interface Reader {
  readonly text: string;
  position: number;
}

/** White space and comments, to the end of their line. */
const BLANK = /(?:[ \t\r\n]+|[#;][^\n]*)*/y;
/** `[section]`, `[section "subsection"]`, and the old `[section.subsection]`. */
const HEADER = /\[([A-Za-z0-9.-]*)(?:[ \t\r]+"((?:[^"\\\n]|\\[^\n])*)")?\]/y;
/** A key with `=`, or alone at the end of its line. */
const KEY = /([A-Za-z][A-Za-z0-9-]*)[ \t]*(=|\n|$)/y;
/** Of a value: an escaped character or line end, a quote, white space, a comment, or anything else in its line. */
const PART = /\\([\\"tbn\n]|$)|(")|([ \t\r]+)|([#;][^\n]*)|[^\\" \t\r\n#;]+/y;
/** The same between quotes, where white space and comments are text. */
const QUOTED = /\\([\\"tbn\n]|$)|(")|[^\\"\n]+/y;

/** What stands next, if it is this; the reader is then behind it. */
function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.position;
  const found = pattern.exec(reader.text);
  if (found !== null) reader.position = pattern.lastIndex;
  return found;
}

/** All settings in their order; null where git reads no further, with the reader there. */
function readSettings(reader: Reader): Setting[] | null {
  const settings: Setting[] = [];
  let section = '';
  for (;;) {
    take(reader, BLANK);
    if (reader.position === reader.text.length) return settings;
    const header = take(reader, HEADER);
    const name = header === null ? null : sectionOf(header);
    if (name === '') return null;
    if (name !== null) section = name;
    else {
      const setting = readSetting(reader, section);
      if (setting === null) return null;
      settings.push(setting);
    }
  }
}

/** Sections are told apart whatever their case, subsections in quotes are not. */
function sectionOf([, section = '', subsection]: RegExpExecArray): string {
  const name = section.toLowerCase();
  return subsection === undefined ? name : `${name}.${subsection.replace(/\\(.)/gs, '$1')}`;
}

function readSetting(reader: Reader, section: string): Setting | null {
  const key = take(reader, KEY);
  if (key === null) return null;
  const name = `${section}.${key[1]?.toLowerCase()}`;
  if (key[2] !== '=') return [name, null];
  const value = readValue(reader);
  return value === null ? null : [name, value];
}

/** What a backslash makes of the character behind it; a line's end is continued. */
const ESCAPED: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', '\n': '' };

/** The value up to the end of its line, without the white space around it; null where git refuses it. */
function readValue(reader: Reader): string | null {
  let value = '';
  let space = '';
  let quoted = false;
  for (let part = take(reader, PART); part !== null; part = take(reader, quoted ? QUOTED : PART)) {
    const [all, escaped, quote, blank, unread] = part;
    if (blank !== undefined) space += value === '' ? '' : blank;
    else if (unread === undefined) {
      value += space + (quote === undefined ? unescaped(all, escaped) : '');
      space = '';
      if (quote !== undefined) quoted = !quoted;
    }
  }
  return !quoted && atLineEnd(reader) ? value : null;
}

function unescaped(all: string, escaped: string | undefined): string {
  return escaped === undefined ? all : (ESCAPED[escaped] ?? escaped);
}

function atLineEnd({ text, position }: Reader): boolean {
  return position === text.length || text[position] === '\n';
}

function lineOf({ text, position }: Reader): number {
  return text.slice(0, position).split('\n').length;
}
