import { UPDATE_INPUTS, type UpdateInputs } from '../action/input-tables.ts';
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
import { patternList } from '../action/patterns.ts';
import type { ReadInputs } from '../action/run.ts';
import type { RepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import type { UpdateEvent } from './event.ts';
import { readBranchInput, readChecks, readFile, readMinimumAge, readTitle } from './input-values.ts';
import { type OpeningFields, readOpeningFields } from './opening-fields.ts';
import type { PlanOptions } from './plan/plan.ts';

export interface UpdateOptions extends PlanOptions {
  readonly repository: RepositoryName;
  /** The branch to read and to write. */
  readonly branch: string;
  readonly file: string;
  readonly event: UpdateEvent;
  readonly tokens: { readonly own: string; readonly plugins: string };
  readonly releases: (name: string) => boolean;
  /** How long a version must have been public before it is taken, in milliseconds. */
  readonly minimumAge: number;
  /** What `plugins` and `releases` name, each by itself. */
  readonly patterns: readonly NamePattern[];
  readonly mode: 'push' | 'pull-request';
  /** Of the pull request; `{plugin}` stands for each plugin's name. */
  readonly pullRequestBranch: string;
  /** What a pull request gets when it is opened. */
  readonly fields: OpeningFields;
  /** Workflow files to start on the pull request's branch. */
  readonly checks: readonly string[];
  /** Null where it is made from the update. */
  readonly commitTitle: string | null;
  /** `event`: a run that an event started is about the repository that the event names. */
  readonly scope: 'all' | 'event';
  /** The title of the issue that lists what is held; null for none. */
  readonly reportIssue: string | null;
  /** Why nothing is written although all else is done; null where it is. */
  readonly dryRun: string | null;
  readonly addresses: Addresses;
}

interface NamePattern {
  readonly input: 'plugins' | 'releases';
  readonly pattern: string;
  readonly matches: (name: string) => boolean;
}

/** READ: inputs, event and environment → options, or all that is wrong with them. No request is made before. */
export function readUpdateInputs(): ReadInputs<UpdateOptions> {
  const values = stepInputs(UPDATE_INPUTS);
  const repository = runRepository(values);
  const event = { name: environment('GITHUB_EVENT_NAME'), payload: readEventPayload(values) };
  const { branch, preview } = readBranch(values, event);
  const plugins = values.patterns('plugins');
  const releases = values.patterns('releases');
  const options: UpdateOptions = {
    repository,
    branch,
    event,
    file: readFile(values),
    tokens: readTokens(values),
    plugins: patternList(plugins, ['**']).matches,
    patterns: [...namePatterns('plugins', plugins), ...namePatterns('releases', releases)],
    advance: values.choice('advance'),
    releases: releases.length === 0 ? () => false : patternList(releases, ['**']).matches,
    downgrades: values.choice('downgrades'),
    versionField: values.choice('version-field'),
    minimumAge: readMinimumAge(values),
    marketplaceVersion: values.choice('marketplace-version'),
    mode: values.choice('mode'),
    pullRequestBranch: readBranchInput(values, branch),
    fields: readOpeningFields(values, repository.owner),
    checks: readChecks(values),
    commitTitle: readTitle(values, 'commit-title'),
    scope: values.choice('scope'),
    reportIssue: readTitle(values, 'report-issue'),
    dryRun: values.flag('dry-run') ? '`dry-run` is on' : preview,
    addresses: readAddresses(values, repository),
  };
  const { problems } = values;
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'options', options };
}

function namePatterns(input: NamePattern['input'], patterns: readonly string[]): NamePattern[] {
  return patterns.map((pattern) => {
    const { matches } = patternList([pattern.replace(/^!/, '')], []);
    return { input, pattern, matches };
  });
}

function readTokens(values: InputValues<UpdateInputs>): UpdateOptions['tokens'] {
  const own = readTokenInput(values, 'token');
  const plugins = readTokenInput(values, 'plugins-token');
  if (own === '') {
    const remedy = 'Leave `token` out, so that the run uses its own, or check that the secret exists here.';
    values.refuse('token-empty', '`token` is empty', remedy);
  }
  return { own, plugins: plugins === '' ? own : plugins };
}

/** The branch that the run is on. What is no branch, or only proposed, is never written to. */
function readBranch(values: Refusing, { name, payload }: UpdateEvent) {
  const ref = environment('GITHUB_REF');
  if (name === 'pull_request' || name === 'pull_request_target' || name === 'merge_group') {
    return {
      branch: defaultBranch(values, payload),
      preview: `the event is ${quote(name)}, which only shows what would change`,
    };
  }
  const branch = ref.replace(/^refs\/heads\//, '');
  return { branch: branch === ref ? defaultBranch(values, payload) : branch, preview: null };
}

function defaultBranch(values: Refusing, payload: UpdateEvent['payload']): string {
  const { repository } = payload;
  const name = isObject(repository) ? repository['default_branch'] : undefined;
  if (typeof name === 'string' && name !== '') return name;
  const remedy = 'Start the workflow on a branch: by repository_dispatch, schedule or workflow_dispatch.';
  values.refuse('no-branch', 'The event does not say which branch the marketplace is on', remedy);
  return '';
}
