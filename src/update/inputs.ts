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
import { subdirectory } from '../marketplace/sources.ts';
import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import type { UpdateEvent } from './event.ts';
import type { PlanOptions } from './plan/plan.ts';

export interface UpdateOptions extends PlanOptions {
  readonly repository: RepositoryName;
  /** The branch to read and to write. */
  readonly branch: string;
  readonly file: string;
  readonly event: UpdateEvent;
  readonly tokens: { readonly own: string; readonly plugins: string };
  readonly releases: (name: string) => boolean;
  /** What `plugins` and `releases` name, each by itself. */
  readonly patterns: readonly NamePattern[];
  readonly mode: 'push' | 'pull-request';
  /** Of the pull request; `{plugin}` stands for each plugin's name. */
  readonly pullRequestBranch: string;
  /** Workflow files to start on the pull request's branch. */
  readonly checks: readonly string[];
  /** Null where it is made from the update. */
  readonly commitTitle: string | null;
  /** Why nothing is written although all else is done; null where it is. */
  readonly dryRun: string | null;
  readonly addresses: Addresses;
}

export interface NamePattern {
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
    marketplaceVersion: values.choice('marketplace-version'),
    mode: values.choice('mode'),
    pullRequestBranch: readBranchInput(values, branch),
    checks: readChecks(values),
    commitTitle: readCommitTitle(values),
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

/** PURE: the inputs that need more than a word list. */

/** `marketplace-file`: a path in the repository. */
export function readFile(values: InputValues<UpdateInputs>): string {
  const text = values.text('marketplace-file');
  const path = subdirectory(text);
  if (path.kind === 'path' && path.path !== '') return path.path;
  const fault = path.kind === 'fault' ? path.fault : 'names no file';
  const what = `\`marketplace-file\`: ${quote(text)} ${fault}`;
  values.refuse('input-invalid', what, 'Write its path from the root of the repository.');
  return text;
}

/** https://git-scm.com/docs/git-check-ref-format, without what GitHub's own pages could stumble over. */
const BRANCH = /^(?!\/|.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|\/$|\.$|@\{))[^\0-\x20\x7f~^:?*[\\]+$/s;

/** `branch`: a name that git takes, and not the branch that is updated. */
export function readBranchInput(values: InputValues<UpdateInputs>, target: string): string {
  const text = values.text('branch');
  const names = ['x', 'lock'].map((plugin) => text.replaceAll('{plugin}', plugin));
  if (!names.every((name) => BRANCH.test(name)) || /^(?:[-.]|refs\/)/.test(text)) {
    values.refuse('input-invalid', `\`branch\` can't be ${quote(text)}`, 'Write the name of a branch.');
  }
  if (text === target) {
    const what = `\`branch\` is ${quote(text)}, the branch that the pull request is for`;
    const remedy = 'Name another branch: this action creates it for the pull request, and overwrites it.';
    values.refuse('input-invalid', what, remedy);
  }
  return text;
}

/** `checks`: names of files in `.github/workflows`. */
export function readChecks(values: InputValues<UpdateInputs>): string[] {
  return values.list('checks').flatMap((text) => {
    const name = text.replace(/^(?:\.\/)?\.github\/workflows\//, '');
    if (/^[\w.-]+\.ya?ml$/.test(name)) return [name];
    const what = `\`checks\`: ${quote(text)} is not a workflow file`;
    values.refuse('input-invalid', what, 'Write the names of files in .github/workflows, e.g. test.yml.');
    return [];
  });
}

const LONGEST_TITLE = 256;

/** `commit-title`: one line, or null for one that says what is updated. */
export function readCommitTitle(values: InputValues<UpdateInputs>): string | null {
  const text = values.text('commit-title');
  if (text === '') return null;
  if (/\p{Cc}/u.test(text) || text.length > LONGEST_TITLE) {
    const remedy = `Write one line of at most ${LONGEST_TITLE} characters.`;
    values.refuse('input-invalid', '`commit-title` is not one line of text', remedy);
  }
  return text;
}
