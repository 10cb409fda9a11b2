import type { ProbeOptions } from '../arguments.ts';
import type { Theme } from '../question.ts';
import { DISPATCH } from './dispatch.ts';
import { GITHUB_TOKEN } from './github-token.ts';
import { OBJECTS } from './objects.ts';
import { PATHS } from './paths.ts';
import { RATE_LIMIT } from './rate-limit.ts';
import { REFS } from './refs.ts';
import { REPLICATION } from './replication.ts';
import { RULE_QUESTIONS } from './rules.ts';
import { SIZES_THEME } from './sizes.ts';
import { TOKEN_QUESTIONS } from './tokens.ts';
import { WRITING } from './writing.ts';

/** In the order in which they are asked. */
export const THEMES: readonly Theme[] = [
  PATHS,
  OBJECTS,
  REFS,
  TOKEN_QUESTIONS,
  DISPATCH,
  SIZES_THEME,
  WRITING,
  RULE_QUESTIONS,
  REPLICATION,
  GITHUB_TOKEN,
];

export function themesFor({ useUpRateLimit }: Pick<ProbeOptions, 'useUpRateLimit'>): readonly Theme[] {
  return useUpRateLimit ? [...THEMES, RATE_LIMIT] : THEMES;
}
