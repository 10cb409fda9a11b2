/** A pattern, ready to be compared with texts. */
export interface Glob {
  readonly matches: (text: string) => boolean;
  /** Whether nothing in it stands for anything but itself. */
  readonly isLiteral: boolean;
}

/** The characters of a text, and places in it → the places that are behind the part, begun at any of these. */
export type GlobPart = (text: readonly string[], from: ReadonlySet<number>) => ReadonlySet<number>;

/**
 * PURE: a pattern as people write it: `*` within a segment, `**` across segments, `?`, `[a-z]`, `[!a]`, `{a,b}`, and `\`
 * before what is meant as it stands. The pattern's own text always matches.
 *
 * Each part takes all places that were reached before at once, so the time grows with the text's length times the
 * pattern's. Made into a regular expression, `*a*a*a*a*b` would try every way to divide a text among its stars.
 */
export function globOf(pattern: string): Glob {
  const tokens = [...pattern.matchAll(TOKEN)];
  const whole = sequence(partsOf(tokens));
  const matches = (text: string) => {
    if (text === pattern) return true;
    // An empty segment is none that `*` could stand for.
    if (/^\/|\/\/|\/$/.test(text)) return pattern === '**';
    const characters = [...text];
    return whole(characters, new Set([0])).has(characters.length);
  };
  return { matches, isLiteral: tokens.every(({ groups }) => groups?.['literal'] !== undefined) };
}

/** `**` is more than `*` only as a whole segment, or as one of a choice between braces. */
const TOKEN =
  /(?<folders>(?<![^/{,])\*\*\/)|(?<below>\/\*\*(?=$|[,}]))|(?<everything>(?<![^/{,])\*\*(?=$|[,}]))|(?<star>\*+)|(?<any>\?)|(?<set>\[[!^]?[^\]/]+\])|(?<brace>\{)|\\(?<escaped>.)|(?<literal>.)/gsu;

type Token = RegExpMatchArray;

function partsOf(tokens: readonly Token[]): GlobPart[] {
  const parts: GlobPart[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const choices = choicesFrom(tokens, at);
    parts.push(choices === null ? partOf(tokens[at]) : anyOf(choices.map((one) => sequence(partsOf(one)))));
    at += choices === null ? 0 : choices.flat().length + choices.length;
  }
  return parts;
}

/** What the braces that open here hold, parted by commas; null where they are none, never close or hold only one. */
function choicesFrom(tokens: readonly Token[], start: number): Token[][] | null {
  if (tokens[start]?.[0] !== '{') return null;
  const choices: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start + 1)) {
    const [text] = token;
    if (text === '}' && depth-- === 0) return choices.length > 1 ? choices : null;
    if (text === '{') depth++;
    if (text === ',' && depth === 0) choices.push([]);
    else choices.at(-1)?.push(token);
  }
  return null;
}

function partOf(token: Token | undefined): GlobPart {
  const { folders, below, everything, star, any, set, escaped } = token?.groups ?? {};
  if (folders !== undefined) return FOLDERS;
  if (below !== undefined) return BELOW;
  if (everything !== undefined) return ANYTHING;
  if (star !== undefined) return STAR;
  if (any !== undefined) return oneCharacter((character) => character !== '/');
  if (set !== undefined) return oneCharacter(inSet(set.slice(1, -1)));
  const own = escaped ?? token?.[0];
  return oneCharacter((character) => character === own);
}

export function inSet(text: string): (character: string) => boolean {
  const isNot = /^[!^]/.test(text);
  const ranges = [...(isNot ? text.slice(1) : text).matchAll(/(.)(?:-(.))?/gsu)];
  const isIn = (character: string) =>
    ranges.some(([, from = '', to = from]) => from <= character && character <= to);
  return (character) => character !== '/' && isIn(character) !== isNot;
}

export function sequence(parts: readonly GlobPart[]): GlobPart {
  return (text, from) => parts.reduce((places, part) => part(text, places), from);
}

export function anyOf(parts: readonly GlobPart[]): GlobPart {
  return (text, from) => new Set(parts.flatMap((part) => [...part(text, from)]));
}

export function oneCharacter(isIt: (character: string) => boolean): GlobPart {
  return (text, from) =>
    new Set([...from].filter((at) => at < text.length && isIt(text[at] ?? '')).map((at) => at + 1));
}

/** Once or more often. */
export function repeated(part: GlobPart): GlobPart {
  return (text, from) => {
    const reached = new Set(part(text, from));
    for (const at of reached) for (const next of part(text, new Set([at]))) reached.add(next);
    return reached;
  };
}

/** From each place on, as long as `goesOn`; what was reached before is not gone through again. */
function run(goesOn: (character: string) => boolean): GlobPart {
  return (text, from) => {
    const reached = new Set(from);
    for (const at of reached) if (at < text.length && goesOn(text[at] ?? '')) reached.add(at + 1);
    return reached;
  };
}

export const AS_IT_IS: GlobPart = (_, from) => from;
export const STAR = run((character) => character !== '/');
export const ANYTHING = run(() => true);
/** `**` and a slash: no folder, or some. */
export const FOLDERS: GlobPart = (text, from) =>
  new Set([...from, ...[...ANYTHING(text, from)].filter((at) => text[at - 1] === '/')]);
/** A slash and `**`: all below, and the folder itself. */
const BELOW: GlobPart = (text, from) =>
  new Set([
    ...[...from].filter((at) => at === text.length),
    ...ANYTHING(text, new Set([...from].filter((at) => text[at] === '/'))),
  ]);
