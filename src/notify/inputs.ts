import { readFileSync } from 'node:fs';
import { getInput, setSecret } from '@actions/core';
import type { RepositoryName } from '../github/objects.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/manifest.ts';
import type { Problem } from '../plugin/problem.ts';
import { isRepositoryName } from './deliver.ts';
import { LONGEST_EVENT_TYPE, MOST_PAYLOAD_BYTES, MOST_PAYLOAD_KEYS, ownKeys } from './notifications.ts';
import { type PatternList, pathPatternFault, patternList } from './patterns.ts';
import { brokenCommits, decideRange, type Range, type WorkflowEvent } from './range.ts';

/** Everything a run needs to know, checked. */
export interface NotifyOptions {
  readonly repository: RepositoryName;
  readonly event: WorkflowEvent;
  readonly range: Range;
  /** Why nothing is sent although all else is done; null where it is. */
  readonly dryRun: string | null;
  readonly marketplaces: readonly string[];
  readonly tokens: Tokens;
  readonly manifests: PatternList;
  readonly plugins: (name: string) => boolean;
  readonly eventType: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly downgrades: 'notify' | 'skip';
  readonly prereleases: 'notify' | 'skip';
  readonly batch: boolean;
  /** Days; 0 never warns. */
  readonly expiryWarning: number;
  readonly addresses: Addresses;
}

export interface Tokens {
  /** Reads this repository. */
  readonly read: string;
  /** Sends; null only in a dry run. */
  readonly send: string | null;
}

export interface Addresses {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  /** The page of this run. */
  readonly runUrl: string;
}

export type ReadInputs =
  | { readonly kind: 'options'; readonly options: NotifyOptions }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

const DEFAULT_MANIFESTS = [
  '.claude-plugin/plugin.json',
  'plugins/*/.claude-plugin/plugin.json',
  '*/.claude-plugin/plugin.json',
];

/** Gathers every problem, so that a person mends them all at once. */
class Problems {
  readonly found: Problem[] = [];

  add(code: string, what: string, remedy: string): void {
    this.found.push({ code, what, remedy });
  }
}

/** READ: inputs, event and environment → options, or all that is wrong with them. No request is made before. */
export function readInputs(): ReadInputs {
  const problems = new Problems();
  const repository = readRepository(problems);
  const fullName = `${repository.owner}/${repository.name}`;
  const event = readEvent(problems);
  const branches = readBranches(problems);
  const decided = decideRange(event, {
    base: getInput('base'),
    head: getInput('head'),
    branchCounts: (branch, fallback) => countsAsBranch(branches, branch, fallback),
  });
  checkRange(decided.range, event, branches, problems);
  const marketplaces = readMarketplaces(problems);
  const previewReason = flag('dry-run', problems) ? '`dry-run` is on' : decided.dryRun;
  const token = readTokens(marketplaces, fullName, { event, range: decided.range, previewReason }, problems);
  const batch = flag('batch', problems);
  const plugins = patternList(list('plugins'), ['**']);
  const options: NotifyOptions = {
    repository,
    event,
    range: decided.range,
    dryRun: previewReason ?? token.dryRun,
    marketplaces,
    tokens: token.tokens,
    manifests: readManifestPatterns(problems),
    plugins: plugins.matches,
    eventType: readEventType(problems),
    payload: readPayload(batch, problems),
    downgrades: choice('downgrades', ['notify', 'skip'], problems),
    prereleases: choice('prereleases', ['notify', 'skip'], problems),
    batch,
    expiryWarning: days('expiry-warning', 14, problems),
    addresses: readAddresses(fullName),
  };
  return problems.found.length > 0
    ? { kind: 'problems', problems: problems.found }
    : { kind: 'options', options };
}

function environment(name: string): string {
  return process.env[name] ?? '';
}

function readRepository(problems: Problems): RepositoryName {
  const [owner = '', name = ''] = environment('GITHUB_REPOSITORY').split('/');
  if (owner === '' || name === '') {
    problems.add('no-repository', 'GITHUB_REPOSITORY is not set.', 'Run this as an action, in a workflow.');
  }
  return { owner, name };
}

function readEvent(problems: Problems): WorkflowEvent {
  return {
    name: environment('GITHUB_EVENT_NAME'),
    ref: environment('GITHUB_REF'),
    sha: environment('GITHUB_SHA'),
    payload: readEventPayload(problems),
  };
}

function readEventPayload(problems: Problems): Record<string, unknown> {
  const path = environment('GITHUB_EVENT_PATH');
  try {
    const payload: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(payload)) return payload;
  } catch {
    // Told below, like any other text that is no event.
  }
  const remedy = 'Run this as an action, in a workflow; GitHub writes that file.';
  problems.add('event-unreadable', 'The event in GITHUB_EVENT_PATH could not be read.', remedy);
  return {};
}

/** `branches`, or null for the default branch. */
function readBranches(problems: Problems): PatternList | null {
  const patterns = list('branches');
  if (patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('!'))) {
    const remedy = 'Add a pattern of branches that do, e.g. "**".';
    problems.add('branches-only-exclude', '`branches` only excludes, so that no branch counts.', remedy);
  }
  return patterns.length === 0 ? null : patternList(patterns, []);
}

function countsAsBranch(branches: PatternList | null, branch: string, fallback: string | null): boolean {
  return branches === null ? branch === fallback : branches.matches(branch);
}

function checkRange(range: Range, { name, payload }: WorkflowEvent, branches: PatternList | null, problems: Problems) {
  const branchMatters = ['push', 'pull_request', 'workflow_dispatch'].includes(name);
  const tellsDefault = isObject(payload['repository']) && typeof payload['repository']['default_branch'] === 'string';
  if (branches === null && branchMatters && !tellsDefault && problems.found.length === 0) {
    const what = 'The event does not say which branch is the default one.';
    problems.add('no-default-branch', what, 'Name the branches that count in `branches`.');
  }
  for (const commit of brokenCommits(range)) {
    const what = `The event names a commit that is none: ${quote(commit)}.`;
    problems.add('event-incomplete', what, 'Run the job again, or name commits in `base` and `head`.');
  }
}

function readMarketplaces(problems: Problems): string[] {
  const names = list('marketplace');
  if (names.length === 0) {
    problems.add('marketplace-missing', '`marketplace` is empty.', 'Write the repository to notify, as owner/repo.');
  }
  for (const name of names.filter((text) => !isRepositoryName(text))) {
    const inner = /^(?:https?:\/\/[^/]+\/|git@[^:]+:)([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(name)?.[1];
    const hint = inner !== undefined && isRepositoryName(inner) ? ` Here: ${inner}` : '';
    const what = `\`marketplace\`: ${quote(name)} is not a repository name.`;
    problems.add('marketplace-invalid', what, `Write it as owner/repo.${hint}`);
  }
  return names.filter((name, index) => names.findIndex((n) => n.toLowerCase() === name.toLowerCase()) === index);
}

interface Circumstances {
  readonly event: WorkflowEvent;
  readonly range: Range;
  readonly previewReason: string | null;
}

/** The token to send with; where it is rightly absent, why the run sends nothing. */
function readTokens(
  marketplaces: readonly string[],
  repository: string,
  circumstances: Circumstances,
  problems: Problems,
): { tokens: Tokens; dryRun: string | null } {
  const read = getInput('github-token');
  const given = getInput('token');
  for (const token of [read, given]) if (token !== '') setSecret(token);
  if (read === '') {
    const remedy = 'Leave `github-token` out, so that the run uses its own.';
    problems.add('github-token-empty', '`github-token` is empty.', remedy);
  }
  const own = marketplaces.every((name) => name.toLowerCase() === repository.toLowerCase());
  if (given !== '' || own) return { tokens: { read, send: given === '' ? read : given }, dryRun: null };
  return { tokens: { read, send: null }, dryRun: withoutToken(circumstances, problems) };
}

function withoutToken({ event, range, previewReason }: Circumstances, problems: Problems): string | null {
  if (previewReason !== null || range.kind === 'nothing') return null;
  const { payload } = event;
  if (isObject(payload['repository']) && payload['repository']['fork'] === true) {
    return 'this is a fork, where the secret with the token is absent';
  }
  const dependabot = environment('GITHUB_ACTOR') === 'dependabot[bot]';
  problems.add(
    dependabot ? 'token-withheld-from-dependabot' : 'token-missing',
    dependabot
      ? '`token` is empty: GitHub gives runs that Dependabot starts its own secrets, not those of Actions.'
      : '`token` is empty: the secret does not exist here, or the workflow does not pass it.',
    dependabot
      ? 'Add the secret under Settings → Secrets and variables → Dependabot too, with the same name.'
      : 'Add it under Settings → Secrets and variables → Actions, or with `gh secret set MARKETPLACE_UPDATE_TOKEN`, and pass it: `token: ${{ secrets.MARKETPLACE_UPDATE_TOKEN }}`. It needs "Contents: write" on the marketplace.',
  );
  return null;
}

function readManifestPatterns(problems: Problems): PatternList {
  const patterns = lines('manifests').map((pattern) => pattern.replace(/^(!?)\.\//, '$1'));
  for (const pattern of patterns) {
    const fault = pathPatternFault(pattern);
    if (fault === null) continue;
    const remedy = 'Write paths such as plugins/*/.claude-plugin/plugin.json, one a line.';
    problems.add('manifests-invalid', `\`manifests\`: ${quote(pattern)} ${fault}.`, remedy);
  }
  return patternList(patterns, DEFAULT_MANIFESTS);
}

function readEventType(problems: Problems): string {
  const type = getInput('event-type') || 'plugin-updated';
  if ([...type].length > LONGEST_EVENT_TYPE) {
    const what = `\`event-type\` has ${[...type].length} characters; GitHub takes 1 to ${LONGEST_EVENT_TYPE}.`;
    problems.add('event-type-too-long', what, 'Shorten it, here and in the marketplace’s workflow.');
  }
  return type;
}

function readPayload(batch: boolean, problems: Problems): Record<string, unknown> {
  const text = getInput('payload');
  if (text === '') return {};
  const extra = parsePayload(text, problems);
  const own = ownKeys(batch);
  const clash = Object.keys(extra).filter((key) => own.includes(key));
  if (clash.length > 0) {
    const what = `\`payload\` sets ${clash.join(', ')}, which this action sets itself.`;
    problems.add('payload-clash', what, 'Rename these keys.');
  }
  const room = MOST_PAYLOAD_KEYS - own.length;
  if (Object.keys(extra).length > room) {
    const what = `\`payload\` adds ${Object.keys(extra).length} keys; GitHub takes ${MOST_PAYLOAD_KEYS} in all, and ${own.length} are taken.`;
    problems.add('payload-too-many-keys', what, `Add at most ${room}: put the rest into an object below one key.`);
  }
  if (Buffer.byteLength(JSON.stringify(extra)) > MOST_PAYLOAD_BYTES) {
    problems.add('payload-too-large', '`payload` is larger than GitHub’s 64 KB.', 'Send an address instead of the data.');
  }
  return extra;
}

function parsePayload(text: string, problems: Problems): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
    problems.add('payload-invalid', '`payload` is not a JSON object.', 'Write e.g. {"channel": "beta"}.');
  } catch (error) {
    const said = quote(error instanceof Error ? error.message : '', 200);
    problems.add('payload-invalid', `\`payload\` is not valid JSON: ${said}.`, 'Write e.g. {"channel": "beta"}; toJSON() in an expression escapes values.');
  }
  return {};
}

/** https://yaml.org/spec/1.2.2/#10212-boolean, as `core.getBooleanInput` has it; an empty input is false. */
function flag(name: string, problems: Problems): boolean {
  const text = getInput(name);
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (!/^(|false|False|FALSE)$/.test(text)) {
    problems.add('input-invalid', `\`${name}\` is ${quote(text)}.`, 'Write true or false.');
  }
  return false;
}

function choice<T extends string>(name: string, values: readonly [T, ...T[]], problems: Problems): T {
  const text = getInput(name);
  const found = values.find((value) => value === text);
  if (found === undefined && text !== '') {
    problems.add('input-invalid', `\`${name}\` is ${quote(text)}.`, `Write ${values.join(' or ')}.`);
  }
  return found ?? values[0];
}

function days(name: string, fallback: number, problems: Problems): number {
  const text = getInput(name);
  if (text === '') return fallback;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  problems.add('input-invalid', `\`${name}\` is ${quote(text)}.`, 'Write a whole number of days; 0 never warns.');
  return fallback;
}

function lines(name: string): string[] {
  return entries(name, /\r?\n/);
}

/** One a line, or separated by commas; commas inside braces belong to a pattern. */
function list(name: string): string[] {
  return entries(name, /\r?\n|,(?![^{\n]*\})/);
}

function entries(name: string, separator: RegExp): string[] {
  return getInput(name)
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables; GitHub Enterprise Server has its own. */
function readAddresses(repository: string): Addresses {
  const serverUrl = environment('GITHUB_SERVER_URL') || 'https://github.com';
  return {
    serverUrl,
    apiUrl: environment('GITHUB_API_URL') || 'https://api.github.com',
    graphqlUrl: environment('GITHUB_GRAPHQL_URL') || 'https://api.github.com/graphql',
    runUrl: `${serverUrl}/${repository}/actions/runs/${environment('GITHUB_RUN_ID')}`,
  };
}
