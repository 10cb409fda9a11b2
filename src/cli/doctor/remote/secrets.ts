import { type About, type AboutQuestion, holdsList, listIn, NEED_SECRETS, once, textIn } from './seen.ts';

export interface SecretInfo {
  readonly name: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  readonly from: 'repository' | 'organisation';
}

/**
 * Those that the workflows of a repository see: names and dates, never values
 * (https://docs.github.com/rest/actions/secrets). A page holds all that a workflow may use: 100 of the repository and
 * 100 of its organisation (https://docs.github.com/actions/reference/security/secrets#limits-for-secrets).
 */
export function secretsOf(about: About) {
  const at = (
    route: string,
    from: SecretInfo['from'],
    more: Partial<AboutQuestion<readonly SecretInfo[]>> = {},
  ) =>
    once(() =>
      about({
        ...more,
        route: `${route}?per_page=100`,
        need: NEED_SECRETS,
        check: holdsList('secrets'),
        read: (data) =>
          listIn(data, 'secrets').map((secret) => ({
            name: textIn(secret, 'name'),
            updatedAt: textIn(secret, 'updated_at'),
            from,
          })),
      }),
    );
  return {
    own: at('GET /repos/{owner}/{repo}/actions/secrets', 'repository'),
    /** Those of the organisation that are shared with it; none where a person owns it. */
    organisation: at('GET /repos/{owner}/{repo}/actions/organization-secrets', 'organisation', {
      // Who sees the one list sees the other: where this one is not there, there is no organisation.
      refused: (status) => (status === 404 ? [] : undefined),
    }),
  };
}
