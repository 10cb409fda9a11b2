import type { RepositoryOptions } from '../types.ts';

/** https://docs.github.com/issues/using-labels-and-milestones-to-track-work/managing-labels#about-default-labels */
// biome-ignore format: a list to look through
const LABELS = [
  'bug', 'documentation', 'duplicate', 'enhancement', 'good first issue', 'help wanted', 'invalid', 'question',
  'wontfix',
];

/** A new repository's, as on GitHub. */
export function defaultOptions(): Required<RepositoryOptions> {
  return {
    ...{
      private: false,
      defaultBranch: 'main',
      archived: false,
      fork: false,
      sso: false,
      freePlan: false,
      refusal: null,
    },
    ...{ secrets: {}, dependabotSecrets: {}, organizationSecrets: {}, secretsSetAt: {} },
    ...{ variables: {}, organizationVariables: {} },
    ...{
      actionsEnabled: true,
      allowedActions: 'all',
      actionsMayOpenPullRequests: false,
      issuesEnabled: true,
    },
    selectedActions: { githubOwned: false, verified: false, patterns: [] },
    defaultWorkflowPermissions: 'read',
    ...{ labels: [...LABELS], collaborators: [], teams: [] },
  };
}

/** Now, for each secret that a change of options adds or gives another value. */
export function newlySet(before: RepositoryOptions, after: RepositoryOptions): Record<string, Date> {
  const kinds = ['secrets', 'organizationSecrets', 'dependabotSecrets'] as const;
  const changed = kinds.flatMap((kind) =>
    Object.entries(after[kind] ?? {}).filter(([name, value]) => before[kind]?.[name] !== value),
  );
  return Object.fromEntries(changed.map(([name]) => [name, new Date()]));
}
