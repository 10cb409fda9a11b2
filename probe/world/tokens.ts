/** The tokens that questions are asked with, by the variables of the environment that hold them. */
export const TOKENS = {
  main: 'PROBE_TOKEN',
  'fine-grained-read': 'PROBE_FINE_GRAINED_READ',
  'fine-grained-write': 'PROBE_FINE_GRAINED_WRITE',
  classic: 'PROBE_CLASSIC',
  app: 'PROBE_APP',
} as const;

export type TokenName = keyof typeof TOKENS;

export type Tokens = { readonly [Name in TokenName]?: string };

export const TOKEN_NAMES = Object.keys(TOKENS) as TokenName[];

/** Those that the environment holds; an empty variable holds none. */
export function tokensOf(env: Readonly<Record<string, string | undefined>>): Tokens {
  const found = TOKEN_NAMES.map((name) => [name, env[TOKENS[name]]?.trim()] as const);
  return Object.fromEntries(found.filter(([, text]) => text !== undefined && text !== ''));
}
