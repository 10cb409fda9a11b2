import { createHash } from 'node:crypto';

/**
 * PURE: our part of the issue's body, between two comments that GitHub does not show. What people write before and
 * after it stays. Each line names its plugin in a comment of its own, so that a run that looked at some plugins only
 * can keep the lines of the others.
 */

/** One plugin that is held or was not read. */
export interface Item {
  /** Of the plugin's name: {@link keyOf}. */
  readonly key: string;
  /** `passing`: the next run may well read it. */
  readonly kind: 'held' | 'passing';
  /** Markdown, in one line; null where there was no room for it. */
  readonly text: string | null;
}

/** What our part says. */
export interface Listed {
  readonly items: readonly Item[];
  /** How many more there are, of which not even the names had room. */
  readonly more: number;
}

/** Our part as it stands in a body. */
export interface ReportPart extends Listed {
  /** What it was made from. */
  readonly fingerprint: string;
  /** The issue that it was written for; null where its number was not known yet. */
  readonly issue: number | null;
  readonly before: string;
  readonly after: string;
}

const END = '<!-- notify-marketplace report end -->';
const ALSO = /^<!-- also((?: [\w-]{6}[hp])*)(?: \+(\d+))? -->\r?$/m;
const ITEM = /^- (.*) <!-- ([\w-]{6})([hp]) -->\r?$/gm;

/**
 * PURE: six characters that stand for a name: enough to tell thousands apart. None is a hyphen: of two, GitHub's Markdown
 * would show the comment that they are in (https://github.github.com/gfm/#html-comment).
 */
export function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 6).replaceAll('-', '_');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Where our part begins: at the issue's own number, or at none where it was not known yet. It is a line of its own, so
 * that a quotation (`> <!-- …`) is none, and if there is another, not one that a person copied into a block of code.
 * Where somebody has joined it with other text, it is still ours if it has the number.
 */
function beginIn(body: string, title: string, own: number): RegExpExecArray | null {
  const isOwn = ([, , issue]: RegExpExecArray) => Number(issue) === own;
  const marker = `<!-- notify-marketplace report ${digest(title)} ([0-9a-f]{16}) (?:of (\\d+)|new) -->`;
  const alone = [...body.matchAll(new RegExp(`^${marker}\\r?$`, 'gm'))];
  const lines = alone.filter((one) => one[2] === undefined || isOwn(one));
  const numbered = [...body.matchAll(new RegExp(marker, 'g'))].filter(isOwn);
  return lines.find(({ index }) => !isInCode(body.slice(0, index))) ?? lines[0] ?? numbered[0] ?? null;
}

/** Whether a text ends within a block of code: https://github.github.com/gfm/#fenced-code-blocks. */
function isInCode(text: string): boolean {
  let fence = '';
  for (const [, mark = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && rest.trim() === '') fence = '';
  }
  return fence !== '';
}

/**
 * PURE: our part of the body of issue `own`; null where there is none. Titles tell the issues of several workflows apart. Where its end
 * is gone, nothing behind the beginning is taken for ours.
 */
export function reportPartIn(body: string, title: string, own: number): ReportPart | null {
  const begin = beginIn(body, title, own);
  if (begin === null) return null;
  const [whole, fingerprint = '', issue] = begin;
  const start = begin.index + whole.length;
  const end = body.indexOf(END, start);
  const inner = end === -1 ? '' : body.slice(start, end);
  return {
    ...listedIn(inner),
    fingerprint,
    issue: issue === undefined ? null : Number(issue),
    before: body.slice(0, begin.index),
    after: end === -1 ? body.slice(start) : body.slice(end + END.length),
  };
}

function listedIn(text: string): Listed {
  const shown = [...text.matchAll(ITEM)].map(([, line = '', key = '', kind]) => itemOf(key, kind, line));
  const [, keys = '', more = '0'] = ALSO.exec(text) ?? [];
  const hidden = keys
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => itemOf(one.slice(0, 6), one.slice(6), null));
  return { items: [...shown, ...hidden], more: Number(more) };
}

function itemOf(key: string, kind: string | undefined, text: string | null): Item {
  return { key, kind: kind === 'p' ? 'passing' : 'held', text };
}

/** GitHub takes 65,536 characters; this leaves room for our own words. */
const LONGEST_BODY = 63_000;
/** Characters of keys that have no line. */
const MOST_KEYS = 27_000;
const KEY = ' abcdefh'.length;

export interface Writing {
  readonly title: string;
  /** The issue's number; null where it is to be opened. */
  readonly issue: number | null;
  /** The words above the list, and those that stand there where it is empty. */
  readonly intro: string;
  readonly empty: string;
  readonly headings: Readonly<Record<Item['kind'], string>>;
}

/** PURE: which of the items have a line, and which only a key. What was hidden before stays hidden. */
export function fitted({ items, more }: Listed, around: number): Listed {
  const space = Math.max(0, LONGEST_BODY - around);
  const isLong = items.reduce((sum, one) => sum + lengthOf(one), 0) > space;
  const forKeys = isLong ? Math.min(items.length * KEY, MOST_KEYS, Math.floor(space / 2)) : MOST_KEYS;
  const room = isLong ? space - forKeys : space;
  let used = 0;
  const cut = items.map((one) => {
    used += lengthOf(one);
    return used <= room ? one : { ...one, text: null };
  });
  const hidden = cut.filter(({ text }) => text === null);
  const dropped = new Set(hidden.slice(Math.floor(forKeys / KEY)));
  return { items: cut.filter((one) => !dropped.has(one)), more: more + dropped.size };
}

function lengthOf({ text }: Item): number {
  return text === null ? 0 : text.length + '-  <!-- abcdefh -->\n'.length;
}

/** PURE: the same for the same list. What GitHub said of a failure that passes differs each time. */
export function fingerprintOf({ items, more }: Listed): string {
  const told = items.map(({ key, kind, text }) => [key, kind, kind === 'passing' ? text !== null : text]);
  return digest(JSON.stringify([told, more]));
}

/** PURE: our part as text. */
export function reportPartText(listed: Listed, writing: Writing): string {
  const { title, issue } = writing;
  const whose = issue === null ? 'new' : `of ${issue}`;
  return [
    `<!-- notify-marketplace report ${digest(title)} ${fingerprintOf(listed)} ${whose} -->`,
    ...wordsOf(listed, writing),
    END,
  ].join('\n');
}

function wordsOf(listed: Listed, { intro, empty, headings }: Writing): string[] {
  const { items, more } = listed;
  if (items.length + more === 0) return ['', empty, ''];
  const hidden = items.filter(({ text }) => text === null);
  const rest = hidden.length + more;
  const keys = hidden.map(({ key, kind }) => ` ${key}${kind.charAt(0)}`).join('');
  return [
    '',
    intro,
    '',
    ...(['held', 'passing'] as const).flatMap((kind) => group(items, kind, headings[kind])),
    ...(rest === 0 ? [] : [`… and ${rest} more: the job summary lists them all.`, '']),
    ...(rest === 0 ? [] : [`<!-- also${keys}${more > 0 ? ` +${more}` : ''} -->`]),
  ];
}

function group(items: readonly Item[], kind: Item['kind'], heading: string): string[] {
  const lines = items.flatMap((item) =>
    item.kind === kind && item.text !== null ? [`- ${item.text} <!-- ${item.key}${kind.charAt(0)} -->`] : [],
  );
  return lines.length === 0 ? [] : [`**${heading}**`, '', ...lines, ''];
}

/** PURE: a body in which our part is another text. */
export function bodyWith({ before, after }: Pick<ReportPart, 'before' | 'after'>, text: string): string {
  return `${before}${text}${after}`;
}
