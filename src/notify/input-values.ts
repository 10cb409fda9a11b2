import { visit } from 'jsonc-parser';
import { NOTIFY_INPUTS, type NotifyInputs } from '../action/input-tables.ts';
import type { InputValues } from '../action/input-values.ts';
import { type PatternList, patternList } from '../action/patterns.ts';
import { withoutUser } from '../github/address.ts';
import { isRepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { pathPatternFault } from './compare/path-patterns.ts';
import { LONGEST_EVENT_TYPE, MOST_PAYLOAD_BYTES, MOST_PAYLOAD_KEYS, ownKeys } from './send/payload.ts';

/** `owner/repo`s, each once. */
export function readMarketplaces(values: InputValues<NotifyInputs>): string[] {
  const names = values.list('marketplace');
  if (names.length === 0) {
    values.refuse(
      'marketplace-missing',
      '`marketplace` is empty',
      'Write the repository to notify, as owner/repo.',
    );
  }
  // GitHub takes no repository whose name ends in .git: it is the end of an address.
  for (const name of names.filter((text) => !isRepositoryName(text) || /\.git$/i.test(text))) {
    const what = `\`marketplace\`: ${quote(withoutUser(name))} is not a repository name`;
    values.refuse('marketplace-invalid', what, `Write it as owner/repo.${likelyMeant(name)}`);
  }
  const keys = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** The repository of an address that somebody pasted. */
function likelyMeant(text: string): string {
  // Of a page's address the first two folders, and no branch behind the name.
  const start = text
    .replace(/^(https?:\/\/(?:[^/]+\/){2}[^/]+)\/.*$/, '$1')
    .replace(/(?<=[\w-]\/[\w.-]+)[@#?].*$/, '');
  const inner = /^(?:https?:\/\/[^/]+\/|(?:ssh:\/\/)?git@[^:/]+[:/])?([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(
    start,
  )?.[1];
  return inner !== undefined && isRepositoryName(inner) ? ` Did you mean ${inner}?` : '';
}

/** `branches`, or null for the default branch. */
export function readBranches(values: InputValues<NotifyInputs>): PatternList | null {
  const patterns = values.patterns('branches').map((pattern) => pattern.replace(/^(!?)refs\/heads\//, '$1'));
  if (patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('!'))) {
    const what = '`branches` contains only exclusions, so no branch is announced';
    values.refuse('branches-only-exclude', what, 'Add a pattern for the branches to announce, e.g. "**".');
  }
  return patterns.length === 0 ? null : patternList(patterns, []);
}

export const DEFAULT_MANIFESTS = NOTIFY_INPUTS.manifests.default.split('\n');

export function readManifestPatterns(values: InputValues<NotifyInputs>): PatternList {
  const usable = pathPatterns(values.list('manifests'), (text) => {
    const remedy = 'Write paths such as `plugins/*/.claude-plugin/plugin.json`, one per line.';
    values.refuse('manifests-invalid', `\`manifests\`: ${text}`, remedy);
  });
  return patternList(usable, DEFAULT_MANIFESTS);
}

/** Files of a plugin that need no bump. */
export function readUnbumpedIgnore(values: InputValues<NotifyInputs>): PatternList {
  const usable = pathPatterns(values.list('unbumped-ignore'), (text) => {
    const remedy = 'Write paths from the plugin’s folder, such as `docs/**`, one per line.';
    values.refuse('input-invalid', `\`unbumped-ignore\`: ${text}`, remedy);
  });
  return patternList(usable, NOTIFY_INPUTS['unbumped-ignore'].default.split('\n'));
}

/** The patterns of paths that can be used; `refuse` gets the others, with what is wrong with them. */
function pathPatterns(lines: readonly string[], refuse: (text: string) => void): string[] {
  const patterns = lines.map((pattern) => pattern.replace(/^(!?)\.\//, '$1'));
  return patterns.filter((pattern) => {
    const fault = pathPatternFault(pattern);
    if (fault !== null) refuse(`${quote(pattern)} ${fault}`);
    return fault === null;
  });
}

export function readEventType(values: InputValues<NotifyInputs>): string {
  const type = values.text('event-type');
  const length = [...type].length;
  if (length > LONGEST_EVENT_TYPE) {
    const what = `\`event-type\` has ${length} characters; GitHub accepts 1 to ${LONGEST_EVENT_TYPE}`;
    values.refuse('event-type-too-long', what, 'Shorten it, here and in the marketplace’s workflow.');
  }
  return type;
}

/** The extra keys of `client_payload`; `known` are those of ours that are known already, for the size. */
export function readPayload(
  values: InputValues<NotifyInputs>,
  batch: boolean,
  known: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const text = values.text('payload');
  if (text === '') return {};
  const extra = parsePayload(text, values);
  const keys = Object.keys(extra);
  const own = ownKeys(batch);
  const clash = keys.filter((key) => own.includes(key));
  if (clash.length > 0) {
    const what = `\`payload\` sets ${clash.join(', ')}, which this action sets itself`;
    values.refuse('payload-clash', what, 'Rename these keys.');
  }
  const room = MOST_PAYLOAD_KEYS - own.length;
  if (keys.length > room) {
    const what = `\`payload\` has ${keys.length} keys; GitHub accepts ${MOST_PAYLOAD_KEYS} in all, and this action uses ${own.length} of them`;
    values.refuse(
      'payload-too-many-keys',
      what,
      `Keep at most ${room}: put the rest into an object under one key.`,
    );
  }
  const least = { ...Object.fromEntries(own.map((key) => [key, ''])), ...known, ...extra };
  if (Buffer.byteLength(JSON.stringify(least)) > MOST_PAYLOAD_BYTES) {
    const what =
      '`payload` is larger than the 64 KB that GitHub accepts, including the keys that this action adds';
    values.refuse('payload-too-large', what, 'Send a URL to the data instead.');
  }
  return extra;
}

function parsePayload(text: string, values: InputValues<NotifyInputs>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    refuseLoss(text, values);
    // What is nested too deeply can be read, and not written again.
    if (isObject(value) && JSON.stringify(value) !== '') return value;
    values.refuse('payload-invalid', '`payload` is not a JSON object', 'Write e.g. {"channel": "beta"}.');
  } catch (error) {
    const why = error instanceof RangeError ? 'it is nested too deeply' : String((error as Error).message);
    const said = quote(why, 200);
    const remedy = 'Write e.g. {"channel": "beta"}; the expression toJSON() escapes values.';
    values.refuse('payload-invalid', `\`payload\` is not valid JSON: ${said}`, remedy);
  }
  return {};
}

/** JavaScript rounds numbers, such as ids from 2^53 on, and keeps one of two equal keys: something else would arrive. */
function refuseLoss(text: string, values: InputValues<NotifyInputs>): void {
  const refuse = (what: string, remedy: string) =>
    values.refuse('payload-invalid', `\`payload\` has the ${what}`, remedy);
  const seen = new Set<string>();
  visit(text, {
    onLiteralValue: (value, offset, length) => {
      const literal = text.slice(offset, offset + length);
      if (typeof value !== 'number' || isKept(literal, value)) return;
      refuse(`number ${quote(literal)}, which a JSON number does not keep`, 'Write it in quotes, as text.');
    },
    onObjectProperty: (key, _offset, _length, _line, _character, path) => {
      const place = JSON.stringify([...path(), key]);
      if (seen.has(place)) refuse(`key ${quote(key)} twice in one object`, 'Keep one of them.');
      seen.add(place);
    },
  });
}

function isKept(literal: string, value: number): boolean {
  return (
    (!Number.isInteger(value) || Number.isSafeInteger(value)) && digits(literal) === digits(String(value))
  );
}

/** Those that count, wherever the point is. */
function digits(number: string): string {
  return number
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
