import { Scalar } from 'yaml';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { yamlScalar } from '../workflows/yaml-scalar.ts';
import { type AppCredentials, appStep, TOKEN_OF_STEP } from './app-step.ts';
import type { JobHabits } from './job-habits.ts';

/** What a plugin's workflow is filled in with. */
export interface NotifyTemplate extends JobHabits {
  /** `owner/repo@ref`: where the action is taken from. */
  readonly action: string;
  /** Written behind it; null where it is not known. */
  readonly version: string | null;
  /** The environment of its job, which may have the secret; null for none. */
  readonly environment: string | null;
  readonly marketplaces: readonly string[];
  /** Branches, or patterns, whose pushes start it. */
  readonly branches: readonly string[];
  /** Say them to the action too: without, it counts the default branch alone. */
  readonly countBranches: boolean;
  /** Paths whose pushes start it; empty for the usual ones. */
  readonly paths: readonly string[];
  /** Tag patterns whose pushes start it too. */
  readonly tags: readonly string[];
  readonly secret: string;
  /** The App that makes the token, instead of the secret with one; null for none. */
  readonly app: AppCredentials | null;
  readonly eventType: string;
}

/** What the marketplace's workflow is filled in with. */
export interface UpdateTemplate extends JobHabits {
  readonly action: string;
  /** Written behind it; null where it is not known. */
  readonly version: string | null;
  readonly environment: string | null;
  readonly eventTypes: readonly string[];
  /** When the clock starts it; empty for the usual time. */
  readonly crons: readonly string[];
  /** The branch to start on as well, where plugins lie in the marketplace itself; null where none do. */
  readonly ownPlugins: string | null;
  readonly mode: 'push' | 'pull-request';
  /** The secret with the token that reads and writes; null for the run's own. */
  readonly secret: string | null;
  readonly raisesVersion: boolean;
  /** `event`: a run for an event is about the repository that it names, so that no waiting run may be dropped. */
  readonly scope: 'all' | 'event';
}

export const SECRET = 'MARKETPLACE_UPDATE_TOKEN';
export const ACTION = 'org/notify-marketplace@v1';

type Change = readonly [place: RegExp, text: string | ((found: string) => string)];

/** PURE: `templates/notify-marketplace.yml`, filled in. Comments beside what is filled in go; the others stay. */
export function fillNotify(template: string, filling: NotifyTemplate): string {
  const { action, version, marketplaces, branches, countBranches, paths, tags, secret, app, eventType } =
    filling;
  const inputs = [
    ...(countBranches ? [`branches: ${listed(branches)}`] : []),
    ...(eventType === EVENT_TYPE ? [] : [`event-type: ${scalar(eventType)}`]),
  ];
  return swap(template, [
    [/branches: \[main\][^\n]*/, `branches: ${sequence(branches)}`],
    ...(tags.length === 0 ? [] : [[/# tags: \[[^\n]*/, `tags: ${sequence(tags)}`] satisfies Change]),
    ...(paths.length === 0 ? [] : [[/paths: \[[^\n]*/, `paths: ${sequence(paths)}`] satisfies Change]),
    ...ofJob(filling),
    [/uses: org\/notify-marketplace@v1/, `uses: ${action}${comment(version)}`],
    ...(app === null ? [] : madeBy(app, marketplaces)),
    [/marketplace: acme\/marketplace[^\n]*/, `marketplace: ${listed(marketplaces)}`],
    app === null
      ? [/secrets\.MARKETPLACE_UPDATE_TOKEN \}\}/, `secrets.${secret} }}`]
      : [/\$\{\{ secrets\.MARKETPLACE_UPDATE_TOKEN \}\}[^\n]*/, TOKEN_OF_STEP],
    [/ token: \$[^\n]*/, (line) => [line, ...inputs].join(`\n${INPUT}`)],
  ]);
}

/** The step that makes the token comes before the one that passes it. */
function madeBy(app: AppCredentials, marketplaces: readonly string[]): Change[] {
  const lines = appStep(app, marketplaces).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
  return [[/ {6}- uses: /, (found) => [...lines.map((line) => `      ${line}`), found].join('\n')]];
}

/** PURE: `templates/update-marketplace.yml`, filled in. */
export function fillUpdate(template: string, filling: UpdateTemplate): string {
  const { action, version, eventTypes, ownPlugins, mode, secret, raisesVersion, scope } = filling;
  const inputs = [
    ...(secret === null ? [] : [`token: \${{ secrets.${secret} }}`]),
    ...(mode === 'push' ? [] : ['mode: pull-request']),
    ...(raisesVersion ? ['marketplace-version: patch'] : []),
    ...(scope === 'all' ? [] : ['scope: event']),
  ];
  const given = inputs.length === 0 ? '' : ['\n        with:', ...inputs].join(`\n${INPUT}`);
  return swap(template, [
    ...(ownPlugins === null ? [] : ([[OWN_PLUGINS, (found) => uncommented(found, ownPlugins)]] as Change[])),
    [/types: \[plugin-updated\]/, `types: ${sequence(eventTypes)}`],
    ...(mode === 'push'
      ? []
      : ([[/contents: write[^\n]*/, (line) => `${line}\n${PULL_REQUESTS}`]] as Change[])),
    ...atTimes(filling.crons),
    ...(scope === 'all' ? [] : QUEUED),
    ...ofJob(filling),
    [
      /uses: org\/notify-marketplace\/update@v1/,
      `uses: ${action.replace(/(?=@|$)/, '/update')}${comment(version)}${given}`,
    ],
  ]);
}

function comment(version: string | null): string {
  return version === null ? '' : ` # ${version}`;
}

function atTimes(crons: readonly string[]): Change[] {
  if (crons.length === 0) return [];
  const lines = crons.map((one) => `- cron: ${yamlScalar(one, false, Scalar.QUOTE_SINGLE)}`);
  return [[/- cron: [^\n]*/, lines.join('\n    ')]];
}

function ofJob({
  environment,
  runsOn,
  condition,
}: JobHabits & { readonly environment: string | null }): Change[] {
  const more = [
    ...(condition === null ? [] : [`if: ${condition}`]),
    ...(environment === null ? [] : [`environment: ${scalar(environment)}`]),
  ];
  if (runsOn === null && more.length === 0) return [];
  return [
    [
      /runs-on: ubuntu-latest/,
      (line) => [runsOn === null ? line : `runs-on: ${runsOn}`, ...more].join('\n    '),
    ],
  ];
}

/** GitHub keeps one waiting run of a group and cancels the others, unless they queue. */
const QUEUED: Change[] = [
  [
    / {2}group: update-marketplace/,
    (line) => `${line}\n  queue: max # up to 100 wait; not on GitHub Enterprise Server`,
  ],
];

const INPUT = '          ';
const PULL_REQUESTS = '  pull-requests: write # to open the pull request';
/** The commented lines from `push:` to its paths. */
const OWN_PLUGINS = / {2}# push:[^\n]*\n(?: {2}# [^\n]*\n)*/;

function uncommented(lines: string, branch: string): string {
  return lines
    .replaceAll('  # ', '  ')
    .replace(/push:[^\n]*/, 'push: # for plugins in this repository itself, which send no event')
    .replace('[main]', sequence([branch]));
}

/** One on the key's own line, several on their own. */
function listed(texts: readonly string[]): string {
  const [only = ''] = texts;
  return texts.length === 1 ? scalar(only) : ['|', ...texts].join(`\n${INPUT}  `);
}

function sequence(texts: readonly string[]): string {
  return `[${texts.map(scalar).join(', ')}]`;
}

function scalar(text: string): string {
  return yamlScalar(text, true);
}

/** Each place must be in the template: one that lost it must not be written half filled in. */
function swap(template: string, changes: readonly Change[]): string {
  return changes.reduce((text, [place, replacement]) => {
    if (!place.test(text)) throw new Error(`the template has no ${place.source}`);
    return text.replace(place, (found) =>
      typeof replacement === 'string' ? replacement : replacement(found),
    );
  }, template);
}
