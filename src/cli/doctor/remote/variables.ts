import { isObject } from '../../../plugin/json.ts';
import { type About, type AboutQuestion, holdsList, listIn, NEED_VARIABLES, once, textIn } from './seen.ts';

/** Names in capitals, and whether a page held them all: of more than 30 the others are not looked at. */
interface VariableNames {
  readonly names: readonly string[];
  readonly isWhole: boolean;
}

/** Those that the workflows of a repository see, without their values (https://docs.github.com/rest/actions/variables). */
export function variablesOf(about: About) {
  const at = (route: string, more: Partial<AboutQuestion<VariableNames>> = {}) =>
    once(() =>
      about({
        ...more,
        route: `${route}?per_page=30`,
        need: NEED_VARIABLES,
        check: holdsList('variables'),
        read: (data) => {
          const names = listIn(data, 'variables').map((one) => textIn(one, 'name').toUpperCase());
          return { names, isWhole: isObject(data) && data['total_count'] === names.length };
        },
      }),
    );
  return {
    own: at('GET /repos/{owner}/{repo}/actions/variables'),
    /** Those of the organisation that are shared with it; none where a person owns it. */
    organisation: at('GET /repos/{owner}/{repo}/actions/organization-variables', {
      refused: (status) => (status === 404 ? { names: [], isWhole: true } : undefined),
    }),
  };
}
