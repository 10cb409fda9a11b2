import { yamlScalar } from '../workflows/yaml-scalar.ts';

/** GitHub's action that makes the token of an App (https://github.com/actions/create-github-app-token). */
export const APP_ACTION = 'actions/create-github-app-token@v3';

/** What the step that makes an App's token is given, as expressions: `vars.APP_CLIENT_ID`. */
export interface AppCredentials {
  /** `app-id` is deprecated in v3, with a warning in each run; its number is no Client ID. */
  readonly idInput: 'client-id' | 'app-id';
  readonly id: string;
  readonly key: string;
}

export const USUAL_APP: AppCredentials = {
  idInput: 'client-id',
  id: 'vars.APP_CLIENT_ID',
  key: 'secrets.APP_PRIVATE_KEY',
};

/**
 * PURE: the lines of the step. Its API address is the runner's own, also on GitHub Enterprise (`github-api-url`).
 *
 * @param marketplaces all of one owner: without `owner` and `repositories` it would be for the plugin's own repository
 */
export function appStep(app: AppCredentials, marketplaces: readonly string[]): string[] {
  const [owner = ''] = marketplaces[0]?.split('/') ?? [];
  const names = marketplaces.map((name) => name.split('/')[1] ?? '');
  return [
    `uses: ${APP_ACTION} # the token is valid for an hour`,
    'id: app',
    'with:',
    `  ${app.idInput}: \${{ ${app.id} }}`,
    `  private-key: \${{ ${app.key} }}`,
    `  owner: ${yamlScalar(owner, false)} # without these two lines it is for this repository only`,
    ...repositories(names),
    '  permission-contents: write # to send the event',
  ];
}

function repositories(names: readonly string[]): string[] {
  const [only = ''] = names;
  if (names.length === 1) return [`  repositories: ${yamlScalar(only, false)}`];
  return ['  repositories: |', ...names.map((name) => `    ${name}`)];
}

/** The step's token, for `token`. */
export const TOKEN_OF_STEP = '${' + '{ steps.app.outputs.token }}';
