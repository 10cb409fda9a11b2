import { NOTIFY_INPUTS, type NotifyInputs } from '../action/input-tables.ts';
import type { InputValues, Refusing } from '../action/input-values.ts';
import {
  type Addresses,
  environment,
  readAddresses,
  readEventPayload,
  readTokenInput,
  runRepository,
  stepInputs,
} from '../action/inputs.ts';
import { type PatternList, patternList } from '../action/patterns.ts';
import type { ReadInputs } from '../action/run.ts';
import { fullName, type RepositoryName, repositoryKey } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import {
  readBranches,
  readEventType,
  readManifestPatterns,
  readMarketplaces,
  readPayload,
  readUnbumpedIgnore,
} from './input-values.ts';
import {
  brokenCommits,
  comesBeforeMerge,
  decideRange,
  defaultBranchOf,
  type Range,
  type WorkflowEvent,
} from './range.ts';
import type { SendingRules } from './send/decide.ts';
import { likelyMeant } from './uncounted-branch.ts';

export interface NotifyOptions extends SendingRules {
  readonly repository: RepositoryName;
  readonly range: Range;
  /** Whether all of its manifests may be read at once, unchanged ones too. */
  readonly isSmall: boolean;
  /** Why nothing is sent although all else is done; null where it is. */
  readonly dryRun: string | null;
  readonly marketplaces: readonly string[];
  readonly tokens: Tokens;
  readonly manifests: PatternList;
  readonly eventType: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly batch: boolean;
  /** Seconds; 0 waits for nothing. */
  readonly wait: number;
  /** Days; 0 never warns. */
  readonly expiryWarning: number;
  readonly unbumped: UnbumpedRule;
  readonly addresses: Addresses;
}

/** What a plugin gets whose files changed though its version did not. */
export type UnbumpedRule =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'warn' | 'fail'; readonly ignored: PatternList };

export interface Tokens {
  /** Reads this repository. */
  readonly read: string;
  /** Sends; null only where nothing is sent. */
  readonly send: string | null;
}

/** READ: inputs, event and environment → options, or all that is wrong with them. No request is made before. */
export function readNotifyInputs(): ReadInputs<NotifyOptions> {
  const values = stepInputs(NOTIFY_INPUTS);
  const repository = runRepository(values);
  const event = readEvent(values);
  const { range, preview } = readRange(values, event);
  const marketplaces = readMarketplaces(values);
  const given = values.flag('dry-run') ? '`dry-run` is on' : preview;
  const { tokens, withoutToken } = readTokens(values, marketplaces, repository);
  const absent =
    withoutToken && given === null && range.kind !== 'nothing' ? tokenAbsent(values, event) : null;
  const batch = values.flag('batch');
  const addresses = readAddresses(values, repository);
  const options: NotifyOptions = {
    repository,
    range,
    isSmall: isSmall(event),
    dryRun: given ?? absent,
    marketplaces,
    tokens,
    manifests: readManifestPatterns(values),
    plugins: patternList(values.patterns('plugins'), ['**']).matches,
    eventType: readEventType(values),
    payload: readPayload(values, batch, {
      repository: fullName(repository),
      run_url: addresses.runUrl,
      commit: '0'.repeat(40),
    }),
    downgrades: values.choice('downgrades'),
    prereleases: values.choice('prereleases'),
    batch,
    wait: values.whole('wait'),
    expiryWarning: values.whole('expiry-warning'),
    unbumped: readUnbumped(values, event),
    addresses,
  };
  const { problems } = values;
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'options', options };
}

function readEvent(values: Refusing): WorkflowEvent {
  return {
    name: environment('GITHUB_EVENT_NAME'),
    ref: environment('GITHUB_REF'),
    sha: environment('GITHUB_SHA'),
    payload: readEventPayload(values),
  };
}

/** In KiB. The pack of a repository of that size holds no more text than a moment brings. */
const SMALL = 256;

/** By the size that events tell; 0 until GitHub has measured a new one. */
function isSmall({ payload: { repository } }: WorkflowEvent): boolean {
  const size = isObject(repository) ? repository['size'] : undefined;
  return typeof size !== 'number' || size <= SMALL;
}

/** The two states to compare, and why nothing of it is sent if so. */
function readRange(values: InputValues<NotifyInputs>, event: WorkflowEvent) {
  const branches = readBranches(values);
  const broken = values.problems.length > 0;
  const { range, dryRun } = decideRange(event, {
    base: values.text('base'),
    head: values.text('head'),
    branchCounts: (branch) => {
      const fallback = defaultBranchOf(event.payload);
      if (branches === null && fallback === null && !broken) refuseUnknownBranch(values);
      return branches === null ? branch === fallback : branches.matches(branch);
    },
    likelyMeant: (branch) => (branches === null ? null : likelyMeant(branches.include, branch)),
    checksBumps: values.text('unbumped') !== 'ignore',
  });
  for (const commit of broken ? [] : brokenCommits(range)) {
    const what = `The event names ${quote(commit)} as a commit, but that is not a commit id`;
    values.refuse('event-incomplete', what, 'Run the job again, or name commits in `base` and `head`.');
  }
  return { range, preview: dryRun };
}

/** Only what is not merged yet can still get its bump. */
function readUnbumped(values: InputValues<NotifyInputs>, event: WorkflowEvent): UnbumpedRule {
  const kind = values.choice('unbumped');
  const ignored = readUnbumpedIgnore(values);
  return kind === 'ignore' || !comesBeforeMerge(event) ? { kind: 'ignore' } : { kind, ignored };
}

function refuseUnknownBranch(values: Refusing): void {
  const what = 'The event does not say which branch is the default branch';
  values.refuse('no-default-branch', what, 'List the branches to announce in `branches`.');
}

function readTokens(
  values: InputValues<NotifyInputs>,
  marketplaces: readonly string[],
  repository: RepositoryName,
) {
  const read = readTokenInput(values, 'github-token');
  const token = readTokenInput(values, 'token');
  if (read === '') {
    const remedy = 'Leave `github-token` out, so that the run uses its own.';
    values.refuse('github-token-empty', '`github-token` is empty', remedy);
  }
  const own = marketplaces.every((marketplace) => marketplace.toLowerCase() === repositoryKey(repository));
  const send = token === '' && own ? read : token;
  return { tokens: { read, send: send === '' ? null : send }, withoutToken: token === '' && !own };
}

/** Why it is fine that the token is missing, so that the run only shows what it would send. Otherwise refuses it. */
function tokenAbsent(values: InputValues<NotifyInputs>, { payload }: WorkflowEvent): string | null {
  const { repository } = payload;
  if (isObject(repository) && repository['fork'] === true) {
    return 'this is a fork, which does not have the secret with the token';
  }
  if (environment('GITHUB_ACTOR') === 'dependabot[bot]') {
    values.refuse(
      'token-withheld-from-dependabot',
      '`token` is empty: runs that Dependabot starts get the Dependabot secrets, not those of Actions',
      'Add the secret under Settings → Secrets and variables → Dependabot too, with the same name.',
    );
    return null;
  }
  values.refuse(
    'token-missing',
    '`token` is empty: the secret does not exist here, or the workflow does not pass it',
    'Add it under Settings → Secrets and variables → Actions, or with `gh secret set MARKETPLACE_UPDATE_TOKEN`, and ' +
      `pass it: \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\`. It needs "Contents: write" on the marketplace. Then run this job again, so that what was pushed is sent.`,
  );
  return null;
}
