/** What an input of an action may be. `default` is a text, as in `action.yml`. */
export type Input =
  | { readonly kind: 'text' | 'token' | 'list' | 'patterns'; readonly default?: string }
  | { readonly kind: 'flag'; readonly default: 'true' | 'false' }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly default: string }
  | WholeNumber;

export interface WholeNumber {
  readonly kind: 'whole';
  readonly unit: string;
  readonly most: number;
  /** What 0 does: `0 never warns`. */
  readonly meaning: string;
  readonly default: string;
}

/** An action's inputs by name, in the order of `action.yml`. */
export type InputTable = Readonly<Record<string, Input>>;

const RUN_TOKEN = `\${{ github.token }}`;

export const NOTIFY_INPUTS = {
  marketplace: { kind: 'list' },
  token: { kind: 'token' },
  'github-token': { kind: 'token', default: RUN_TOKEN },
  manifests: {
    kind: 'list',
    default: `.claude-plugin/plugin.json
plugins/*/.claude-plugin/plugin.json
*/.claude-plugin/plugin.json`,
  },
  plugins: { kind: 'patterns' },
  branches: { kind: 'patterns' },
  base: { kind: 'text' },
  head: { kind: 'text' },
  'event-type': { kind: 'text', default: 'plugin-updated' },
  payload: { kind: 'text' },
  downgrades: { kind: 'choice', values: ['notify', 'skip'], default: 'notify' },
  prereleases: { kind: 'choice', values: ['notify', 'skip'], default: 'notify' },
  batch: { kind: 'flag', default: 'false' },
  // Longer than any update takes; a runner is paid by the minute.
  wait: { kind: 'whole', unit: 'seconds', most: 3600, meaning: '0 does not wait', default: '0' },
  'expiry-warning': { kind: 'whole', unit: 'days', most: 99_999, meaning: '0 never warns', default: '14' },
  unbumped: { kind: 'choice', values: ['ignore', 'warn', 'fail'], default: 'ignore' },
  'unbumped-ignore': {
    kind: 'list',
    default: `.github/**
docs/**
README*
CHANGELOG*
CONTRIBUTING*
LICENSE*`,
  },
  'dry-run': { kind: 'flag', default: 'false' },
} as const satisfies InputTable;

export const UPDATE_INPUTS = {
  token: { kind: 'token', default: RUN_TOKEN },
  'plugins-token': { kind: 'token' },
  'marketplace-file': { kind: 'text', default: '.claude-plugin/marketplace.json' },
  plugins: { kind: 'patterns' },
  advance: { kind: 'choice', values: ['version', 'always'], default: 'version' },
  releases: { kind: 'patterns' },
  downgrades: { kind: 'choice', values: ['follow', 'hold'], default: 'follow' },
  'version-field': { kind: 'choice', values: ['existing', 'always', 'never'], default: 'existing' },
  'minimum-age': { kind: 'text', default: '0' },
  'marketplace-version': { kind: 'choice', values: ['keep', 'patch', 'minor', 'major'], default: 'keep' },
  mode: { kind: 'choice', values: ['push', 'pull-request'], default: 'push' },
  branch: { kind: 'text', default: 'notify-marketplace/update' },
  labels: { kind: 'list' },
  reviewers: { kind: 'list' },
  'team-reviewers': { kind: 'list' },
  assignees: { kind: 'list' },
  scope: { kind: 'choice', values: ['all', 'event'], default: 'all' },
  'report-issue': { kind: 'text' },
  checks: { kind: 'list' },
  'commit-title': { kind: 'text' },
  'dry-run': { kind: 'flag', default: 'false' },
} as const satisfies InputTable;

export type NotifyInputs = typeof NOTIFY_INPUTS;
export type UpdateInputs = typeof UPDATE_INPUTS;
