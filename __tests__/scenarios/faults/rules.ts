import type { LoggedRequest } from '../../../sandbox/types.ts';
import type { Report } from '../../../src/action/report.ts';
import type { Cell, Good } from './matrix.ts';
import type { Place, Ran } from './place.ts';

/** All that was seen of one cell. */
export interface Judged {
  readonly cell: Cell;
  readonly good: Good;
  readonly place: Place;
  /** How often the fault struck. */
  readonly met: number;
  readonly ran: Ran;
  readonly requests: readonly LoggedRequest[];
  /** After the run with the fault, and after the one without. */
  readonly state: readonly string[];
  readonly next: Ran;
  readonly end: readonly string[];
}

/** More than a good run needs: a branch that keeps moving is read six times, and looked at five times in between. */
export const MOST_MORE_REQUESTS = 80;
/** Of each repository, where all of them fail: halved down to it, and then tried four times. */
const TRIES_OF_ONE = 5;
/** `wait` looks again, with up to three requests, after so long at least, but for its very first looks. */
const SHORTEST_LOOK = 10_000;
/** All waits of a run. */
export const LONGEST_WAIT = 300_000;

/** PURE: what of the contract a run broke; empty where it kept it. */
export function violationsOf(judged: Judged): string[] {
  const rules = judged.cell.fault.other === undefined ? [...ALWAYS, ...ALONE] : [...ALWAYS, leavesTheirs];
  return rules.flatMap((rule) => rule(judged));
}

const ALWAYS: readonly ((judged: Judged) => string[])[] = [
  staysUp,
  saysOnlyWhatIsSo,
  tellsUnbumped,
  keepsWhatIsKept,
  isBounded,
  stopsAtLimits,
  namesLimits,
  hidesTokens,
  speaksPlainly,
];

/** What holds where nobody else writes in the meantime. */
const ALONE: readonly ((judged: Judged) => string[])[] = [isHonest, claimsNothingElse, converges];

function staysUp({ ran, next }: Judged): string[] {
  return [ran, next].flatMap(({ crash }) => (crash === null ? [] : [`crash: ${String(crash)}`]));
}

/** What was not done is said: by a failure, or for a held plugin by a warning. */
function isHonest({ cell, good, ran: { report }, state }: Judged): string[] {
  if (report === null || same(state, good.state)) return [];
  if (cell.world.kind === 'notify') {
    const lost = good.state.filter((line) => !state.includes(line));
    return report.failure === null && lost.length > 0 ? [`lost without a failure: ${lost.join('; ')}`] : [];
  }
  const said = report.failure !== null || newWarnings(report, good.ran.report).length > 0;
  return said ? [] : [`not done, and nothing said: ${difference(good.state, state)}`];
}

function newWarnings(report: Report, good: Report | null): string[] {
  const plain = (text: string) =>
    text.replace(/\bacme\d+/g, 'owner').replace(/\b[0-9a-f]{7}\b/g, '(a commit)');
  const lineOf = ({ title, text }: Report['annotations'][number]) => `${title} ${plain(text)}`;
  const known = new Set((good?.annotations ?? []).map(lineOf));
  const loud = report.annotations.filter(({ level }) => level !== 'notice');
  return loud.map(lineOf).filter((line) => !known.has(line));
}

/** A preview sends nothing, so what it says is what counts. */
function saysOnlyWhatIsSo({ cell, good, ran: { report } }: Judged): string[] {
  if (report === null || cell.world.kind !== 'notify') return [];
  const [mine, theirs] = [changesOf(report), changesOf(good.ran.report)];
  const invented = mine.filter((line) => !theirs.includes(line));
  const missed = report.failure === null ? theirs.filter((line) => !mine.includes(line)) : [];
  return [
    ...invented.map((line) => `invented: ${line}`),
    ...missed.map((line) => `left out without a failure: ${line}`),
  ];
}

/** What changed without a bump is said, and where it must fail the run is never green without that. */
function tellsUnbumped({ good, ran: { report } }: Judged): string[] {
  if (report === null) return [];
  const [mine, theirs] = [unbumpedIn(report), unbumpedIn(good.ran.report)];
  const invented = mine.filter((line) => !theirs.includes(line) && !line.includes('It is not known whether'));
  const missed = report.failure === null ? theirs.filter((line) => !mine.includes(line)) : [];
  return [
    ...invented.map((line) => `invented: ${line}`),
    ...missed.map((line) => `let through without a failure: ${line}`),
  ];
}

function unbumpedIn(report: Report | null): string[] {
  const all = report?.annotations ?? [];
  return all.filter(({ title }) => title === 'unbumped').map(({ level, text }) => `${level} ${text}`);
}

function changesOf(report: Report | null): string[] {
  const rows: Record<string, unknown>[] = JSON.parse(report?.outputs['changes'] ?? '[]');
  return rows.map(({ plugin, change, version, previous_version }) =>
    [plugin, change, previous_version, version].join(' '),
  );
}

/** Nothing arrives, and nothing is changed, that a good run would not have brought. */
function claimsNothingElse({ good, state }: Judged): string[] {
  const allowed = new Set([...good.start, ...good.state].flatMap(partsOf));
  return state
    .filter((line) => partsOf(line).some((part) => !allowed.has(part)))
    .map((line) => `nobody wanted: ${line}`);
}

/**
 * A pull request may bring less than it would, where a plugin is held, and then its title says so too; and a branch
 * may be there without the pull request, where that could not be opened, or was closed.
 */
function partsOf(line: string): string[] {
  const head = /^#\d+ (?:open|closed) (\S+) by \S+: /.exec(line);
  if (head !== null) return [head[0], `branch ${head[1]}`];
  // What could not be read is listed too.
  if (line.startsWith('issue open: ')) return ['an open issue'];
  return [line.replace(/^(?:main|#\d+) /, '')];
}

function keepsWhatIsKept({ place: { kept = [] }, state, end }: Judged): string[] {
  return [state, end].flatMap((lines) =>
    kept
      .filter((wanted) => !lines.some((line) => line.startsWith(wanted)))
      .map((line) => `taken away: ${line}`),
  );
}

function isBounded({ cell, good, ran: { slept }, requests }: Judged): string[] {
  const looks = (3 * (cell.world.waits ?? 0)) / SHORTEST_LOOK;
  const most =
    good.requests.length + MOST_MORE_REQUESTS + looks + (cell.world.repositories ?? 0) * TRIES_OF_ONE;
  const longest = LONGEST_WAIT + (cell.world.waits ?? 0);
  return [
    ...(requests.length > most ? [`${requests.length} requests, at most ${most}`] : []),
    ...(slept > longest ? [`${Math.round(slept / 1000)} s of waiting`] : []),
  ];
}

/** Four requests are under way at once: what one of them is told, the others no longer hear in time. */
const UNDER_WAY = 3;

/** Whoever is told that a limit is used up for an hour asks no more, but for what is under way. */
function stopsAtLimits({ cell: { fault, aim }, place, met, requests }: Judged): string[] {
  if (fault.far === undefined || met === 0) return [];
  const token = place.tokens[aim.kind.token];
  const own = requests.filter((request) => request.token === token);
  const limited = own.filter(
    ({ path }) => fault.far === 'all' || isGraphql(path) === (aim.kind.api === 'graphql'),
  );
  const struck = firstStruck(own, aim);
  const after =
    struck === undefined ? [] : limited.filter(({ receivedAt }) => receivedAt > struck.answeredAt);
  return after.length > UNDER_WAY ? [`${after.length} requests after a used-up limit`] : [];
}

/** Who must wait for an hour is told that, not that GitHub failed. */
function namesLimits({ cell: { fault }, good, met, state, ran: { report } }: Judged): string[] {
  const said = report === null ? [] : newWarnings(report, good.ran.report);
  if (fault.far === undefined || met === 0 || said.length === 0 || same(state, good.state)) return [];
  const isNamed = said.some((text) => /is rate-limiting|limits the rate/.test(text));
  return isNamed ? [] : [`a limit that nobody names: ${said[0]}`];
}

function firstStruck(own: readonly LoggedRequest[], { kind, nth }: Cell['aim']): LoggedRequest | undefined {
  const matching = own.filter(({ method, path, body }) => {
    const request = `${method} ${path.replace(/^\/api(?:\/v3)?/, '').replace(/\?.*$/, '')}`;
    return request.search(kind.match) >= 0 && (kind.matchBody?.test(JSON.stringify(body) ?? '') ?? true);
  });
  return matching[nth - 1];
}

function isGraphql(path: string): boolean {
  return path.endsWith('/graphql');
}

/** All that a person may read of a run. */
export function textsOf({ report, lines }: Ran): string[] {
  if (report === null) return [...lines];
  const { annotations, headline, summary, failure, outputs } = report;
  return [
    ...lines,
    ...annotations.flatMap(({ title, text }) => [title, text]),
    headline,
    summary,
    failure ?? '',
    ...Object.values(outputs),
  ];
}

function hidesTokens({ place, ran }: Judged): string[] {
  const all = textsOf(ran).join('\n');
  return [
    ...(place.tokens.some((token) => all.includes(token)) ? ['a token is shown'] : []),
    ...(/\n\s+at .*[:(]\d+/.test(all) ? ['a stack trace is shown'] : []),
  ];
}

function speaksPlainly({ ran: { report, lines } }: Judged): string[] {
  const annotations = report?.annotations ?? [];
  const words = [
    ...lines,
    ...annotations.map(({ text }) => text),
    report?.headline ?? '',
    report?.failure ?? '',
  ];
  const odd = words.filter((line) =>
    /This should not happen|\bundefined\b|\[object|NaN|\(null\)|""|``|: \.|\.\./.test(line),
  );
  const short = annotations.filter(
    ({ level, text }) => level === 'error' && !/[.!?)] +[A-Z`]|; |: (?:give|pass) /.test(text),
  );
  return [...odd.map((line) => `odd words: ${line}`), ...short.map(({ text }) => `no remedy: ${text}`)];
}

/** What somebody else wrote is still there; and where that was on the target branch, all else is as it would be. */
function leavesTheirs({ cell, met, good, ran, state, end }: Judged): string[] {
  const isTheirs = (line: string) =>
    cell.fault.other === 'main moves'
      ? line === 'main notes by a person'
      : /^#\d+ notes by a person$|with a commit of somebody else$/.test(line);
  const lost = met > 0 && ![state, end].every((lines) => lines.some(isTheirs));
  if (cell.fault.other !== 'main moves') return lost ? ['a person’s commit is lost'] : [];
  const plain = (lines: readonly string[]) =>
    lines.filter((line) => !/ notes /.test(line)).map((line) => line.replace(/ with a commit.*/, ''));
  const open = ran.report?.failure ?? null;
  return [
    ...(lost ? ['somebody else’s commit is lost'] : []),
    ...(open === null ? [] : [`fails where the branch moves: ${open}`]),
    ...(same(plain(end), plain(good.state))
      ? []
      : [`the next run does not repair it: ${difference(good.state, end)}`]),
  ];
}

/** A later run repairs everything, but for a branch that could not be deleted with its pull request. */
function converges({ good, ran, end, next }: Judged): string[] {
  const failure = next.report?.failure ?? null;
  const isForPeople = leftToPeople(ran);
  const wanted = good.state.filter((line) => !isForPeople(line));
  const closed = good.state.flatMap((line) => /^#\d+ closed (\S+) /.exec(line)?.[1] ?? []);
  const repaired = end.filter(
    (line) =>
      !isForPeople(line) && (good.state.includes(line) || !closed.some((head) => line === `branch ${head}`)),
  );
  return [
    ...(same(repaired, wanted) ? [] : [`the next run does not repair it: ${difference(good.state, end)}`]),
    ...(failure === null || failure === good.ran.report?.failure ? [] : [`the next run fails: ${failure}`]),
  ];
}

const FIELDS: Readonly<Record<string, RegExp>> = {
  'labels-not-added': / has label /,
  'assignees-not-added': / has assignee /,
  'reviewers-not-requested': / has (?:reviewer|team) /,
};

/** Labels, people and a comment that GitHub refused: a warning has said so. */
function leftToPeople({ report }: Ran): (line: string) => boolean {
  const said = report?.annotations ?? [];
  const asked = said.filter(({ text }) => text.includes('set this there by hand'));
  const isUncommented = said.some(({ text }) => text.includes('but the comment that says why failed'));
  return (line) =>
    asked.some(({ title }) => FIELDS[title]?.test(line) === true) ||
    (isUncommented && / has comment /.test(line));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

function difference(wanted: readonly string[], got: readonly string[]): string {
  const gone = wanted.filter((line) => !got.includes(line)).map((line) => `- ${line}`);
  const more = got.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...more].join('; ');
}
